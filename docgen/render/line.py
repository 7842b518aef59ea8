"""Texts and printed runs that follow each other, mostly a paragraph, in one step.

Nearly all of a document is this: fields of one record, plain words. They are printed without
looking at each value from every side; whatever is out of the ordinary (an empty or missing value,
a number, a sign that must be escaped) sends the whole line through the careful steps instead,
which print the same, or say what is wrong and where.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from docgen.render import controls
from docgen.render.controls import PLAIN, Richer
from docgen.render.expression import (
    MAX_OUTPUT,
    Expression,
    State,
    Step,
    Steps,
    Values,
    can_read,
    endless_output,
    expression,
    field_of,
    run,
)
from docgen.render.value import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Shape: TypeAlias = tuple[bytes, bytes, bytes, bytes, bytes]
"""Before, between and behind a value in a control; before and behind one in none."""
_MANY: Final = 64  # values that are printed before it is asked how much there is
TAG, ID, CONTENT, END = (text.encode() for text in controls.AROUND)


def line(told: Sequence[Any], formats: tuple[str, ...]) -> Steps:
    """The steps of texts and ``[print, run, expression, format, place]`` statements."""
    steps = careful(told, formats)
    found = quick(told, formats)
    if found is None:
        return steps
    name, fields, printed = found.name, found.fields, found.printed
    fetch = _fetch(fields)
    read: type | None = None  # the type of record that was read last: it has the fields

    def step(values: Values, state: State) -> None:
        nonlocal read
        if not state.careful:
            record = values.get(name)
            if type(record) is not read and can_read(type(record), fields):
                read = type(record)
            if type(record) is read and printed(state, *fetch(record)):
                return
        run(steps, values, state)

    return (step,)


def careful(told: Sequence[Any], formats: tuple[str, ...]) -> Steps:
    """The steps that print whatever may be printed, or say what is wrong and where."""
    return tuple(_careful(one, formats) for one in _joined(told))


class Quick:
    """Fields of one record with texts around them, printed without looking at each from every side.

    ``name`` is the record's, ``shapes`` are what stands around each value. ``printed`` takes the
    values; where it is false nothing was printed, and all of the line is the careful steps' work.
    """

    __slots__ = ("fields", "name", "printed", "shapes")

    def __init__(self, name: str, fields: tuple[str, ...], shapes: tuple[Shape, ...]) -> None:
        self.name = name
        self.fields = fields
        self.shapes = shapes
        self.printed = _fields(shapes, sum(len(text) for shape in shapes for text in shape))


def quick(told: Sequence[Any], formats: tuple[str, ...]) -> Quick | None:
    """None where not all that is printed are fields of one record."""
    pieces = _joined(told)
    fields = [field_of(one[2]) for one in pieces if not isinstance(one, str)]
    known = [field for field in fields if field is not None]
    if not 0 < len(known) <= _MANY or len(known) < len(fields):
        return None
    if len({name for name, _ in known}) > 1:
        return None
    names = tuple(field for _, field in known)
    return Quick(known[0][0], names, _shapes(pieces, formats))


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
    size, written = len(text), text.encode()

    def step(_: Values, state: State) -> None:
        state.write(written)
        state.size += size

    return step


def _run(value: Expression, properties: str, at: int) -> Step:
    """A run of the value, in a content control where it has an address."""
    bare, end = f"<w:r>{properties}".encode(), b"</w:r>"
    size = len(bare) + len(end)
    opened, control_end = CONTENT + bare, end + END
    around = size + sum(map(len, (TAG, ID, CONTENT, END)))

    def step(values: Values, state: State) -> None:
        state.place = at
        found = value(values)
        try:
            words = controls.content(found)
        except Richer:
            if state.rich is None:
                raise
            made = state.rich.inline(found, properties)
            state.write(made)
            state.grow(len(made))
            return
        if isinstance(found, Value):
            state.ids.controls += 1
            address = controls.attribute(found.address).encode()
            number = b"%d" % state.ids.controls
            state.out += (TAG, address, ID, number, opened, *words, control_end)
            state.size += around
        else:
            state.out += (bare, *words, end)
            state.size += size
        state.size += sum(map(len, words))
        if state.size > MAX_OUTPUT:
            raise endless_output()

    return step


def _fields(shapes: tuple[Shape, ...], size: int) -> Callable[..., bool]:
    """Fields of one record with texts around them."""

    def printed(state: State, *found: Any) -> bool:
        number = state.ids.controls
        length = 0
        made: list[bytes] = []
        for value, (tag, opened, end, bare, bare_end) in zip(found, shapes, strict=True):
            kind = type(value)
            if (kind is not Value and kind is not str) or not value:
                return False
            words = value.encode()
            if words.translate(PLAIN) is not words:
                return False
            length += len(words)
            if kind is str:
                made += (bare, words, bare_end)
                continue
            address = value.address.encode()
            if address.translate(PLAIN) is not address:
                return False
            number += 1
            length += len(address)
            made += (tag, address, ID, b"%d" % number, opened, words, end)
        state.ids.controls = number
        state.out += made
        state.size = total = state.size + size + length
        if total > MAX_OUTPUT:
            raise endless_output()
        return True

    return printed


def _fetch(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    get = attrgetter(names[0])
    return lambda record: (get(record),)


def _shapes(pieces: list[Any], formats: tuple[str, ...]) -> tuple[Shape, ...]:
    """What is around each value: before, between and behind in a control, and in none."""
    shapes: list[Shape] = []
    before = b""
    for one in pieces:
        if isinstance(one, str):
            before = one.encode()
            continue
        bare = f"<w:r>{formats[one[3]]}<w:t>".encode()
        end = b"</w:t></w:r>"
        shapes.append((before + TAG, CONTENT + bare, end + END, before + bare, end))
        before = b""
    tag, opened, end, bare, bare_end = shapes[-1]
    shapes[-1] = (tag, opened, end + before, bare, bare_end + before)
    return tuple(shapes)
