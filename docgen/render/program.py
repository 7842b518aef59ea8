"""A template part as a program: a small tree of plain lists, which can read data and print it.

It is made once from Jinja's syntax tree (``translate``) and kept as JSON text (``cache``), so a
warm process needs no Jinja: importing and compiling cost more than all the rest of a document.
What a program can do is what this module has a case for: it calls nothing, reads only fields of
our records, and its loops, texts and output are bounded (a sandbox does not stop a template
from counting for ever).

A statement is a text, or a list: ``[print, how, expression, format, place]`` · ``[set, name,
expression, place]`` · ``[if, [[expression, body, place] …], else]`` · ``[for, names, expression,
condition, body, else, place]``. ``place`` is the index of where it stands in the template. Those
of the document's structure are told in ``structure`` and run in ``tables``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docgen.docx import wellformed
from docgen.docx.ids import Ids
from docgen.render import controls, tables
from docgen.render.controls import Unprintable
from docgen.render.expression import Expression, State, Step, Steps, Values, expression, run
from docgen.render.value import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_HEAD: Final = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# Safety limits, not policy: the largest rubric loops about 4,000 times and gives 1.5 MB.
MAX_LOOPS: Final = 200_000
MAX_OUTPUT: Final = 200_000_000


class Loop:
    """``loop`` inside ``for``; a record of ours, so a template reads its fields."""

    __slots__ = ("first", "index", "index0", "last", "length", "revindex", "revindex0")
    __struct_fields__: Final = __slots__

    def __init__(self, index0: int, length: int) -> None:
        self.index0 = index0
        self.index = index0 + 1
        self.length = length
        self.revindex0 = length - self.index
        self.revindex = length - index0
        self.first = index0 == 0
        self.last = self.index == length


class Program:
    """One part of a template, ready to run. Raises for a body that is no program.

    ``structured``: it knows the document's structure (``structure``) and prints the part as it
    is to be; ``constant`` are then the bytes of a part that is the same in every document.
    """

    __slots__ = ("_steps", "constant", "part", "structured")

    def __init__(
        self, part: str, body: Any, formats: tuple[str, ...], *, structured: bool = False
    ) -> None:
        self.part = part
        self.structured = structured
        self._steps = body_of(body, formats)
        same = structured and all(isinstance(one, str) for one in body)
        self.constant = whole("".join(body)) if same else None

    def run(self, values: Mapping[str, object], state: State) -> str:
        """The filled text. Raises Unprintable; ``state.place`` then says where."""
        run(self._steps, dict(values), state)
        return "".join(state.out)

    def fill(self, values: Mapping[str, object], state: State) -> bytes:
        """The filled part. Raises Unprintable, or Malformed where it is not well-formed."""
        if self.constant is not None:
            return self.constant
        if self.structured:
            state.ids.part()
            return whole(self.run(values, state))
        from docgen.render.tidy import tidy

        ids, state.ids = state.ids, Ids()  # tidying numbers anew
        return tidy(self.run(values, state), ids)


def whole(text: str) -> bytes:
    """The bytes of a part. Raises Malformed where it is not well-formed."""
    part = _HEAD + text.encode()
    wellformed.check(part)
    return part


def body_of(body: Any, formats: tuple[str, ...]) -> Steps:
    """The steps of a body; a text is printed together with the value behind it."""
    if not isinstance(body, list):
        raise TypeError("a body is a list")
    steps: list[Step] = []
    before = ""
    for told in body:
        if isinstance(told, str):
            before += told
        elif told[0] == "print":
            steps.append(_print(told[1:], formats, before))
            before = ""
        else:
            if before:
                steps.append(_text(before))
                before = ""
            steps.append(_STATEMENTS[told[0]](told[1:], formats))
    if before:
        steps.append(_text(before))
    return tuple(steps)


def _text(text: str) -> Step:
    size = len(text)

    def step(_: Values, state: State) -> None:
        state.write(text)
        state.size += size

    return step


def _print(told: list[Any], formats: tuple[str, ...], before: str) -> Step:
    how, inner, number, place = told
    value, at = expression(inner), int(place)
    if how == "run":
        return _print_run(value, formats[number], at, before)
    write = PRINTERS[how]

    def step(values: Values, state: State) -> None:
        state.place = at
        text = before + write(value(values))
        state.write(text)
        state.size += len(text)

    return step


def _print_run(value: Expression, properties: str, at: int, before: str) -> Step:
    """A run of the value, in a content control where it has an address."""
    content, attribute = controls.content, controls.attribute
    bare, tag = f"{before}<w:r>{properties}", before + controls.TAG
    opened, end = f"{controls.CONTENT}<w:r>{properties}", f"</w:r>{controls.END}"

    def step(values: Values, state: State) -> None:
        state.place = at
        found = value(values)
        inner = content(found)
        if isinstance(found, Value):
            ids = state.ids
            ids.controls += 1
            number = str(ids.controls)
            text = "".join((tag, attribute(found.address), controls.ID, number, opened, inner, end))
        else:
            text = f"{bare}{inner}</w:r>"
        state.write(text)
        state.size += len(text)

    return step


def _set(told: list[Any], _: tuple[str, ...]) -> Step:
    name, inner, place = told
    value, at, key = expression(inner), int(place), str(name)

    def step(values: Values, state: State) -> None:
        state.place = at
        values[key] = value(values)

    return step


def _if(told: list[Any], formats: tuple[str, ...]) -> Step:
    branches, otherwise = told
    cases = tuple((expression(e), body_of(b, formats), int(at)) for e, b, at in branches)
    last = body_of(otherwise, formats)

    def step(values: Values, state: State) -> None:
        for test, body, at in cases:
            state.place = at
            if test(values):
                run(body, values, state)
                return
        run(last, values, state)

    return step


def _for(told: list[Any], formats: tuple[str, ...]) -> Step:
    names, inner, condition, body, otherwise, place = told
    targets, items, at = tuple(map(str, names)), expression(inner), int(place)
    test = None if condition is None else expression(condition)
    steps, none = body_of(body, formats), body_of(otherwise, formats)
    # what a template sets in a round does not outlive it: then each round has names of its own
    sets = says(body, "set")
    counts = says(body, "loop") or says(condition, "loop")

    def step(values: Values, state: State) -> None:
        state.place = at
        found = _items(items(values), state)
        if test is not None:
            found = tuple(item for item in found if test(_name(dict(values), targets, item)))
        here = dict(values)
        for index, item in enumerate(found):
            if sets:
                here = dict(values)
            _name(here, targets, item)
            if counts:
                here["loop"] = Loop(index, len(found))
            run(steps, here, state)
            if state.size > MAX_OUTPUT:
                raise Unprintable("endless-template", limit=str(MAX_OUTPUT))
        if not found:
            run(none, dict(values), state)

    return step


def says(told: Any, word: str) -> bool:
    """Whether a statement or name of that word is anywhere in it."""
    if isinstance(told, list):
        return any(says(one, word) for one in told)
    return isinstance(told, str) and told == word


def _items(items: object, state: State) -> tuple[object, ...]:
    """The loop's items, counted before the loop begins."""
    if not isinstance(items, tuple):
        raise Unprintable("not-a-list", kind=type(items).__name__)
    state.loops += len(items)
    if state.loops > MAX_LOOPS:
        raise Unprintable("endless-template", limit=str(MAX_LOOPS))
    return items


def _name(here: Values, targets: tuple[str, ...], item: object) -> Values:
    """The names of one round."""
    if len(targets) == 1:
        here[targets[0]] = item
    elif isinstance(item, tuple) and len(item) == len(targets):
        here.update(zip(targets, item, strict=True))
    else:
        raise Unprintable("not-a-list", kind=type(item).__name__)
    return here


PRINTERS: Final[Mapping[str, Callable[[object], str]]] = {
    "plain": controls.plain,
    "int": controls.whole_number,
    "key": controls.key,
    "color": controls.color,
}
_STATEMENTS: Final[Mapping[str, Callable[[list[Any], tuple[str, ...]], Step]]] = {
    "table": lambda told, formats: tables.table(told, lambda b: body_of(b, formats)),
    "row": lambda told, formats: tables.row(told, lambda b: body_of(b, formats)),
    "cell": lambda told, formats: tables.cell(told, lambda b: body_of(b, formats), PRINTERS),
    "closed": lambda _told, _formats: tables.closed,
    "filled": lambda _told, _formats: tables.filled,
    "number": lambda told, _: tables.number(str(told[0])),
    "start": lambda told, _: tables.start(str(told[0])),
    "end": lambda told, _: tables.end(str(told[0])),
    "bookmark": lambda told, _: tables.bookmark(str(told[0])),
    "set": _set,
    "if": _if,
    "for": _for,
}
