"""Texts and printed runs that follow each other, mostly a paragraph, in one step.

Nearly all of a document is this: fields of one record, plain words. They are printed without
looking at each value from every side; whatever is out of the ordinary (an empty or missing value,
a number, a sign that must be escaped) sends the whole line through the careful steps instead,
which print the same, or say what is wrong and where.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from docgen.render import controls
from docgen.render.controls import is_plain
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

_Shape: TypeAlias = tuple[bytes, bytes, bytes, bytes, bytes]
TAG, ID, CONTENT, END = (text.encode() for text in controls.AROUND)


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
    size, written = len(text), text.encode()

    def step(_: Values, state: State) -> None:
        state.write(written)
        state.size += size

    return step


def _run(value: Expression, properties: str, at: int) -> Step:
    """A run of the value, in a content control where it has an address."""
    tag, number, content, end = controls.AROUND
    bare = f"<w:r>{properties}"

    def step(values: Values, state: State) -> None:
        state.place = at
        found = value(values)
        text = f"{bare}{controls.content(found)}</w:r>"
        if isinstance(found, Value):
            state.ids.controls += 1
            address = controls.attribute(found.address)
            text = f"{tag}{address}{number}{state.ids.controls}{content}{text}{end}"
        state.write(text.encode())
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
        if " " in words or not is_plain(words) or not _put(found, shapes, state):
            return run(careful, values, state)
        state.size += size + len(words)
        return None

    return _label_and_value(shapes, size, key, names, step) if len(names) == 2 else step


def _put(found: tuple[str, ...], shapes: tuple[_Shape, ...], state: State) -> bool:
    """Print plain words; nothing where one is empty or has an odd address."""
    ids, given = state.ids, state.ids.controls
    made: list[bytes] = []
    for value, (tag, opened, end, bare, bare_end) in zip(found, shapes, strict=True):
        if type(value) is Value and value and is_plain(value.address):
            address = value.address.encode()
            ids.controls += 1
            made += (tag, address, ID, b"%d" % ids.controls, opened, value.encode(), end)
        elif type(value) is str and value:
            made += (bare, value.encode(), bare_end)
        else:
            ids.controls = given
            return False
    state.out += made
    return True


def _label_and_value(
    shapes: tuple[_Shape, ...], size: int, key: str, names: tuple[str, ...], otherwise: Step
) -> Step:
    """A number and the text behind it, which is what most paragraphs of these documents are."""
    (_, _, _, bare, middle), (tag, opened, end, _, _) = shapes
    middle += tag
    fetch = attrgetter(*names)
    read: type | None = None

    def step(values: Values, state: State) -> None:
        nonlocal read
        record = values.get(key)
        if type(record) is not read:
            if not can_read(type(record), names):
                return otherwise(values, state)
            read = type(record)
        label, value = fetch(record)
        if type(label) is not str or type(value) is not Value or not label or not value:
            return otherwise(values, state)
        address = value.address
        said = f"{label}{value}{address}"
        # what is_plain asks, without the call
        if not said.isprintable() or " " in said or "&" in said or "<" in said or ">" in said:
            return otherwise(values, state)
        if '"' in address:
            return otherwise(values, state)
        ids = state.ids
        ids.controls += 1
        state.out += (
            bare, label.encode(), middle, address.encode(), ID, b"%d" % ids.controls, opened,
            value.encode(), end,
        )  # fmt: skip
        state.size += size + len(said)
        return None

    return step


def _fetch(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    get = attrgetter(names[0])
    return lambda record: (get(record),)


def _shapes(pieces: list[Any], formats: tuple[str, ...]) -> tuple[_Shape, ...]:
    """What is around each value: before, between and behind in a control, and in none."""
    shapes: list[_Shape] = []
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
