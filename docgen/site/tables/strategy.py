"""面向 / 執行策略 / 具體推動作法: a row for each measure, or each practice that has columns of its own."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct

from docgen.site.tables.shape import Cell, Row, Table, runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docgen.render.context.plan import PlanContext
    from docgen.render.context.strategy_table import CellContext, PracticeContext, RowContext
    from docgen.render.value import Missing, Value


class Measure(Struct, frozen=True):
    """One row: a measure with all its practices, or with one where extra columns tell them apart."""

    key: str
    label: str
    title: Value | Missing
    text: Value | Missing
    practices: tuple[PracticeContext, ...]
    cells: tuple[CellContext, ...]
    joined: bool
    row: RowContext


def strategy_table(context: PlanContext, id_: str) -> Table:
    """The strategy table; ids begin with ``id_``."""
    columns = tuple(f"{id_}-col-{n}" for n in range(1, 4 + len(context.columns)))
    head: Row = (
        Cell("dimension-head", None, columns[0], "col"),
        Cell("strategy-head", None, columns[1], "col"),
        Cell("actions-head", None, columns[2], "colgroup", columns=2),
        *(
            Cell("text", column.title, name, "col")
            for column, name in zip(context.columns, columns[3:], strict=True)
        ),
    )
    groups = groupby(context.rows, key=lambda row: row.dimension_key)
    bodies = tuple(
        tuple(_rows(_measures(list(rows)), columns, f"{id_}-d-{key}")) for key, rows in groups
    )
    return Table(id_, (head,), bodies)


def _measures(rows: Sequence[RowContext]) -> list[Measure]:
    """Rows that are one cell to the eye become one again."""
    made: list[Measure] = []
    for row in rows:
        last = made[-1] if made else None
        goes_on = last and row.practice_key and row.strategy_key == last.row.strategy_key
        if last and goes_on and row.measure_key == last.key:
            made[-1] = Measure(
                last.key, last.label, last.title, last.text or row.text,
                (*last.practices, *row.practices), last.cells, last.joined, last.row,
            )  # fmt: skip
            continue
        made.append(
            Measure(
                row.measure_key,
                row.measure_label,
                row.measure,
                row.text,
                row.practices,
                row.cells,
                row.joined,
                row,
            )
        )
    return made


def _rows(measures: list[Measure], columns: tuple[str, ...], id_: str) -> Iterator[Row]:
    strategies = runs([measure.row.strategy_key for measure in measures])
    titles = runs([measure.key for measure in measures])
    under_strategy = under_measure = ""
    for number, measure in enumerate(measures):
        row = measure.row
        cells: list[Cell] = []
        if number == 0:
            cells.append(Cell("dimension", row, id_, "rowgroup", (columns[0],), rows=len(measures)))
        if strategies[number]:
            under_strategy = f"{id_}-s{number + 1}"
            cells.append(
                Cell("strategies", row.strategies, under_strategy, "row", (columns[1], id_),
                     rows=strategies[number])
            )  # fmt: skip
        headers: tuple[str, ...] = (columns[2], id_, under_strategy)
        if row.joined:
            cells.append(Cell("joined", measure, headers=headers, columns=2))
        elif not measure.title:
            cells.append(Cell("practices", measure, headers=headers, columns=2))
        else:
            if titles[number]:
                under_measure = f"{id_}-m{number + 1}"
                cells.append(
                    Cell("measure", measure, under_measure, "row", headers, rows=titles[number])
                )
            headers = (*headers, under_measure)
            cells.append(Cell("practices", measure, headers=headers))
        cells += [
            Cell("extra", cell, headers=(name, *headers[1:]))
            for cell, name in zip(measure.cells, columns[3:], strict=True)
        ]
        yield tuple(cells)
