"""A template part as a program: a small tree of plain lists, which can read data and print it.

It is made once from Jinja's syntax tree (``translate``) and kept as JSON text (``cache``), so a
warm process needs no Jinja: importing and compiling cost more than all the rest of a document.
What a program can do is what this module has a case for: it calls nothing, reads only fields of
our records, and its loops, texts and output are bounded (a sandbox does not stop a template
from counting for ever).

A statement is a text, or a list: ``[print, how, expression, format, place]`` · ``[set, name,
expression, place]`` · ``[if, [[expression, body, place] …], else]`` · ``[for, names, expression,
condition, body, else, place]``. ``place`` is the index of where it stands in the template.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from docgen.render import controls
from docgen.render.controls import Unprintable
from docgen.render.expression import Expression, State, Values, expression

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Step: TypeAlias = Callable[[Values, State], None]

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
    """One part of a template, ready to run. Raises for a body that is no program."""

    __slots__ = ("_steps", "part")

    def __init__(self, part: str, body: Any, formats: tuple[str, ...]) -> None:
        self.part = part
        self._steps = _body(body, formats)

    def run(self, values: Mapping[str, object], state: State) -> str:
        """The filled text. Raises Unprintable; ``state.place`` then says where."""
        _run(self._steps, dict(values), state)
        return "".join(state.out)


def _run(steps: tuple[Step, ...], values: Values, state: State) -> None:
    for step in steps:
        step(values, state)


def _body(body: Any, formats: tuple[str, ...]) -> tuple[Step, ...]:
    if not isinstance(body, list):
        raise TypeError("a body is a list")
    return tuple(_statement(one, formats) for one in body)


def _statement(told: Any, formats: tuple[str, ...]) -> Step:
    if isinstance(told, str):
        return _text(told)
    kind, *rest = told
    return _STATEMENTS[kind](rest, formats)


def _text(text: str) -> Step:
    size = len(text)

    def step(_: Values, state: State) -> None:
        state.out.append(text)
        state.size += size

    return step


def _print(told: list[Any], formats: tuple[str, ...]) -> Step:
    how, inner, number, place = told
    value, at = expression(inner), int(place)
    if how == "run":
        return _print_run(value, formats[number], at)
    write = _PRINTERS[how]

    def step(values: Values, state: State) -> None:
        state.place = at
        text = write(value(values))
        state.out.append(text)
        state.size += len(text)

    return step


def _print_run(value: Expression, properties: str, at: int) -> Step:
    write = controls.run

    def step(values: Values, state: State) -> None:
        state.place = at
        text = write(value(values), properties)
        state.out.append(text)
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
    cases = tuple((expression(e), _body(b, formats), int(at)) for e, b, at in branches)
    last = _body(otherwise, formats)

    def step(values: Values, state: State) -> None:
        for test, body, at in cases:
            state.place = at
            if test(values):
                _run(body, values, state)
                return
        _run(last, values, state)

    return step


def _for(told: list[Any], formats: tuple[str, ...]) -> Step:
    names, inner, condition, body, otherwise, place = told
    targets, items, at = tuple(map(str, names)), expression(inner), int(place)
    test = None if condition is None else expression(condition)
    steps, none = _body(body, formats), _body(otherwise, formats)

    def step(values: Values, state: State) -> None:
        state.place = at
        found = _items(items(values), state)
        if test is not None:
            found = tuple(item for item in found if test(_named(values, targets, item)))
        for index, item in enumerate(found):
            here = _named(values, targets, item)
            here["loop"] = Loop(index, len(found))
            _run(steps, here, state)
            if state.size > MAX_OUTPUT:
                raise Unprintable("endless-template", limit=str(MAX_OUTPUT))
        if not found:
            _run(none, dict(values), state)

    return step


def _items(items: object, state: State) -> tuple[object, ...]:
    """The loop's items, counted before the loop begins."""
    if not isinstance(items, tuple):
        raise Unprintable("not-a-list", kind=type(items).__name__)
    state.loops += len(items)
    if state.loops > MAX_LOOPS:
        raise Unprintable("endless-template", limit=str(MAX_LOOPS))
    return items


def _named(values: Values, targets: tuple[str, ...], item: object) -> Values:
    """The names of one round: what a template sets in it does not outlive it."""
    here = dict(values)
    if len(targets) == 1:
        here[targets[0]] = item
    elif isinstance(item, tuple) and len(item) == len(targets):
        here.update(zip(targets, item, strict=True))
    else:
        raise Unprintable("not-a-list", kind=type(item).__name__)
    return here


_PRINTERS: Final[Mapping[str, Callable[[object], str]]] = {
    "plain": controls.plain,
    "int": controls.whole_number,
    "key": controls.key,
    "color": controls.color,
}
_STATEMENTS: Final[Mapping[str, Callable[[list[Any], tuple[str, ...]], Step]]] = {
    "print": _print,
    "set": _set,
    "if": _if,
    "for": _for,
}
