"""All bureaus of a parent beside each other on the terminal: totals first, then 評核項目."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.cli.drawing import width
from docgen.model.rubric import items
from docgen.problem.words import printable
from docgen.problem.words import say as _
from docgen.year.score import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from docgen.model.rubric import Part
    from docgen.pipeline.consolidating import Consolidated

_NAME: Final = 22  # columns that a bureau's name may take at least, where there is room
_ITEM: Final = 8  # columns of one item: four Chinese characters, or 1000.25
_GAP: Final = 2  # around every column


def tables(found: Consolidated) -> Iterator[RenderableType]:
    """Total, grade and rank; then the items, as many tables as they take at this width."""
    yield _totals(found)
    columns = items(found.year.rubric) if found.year.rubric else ()
    if not any(bureau.standing.points for bureau in found.bureaus):
        return
    beside = max(1, (width() - _NAME - _GAP) // (_ITEM + _GAP))
    count = -(-len(columns) // beside)  # tables, as even as can be
    size = -(-len(columns) // max(count, 1))
    for start in range(0, len(columns), max(size, 1)):
        yield ""
        yield _items(found, columns[start : start + size])


def _totals(found: Consolidated) -> RenderableType:
    from rich.table import Table

    table = Table(box=None, padding=(0, 1))
    table.add_column(_("bureau"), overflow="fold")
    for name in (_("total"), _("grade"), _("rank")):
        table.add_column(name, justify="right", no_wrap=True)
    for one in (bureau.standing for bureau in found.bureaus):
        total = "" if one.total is None else plain(one.total)
        reached = printable(one.grade.title) if one.grade else ""
        rank = "" if one.rank is None else str(one.rank)
        table.add_row(printable(one.name), total, reached, rank)
    return table


def _items(found: Consolidated, columns: tuple[Part, ...]) -> RenderableType:
    """Of the bureaus that have points by item."""
    from rich.table import Table

    table = Table(box=None, padding=(0, 1))
    table.add_column(_("bureau"), overflow="fold")
    for part in columns:
        table.add_column(
            f"{printable(part.title)}\n{plain(part.points)}",
            justify="right",
            overflow="fold",
            min_width=_ITEM,
            max_width=_ITEM,
        )
    for one in (bureau.standing for bureau in found.bureaus):
        if one.points:
            points = [
                plain(one.points[each.id]) if each.id in one.points else "" for each in columns
            ]
            table.add_row(printable(one.name), *points)
    return table
