"""Widths of a table's columns from those of its cells, in twips."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Measured(Protocol):
    """A cell: first grid column, columns spanned, width (0 or less: not said)."""

    @property
    def at(self) -> int:
        """First grid column."""

    @property
    def span(self) -> int:
        """Columns spanned."""

    @property
    def width(self) -> int:
        """Twips."""


def widths_of(cells: Iterable[Measured], old: Sequence[int]) -> list[int]:
    """A column takes the width of the first cell that stands in it alone.

    What only spanning cells tell is shared out evenly; a column of which none tells keeps what
    ``old`` says. LibreOffice lays out by the grid, Word by the cells: both agree.
    """
    told = dict.fromkeys([(cell.at, cell.span, cell.width) for cell in cells])
    known: dict[int, int] = {}
    for at, span, width in told:
        if span == 1 and width > 0:
            known.setdefault(at, width)
    for at, span, width in sorted((t for t in told if t[1] > 1 and t[2] > 0), key=lambda t: t[1]):
        columns = range(at, at + span)
        unknown = [column for column in columns if column not in known]
        rest = width - sum(known.get(column, 0) for column in columns)
        for place, column in enumerate(unknown):
            known[column] = max(1, (rest + place) // len(unknown))
    last = (old or [1])[-1]
    count = max(at + span for at, span, _ in told)
    return [known.get(c, old[c] if c < len(old) else last) for c in range(count)]
