"""附表2: two rows of heads, a row for each unit; a blank form has empty cells and no row header."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.site.chart import chart
from docgen.site.tables.shape import Cell, Row, Table

if TYPE_CHECKING:
    from docgen.render.context.results_cells import ResultRowContext, ResultsContext
    from docgen.site.chart import Chart

_BEFORE = ("assessor", "number", "unit")


def results_table(context: ResultsContext, id_: str) -> Table:
    """The table of results; ids begin with ``id_``."""
    items = tuple(f"{id_}-item-{n}" for n in range(1, len(context.items) + 1))
    first = (
        *(Cell(f"{name}-head", None, f"{id_}-{name}", "col", rows=2) for name in _BEFORE),
        Cell("items-head", context, f"{id_}-items", "colgroup", columns=context.items_span),
        *(
            Cell(f"{name}-head", None, f"{id_}-{name}", "col", rows=2)
            for name in ("total", "grade")
        ),
        *(Cell("text", rank.text, f"{id_}-rank", "col", rows=2) for rank in context.ranks),
        Cell("month-head", None, f"{id_}-month", "col", rows=2),
    )
    second = tuple(
        Cell("item", item, name, "col", (f"{id_}-items",))
        for item, name in zip(context.items, items, strict=True)
    )
    rows = tuple(_row(row, items, id_, n) for n, row in enumerate(context.rows, 1))
    return Table(id_, (first, second), (rows,))


def results_chart(context: ResultsContext) -> Chart | None:
    """The totals as bars; a blank form has none."""
    rows = ((row.unit, row.total) for row in context.rows)
    return chart(rows, context.points) if context.filled else None


def _row(row: ResultRowContext, items: tuple[str, ...], id_: str, number: int) -> Row:
    unit = f"{id_}-row-{number}" if row.unit else ""
    own = (unit,) if unit else ()
    heading = Cell("text", row.unit, unit or None, "row" if unit else None, (f"{id_}-unit",))
    return (
        Cell("text", row.assessor, headers=(f"{id_}-assessor", *own)),
        Cell("text", row.number, headers=(f"{id_}-number", *own)),
        heading,
        *(
            Cell("number", score.text, headers=(f"{id_}-items", name, *own))
            for score, name in zip(row.scores, items, strict=True)
        ),
        Cell("number", row.total, headers=(f"{id_}-total", *own)),
        Cell("text", row.grade, headers=(f"{id_}-grade", *own)),
        *(Cell("number", rank.text, headers=(f"{id_}-rank", *own)) for rank in row.ranks),
        Cell("text", row.month, headers=(f"{id_}-month", *own)),
    )
