"""附表2 of all bureaus of a parent agency: the year's results as ``year.standing`` has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import structs

from docgen.model.rubric import items as columns_of
from docgen.render.context.months import months
from docgen.render.context.results import Table
from docgen.render.context.results_cells import ResultRowContext, ResultsContext, ScoreCellContext
from docgen.year.score import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.doctype import Doctype
    from docgen.model.agency_year import AgencyYear
    from docgen.render.context.document import Document
    from docgen.year.results import Kind
    from docgen.year.standing import Standing

NAMES: Final[dict[Kind, str]] = {"parent": "results-bureaus", "self": "results-bureaus-self"}
"""By who assessed: the file's stem."""


def document(
    year: AgencyYear, doctype: Doctype, kind: Kind, bureaus: Sequence[Standing]
) -> Document:
    """One row for each bureau; one without results has its name and nothing else."""
    table = Table(year, doctype, kind, ranked=True)
    rows = [_row(table, number, one) for number, one in enumerate(bureaus, 1)]
    made = table.document(NAMES[kind], "bureaus", None, (), rows, averaged=True)
    assert isinstance(made.context, ResultsContext)  # noqa: S101 - the table makes no other
    units = doctype.words["comma"].join(one.name for one in bureaus)
    return structs.replace(made, context=structs.replace(made.context, units=units))


def _row(table: Table, number: int, one: Standing) -> ResultRowContext:
    parts = columns_of(table.rubric)
    points = [plain(one.points[part.id]) if part.id in one.points else "" for part in parts]
    parent = table.kind == "parent"
    return ResultRowContext(
        assessor=table.year.agency.name if parent else one.name,
        number=str(number),
        unit=one.name,
        scores=tuple(
            ScoreCellContext(text, item.width)
            for text, item in zip(points, table.items, strict=True)
        ),
        total="" if one.total is None else plain(one.total),
        grade=one.grade.title if one.grade else "",
        ranks=table.ranks(str(one.rank) if one.rank else ""),
        month=months(one.days, table.words),
    )
