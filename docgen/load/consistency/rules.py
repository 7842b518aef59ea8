"""Grades fall, periods run forwards, dates lie in the year, settings are within reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.load.consistency.references import in_year
from docgen.model.shapes import roc_date
from docgen.model.spans import MONTHS
from docgen.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.load.sources import Sources
    from docgen.model.agency_year import AgencyYear
    from docgen.model.rules import Rules

_PLACES: Final = range(7)  # as many as a score may have
_DAYS: Final = range(367)


def check(year: AgencyYear, rules: Rules, sources: Sources) -> Iterator[Problem]:
    """Grades out of order, periods upside down, dates of another year, numbers out of range."""
    yield from _within(rules.rounding.places, _PLACES, "rules:rounding.places", sources)
    yield from _within(rules.late_days, _DAYS, "rules:late-days", sources)
    for test in rules.tests:
        yield from _within(test.every_months, MONTHS, f"rules:{test.id}.every-months", sources)
    for better, worse in zip(rules.grades, rules.grades[1:], strict=False):
        if worse.points >= better.points:
            where = sources.where(f"rules:{worse.id}.points")
            args = {"grade": worse.title, "points": str(worse.points), "better": better.title}
            yield Problem("grades-out-of-order", where, args)
    for period in rules.periods:
        if period.from_ > period.to:
            args = {"from": roc_date(period.from_), "to": roc_date(period.to)}
            yield Problem("period-upside-down", sources.where(f"rules:{period.id}.to"), args)
        for name, date in (("from", period.from_), ("to", period.to)):
            yield from in_year(date, year.year, f"rules:{period.id}.{name}", sources)
    for deadline in rules.deadlines:
        yield from in_year(deadline.on, year.year, f"rules:{deadline.id}.on", sources, late=1)


def _within(number: int, bounds: range, address: str, sources: Sources) -> Iterator[Problem]:
    if number not in bounds:
        args = {"number": str(number), "low": str(bounds[0]), "high": str(bounds[-1])}
        yield Problem("setting-out-of-range", sources.where(address), args)
