"""The statements of the document's structure as steps: tables, rows, cells, ends, numbers.

What they are is told in ``structure``; what a table's layout does in ``frame``. A table without
rows and a row without cells are not printed: Word calls them corrupt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen.render import controls
from docgen.render.expression import expression, field_of, run
from docgen.render.frame import BLOCK_ENDS, TABLE_END, TINY, Frame, Shape, left_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from docgen.render.expression import State, Step, Steps, Values

    BodyOf = Callable[[Any], Steps]
    Printers = Mapping[str, Callable[[object], str]]

_LAID: dict[str, str | int] = {each: each for each in ("width", "span", "merge", "borders")}


def table(told: list[Any], body_of: BodyOf) -> Step:
    """A table; ``old`` is its grid where that is made anew."""
    before, old, rows, laid = told
    head, body = body_of(before), body_of(rows)
    grid = None if old is None else [int(width) for width in old]

    def step(values: Values, state: State) -> None:
        out, outer = state.out, state.frame
        begin = len(out)
        if out and out[-1] == TABLE_END:
            state.write(TINY)  # Word joins tables that touch
        run(head, values, state)
        first = len(out)
        if grid is not None:
            state.write(b"")
        state.frame = frame = Frame()
        for each in body:
            each(values, state)
        state.frame = outer
        if len(out) == first + (grid is not None):
            del out[begin:]
            return
        if laid:
            frame.write(out, grid, first)
        state.write(TABLE_END)

    return step


def row(told: list[Any], body_of: BodyOf) -> Step:
    """A row; ``skipped`` columns are before its first cell."""
    skipped, before, cells = told
    head, body, start = body_of(before), body_of(cells), int(skipped)

    def step(values: Values, state: State) -> None:
        out, frame = state.out, state.frame
        begin = len(out)
        run(head, values, state)
        first = len(out)
        frame.at = start
        for each in body:
            each(values, state)
        if len(out) == first:
            del out[begin:]
        else:
            frame.end_row()
            state.write(b"</w:tr>")

    return step


def cell(told: list[Any], body_of: BodyOf, printers: Printers) -> Step:
    """A cell of a table that is laid out; one that continues another is not even filled."""
    tag, (properties, children, anew, width, span, merge, line), blocks, first = told
    shape, printed = shape_of(tag, properties, children, anew=anew)
    shown = [_printed(printers[how], inner, place) for how, inner, place in printed]
    body, left = body_of(blocks), None if first is None else str(first).encode()
    across, wide = _number(span, controls.columns), _number(width, controls.in_range)
    key, unlined = _key(merge), _key(line)

    def step(values: Values, state: State) -> None:
        out, frame = state.out, state.frame
        covers, wanted = across(values, state), wide(values, state)
        upper = None
        if key is None:
            frame.open(out, shape, covers, wanted)
        else:
            upper = frame.merged(out, shape, covers, wanted, key(values, state))
        one = frame.cells[-1]
        if unlined is not None:
            frame.leave_line_out(one, unlined(values, state))
        if shown:
            one.shown = tuple(each(values, state) for each in shown)
        if upper is None:
            for each in body:
                each(values, state)
            one.end = len(out)
        else:
            out += (left or left_of(upper, out), b"</w:tc>")

    return step


def shape_of(
    tag: Any, properties: Any, children: Any, *, anew: Any
) -> tuple[Shape, list[tuple[str, Any, Any]]]:
    """A cell's opening, and what is printed into it: how, which expression, where."""
    parts: list[str | int] = []
    printed: list[tuple[str, Any, Any]] = []
    for child in children:
        if isinstance(child, str):
            parts.append(child)
        elif child[0] == "print":
            parts.append(len(printed))
            printed.append((child[1], child[2], child[4]))
        else:
            parts.append(_LAID[child[0]])
    opened = None if properties is None else str(properties)
    return Shape(str(tag), opened, tuple(parts), anew=bool(anew)), printed


def _printed(
    write: Callable[[object], str], told: Any, place: Any
) -> Callable[[Values, State], str]:
    value, at = expression(told), int(place)

    def printed(values: Values, state: State) -> str:
        state.place = at
        return write(value(values))

    return printed


def _key(told: Any) -> Callable[[Values, State], str] | None:
    """What ``vm`` or ``noline`` compares. The last one is remembered: rows repeat it."""
    if told is None:
        return None
    value, at = expression(told[0]), int(told[1])
    last: object = None
    key = ""

    def keyed(values: Values, state: State) -> str:
        nonlocal last, key
        found = value(values)
        if found != last or type(found) is not str:
            state.place = at
            key, last = controls.key(found), found
        return key

    return keyed


def _number(told: Any, held: Callable[[object], int]) -> Callable[[Values, State], int]:
    """A number that stands in the template, or one that is printed.

    The last one is remembered, of a field by its record, which is frozen: all rows ask for it.
    """
    if isinstance(told, int):
        return lambda _values, _state: told
    value, at = expression(told[0]), int(told[1])
    key = (field_of(told[0]) or ("", ""))[0]
    last: object = None
    number_ = 0

    def numbered(values: Values, state: State) -> int:
        nonlocal last, number_
        record = values.get(key)
        if record is None or record is not last:
            state.place = at
            number_, last = held(value(values)), record
        return number_

    return numbered


def closed(_: Values, state: State) -> None:
    """A cell ends in a paragraph."""
    if not state.out[-1].endswith(BLOCK_ENDS):
        state.write(b"<w:p/>")


def filled(_: Values, state: State) -> None:
    """What holds text holds a paragraph, the last one after a table."""
    last = state.out[-1]
    if not last.endswith(BLOCK_ENDS):
        state.write(TINY if last == TABLE_END else b"<w:p/>")


def number(kind: str) -> Step:
    """The next number of a control or drawing."""
    return lambda _, state: state.write(state.ids.next(kind).encode())


def start(old: str) -> Step:
    """The number of a bookmark that begins."""
    return lambda _, state: state.write(state.ids.start(old).encode())


def end(old: str, before: str, after: str) -> Step:
    """The end of a bookmark, around its number; none where it does not begin."""
    begin, rest = before.encode(), after.encode()

    def step(_: Values, state: State) -> None:
        number_ = state.ids.end(old)
        if number_ is not None:
            state.out += (begin, number_.encode(), rest)

    return step


def bookmark(name: str) -> Step:
    """A bookmark's name, with a number where it comes again."""
    return lambda _, state: state.write(state.ids.name(name).encode())
