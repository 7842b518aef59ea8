"""A program that has printed much becomes a Python function: its statements in straight lines.

Calling a closure for each statement costs more than what most statements do. The function is
written from the tree in memory, never from a file's text. What the tree brings into it are
constants, by number, whole numbers, and names of fields that are plain identifiers and do not
begin with ``_``; it has no builtins. So a poisoned cache still cannot run code (decision 9).

What may go wrong is told once, by the closures. A statement or an expression without a form here
is called as a closure; where anything else is out of the ordinary the function raises, and the
document is filled anew by the careful way, which says what is wrong and where (``prepared``).
"""

from __future__ import annotations

from keyword import iskeyword
from typing import TYPE_CHECKING, Any, Final

from docgen.render import controls, generate_tables
from docgen.render.controls import PLAIN
from docgen.render.expression import can_read, expression, field_of, name_of, run
from docgen.render.frame import BLOCK_ENDS, TABLE_END, TINY, Frame, left_of
from docgen.render.line import ID, careful, quick
from docgen.render.value import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from docgen.render.expression import State, Steps, Values
    from docgen.render.line import Quick

    Scope = Mapping[str, str]
    """Names of the loops around, and the variables that hold them."""
    Lines = list[str]
    BodyOf = Callable[[Any, tuple[str, ...]], Steps]

_SIGNS: Final = {"eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">="}
_NUMBERS: Final = frozenset({"number", "start", "end", "bookmark"})  # they read no values
_MARKED: Final = 512  # numbers of controls that are printed with the texts around them at once,
_FORMATS: Final = 6  # in so many formats of runs: the document's check remembers each


class Unusual(Exception):  # noqa: N818 - an outcome: the closures must do
    """Something that has no form here."""


def generated(
    body: list[Any], formats: tuple[str, ...], body_of: BodyOf, limits: Mapping[str, int]
) -> Callable[[Values, State], None] | None:
    """The function, or None where the closures must do. ``limits``: MAX_LOOPS, MAX_OUTPUT."""
    writer = Writer(formats, body_of, limits)
    try:
        source = writer.function(body)
        exec(  # noqa: S102 - a text of our own making, see above
            compile(source, "<template>", "exec", dont_inherit=True), writer.constants
        )
    except Exception:  # noqa: BLE001 - too deep, too long, no program: the closures do it
        return None
    made: Callable[[Values, State], None] = writer.constants["part"]
    return made


class Writer:
    """Lines of source, and the constants that they name."""

    def __init__(
        self, formats: tuple[str, ...], body_of: BodyOf, limits: Mapping[str, int]
    ) -> None:
        self._formats = formats
        self._body_of = body_of
        used = (can_read, left_of, len, str, tuple, type, Frame, Unusual, Value)
        self.constants: dict[str, Any] = {
            "__builtins__": {},
            **{each.__name__: each for each in used},
            "in_range": controls.in_range,
            "columns": controls.columns,
            "key": controls.key,
            "BLOCK_ENDS": BLOCK_ENDS,
            "PLAIN": PLAIN,
            "TABLE_END": TABLE_END,
            "TINY": TINY,
            "ID": ID,
            **limits,
        }
        self._tops: dict[str, str] = {}  # names of the context, and the variables that hold them
        self._fields: dict[str, set[str]] = {}  # by variable: what is read of its record
        self._kept: list[str] = []
        self._loops = 0
        self._marks: dict[bytes, str] = {}

    def function(self, body: list[Any]) -> str:
        """The source. Raises Unusual."""
        lines, size = self.body(body, {})
        tops = [f"{var} = values[{self.constant(name)}]" for name, var in self._tops.items()]
        for var in self._tops.values():
            tops += self._admitted(var)
        begin = [
            "out, add, ids = state.out, state.out.append, state.ids",
            *(f"{var} = None" for var in self._kept),
            *tops,
            f"state.size += {size}",
        ]
        return "\n".join(["def part(values, state):", *indented([*begin, *lines])])

    def constant(self, value: Any) -> str:
        """The name under which the function finds it."""
        name = f"k{len(self.constants)}"
        self.constants[name] = value
        return name

    def kept(self) -> str:
        """A new variable, None when the document begins, that outlives the rounds of loops."""
        self._kept.append(f"m{len(self._kept)}")
        return self._kept[-1]

    def body(self, body: list[Any], scope: Scope) -> tuple[Lines, int]:
        """The lines of a body, and the characters of its texts at most, those in loops left out."""
        lines: Lines = []
        size = 0
        here: list[Any] = []
        for told in [*body, None]:
            if isinstance(told, str) or (told is not None and told[:2] == ["print", "run"]):
                here.append(told)
                continue
            if here:
                lines += self._line(here, scope)
                size += sum(len(one) for one in here if isinstance(one, str))
                here = []
            if told is not None:
                more, length = self._statement(told, scope)
                lines += more
                size += length
        return lines or ["pass"], size

    def _statement(self, told: list[Any], scope: Scope) -> tuple[Lines, int]:
        kind = told[0]
        if kind == "set":  # it changes what names mean
            raise Unusual
        if kind == "closed":
            paragraph = self.constant(b"<w:p/>")
            return ["if not out[-1].endswith(BLOCK_ENDS):", f"    add({paragraph})"], 0
        if kind in _NUMBERS:
            return [f"{self._closure(self._body_of([told], self._formats))}(values, state)"], 0
        if kind == "if":
            return self._if(told[1], told[2], scope)
        if kind == "for" and len(told[1]) == 1 and told[3] is None and not (
            told[5] or told[7] or told[8]
        ):  # fmt: skip
            return self._for(told, scope)
        form = generate_tables.FORMS.get(kind)
        found = None if form is None else form(self, told, scope)
        return found or ([self._left(self._body_of([told], self._formats), scope)], 0)

    def _left(self, steps: Steps, scope: Scope) -> str:
        """What is left to the closures: they know the names of the loops around."""
        own = ", ".join(f"{self.constant(name)}: {var}" for name, var in scope.items())
        return f"{self._closure(steps)}({f'{{**values, {own}}}' if own else 'values'}, state)"

    def _closure(self, steps: Steps) -> str:
        return self.constant(lambda values, state: run(steps, values, state))

    def _line(self, told: list[Any], scope: Scope) -> Lines:
        """Texts and printed runs."""
        if all(isinstance(one, str) for one in told):
            return [f"add({self.constant(''.join(told).encode())})"]
        rest = self._left(careful(told, self._formats), scope)
        found = quick(told, self._formats)
        if found is None or not all(map(is_plain_name, found.fields)):
            return [rest]
        var = self.variable(found.name, scope)
        self._fields.setdefault(var, set()).update(found.fields)
        read = ", ".join(f"{var}.{field}" for field in found.fields)
        printed = self.constant(found.printed)
        if len(found.fields) == 2:
            return self._label_and_value(found, read, printed, rest)
        return [f"if not {printed}(state, {read}):", f"    {rest}"]

    def _label_and_value(self, found: Quick, read: str, printed: str, rest: str) -> Lines:
        """A number and the text behind it, which is what most paragraphs of these documents are."""
        (_, _, _, bare, middle), (tag, opened, end, _, _) = found.shapes
        middle += tag
        size = len(bare + middle + ID + opened + end)
        before, between, after, behind = map(self.constant, (bare, middle, opened, end))
        apart = f"ID, b'%d' % n, {after}"
        marks = self._marks_of(opened)
        lines = [f"out += ({before}, a, {between}, c, {apart}, b, {behind})"]
        if marks is not None:
            marked = f"out += ({before}, a, {between}, c, {marks}[n], b, {behind})"
            lines = [f"if n < {_MARKED}: {marked}", f"else: {lines[0]}"]
        return [
            f"a, b = {read}",
            "if type(a) is not str or type(b) is not Value or not a or not b:",
            f"    if not {printed}(state, a, b):",
            f"        {rest}",
            "else:",
            "    a, b, c = a.encode(), b.encode(), b.address.encode()",
            "    said = a + b + c",
            "    if said.translate(PLAIN) is not said:",
            f"        {rest}",
            "    else:",
            "        n = ids.controls = ids.controls + 1",
            *indented(lines, 2),
            f"        state.size = size = state.size + {size} + len(said)",
            "        if size > MAX_OUTPUT: raise Unusual",
        ]

    def _marks_of(self, opened: bytes) -> str | None:
        """The numbers of controls with what stands around them, where formats are few."""
        if opened not in self._marks and len(self._marks) < _FORMATS:
            marks = tuple(b"%b%d%b" % (ID, n, opened) for n in range(_MARKED))
            self._marks[opened] = self.constant(marks)
        return self._marks.get(opened)

    def variable(self, name: str, scope: Scope) -> str:
        """The variable of a name; one of the context is read once."""
        return scope.get(name) or self._tops.setdefault(name, f"g{len(self._tops)}")

    def _admitted(self, var: str) -> Lines:
        """That the fields of the variable's record may be read; asked where its type is another."""
        fields = self._fields.get(var)
        if not fields:
            return []
        kind = self.kept()
        asked = f"can_read(type({var}), {self.constant(tuple(sorted(fields)))})"
        return [
            f"if type({var}) is not {kind}:",
            f"    if not {asked}: raise Unusual",
            f"    {kind} = type({var})",
        ]

    def value(self, told: Any, scope: Scope) -> str:
        """An expression; what has no form here is a closure's."""
        kind = told[0]
        name, field = name_of(told), field_of(told)
        if name is not None:
            return self.variable(name, scope)
        if field is not None and is_plain_name(field[1]):
            var = self.variable(field[0], scope)
            self._fields.setdefault(var, set()).add(field[1])
            return f"{var}.{field[1]}"
        if kind == "const":
            return self.constant(expression(told)({}))
        if kind in {"and", "or"}:
            return f"({self.value(told[1], scope)} {kind} {self.value(told[2], scope)})"
        if kind == "not":
            return f"(not {self.value(told[1], scope)})"
        if kind == "compare" and len(told) == 3 and told[2][0] in _SIGNS:
            left, right = self.value(told[1], scope), self.value(told[2][1], scope)
            return f"({left} {_SIGNS[told[2][0]]} {right})"
        own = ", ".join(f"{self.constant(each)}: {var}" for each, var in scope.items())
        return f"{self.constant(expression(told))}({{**values, {own}}})"

    def _if(self, branches: Any, otherwise: Any, scope: Scope) -> tuple[Lines, int]:
        lines: Lines = []
        size = 0
        for number, (test, body, _) in enumerate(branches):
            inner, length = self.body(body, scope)
            lines += [f"{'elif' if number else 'if'} {self.value(test, scope)}:", *indented(inner)]
            size += length
        if otherwise:
            inner, length = self.body(otherwise, scope)
            lines += ["else:", *indented(inner)]
            size += length
        return lines, size

    def _for(self, told: list[Any], scope: Scope) -> tuple[Lines, int]:
        """A plain one: one name, no condition, no ``set`` in it, no ``loop``, no ``else``."""
        self._loops += 1
        items, var = f"l{self._loops}", f"v{self._loops}"
        inner, size = self.body(told[4], {**scope, str(told[1][0]): var})
        return [
            f"{items} = {self.value(told[2], scope)}",
            f"if type({items}) is not tuple: raise Unusual",
            f"if {items}:",
            f"    state.loops += len({items})",
            f"    state.size += {size} * len({items})",
            "    if state.loops > MAX_LOOPS or state.size > MAX_OUTPUT: raise Unusual",
            f"    for {var} in {items}:",
            *indented([*self._admitted(var), *inner], 2),
        ], 0


def is_plain_name(name: str) -> bool:
    """Whether it is a field's name and nothing else in Python's eyes."""
    return name.isascii() and name.isidentifier() and name[0] != "_" and not iskeyword(name)


def indented(lines: Lines, times: int = 1) -> Lines:
    """The lines further right."""
    return ["    " * times + line for line in lines]
