"""A program that has printed much becomes a Python function: the same statements in straight lines.

Calling a closure for each statement costs more than what the statement does. The function is
written from the validated tree in memory, never from a file's text: what the tree brings are
constants, by number, and names of fields, which are plain ASCII identifiers that do not begin
with ``_``. It has no builtins. Whatever is out of the ordinary it leaves to the closures: a
statement or an expression that it has no form for is called as a closure; where anything else
than plain printing happens it raises, and the document is filled anew by the closures, which
say what is wrong and where (``program``). So nothing is said twice of what may go wrong.
"""

from __future__ import annotations

from keyword import iskeyword
from typing import TYPE_CHECKING, Any, Final

from docgen.render import controls
from docgen.render.expression import COMPARE, can_read, expression, field_of, name_of
from docgen.render.frame import BLOCK_ENDS, TABLE_END, TINY, Frame, left_of
from docgen.render.line import careful, quick
from docgen.render.tables import shape_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from docgen.render.expression import State, Steps, Values

    Scope = Mapping[str, str]
    BodyOf = Callable[[Any, tuple[str, ...]], Steps]

_SIGNS: Final = {"eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">="}
_LITERAL: Final = frozenset({"number", "start", "end", "bookmark"})  # these read no values
_INDENT: Final = "    "


class Unusual(Exception):  # noqa: N818 - an outcome: the closures fill this document
    """Something that only the closures can tell."""


def generated(
    body: list[Any], formats: tuple[str, ...], body_of: BodyOf, most: Mapping[str, int]
) -> Callable[[Values, State], None] | None:
    """The function, or None where the closures must do; ``most`` are the limits by name."""
    writer = _Writer(formats, body_of, most)
    try:
        source = writer.function(body)
        code = compile(source, "<template>", "exec", dont_inherit=True)
    except (Unusual, SyntaxError, RecursionError, MemoryError):
        return None
    exec(code, writer.constants)  # noqa: S102 - of our own making, see above
    made: Callable[[Values, State], None] = writer.constants["part"]
    return made


class _Writer:
    """Source and constants; every method returns lines."""

    def __init__(
        self, formats: tuple[str, ...], body_of: BodyOf, most: Mapping[str, int]
    ) -> None:
        self.formats = formats
        self.body_of = body_of
        self.constants: dict[str, Any] = {
            "__builtins__": {},
            "BLOCK_ENDS": BLOCK_ENDS,
            "Frame": Frame,
            "TABLE_END": TABLE_END,
            "TINY": TINY,
            "Unusual": Unusual,
            "can_read": can_read,
            "in_range": controls.in_range,
            "key": controls.key,
            "left_of": left_of,
            "len": len,
            "str": str,
            "tuple": tuple,
            "type": type,
            **most,
        }
        self.tops: dict[str, str] = {}  # names of the context, and the variables that hold them
        self.fields: dict[str, set[str]] = {}  # by variable: what is read of its record
        self.kept: list[str] = []  # variables that remember something for the whole document
        self.loops = 0

    def function(self, body: list[Any]) -> str:
        """The source. Raises Unusual."""
        lines, size = self.body(body, {})
        begin = [f"{var} = values[{self.constant(name)}]" for name, var in self.tops.items()]
        for var in self.tops.values():
            begin += self.admitted(var)
        head = [
            "out, add = state.out, state.out.append",
            *(f"{var} = None" for var in self.kept),
            *begin,
            f"state.size += {size}",
        ]
        return "\n".join(["def part(values, state):", *indented([*head, *lines])])

    def constant(self, value: Any) -> str:
        """The name under which the function finds it."""
        name = f"k{len(self.constants)}"
        self.constants[name] = value
        return name

    def remembered(self) -> str:
        """A new variable that is None when the document begins."""
        self.kept.append(f"m{len(self.kept)}")
        return self.kept[-1]

    def body(self, body: list[Any], scope: Scope) -> tuple[list[str], int]:
        """The lines of a body, and how many characters its texts have at most, loops left out."""
        lines: list[str] = []
        size = 0
        here: list[Any] = []
        for told in [*body, None]:
            if isinstance(told, str) or (told is not None and told[:2] == ["print", "run"]):
                here.append(told)
                continue
            if here:
                lines += self.line(here, scope)
                size += sum(len(one) for one in here if isinstance(one, str))
                here = []
            if told is not None:
                more, length = self.statement(told, scope)
                lines += more
                size += length
        return lines or ["pass"], size

    def statement(self, told: list[Any], scope: Scope) -> tuple[list[str], int]:
        """Any statement but a line."""
        kind = told[0]
        if kind == "set":  # it changes what the names mean
            raise Unusual
        if kind == "closed":
            return ["if not out[-1].endswith(BLOCK_ENDS):", f"    add({self.constant(b'<w:p/>')})"], 0
        if kind in _LITERAL:
            return [f"{self.closure([told])}(values, state)"], 0
        form = {"if": self.choice, "for": self.loop, "table": self.table, "row": self.row,
                "cell": self.cell}.get(kind)  # fmt: skip
        found = None if form is None else form(told[1:], scope)
        return found or ([self.left(told, scope)], 0)

    def left(self, told: Any, scope: Scope) -> str:
        """A statement that is left to the closures."""
        return f"{self.closure([told])}({names(scope, self)}, state)"

    def closure(self, body: list[Any]) -> str:
        """Statements as one closure."""
        return self.constant(_run(self.body_of(body, self.formats)))

    def line(self, told: list[Any], scope: Scope) -> list[str]:
        """Texts and printed runs."""
        if all(isinstance(one, str) for one in told):
            return [f"add({self.constant(''.join(told).encode())})"]
        rest = f"{self.constant(_run(careful(told, self.formats)))}({names(scope, self)}, state)"
        found = quick(told, self.formats)
        if found is None:
            return [rest]
        name, fields, printed = found
        var = self.variable(name, scope)
        if not all(map(is_plain_name, fields)):
            return [rest]
        self.fields.setdefault(var, set()).update(fields)
        read = ", ".join(f"{var}.{field}" for field in fields)
        return [f"if not {self.constant(printed)}(state, {read}):", f"    {rest}"]

    def variable(self, name: str, scope: Scope) -> str:
        """The variable of a name; one of the context is read once."""
        if name in scope:
            return scope[name]
        return self.tops.setdefault(name, f"g{len(self.tops)}")

    def admitted(self, var: str) -> list[str]:
        """That the variable's record may be read; asked once for each type."""
        fields = self.fields.get(var)
        if not fields:
            return []
        known = f"t_{var}"
        self.kept.append(known)
        asked = f"can_read(type({var}), {self.constant(tuple(sorted(fields)))})"
        return [
            f"if type({var}) is not {known}:",
            f"    if not {asked}: raise Unusual",
            f"    {known} = type({var})",
        ]

    def value(self, told: Any, scope: Scope) -> str:
        """An expression. What has no form here is a closure's."""
        kind = told[0]
        name, field = name_of(told), field_of(told)
        if name is not None:
            return self.variable(name, scope)
        if field is not None and is_plain_name(field[1]):
            var = self.variable(field[0], scope)
            self.fields.setdefault(var, set()).add(field[1])
            return f"{var}.{field[1]}"
        if kind == "const":
            return self.constant(expression(told)({}))
        if kind in ("and", "or"):
            return f"({self.value(told[1], scope)} {kind} {self.value(told[2], scope)})"
        if kind == "not":
            return f"(not {self.value(told[1], scope)})"
        if kind == "compare" and len(told) == 3 and told[2][0] in _SIGNS:
            left, right = self.value(told[1], scope), self.value(told[2][1], scope)
            return f"({left} {_SIGNS[told[2][0]]} {right})"
        return f"{self.constant(expression(told))}({names(scope, self)})"

    def choice(self, told: list[Any], scope: Scope) -> tuple[list[str], int]:
        """``if``."""
        branches, otherwise = told
        lines: list[str] = []
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

    def loop(self, told: list[Any], scope: Scope) -> tuple[list[str], int] | None:
        """A plain ``for``: one name, no condition, no ``set``, no ``loop``, no ``else``."""
        names_, items, condition, body, otherwise, _, sets, counts = told
        if len(names_) != 1 or condition is not None or otherwise or sets or counts:
            return None
        self.loops += 1
        many, var = f"l{self.loops}", f"v{self.loops}"
        inner, size = self.body(body, {**scope, names_[0]: var})
        return [
            f"{many} = {self.value(items, scope)}",
            f"if type({many}) is not tuple: raise Unusual",
            f"if {many}:",
            f"    state.loops += len({many})",
            f"    state.size += {size} * len({many})",
            "    if state.loops > MAX_LOOPS or state.size > MAX_OUTPUT: raise Unusual",
            f"    for {var} in {many}:",
            *indented([*self.admitted(var), *inner], 2),
        ], 0

    def table(self, told: list[Any], scope: Scope) -> tuple[list[str], int]:
        """A table; see ``tables.table``."""
        before, old, rows, laid = told
        head, size = self.body(before, scope)
        inner, more = self.body(rows, scope)
        n = self.constant(None if old is None else [int(width) for width in old])
        return [
            f"b{n} = len(out)",
            "if out and out[-1] == TABLE_END: add(TINY)",
            *head,
            f"f{n} = len(out)",
            *([] if old is None else [f"add({self.constant(b'')})"]),
            f"o{n} = state.frame",
            f"state.frame = Frame()",
            *inner,
            f"n{n} = state.frame",
            f"state.frame = o{n}",
            f"if len(out) == f{n}{'' if old is None else ' + 1'}:",
            f"    del out[b{n}:]",
            "else:",
            *([f"    n{n}.write(out, {n}, f{n})"] if laid else []),
            "    add(TABLE_END)",
        ], size + more

    def row(self, told: list[Any], scope: Scope) -> tuple[list[str], int]:
        """A row; see ``tables.row``."""
        skipped, before, cells = told
        head, size = self.body(before, scope)
        inner, more = self.body(cells, scope)
        n = self.constant(b"</w:tr>")
        return [
            f"b{n} = len(out)",
            *head,
            f"f{n} = len(out)",
            f"state.frame.at = {int(skipped)}",
            *inner,
            f"if len(out) == f{n}:",
            f"    del out[b{n}:]",
            "else:",
            "    state.frame.end_row()",
            f"    add({n})",
        ], size + more

    def cell(self, told: list[Any], scope: Scope) -> tuple[list[str], int] | None:
        """A cell of a table that is laid out; see ``tables.cell``."""
        tag, (properties, children, anew, width, span, merge, line), blocks, first = told
        shape, shown = shape_of(tag, properties, children, anew=anew)
        if shown:
            return None
        inner, size = self.body(blocks, scope)
        n = self.constant(shape)
        wide, lines = self.number(width, scope)
        across, more = self.number(span, scope)
        lines += more
        opened = f"(out, {n}, {across}, {wide}"
        if line is not None:
            keyed, more = self.key(line, scope)
            unlined = [*more, f"state.frame.leave_line_out(state.frame.cells[-1], {keyed})"]
        else:
            unlined = []
        if merge is None:
            return [*lines, f"state.frame.open{opened})", *unlined, *inner], size
        keyed, more = self.key(merge, scope)
        left = f"left_of(c{n}, out)" if first is None else self.constant(str(first).encode())
        return [
            *lines,
            *more,
            f"c{n} = state.frame.merged{opened}, {keyed})",
            *unlined,
            f"if c{n} is None:",
            *indented(inner),
            *(["    state.frame.cells[-1].end = len(out)"] if first is None else []),
            "else:",
            f"    out += ({left}, {self.constant(b'</w:tc>')})",
        ], size

    def number(self, told: Any, scope: Scope) -> tuple[str, list[str]]:
        """A number as ``tables`` has it: of a field, remembered by its record."""
        if isinstance(told, int):
            return str(int(told)), []
        field = field_of(told[0])
        made = f"in_range({self.value(told[0], scope)})"
        if field is None:
            return made, []
        last, number, var = self.remembered(), self.remembered(), self.variable(field[0], scope)
        return number, [f"if {var} is not {last}:", f"    {number}, {last} = {made}, {var}"]

    def key(self, told: Any, scope: Scope) -> tuple[str, list[str]]:
        """A key as ``tables`` has it, remembered by its value."""
        found, last, made = self.remembered(), self.remembered(), self.remembered()
        return made, [
            f"{found} = {self.value(told[0], scope)}",
            f"if {found} != {last} or type({found}) is not str:",
            f"    {made}, {last} = key({found}), {found}",
        ]


def names(scope: Scope, writer: _Writer) -> str:
    """What the closures call values: the context's, and the variables of the loops around."""
    if not scope:
        return "values"
    own = ", ".join(f"{writer.constant(name)}: {var}" for name, var in scope.items())
    return f"{{**values, {own}}}"


def is_plain_name(name: str) -> bool:
    """Whether it is a field's name and nothing else in Python's eyes."""
    return name.isascii() and name.isidentifier() and name[0] != "_" and not iskeyword(name)


def indented(lines: list[str], times: int = 1) -> list[str]:
    """The lines further right."""
    return [_INDENT * times + line for line in lines]


def _run(steps: Steps) -> Callable[[Values, State], None]:
    def run(values: Values, state: State) -> None:
        for step in steps:
            step(values, state)

    return run
