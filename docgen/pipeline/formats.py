"""A table of results in the formats that other programs read: one line of ``FORMATS`` for each.

Cells are text or numbers, never formulas: what a spreadsheet would calculate is made harmless.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from docgen.year.score import plain

if TYPE_CHECKING:
    from collections.abc import Callable

Cell = str | int | Decimal | None
_RISKY: Final = ("=", "+", "-", "@", "\t", "\r")


class Table(Struct, frozen=True):
    """Heads of the columns, and rows as wide as they are; a cell of None is empty."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def harmless(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula (an apostrophe stands before)."""
    return f"'{text}" if text.startswith(_RISKY) else text


def as_csv(table: Table) -> bytes:
    """UTF-8 with the mark that Excel needs to see it is; lines end as RFC 4180 has it."""
    import csv
    import io

    stream = io.StringIO()
    writer = csv.writer(stream)
    for row in (table.head, *table.rows):
        writer.writerow([_word(cell) for cell in row])
    return stream.getvalue().encode("utf-8-sig")


def _word(cell: Cell) -> str:
    if isinstance(cell, str):
        return harmless(cell)
    if cell is None:
        return ""
    return plain(cell) if isinstance(cell, Decimal) else str(cell)


FORMATS: Final[dict[str, Callable[[Table], bytes]]] = {
    "csv": as_csv,
}
