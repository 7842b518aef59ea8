"""附表1: one table per 構面, its head over the columns' heads, parts merged down beside their leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from docgen.site.tables.shape import Cell, Row, Table, runs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.render.context.rubric_cells import DimensionContext, RubricRowContext
    from docgen.render.context.scoresheet import ScoresheetContext


def rubric_tables(context: ScoresheetContext, id_: str) -> tuple[Table, ...]:
    """The tables of a score sheet; ids begin with ``id_``."""
    return tuple(
        _table(dimension, f"{id_}-{number}")
        for number, dimension in enumerate(context.dimensions, 1)
    )


def _table(dimension: DimensionContext, id_: str) -> Table:
    columns = _ids(dimension, id_)
    title = Cell("dimension", dimension, f"{id_}-title", "colgroup", columns=dimension.title_span)
    intro = Cell("intro", dimension, headers=(f"{id_}-title",), columns=dimension.intro_span)
    heads = tuple(
        Cell("text", column.title, f"{id_}-col-{n}", "col" if column.span == 1 else "colgroup",
             columns=column.span)
        for n, column in enumerate(dimension.columns, 1)
    )  # fmt: skip
    rows = _whole(dimension.rows)
    return Table(id_, ((title, intro), heads), (tuple(_rows(rows, columns, id_)),))


def _ids(dimension: DimensionContext, id_: str) -> tuple[str, ...]:
    """The id of the head above each column of the grid."""
    return tuple(
        f"{id_}-col-{n}"
        for n, column in enumerate(dimension.columns, 1)
        for _ in range(column.span)
    )


def _whole(rows: tuple[RubricRowContext, ...]) -> list[RubricRowContext]:
    """A leaf that the docx lays out in several rows is one row."""
    made: list[RubricRowContext] = []
    for row in rows:
        if made and made[-1].key == row.key:
            last = made[-1]
            made[-1] = structs.replace(
                last,
                bands=(*last.bands, *row.bands),
                criteria=(*last.criteria, *row.criteria),
                scores=(*last.scores, *row.scores),
            )
        else:
            made.append(row)
    return made


def _rows(rows: list[RubricRowContext], columns: tuple[str, ...], id_: str) -> Iterator[Row]:
    depth = max((len(row.parts) for row in rows), default=0)
    parts = [
        runs([row.parts[n].key if n < len(row.parts) else "" for row in rows]) for n in range(depth)
    ]
    notes = runs([row.notes[0].key if row.notes else "" for row in rows])
    for number, row in enumerate(rows):
        above: tuple[str, ...] = (f"{id_}-title",)
        cells: list[Cell] = []
        at = 0
        for n, part in enumerate(row.parts):
            name = f"{id_}-p-{part.key}"
            if parts[n][number]:
                cells.append(
                    Cell("part", part, name, "row", (*above, columns[at]),
                         rows=parts[n][number], columns=part.span)
                )  # fmt: skip
            above = (*above, name)
            at += part.span
        criteria = dict.fromkeys(columns[at : at + row.criteria_span])
        cells.append(Cell("criteria", row, headers=(*above, *criteria), columns=row.criteria_span))
        if row.notes and notes[number]:
            headers = (f"{id_}-title", columns[-1])
            cells.append(Cell("notes", row.notes[0], headers=headers, rows=notes[number]))
        yield tuple(cells)
