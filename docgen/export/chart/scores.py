"""The two pictures of an agency's scores, from the results that all else takes them from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.export.chart import chart, draw
from docgen.model.rubric import items as columns
from docgen.year.score import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from docgen.export.chart import Chart, Rows
    from docgen.model.agency_year import AgencyYear
    from docgen.model.rubric import Rubric
    from docgen.model.rules import Grade, Rules
    from docgen.workspace import Workspace
    from docgen.year.results import PeriodResults, SheetResult

ITEMS, COURSE = "items", "course"
_ITEM_WORDS: Final = (
    *("title", "desc", "unit", "grade", "head", "item", "label", "join", "unannounced"),
)
_COURSE_WORDS: Final = ("title", "desc", "unit", "point", "grade", "rule", "join")
_PREFIX: Final = "scores-"
_LINE: Final = 26  # pixels between two names beside the lines


def items(
    workspace: Workspace,
    year: AgencyYear,
    rubric: Rubric,
    period: PeriodResults,
    *,
    prefix: str = _PREFIX,
    alone: bool = False,
) -> bytes:
    """Each unit's 評核項目 against their maxima, of one period and kind, as SVG.

    ``prefix`` and ``alone`` as in ``draw``. Refused for a specification that cannot be drawn.
    """
    look = chart(workspace, ITEMS, _ITEM_WORDS)
    rows: Rows = []
    told = []
    titles = {unit.id: unit.title for unit in year.agency.units}
    parts = columns(rubric)
    for sheet in period.rows:
        unit, total = titles[sheet.assessment.unit], plain(sheet.total)
        grade = _grade(look, sheet.grade)
        said = []
        rows.append(
            {"row": len(rows), "head": look.worded("head", unit=unit, total=total, grade=grade)}
        )
        for part in parts:
            points, full = sheet.sums.points[part.id], part.points
            figures = {"points": plain(points), "full": plain(full)}
            said.append(look.worded("item", item=part.title, **figures))
            rows.append(
                {
                    "row": len(rows),
                    "item": part.title,
                    "points": float(points),
                    "full": float(full),
                    "label": look.worded("label", **figures),
                }
            )
        listed = look.words["join"].join(said)
        told.append(look.worded("unit", unit=unit, total=total, grade=grade, items=listed))
    names = {period.id: period.title for period in year.rules.periods} if year.rules else {}
    title = look.worded(
        "title",
        agency=year.agency.name,
        year=str(year.year),
        period=names[period.period] if period.period else look.words["unannounced"],
        kind=_kind(year, period.kind),
    )
    longest = max(len(part.title) for part in parts)
    desc = look.worded("desc", units="".join(told))
    return draw(look, {"rows": rows}, longest, title, desc, prefix=prefix, alone=alone)


def course(
    workspace: Workspace,
    year: AgencyYear,
    rules: Rules,
    periods: Sequence[PeriodResults],
    *,
    prefix: str = _PREFIX,
    alone: bool = False,
) -> bytes:
    """Each unit's total over the periods of one kind, with the grades that lie there, as SVG.

    ``periods`` of one kind; unannounced checks have no place in the course and are left out.
    """
    look = chart(workspace, COURSE, _COURSE_WORDS)
    names = {period.id: period.title for period in rules.periods}
    dated = [(names[each.period], each) for each in periods if each.period is not None]
    rows: Rows = []
    told = []
    shown = []
    for unit in year.agency.units:
        own = [
            (name, sheet)
            for name, each in dated
            for sheet in each.rows
            if sheet.assessment.unit == unit.id
        ]
        if not own:
            continue
        shown.append(unit.title)
        rows += (
            {"period": name, "unit": unit.title, "total": float(sheet.total)} for name, sheet in own
        )
        points = look.words["join"].join(_point(look, name, sheet) for name, sheet in own)
        told.append(look.worded("unit", unit=unit.title, points=points))
    order = {name: place for place, (name, _) in enumerate(dated)}
    rows.sort(key=lambda row: order[row["period"]])  # stable: units stay in theirs
    totals = [sheet.total for _, each in dated for sheet in each.rows]
    sets: dict[str, Rows] = {
        "rows": rows,
        "units": [{"unit": name, "y": _LINE * place + 10} for place, name in enumerate(shown)],
        "grades": [
            {
                "points": float(grade.points),
                "rule": look.worded("rule", grade=grade.title, points=plain(grade.points)),
            }
            for grade in _within(rules, totals)
        ],
    }
    kind = _kind(year, dated[0][1].kind) if dated else ""
    title = look.worded("title", agency=year.agency.name, year=str(year.year), kind=kind)
    desc = look.worded("desc", units="".join(told))
    longest = max(map(len, shown), default=0)
    return draw(look, sets, longest, title, desc, prefix=prefix, alone=alone)


def _point(look: Chart, period: str, sheet: SheetResult) -> str:
    grade = _grade(look, sheet.grade)
    return look.worded("point", period=period, total=plain(sheet.total), grade=grade)


def _grade(look: Chart, grade: Grade | None) -> str:
    return look.worded("grade", grade=grade.title) if grade else ""


def _kind(year: AgencyYear, kind: str) -> str:
    return (
        {str(name): title for name, title in year.forms.kinds.items()}[kind] if year.forms else kind
    )


def _within(rules: Rules, totals: Sequence[Decimal]) -> list[Grade]:
    """The grades that the totals lie among: from that of the lowest to the next above the highest."""
    if not totals:
        return []
    ordered = sorted(rules.grades, key=lambda grade: grade.points)
    first = max((n for n, g in enumerate(ordered) if g.points <= min(totals)), default=0)
    last = next((n for n, g in enumerate(ordered) if g.points > max(totals)), len(ordered) - 1)
    return ordered[first : last + 1]
