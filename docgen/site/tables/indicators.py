"""All 量化指標 of a plan: a row for each, the practice merged down beside its own."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from docgen.site.tables.shape import Cell, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.render.context.indicator_table import IndicatorRowContext
    from docgen.render.context.plan import PlanContext

_COLUMNS: Final = ("practice", "name", "unit", "target", "result", "method", "by")


def indicator_table(context: PlanContext, id_: str) -> Table:
    """The table of indicators; ids begin with ``id_``."""
    head = tuple(Cell(f"{name}-head", None, f"{id_}-{name}", "col") for name in _COLUMNS)
    practices = groupby(context.indicator_rows, key=lambda row: row.key)
    bodies = tuple(tuple(_rows(list(rows), id_, key)) for key, rows in practices)
    return Table(id_, (head,), bodies)


def _rows(rows: list[IndicatorRowContext], id_: str, key: str) -> Iterator[Row]:
    practice = f"{id_}-p-{key}"
    for number, row in enumerate(rows, 1):
        own = f"{practice}-{number}"
        cells: list[Cell] = []
        if number == 1:
            cells.append(
                Cell("text", row.practice, practice, "rowgroup", (f"{id_}-practice",),
                     rows=len(rows))
            )  # fmt: skip
        cells.append(Cell("text", row.indicator.name, own, "row", (f"{id_}-name", practice)))
        for name in _COLUMNS[2:]:
            said = getattr(row.indicator, name)
            cells.append(
                Cell("text" if said else "empty", said, headers=(f"{id_}-{name}", practice, own))
            )
        yield tuple(cells)
