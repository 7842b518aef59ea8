"""Paragraphs and rows that were read before: documents of one template differ in a few of them.

Of twenty agencies' documents nine rows in ten are the same XML. What a block says follows from its
XML, from the style sheet (by its cascade), and from where it stands; what it says of anything but
itself (a field, a note, a text box, an automatic number, a nested table, a new section) is not
remembered: such a block is read each time. So is everything for whoever wants the way back to the
XML (``traced``): tests hold one way of reading against the other.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec.structs import replace

from docgen.docx.xml import to_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

    from docgen.docx.facts.reading import At, Reading
    from docgen.docx.facts.shape import Cell, Paragraph
    from docgen.docx.xml import Element

_MOST: Final = 1024  # blocks
_SMALL: Final = 16 * 2**10  # bytes of a block that is worth it
_FIELD: Final = b"fldChar"  # what one means may depend on what stands far away

Merges = frozenset[int]


class Block(NamedTuple):
    """What a block said: its paragraphs, how many numbers it took, which merges go on below it."""

    number: int  # of the last paragraph before it, when it was read
    paragraphs: tuple[Paragraph, ...]
    taken: int
    place: Cell | None
    below: Merges


_KNOWN: Final[dict[tuple[object, ...], Block]] = {}


def known(
    reading: Reading,
    at: At,
    element: Element,
    where: tuple[object, ...],
    place: Cell | None,
    read: Callable[[], Merges],
) -> Merges:
    """Read a block, or say again what it said; ``where`` is what else its reading depends on."""
    if reading.traces is not None or at.fields:
        return read()
    content = to_bytes(element)
    if len(content) > _SMALL or _FIELD in content:
        return read()
    key = (
        blake2b(content, digest_size=16).digest(),
        reading.cascade.serial,
        reading.section,
        reading.spreads[reading.section].grid,
        (at.part, at.table, at.address, at.hidden, at.deleted, at.silent, at.anchor, at.mark),
        where,
    )
    block = _KNOWN.pop(key, None)
    if block is not None:
        _say(reading, block, place)
    else:
        before, number, said = _beside(reading, at), reading.number, len(reading.paragraphs)
        below = read()
        if _beside(reading, at) != before:
            return below
        paragraphs = tuple(reading.paragraphs[said:])
        block = Block(number, paragraphs, reading.number - number, place, below)
    _KNOWN[key] = block  # the one asked for last goes last
    if len(_KNOWN) > _MOST:
        del _KNOWN[next(iter(_KNOWN))]
    return block.below


def _beside(reading: Reading, at: At) -> tuple[int, ...]:
    """Grows, or changes, with whatever a block says beside its paragraphs."""
    return (
        reading.tables,
        reading.section,
        len(reading.boxes),
        sum(map(len, reading.notes.values())),
        sum(reading.note_counts.values()),
        len(reading.instructions),
        len(reading.changes),
        len(at.fields),
        at.counters.counted,
    )


def _say(reading: Reading, block: Block, place: Cell | None) -> None:
    """The paragraphs where they stand now."""
    further, moved = reading.number - block.number, place != block.place
    if not further and not moved:
        reading.paragraphs += block.paragraphs
    else:
        reading.paragraphs += [
            replace(one, number=one.number + further, cell=_placed(one.cell, place))
            for one in block.paragraphs
        ]
    reading.number += block.taken


def _placed(cell: Cell | None, place: Cell | None) -> Cell | None:
    if cell is None or place is None or (cell.table, cell.row) == (place.table, place.row):
        return cell
    return replace(cell, table=place.table, row=place.row)
