"""What is missing on a day: sheets of periods that are over, tests that must be repeated."""

from __future__ import annotations

import datetime as dt

import pytest

from docgen.model.rules import PeriodicTest
from docgen.model.spans import missed
from docgen.year.due import missed_tests, missing_sheets
from tests.year.small import PHONE_TEST, rules, sheet, year

JULY = dt.date(2016, 7, 1)


def day(month: int, number: int) -> dt.date:
    return dt.date(2016, month, number)


def test_a_sheet_is_missing_when_its_period_is_over_and_not_before() -> None:
    made = year(sheet("a"), sheet("b", kind="parent"))
    assert missing_sheets(made, dt.date(2016, 6, 30)) == ()
    found = missing_sheets(made, JULY)
    assert [(each.unit.id, each.period.id, each.due) for each in found] == [
        ("b", "h1", dt.date(2016, 6, 30)),
        ("c", "h1", dt.date(2016, 6, 30)),
    ]


def test_a_sheet_may_come_so_many_days_late() -> None:
    made = year(by=rules(late_days=5))
    assert missing_sheets(made, dt.date(2016, 7, 5)) == ()
    assert len(missing_sheets(made, dt.date(2016, 7, 6))) == 3


def test_a_test_is_missed_in_each_span_that_is_over() -> None:
    made = year(sheet("a", measured=92), sheet("b", measured=92), by=rules(tests=(PHONE_TEST,)))
    found = missed_tests(made, JULY)
    assert [(each.unit.id, each.span.first) for each in found] == [
        ("a", day(4, 1)),
        ("b", day(4, 1)),
    ]
    assert missed_tests(made, day(6, 30)) == ()


def test_a_unit_to_which_the_leaf_does_not_apply_is_not_asked() -> None:
    made = year(sheet("a", lacking=("phone",)), by=rules(tests=(PHONE_TEST,)))
    assert missed_tests(made, dt.date(2017, 1, 1)) == ()


@pytest.mark.parametrize(
    ("months", "counted", "days", "until", "starts"),
    [
        (3, "calendar", [(1, 5), (6, 30), (7, 1)], (10, 1), []),
        (3, "calendar", [(1, 5), (7, 1)], (10, 1), [(4, 1)]),
        (3, "gap", [(1, 5), (6, 30), (7, 1)], (10, 1), [(1, 5)]),
        (3, "gap", [(3, 31), (6, 30), (9, 30)], (12, 30), []),
        (3, "gap", [], (4, 2), [(1, 1)]),
        (5, "calendar", [], (12, 31), [(1, 1), (6, 1)]),  # two months are left over
        (12, "calendar", [(12, 31)], (12, 31), []),
    ],
)
def test_spans_are_counted_by_the_calendar_or_from_one_to_the_next(
    months: int,
    counted: str,
    days: list[tuple[int, int]],
    until: tuple[int, int],
    starts: list[tuple[int, int]],
) -> None:
    test = PeriodicTest(id="phone", every_months=months, counted=counted)  # type: ignore[arg-type]
    found = missed(test, 105, [day(*each) for each in days], day(*until))
    assert [span.first for span in found] == [day(*each) for each in starts]


def test_three_months_after_the_last_of_november_is_the_last_of_february() -> None:
    test = PeriodicTest(id="phone", every_months=3, counted="gap")
    days = [day(2, 29), day(5, 29), day(8, 29), day(11, 29)]
    assert missed(test, 105, days, dt.date(2017, 2, 28)) == ()
    assert len(missed(test, 105, days, dt.date(2017, 3, 1))) == 1
