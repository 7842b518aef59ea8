"""A template part as a program: a small tree of plain lists, which can read data and print it.

It is made once from Jinja's syntax tree (``translate``) and kept as JSON text (``cache``), so a
warm process needs no Jinja: importing and compiling cost more than all the rest of a document.
What a program can do is what this module has a case for: it calls nothing, reads only fields of
our records, and its loops, texts and output are bounded (a sandbox does not stop a template
from counting for ever).

A statement is a text, or a list: ``[print, how, expression, format, place]`` · ``[set, name,
expression, place]`` · ``[if, [[expression, body, place] …], else]`` · ``[for, names, expression,
condition, body, else, place, sets, counts]``. ``place`` is the index of where it stands in the
template; ``sets`` and ``counts``: there is a ``set`` in the loop, or ``loop`` is read. Those of
the document's structure are told in ``structure`` and run in ``tables``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docgen.docx import wellformed
from docgen.docx.ids import Ids
from docgen.render import controls, tables
from docgen.render.controls import Richer, Unprintable
from docgen.render.expression import (
    MAX_OUTPUT,
    State,
    Step,
    Steps,
    Values,
    endless_output,
    expression,
    run,
)
from docgen.render.line import line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from docgen.render.expression import Expression

    Quick = Callable[[Values, State], None]

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# Bytes that a program prints before a function is made of it (``generate``), which takes as long
# as twenty plans by closures.
MUCH: Final = 1_000_000

MAX_LOOPS: Final = 200_000  # a safety limit, not policy: the largest rubric loops 4,000 times


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

    __slots__ = (
        "_pieces", "_printed", "_quick", "_steps", "_told", "constant", "part", "structured",
    )  # fmt: skip

    def __init__(
        self, part: str, body: Any, formats: tuple[str, ...], *, structured: bool = False
    ) -> None:
        self.part = part
        self.structured = structured
        if structured:
            body = [_HEAD + body[0], *body[1:]]
        self._told = (body, formats)
        self._steps = body_of(body, formats)
        self._pieces = wellformed.Pieces()
        self._printed = 0
        self._quick: Quick | None = None
        same = structured and all(isinstance(one, str) for one in body)
        self.constant = self.fill({}, State()) if same else None

    def run(self, values: Mapping[str, object], state: State) -> bytes:
        """The filled text. Raises Unprintable; ``state.place`` then says where."""
        run(self._steps, dict(values), state)
        return self._all(state)

    def _all(self, state: State) -> bytes:
        state.grow(0)  # loops ask between their rounds only
        return b"".join(state.out)

    def fill(self, values: Mapping[str, object], state: State) -> bytes:
        """The filled part. Raises Unprintable, or Malformed where it is not well-formed.

        A structured program's parts are whole elements and what its values bring is escaped, so
        that what it prints is well-formed; it is checked all the same. Where ``state`` is not
        careful, whatever is raised only says that the careful way must tell.
        """
        if not self.structured:
            from docgen.render.tidy import tidy

            ids, state.ids = state.ids, Ids()  # tidying numbers anew
            return tidy(self.run(values, state), ids)
        state.ids.part()
        if state.careful:
            part = self.run(values, state)
            wellformed.check(part)
            return part
        if self._printed >= MUCH and self._quick is None:
            self._quick = self._generated() or (lambda v, s: run(self._steps, v, s))
        if self._quick is None:
            part = self.run(values, state)
        else:
            self._quick(dict(values), state)
            part = self._all(state)
        self._pieces.check(state.out, part)
        self._printed += len(part)
        return part

    def _generated(self) -> Quick | None:
        from docgen.render.generate import generated

        limits = {"MAX_LOOPS": MAX_LOOPS, "MAX_OUTPUT": MAX_OUTPUT}
        return generated(*self._told, body_of, limits)


def body_of(body: Any, formats: tuple[str, ...]) -> Steps:
    """The steps of a body; texts and printed runs that follow each other are one step."""
    if not isinstance(body, list):
        raise TypeError("a body is a list")
    steps: list[Step] = []
    here: list[Any] = []
    for told in body:
        if isinstance(told, str) or told[:2] == ["print", "run"]:
            here.append(told)
            continue
        steps += line(here, formats)
        here = []
        if told[0] == "print":
            steps.append(_print(told[1:]))
        else:
            steps.append(_STATEMENTS[told[0]](told[1:], formats))
    return (*steps, *line(here, formats))


def _print(told: list[Any]) -> Step:
    how, inner, _number, place = told
    value, at, write = expression(inner), int(place), PRINTERS[how]

    def step(values: Values, state: State) -> None:
        state.place = at
        found = value(values)
        try:
            text = write(found)
        except Richer:
            if state.rich is None or how != "block":
                raise
            text = state.rich.block(found).decode()
        state.write(text.encode())
        state.grow(len(text))

    return step


def _set(told: list[Any], _: tuple[str, ...]) -> Step:
    name, inner, place = told
    value, at, key = expression(inner), int(place), str(name)

    def step(values: Values, state: State) -> None:
        state.place = at
        values[key] = found = value(values)
        if isinstance(found, str):  # what is kept takes room too
            state.grow(len(found))

    return step


def _if(told: list[Any], formats: tuple[str, ...]) -> Step:
    branches, otherwise = told
    cases = tuple((expression(e), body_of(b, formats), int(at)) for e, b, at in branches)
    last = body_of(otherwise, formats)
    if len(cases) == 1 and not last:
        return _only_if(*cases[0])

    def step(values: Values, state: State) -> None:
        for test, body, at in cases:
            state.place = at
            if test(values):
                for each in body:
                    each(values, state)
                return
        for each in last:
            each(values, state)

    return step


def _only_if(test: Expression, body: Steps, at: int) -> Step:
    """The usual ``if``: one case and no other."""

    def step(values: Values, state: State) -> None:
        state.place = at
        if test(values):
            for each in body:
                each(values, state)

    return step


def _for(told: list[Any], formats: tuple[str, ...]) -> Step:
    names, inner, condition, body, otherwise, place, sets, counts = told
    targets, items, at = tuple(map(str, names)), expression(inner), int(place)
    test = None if condition is None else expression(condition)
    steps, none = body_of(body, formats), body_of(otherwise, formats)
    rounds = _rounds(targets, steps, sets=bool(sets), counts=bool(counts))

    def step(values: Values, state: State) -> None:
        state.place = at
        found = items(values)
        if not isinstance(found, tuple):
            raise Unprintable("not-a-list", kind=type(found).__name__)
        if found:  # they are counted before the loop begins
            state.loops += len(found)
            if state.loops > MAX_LOOPS:
                raise Unprintable("endless-template", limit=str(MAX_LOOPS))
            if test is not None:
                found = tuple(each for each in found if test(_name(dict(values), targets, each)))
        if found:
            rounds(found, values, state)
        elif none:
            run(none, dict(values), state)

    return step


def _rounds(
    targets: tuple[str, ...], steps: Steps, *, sets: bool, counts: bool
) -> Callable[[tuple[object, ...], Values, State], None]:
    """The rounds of a loop; what a template sets in one does not outlive it."""
    name = targets[0]

    def rounds(items: tuple[object, ...], values: Values, state: State) -> None:
        here = dict(values)
        for item in items:
            here[name] = item
            for each in steps:
                each(here, state)
            if state.size > MAX_OUTPUT:
                raise endless_output()

    def named(items: tuple[object, ...], values: Values, state: State) -> None:
        here = dict(values)
        for index, item in enumerate(items):
            if sets:
                here = dict(values)
            _name(here, targets, item)
            if counts:
                here["loop"] = Loop(index, len(items))
            run(steps, here, state)
            if state.size > MAX_OUTPUT:
                raise endless_output()

    return named if sets or counts or len(targets) > 1 else rounds


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
    "block": controls.block,
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
    "end": lambda told, _: tables.end(*map(str, told)),
    "bookmark": lambda told, _: tables.bookmark(str(told[0])),
    "set": _set,
    "if": _if,
    "for": _for,
}
