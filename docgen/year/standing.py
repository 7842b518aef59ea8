"""One result for a whole agency, so that a parent can rank its agencies (柒二; 附表2 of all).

The sources assess units; for an agency as a whole its units' results of the year are averaged,
item by item, exactly, and rounded once by the parent's rules.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from docgen.model.rubric import items
from docgen.year.rank import ranks
from docgen.year.results import year_results
from docgen.year.rounding import rounded
from docgen.year.score import grade

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from docgen.model.agency_year import AgencyYear
    from docgen.model.returns import Return
    from docgen.model.rules import Grade, Rules
    from docgen.year.results import Kind


class Standing(Struct, frozen=True):
    """An agency's result of the year. ``points`` by 評核項目; ``units`` that it rests on.

    ``days`` are the first and the last of its assessments, where they are known.
    ``total`` None: it has no results of this kind, and then neither grade nor rank.
    """

    slug: str
    name: str
    points: Mapping[str, Decimal] = {}
    total: Decimal | None = None
    grade: Grade | None = None
    rank: int | None = None
    units: int = 0
    days: tuple[dt.date, ...] = ()


def standing(year: AgencyYear, kind: Kind, rules: Rules) -> Standing:
    """One agency's own result; ranks come with the others (``ranked``)."""
    alone = Standing(year.slug, year.agency.name)
    found = next((each for each in year_results(year) if each.kind == kind), None)
    if found is None or year.rubric is None:
        return alone
    days = [day for unit in found.rows for day in unit.dates]
    return standing_of(
        replace(alone, days=(min(days), max(days))),
        rules,
        [(unit.mean, unit.points) for unit in found.rows],
        [part.id for part in items(year.rubric)],
    )


def standing_of(
    agency: Standing,
    rules: Rules,
    units: Sequence[tuple[Decimal, Mapping[str, Decimal]]],
    columns: Iterable[str],
) -> Standing:
    """The agency with the mean of its units' totals and points."""

    def mean(values: Sequence[Decimal]) -> Decimal:
        return rounded(Fraction(sum(values, Decimal(0))) / len(values), rules.rounding)

    total = mean([total for total, _points in units])
    return replace(
        agency,
        points={each: mean([points[each] for _total, points in units]) for each in columns},
        total=total,
        grade=grade(rules.grades, total),
        units=len(units),
    )


def standing_of_return(name: str, given: Return, kind: Kind, rules: Rules) -> Standing:
    """What a bureau without data here handed in; a result of another kind is none."""
    total = given.total if given.kind == kind else None
    if total is None:
        return Standing(name, given.name)
    return Standing(name, given.name, given.points, total, grade(rules.grades, total))


def ranked(agencies: Iterable[Standing], rules: Rules) -> tuple[Standing, ...]:
    """Those with a total get their rank among each other; order kept."""
    all_ = tuple(agencies)
    columns = tuple(dict.fromkeys(id_ for each in all_ for id_ in each.points))
    keys = [
        (each.total, *(each.points.get(id_, Decimal(0)) for id_ in columns))
        for each in all_
        if each.total is not None
    ]
    places = iter(ranks(keys, rules.ties))
    return tuple(each if each.total is None else replace(each, rank=next(places)) for each in all_)
