"""A table as HTML has it: header rows, groups of rows, cells with their headers."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct

Scope = Literal["col", "colgroup", "row", "rowgroup"]


class Cell(Struct, frozen=True):
    """A header cell where ``scope`` is given, else a data cell under ``headers`` (ids).

    ``kind`` names the template's words for ``content``.
    """

    kind: str
    content: Any
    id: str | None = None
    scope: Scope | None = None
    headers: tuple[str, ...] = ()
    rows: int = 1
    columns: int = 1


Row = tuple[Cell, ...]


class Table(Struct, frozen=True):
    """``groups`` are the bodies: a header of a group of rows stands for its body."""

    id: str
    head: tuple[Row, ...]
    groups: tuple[tuple[Row, ...], ...]


def runs(keys: list[str]) -> list[int]:
    """How many rows the cell that begins here covers: 0 where it goes on from above.

    Neighbours with the same key are one cell; an empty key joins nothing.
    """
    made = [1] * len(keys)
    for place in range(len(keys) - 1, 0, -1):
        if keys[place] and keys[place] == keys[place - 1]:
            made[place - 1] += made[place]
            made[place] = 0
    return made
