"""When a test that must be repeated was not: spans of months without it.

Pure dates. Loading asks up to the unit's last sheet, ``docgen status --today`` up to a day.
"""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from docgen.model.shapes import ROC_OFFSET

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docgen.model.rules import PeriodicTest

_MONTHS: Final = 12
MONTHS: Final = range(1, _MONTHS + 1)
"""How far apart the tests of a year can be."""


class Span(NamedTuple):
    """From the first to the last day, both within."""

    first: dt.date
    last: dt.date


def missed(
    test: PeriodicTest, year: int, days: Iterable[dt.date], until: dt.date
) -> tuple[Span, ...]:
    """The spans of the ROC year, over before ``until``, in which the test was due and not done."""
    done = sorted(days)
    if test.counted == "calendar":
        return tuple(
            span
            for span in _spans(test.every_months, year)
            if span.last < until and not any(span.first <= day <= span.last for day in done)
        )
    start = dt.date(year + ROC_OFFSET, 1, 1)
    found = []
    for before, after in pairwise([start, *(day for day in done if start < day < until), until]):
        due = _months_later(before, test.every_months)
        if after > due:
            found.append(Span(before, due))
    return tuple(found)


def _spans(months: int, year: int) -> tuple[Span, ...]:
    """The year cut into spans of so many months; what is left over at its end is no span."""
    start = dt.date(year + ROC_OFFSET, 1, 1)
    starts = [_months_later(start, n * months) for n in range(_MONTHS // months + 1)]
    return tuple(Span(first, after - dt.timedelta(1)) for first, after in pairwise(starts))


def _months_later(day: dt.date, months: int) -> dt.date:
    """The same day so many months on; the last of its month where that has no such day."""
    years, month = divmod(day.month - 1 + months, _MONTHS)
    import calendar  # only where a test is due

    last = calendar.monthrange(day.year + years, month + 1)[1]
    return dt.date(day.year + years, month + 1, min(day.day, last))
