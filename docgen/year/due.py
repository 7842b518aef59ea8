"""What of a year's assessments is missing on a day: sheets of periods that are over, tests.

The day is always given (``--today``): no clock is read, so the same data says the same.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from msgspec import Struct

from docgen.model.spans import Span, missed

if TYPE_CHECKING:
    from docgen.model.agency import Unit
    from docgen.model.agency_year import AgencyYear
    from docgen.model.rules import Period, PeriodicTest


class MissingSheet(Struct, frozen=True):
    """A unit without a sheet of its own agency's for a period that is over since ``due``."""

    unit: Unit
    period: Period
    due: dt.date


class MissedTest(Struct, frozen=True):
    """A unit without a figure of the leaf (``test.id``) in a span that is over."""

    unit: Unit
    test: PeriodicTest
    span: Span


def missing_sheets(year: AgencyYear, today: dt.date) -> tuple[MissingSheet, ...]:
    """In the order of the periods: who should have been assessed by now and was not."""
    if year.rules is None:
        return ()
    late = dt.timedelta(year.rules.late_days)
    there = {(sheet.unit, sheet.period) for _, sheet in year.assessments if sheet.kind == "self"}
    return tuple(
        MissingSheet(unit, period, period.to + late)
        for period in year.rules.periods
        if period.to + late < today
        for unit in year.agency.units
        if unit.assessed and (unit.id, period.id) not in there
    )


def missed_tests(year: AgencyYear, today: dt.date) -> tuple[MissedTest, ...]:
    """By unit: the spans of the year, over by now, in which a test that must be repeated was not.

    A unit whose last sheet says that the leaf does not apply is not asked for it.
    """
    found = []
    for unit in year.agency.units:
        sheets = [sheet for _, sheet in year.assessments if sheet.unit == unit.id]
        last = max(sheets, key=lambda sheet: sheet.date, default=None)
        for test in year.rules.tests if year.rules else ():
            if last is None or test.id in last.reasons:
                continue  # without any sheet, it is the sheet that is missing
            days = [day for sheet in sheets for day in sheet.measured(test.id)]
            found += [MissedTest(unit, test, s) for s in missed(test, year.year, days, today)]
    return tuple(found)
