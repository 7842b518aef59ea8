"""附表1 filled in: each leaf scored within its band or said not to apply, each sheet in its period.

Errors would make a wrong total; what only lacks a reason (evidence, the figure of a band, a test
not repeated in time) is a warning.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from docgen.load.consistency.references import in_year, known, own_unit
from docgen.load.guess import nearest
from docgen.model.rubric import earned, leaves, reached
from docgen.model.shapes import roc_date
from docgen.model.spans import MONTHS, missed
from docgen.problem import Problem, Where

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docgen.load.sources import Sources
    from docgen.model.agency_year import AgencyYear
    from docgen.model.assessment import Assessment, Score
    from docgen.model.rubric import Part
    from docgen.model.rules import PeriodicTest, Rules


def check(
    year: AgencyYear, name: str, assessment: Assessment, sources: Sources
) -> Iterator[Problem]:
    """What is wrong within one sheet."""
    file = f"assessments/{name}"
    yield from own_unit(year, assessment.unit, f"{file}:unit", sources)
    yield from _dates(year, file, assessment, sources)
    if not year.rubric:
        return
    scored = {leaf.id: leaf for leaf in leaves(year.rubric.parts)}
    for score in assessment.scores:
        where = sources.where_key(f"{file}:{score.id}")
        if score.id not in scored:
            yield Problem("unknown-part", where, _near(score.id, scored))
        else:
            yield from _score(scored[score.id], score, file, year.rules, sources)
            if assessment.kind == "self" and score.score and score.evidence is None:
                yield Problem("score-without-evidence", where, _named(scored[score.id]), "warning")
    for leaf in assessment.reasons:
        if leaf not in scored:
            where = sources.where_key(f"{file}:{leaf}")
            yield Problem("unknown-part", where, _near(leaf, scored))
    given = {score.id for score in assessment.scores} | assessment.reasons.keys()
    for missing in (leaf for leaf in scored if leaf not in given):
        yield Problem(
            "leaf-without-score", sources.where(f"{file}:scores"), _named(scored[missing])
        )


def _named(leaf: Part) -> dict[str, str]:
    """How messages call it: by its title, which people know, and by its id."""
    return {"id": leaf.id, "title": leaf.title}


def _near(leaf: str, scored: Mapping[str, Part]) -> dict[str, str]:
    return {"id": leaf, "near": nearest(leaf, scored)}


def _dates(
    year: AgencyYear, file: str, assessment: Assessment, sources: Sources
) -> Iterator[Problem]:
    """The sheet's day, and those on which its figures were measured, lie in its period."""
    days = [(f"{file}:date", assessment.date)]
    for score in assessment.scores:
        address = f"{file}:{score.id}.on"
        days += ((f"{address}.{n}", day) for n, day in enumerate(score.on, 1))
    if assessment.period is None or year.rules is None:
        for address, day in days:
            yield from in_year(day, year.year, address, sources)
        return
    yield from known(
        "unknown-period", assessment.period, year.rules.periods, f"{file}:period", sources
    )
    for period in year.rules.periods:
        if period.id != assessment.period:
            continue
        end = period.to + dt.timedelta(year.rules.late_days)
        for address, day in days:
            if not period.from_ <= day <= end:
                args = {
                    "date": roc_date(day),
                    "period": period.title,
                    "from": roc_date(period.from_),
                    "to": roc_date(end),
                }
                yield Problem("date-outside-period", sources.where(address), args)


def _score(
    leaf: Part, score: Score, file: str, rules: Rules | None, sources: Sources
) -> Iterator[Problem]:
    """Points outside the leaf, or outside the band that the figure earns."""
    where = sources.where(f"{file}:{leaf.id}.score")
    if not 0 <= score.score <= leaf.points:
        args = {**_named(leaf), "score": str(score.score), "points": str(leaf.points)}
        yield Problem("score-out-of-range", where, args)
        return
    if all(band.at_least is None for band in leaf.bands):
        return
    if score.measured is None:
        if score.score:
            measure = next((band.measure for band in leaf.bands if band.measure), "")
            args = {**_named(leaf), "measure": measure or ""}
            yield Problem("score-without-figure", where, args, "warning")
        return
    free = rules is not None and rules.unmet == "free"
    best = earned(leaf.bands, score.measured)
    if best is None and free:
        return
    if reached(leaf.bands, score.score) not in _allowed(leaf, best):
        args = {**_named(leaf), "score": str(score.score), "measured": str(score.measured)}
        yield Problem("score-outside-band", where, {**args, "band": _band(leaf, best)})


def _allowed(leaf: Part, best: int | None) -> set[int | None]:
    """The bands that a score may lie in: the one earned, and below it while more is asked for."""
    allowed: set[int | None] = {best}
    lower = sorted(range(len(leaf.bands)), key=lambda place: -leaf.bands[place].from_)
    while best is not None and leaf.bands[best].further:
        below = lower[lower.index(best) + 1 :]
        best = below[0] if below else None
        allowed.add(best)
    return allowed


def _band(leaf: Part, place: int | None) -> str:
    return "0" if place is None else f"{leaf.bands[place].from_}–{leaf.bands[place].to}"


def check_all(year: AgencyYear, sources: Sources) -> Iterator[Problem]:
    """What is wrong between sheets: one of a kind for each unit and period, tests in time."""
    first: dict[tuple[str, str, str], str] = {}
    for name, sheet in year.assessments:
        if sheet.period is None:
            continue
        key = (sheet.unit, sheet.kind, sheet.period)
        if key in first:
            address = f"assessments/{first[key]}:unit"
            place = sources.where(address)
            args = {"unit": sheet.unit, "first": f"{place.file}:{place.line}"}
            yield Problem("sheet-twice", sources.where(f"assessments/{name}:period"), args)
        first.setdefault(key, name)
    if year.rules and year.rubric:
        scored = {leaf.id: leaf for leaf in leaves(year.rubric.parts)}
        for test in year.rules.tests:
            if test.id not in scored:
                where = sources.where_key(f"rules:{test.id}")
                if _own(year, where):  # a parent's test of a leaf dropped here is no fault
                    yield Problem("unknown-part", where, _near(test.id, scored))
            elif test.every_months in MONTHS:
                yield from _tests(year, test, scored[test.id], sources)


def _own(year: AgencyYear, where: Where) -> bool:
    return (where.file or "").startswith(f"data/{year.slug}/")


def _tests(year: AgencyYear, test: PeriodicTest, leaf: Part, sources: Sources) -> Iterator[Problem]:
    """Spans without a test before the unit's last sheet, told at the sheet that follows."""
    for unit in year.agency.units:
        sheets = sorted(
            ((name, sheet) for name, sheet in year.assessments if sheet.unit == unit.id),
            key=lambda named: named[1].date,
        )
        if not sheets or test.id in sheets[-1][1].reasons:
            continue
        days = [day for _, sheet in sheets for day in sheet.measured(test.id)]
        for span in missed(test, year.year, days, sheets[-1][1].date):
            name = next(name for name, sheet in sheets if sheet.date > span.last)
            args = {
                **_named(leaf),
                "unit": unit.title,
                "months": str(test.every_months),
                "from": roc_date(span.first),
                "to": roc_date(span.last),
            }
            where = sources.where_key(f"assessments/{name}:{test.id}")
            yield Problem("test-not-repeated", where, args, "warning")
