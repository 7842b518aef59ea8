"""附表2 of a period and of the year: each unit's items, total, grade and rank, computed once.

Documents, the terminal, awards and consolidation take their figures from here. A period's
results are those of one kind of assessment (自行, 本署); unannounced checks have no period and,
being of different days, no rank among themselves.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from docgen.model.rubric import items
from docgen.year.rank import ranks
from docgen.year.rounding import rounded
from docgen.year.score import Tally, grade, tally

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence

    from docgen.model.agency_year import AgencyYear
    from docgen.model.assessment import Assessment
    from docgen.model.rubric import Rubric
    from docgen.model.rules import Grade, Rules

Kind = Literal["self", "parent"]


class SheetResult(Struct, frozen=True):
    """One sheet of 附表1 as a row of 附表2. ``name`` is the assessment's file, ``number`` its 編號.

    ``rank`` is None for an unannounced check, and for one who ties where ties have no rank.
    """

    name: str
    assessment: Assessment
    number: int
    sums: Tally
    grade: Grade | None
    rank: int | None = None

    @property
    def total(self) -> Decimal:
        """總分, scaled and rounded as the year's rules say."""
        return self.sums.total


class PeriodResults(Struct, frozen=True):
    """All sheets of one period and kind, in the order of 編號; unannounced ones have no period."""

    period: str | None
    kind: Kind
    rows: tuple[SheetResult, ...]


class UnitYear(Struct, frozen=True):
    """One unit's year: ``points`` by 評核項目 and ``total`` over its sheets, by the year's rules.

    ``mean`` is what the grade is read from, also where ``total`` is the sum over the periods.
    ``lacking`` are the periods that have no sheet of this kind yet.
    """

    unit: str
    number: int
    sheets: tuple[SheetResult, ...]
    points: dict[str, Decimal]
    total: Decimal
    mean: Decimal
    grade: Grade | None
    lacking: tuple[str, ...]
    rank: int | None = None

    @property
    def dates(self) -> tuple[dt.date, ...]:
        """The days of its sheets."""
        return tuple(sheet.assessment.date for sheet in self.sheets)


class YearResults(Struct, frozen=True):
    """The year's results of one kind of assessment, units in the agency's order.

    ``missing``: how many sheets the year still lacks, of the agency's own assessments; until there
    are none, totals and ranks are not final. How often a parent assesses is not known before.
    """

    kind: Kind
    rows: tuple[UnitYear, ...]
    missing: int = 0


def period_results(year: AgencyYear) -> tuple[PeriodResults, ...]:
    """附表2 of each period and kind that has sheets, in the order of the year, unannounced last."""
    if year.rubric is None or year.rules is None:
        return ()
    order = [period.id for period in year.rules.periods]
    groups: dict[tuple[str | None, Kind], list[tuple[str, Assessment]]] = {}
    for named in year.assessments:
        groups.setdefault((named[1].period, named[1].kind), []).append(named)
    found = [
        PeriodResults(period, kind, _ranked(members, year, year.rubric, year.rules, period))
        for (period, kind), members in groups.items()
    ]
    place = {period: n for n, period in enumerate([*order, None])}
    return tuple(sorted(found, key=lambda each: (place[each.period], each.kind == "parent")))


def _ranked(
    members: Iterable[tuple[str, Assessment]],
    year: AgencyYear,
    rubric: Rubric,
    rules: Rules,
    period: str | None,
) -> tuple[SheetResult, ...]:
    made = []
    for number, (name, sheet) in enumerate(sorted(members, key=_order(year)), 1):
        sums = tally(rubric, sheet, rules)
        made.append(SheetResult(name, sheet, number, sums, grade(rules.grades, sums.total)))
    if period is None:
        return tuple(made)
    columns = items(rubric)
    keys = [(row.total, *(row.sums.points[part.id] for part in columns)) for row in made]
    places = ranks(keys, rules.ties)
    return tuple(replace(row, rank=rank) for row, rank in zip(made, places, strict=True))


def _order(year: AgencyYear) -> Callable[[tuple[str, Assessment]], tuple[int, dt.date, str]]:
    """編號: the units as the agency lists them, then by day."""
    place = {unit.id: number for number, unit in enumerate(year.agency.units)}
    return lambda named: (place[named[1].unit], named[1].date, named[0])


def year_results(
    year: AgencyYear, periods: Sequence[PeriodResults] | None = None
) -> tuple[YearResults, ...]:
    """附表2 of the year, for each kind that has sheets that count; ``periods`` if known already."""
    if year.rubric is None or year.rules is None:
        return ()
    counted = [
        each
        for each in (period_results(year) if periods is None else periods)
        if each.period is not None or year.rules.unannounced == "counted"
    ]
    kinds: tuple[Kind, ...] = ("self", "parent")
    units = tuple(unit.id for unit in year.agency.units)
    found = []
    for kind in kinds:
        sheets = [row for each in counted if each.kind == kind for row in each.rows]
        if sheets:
            rows = _year_rows(kind, sheets, units, year.rubric, year.rules)
            found.append(YearResults(kind, rows, _missing(year, kind, year.rules)))
    return tuple(found)


def _missing(year: AgencyYear, kind: Kind, rules: Rules) -> int:
    there = {(sheet.unit, sheet.period) for _, sheet in year.assessments if sheet.kind == "self"}
    return sum(
        (unit.id, period.id) not in there
        for unit in year.agency.units
        for period in rules.periods
        if kind == "self" and unit.assessed
    )


def _year_rows(
    kind: Kind, sheets: Sequence[SheetResult], units: Sequence[str], rubric: Rubric, rules: Rules
) -> tuple[UnitYear, ...]:
    rows: list[UnitYear] = []
    for unit in units:
        own = tuple(sheet for sheet in sheets if sheet.assessment.unit == unit)
        if own:
            rows.append(_unit_year(kind, unit, len(rows) + 1, own, rubric, rules))
    columns = items(rubric)
    keys = [(row.total, *(row.points[part.id] for part in columns)) for row in rows]
    places = ranks(keys, rules.ties)
    return tuple(replace(row, rank=rank) for row, rank in zip(rows, places, strict=True))


def _unit_year(
    kind: Kind,
    unit: str,
    number: int,
    sheets: tuple[SheetResult, ...],
    rubric: Rubric,
    rules: Rules,
) -> UnitYear:
    count = 1 if rules.year_score == "sum" else len(sheets)

    def over_year(each: Iterable[Decimal]) -> Decimal:
        return rounded(Fraction(sum(each, Decimal(0))) / count, rules.rounding)

    totals = [sheet.total for sheet in sheets]
    mean = rounded(Fraction(sum(totals, Decimal(0))) / len(sheets), rules.rounding)
    held = {sheet.assessment.period for sheet in sheets}
    return UnitYear(
        unit=unit,
        number=number,
        sheets=sheets,
        points={
            part.id: over_year(sheet.sums.points[part.id] for sheet in sheets)
            for part in items(rubric)
        },
        total=over_year(totals),
        mean=mean,
        grade=grade(rules.grades, mean),
        lacking=tuple(p.id for p in rules.periods if kind == "self" and p.id not in held),
    )
