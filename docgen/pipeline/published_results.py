"""The year's results of an agency as its pages show them, and as its parent ranks them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.model.rubric import items
from docgen.problem import Refused
from docgen.site.records import Column, KindResults, Results, UnitResult
from docgen.year.results import year_results
from docgen.year.standing import standing

if TYPE_CHECKING:
    from docgen.load import Data
    from docgen.model.agency_year import AgencyYear
    from docgen.model.rules import Rules


def results_of(data: Data, year: AgencyYear) -> Results:
    """Each kind of assessment that has results; the agency's own total is by its parent's rules."""
    if year.rubric is None or year.rules is None:
        return Results()
    rules = _parents(data, year) or year.rules
    titles = {unit.id: unit.title for unit in year.agency.units}
    words = year.forms.kinds if year.forms else {}
    kinds = []
    for found in year_results(year):
        alone = standing(year, found.kind, rules)
        rows = tuple(
            UnitResult(
                titles[row.unit],
                row.points,
                row.total,
                row.grade.title if row.grade else "",
                row.rank,
            )
            for row in found.rows
        )
        kinds.append(
            KindResults(
                kind=found.kind,
                title=words.get(found.kind, ""),
                rows=rows,
                points=dict(alone.points),
                total=alone.total,
                grade=alone.grade.title if alone.grade else "",
            )
        )
    columns = tuple(Column(part.id, part.title, part.points) for part in items(year.rubric))
    return Results(columns, year.rules.ties, tuple(kinds))


def _parents(data: Data, year: AgencyYear) -> Rules | None:
    """The rules by which the parent ranks its agencies; None where it has none of that year."""
    parent = year.agency.parent
    if parent is None:
        return None
    try:
        return data.agency_year(parent, year.year, ("rules",))[0].rules
    except Refused:
        return None
