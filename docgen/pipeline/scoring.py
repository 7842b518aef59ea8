"""The scores of an agency: one period's sheets with what changed and what would lift, the year's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from docgen.load import Data
from docgen.load.guess import listed, meant
from docgen.model.rubric import items
from docgen.model.shapes import roc_date
from docgen.pipeline.formats import FORMATS, Cell, Table
from docgen.pipeline.write import write_all
from docgen.problem import Problem, Refused, Where
from docgen.problem.words import say as _
from docgen.year.due import missed_tests, missing_sheets
from docgen.year.lift import Lift, lift
from docgen.year.results import (
    Kind,
    PeriodResults,
    SheetResult,
    YearResults,
    period_results,
    year_results,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from docgen.model.agency_year import AgencyYear
    from docgen.model.rubric import Rubric
    from docgen.workspace import Workspace

UNANNOUNCED = "unannounced"
"""What the command line calls the checks without a period."""
NEEDS = ("rubric", "rules", "forms", "assessments")


class UnitScores(Struct, frozen=True):
    """One sheet, the unit's sheet of the period before (if any), and the way up."""

    sheet: SheetResult
    before: SheetResult | None
    lift: Lift


class Scores(Struct, frozen=True):
    """The sheets of one period and kind, the year so far, and what is overdue (``problems``)."""

    year: AgencyYear
    rubric: Rubric
    period: str | None
    kind: Kind
    units: tuple[UnitScores, ...]
    whole: YearResults | None
    problems: tuple[Problem, ...]


def scores(
    workspace: Workspace,
    slug: str,
    year: int | None = None,
    *,
    period: str | None = None,
    kind: Kind = "self",
    today: dt.date | None = None,
) -> Scores:
    """One period's scores, the newest that has any where none is named.

    Refused for faulty data, an unknown period, and where there is no such sheet.
    """
    data = Data(workspace)
    chosen = data.newest_year(slug) if year is None else year
    loaded, _sources = data.agency_year(slug, chosen, NEEDS)
    rubric, rules = loaded.rubric, loaded.rules
    if rubric is None or rules is None:  # loading refuses before
        raise Refused([Problem("doctype-lacks-data", args={"file": "rubric, rules"})])
    periods = [each for each in period_results(loaded) if each.kind == kind]
    one = _one(loaded, periods, period)
    if one is None:
        raise Refused([_no_sheets(data, loaded, period, kind)])
    return Scores(
        year=loaded,
        rubric=rubric,
        period=one.period,
        kind=kind,
        units=tuple(
            UnitScores(sheet, _before(sheet, periods, one), lift(rubric, rules, sheet))
            for sheet in one.rows
        ),
        whole=next((each for each in year_results(loaded, periods) if each.kind == kind), None),
        problems=overdue(loaded, today) if today else (),
    )


def _one(
    year: AgencyYear, periods: Sequence[PeriodResults], period: str | None
) -> PeriodResults | None:
    """The period that was named, or the newest with sheets; None where there is no sheet."""
    known = {each.id: each.title for each in year.rules.periods} if year.rules else {}
    known[UNANNOUNCED] = ""
    if period is not None and period not in known:
        args = {"name": period, **meant(period, known), "known": listed(known)}
        raise Refused([Problem("unknown-period", args=args)])
    named = [each for each in periods if period in (None, each.period or UNANNOUNCED)]
    dated = [each for each in named if each.period is not None] or named
    return dated[-1] if dated else None


def _no_sheets(data: Data, year: AgencyYear, period: str | None, kind: Kind) -> Problem:
    """That there is none, and which earlier year has some."""
    where = Where(file=f"data/{year.slug}/{year.year}/assessments")
    forms = year.forms.kinds if year.forms else {}
    args = {"kind": forms.get(kind, kind), "period": period or "–"}
    for earlier in reversed([each for each in data.workspace.years(year.slug) if each < year.year]):
        try:
            found = data.agency_year(year.slug, earlier, NEEDS)[0].assessments
        except Refused:
            continue
        alike = [sheet for _, sheet in found if sheet.kind == kind]
        count = sum(period in {None, sheet.period or UNANNOUNCED} for sheet in alike)
        if count:
            told = {"year": str(year.year), "earlier": str(earlier), "count": str(count)}
            return Problem("no-sheets-this-year", where, {**args, **told})
    return Problem("no-sheets", where, args)


def _before(
    sheet: SheetResult, periods: Sequence[PeriodResults], one: PeriodResults
) -> SheetResult | None:
    """The same unit's sheet of the newest earlier period."""
    if one.period is None:
        return None
    earlier = [
        row
        for each in periods[: periods.index(one)]
        if each.period is not None
        for row in each.rows
        if row.assessment.unit == sheet.assessment.unit
    ]
    return earlier[-1] if earlier else None


def overdue(year: AgencyYear, today: dt.date) -> tuple[Problem, ...]:
    """Sheets and tests that should be there on that day, as warnings."""
    where = Where(file=f"data/{year.slug}/{year.year}/assessments")
    found = [
        Problem(
            "assessment-missing",
            where,
            {"unit": each.unit.title, "period": each.period.title, "due": roc_date(each.due)},
            "warning",
        )
        for each in missing_sheets(year, today)
    ]
    found += (
        Problem(
            "test-not-repeated",
            where,
            {
                "id": each.test.id,
                "unit": each.unit.title,
                "months": str(each.test.every_months),
                "from": roc_date(each.span.first),
                "to": roc_date(each.span.last),
            },
            "warning",
        )
        for each in missed_tests(year, today)
    )
    return tuple(found)


def scores_table(found: Scores) -> Table:
    """The sheets as rows of 附表2, for other programs: figures only, no look."""
    columns = items(found.rubric)
    titles = {unit.id: unit.title for unit in found.year.agency.units}
    head = (
        _("period"),
        _("kind"),
        _("number"),
        _("unit"),
        *(part.title for part in columns),
        _("total"),
        _("grade"),
        _("rank"),
        _("total of the period before"),
        _("date"),
    )
    rows: list[tuple[Cell, ...]] = []
    for each in found.units:
        sheet = each.sheet
        rows.append(
            (
                found.period or UNANNOUNCED,
                found.kind,
                sheet.number,
                titles[sheet.assessment.unit],
                *(sheet.sums.points[part.id] for part in columns),
                sheet.total,
                sheet.grade.title if sheet.grade else "",
                sheet.rank,
                each.before.total if each.before else None,
                roc_date(sheet.assessment.date),
            )
        )
    return Table(head, tuple(rows))


def scores_file(workspace: Workspace, found: Scores, format_: str, out: Path | None) -> Path:
    """Write the table as ``<out>/<agency>/<year>/scores-<period>.<format>``."""
    below = out or workspace.build
    name = f"scores-{found.period or UNANNOUNCED}" + ("-parent" if found.kind == "parent" else "")
    path = below / found.year.slug / str(found.year.year) / f"{name}.{format_}"
    write_all([(path, FORMATS[format_](scores_table(found), workspace))], below, workspace.relative)
    return path
