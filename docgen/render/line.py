"""Texts and printed runs that follow each other, mostly a paragraph, in one step.

Nearly all of a document is this: fields of one record, plain words. They are printed without
looking at each value from every side; whatever is out of the ordinary (an empty or missing value,
a number, a sign that must be escaped) sends the whole line through the careful steps instead,
which print the same, or say what is wrong and where.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from docgen.render import controls
from docgen.render.controls import CONTENT, END, ID, TAG, is_plain
from docgen.render.expression import (
    Expression,
    State,
    Step,
    Values,
    can_read,
    expression,
    field_of,
    run,
)
from docgen.render.value import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_is_markup: Final = controls.MARKUP.search


def line(told: Sequence[Any], formats: tuple[str, ...]) -> tuple[Step, ...]:
    """The steps of texts and ``[print, run, expression, format, place]`` statements."""
    pieces = _joined(told)
    careful = tuple(_careful(one, formats) for one in pieces)
    fields = [field_of(one[2]) for one in pieces if not isinstance(one, str)]
    known = [field for field in fields if field is not None]
    if not known or len(known) < len(fields) or len({name for name, _ in known}) > 1:
        return careful
    return (_fields(pieces, formats, known[0][0], tuple(f for _, f in known), careful),)


def _joined(told: Sequence[Any]) -> list[Any]:
    pieces: list[Any] = []
    for one in told:
        if isinstance(one, str) and pieces and isinstance(pieces[-1], str):
            pieces[-1] += one
        elif one != "":
            pieces.append(one)
    return pieces


def _careful(told: Any, formats: tuple[str, ...]) -> Step:
    if isinstance(told, str):
        return _text(told)
    _, _, inner, number, place = told
    return _run(expression(inner), formats[number], int(place))


def _text(text: str) -> Step:
    size = len(text)

    def step(_: Values, state: State) -> None:
        state.write(text)
        state.size += size

    return step


def _run(value: Expression, properties: str, at: int) -> Step:
    """A run of the value, in a content control where it has an address."""
    content, attribute = controls.content, controls.attribute
    bare, end = f"<w:r>{properties}", f"</w:r>{controls.END}"
    opened = f"{controls.CONTENT}{bare}"

    def step(values: Values, state: State) -> None:
        state.place = at
        found = value(values)
        inner = content(found)
        if isinstance(found, str) and _is_markup(found):
            state.escaped = True
        if isinstance(found, Value):
            ids = state.ids
            ids.controls += 1
            number, address = str(ids.controls), attribute(found.address)
            state.escaped = state.escaped or "&" in address
            text = f"{TAG}{address}{ID}{number}{opened}{inner}{end}"
        else:
            text = f"{bare}{inner}</w:r>"
        state.write(text)
        state.size += len(text)

    return step


def _fields(
    pieces: list[Any], formats: tuple[str, ...], key: str, names: tuple[str, ...],
    careful: tuple[Step, ...],
) -> Step:  # fmt: skip
    """Fields of one record with texts around them."""
    shapes = _shapes(pieces, formats)
    size = sum(len(text) for shape in shapes for text in shape)
    fetch = _fetch(names)
    read: type | None = None  # the type of record that was read last: it has the fields

    def step(values: Values, state: State) -> None:
        nonlocal read
        record = values.get(key)
        if type(record) is not read:
            if not can_read(type(record), names):
                return run(careful, values, state)
            read = type(record)
        found = fetch(record)
        try:
            words = "".join(found)
        except TypeError:  # a number, or nothing
            return run(careful, values, state)
        if " " in words or not is_plain(words):
            return run(careful, values, state)
        out, ids = state.out, state.ids
        begin, given = len(out), ids.controls
        for value, (tag, opened, end, bare, bare_end) in zip(found, shapes):  # noqa: B905 - as many
            if type(value) is Value:
                address = value.address
                if not value or not is_plain(address):
                    break
                ids.controls += 1
                out += (tag, address, ID, str(ids.controls), opened, value, end)
            elif value:
                out += (bare, value, bare_end)
            else:
                break
        else:
            state.size += size + len(words)
            return None
        del out[begin:]
        ids.controls = given
        return run(careful, values, state)

    return step


def _fetch(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    get = attrgetter(names[0])
    return lambda record: (get(record),)


def _shapes(pieces: list[Any], formats: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """What is around each value: before, between and behind in a control, and in none."""
    shapes: list[tuple[str, ...]] = []
    before = ""
    for one in pieces:
        if isinstance(one, str):
            before = one
            continue
        bare = f"<w:r>{formats[one[3]]}<w:t>"
        end = "</w:t></w:r>"
        shapes.append((before + TAG, CONTENT + bare, end + END, before + bare, end))
        before = ""
    tag, opened, end, bare, bare_end = shapes[-1]
    shapes[-1] = (tag, opened, end + before, bare, bare_end + before)
    return tuple(shapes)
