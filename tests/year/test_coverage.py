"""What is covered, what differs, what is due, what was missed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from docgen.load import Data
from docgen.workspace import Workspace
from docgen.year.coverage import differences, without_figures
from docgen.year.deadlines import due
from docgen.year.gaps import idle, lost_points, missed, uncovered
from tests.load.small import SMALL
from tests.load.test_achievements import HQ

if TYPE_CHECKING:
    from docgen.model.agency_year import AgencyYear

Write = Callable[[dict[str, str]], Workspace]
FIGURED = (
    "window-open:\n  date: 105-03-01\n  practice: window\n  unit: office\n  title: 單一窗口\n"
    "  short: 已設置。\n"
    '  figures: {days: {name: 平均日數, value: "4", unit: 日, target: "5", last: "6"}}\n'
)
ALL = ("plan", "rubric", "rules", "forms", "report", "achievements", "assessments", "proposals")


def year(workspace: Workspace) -> AgencyYear:
    return Data(workspace).agency_year("hq", 105, ALL)[0]


def with_(write: Write, **files: str) -> AgencyYear:
    named = {f"data/hq/105/{name.replace('__', '/')}.yaml": text for name, text in files.items()}
    return year(write({**HQ, **named}))


def test_practices_without_an_achievement_are_named_measures_without_practices_too(
    write: Write,
) -> None:
    found = with_(write, achievements=FIGURED)
    assert uncovered(found) == ("faster", "join")
    assert found.plan
    assert [(each.measure.id, each.practices) for each in idle(found.plan, uncovered(found))] == [
        ("convenience", ("faster",)),
        ("join", ("join",)),
    ]


def test_indicators_without_a_figure_are_named(write: Write) -> None:
    assert [each.indicator for each in without_figures(with_(write))] == ["days"]
    assert without_figures(with_(write, achievements=FIGURED)) == ()


def test_a_figure_of_another_name_answers_nothing(write: Write) -> None:
    other = FIGURED.replace("days:", "hours:").replace("平均日數", "平均時數")
    assert [each.indicator for each in without_figures(with_(write, achievements=other))] == [
        "days"
    ]


REPORT = (
    "performance:\n  deepen:\n    cases:\n"
    "      window-open: {title: 窗口, text: 已設置。平均日數為5日。}\nreview: 已檢討。\n"
)
PROPOSAL = SMALL["data/hq/105/proposals/map.yaml"].replace(
    "results: {external: 民眾知悉}",
    'results: {figures: {mean: {name: 平均日數, value: "4.0", unit: 天, target: "5"}}}',
)


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"achievements": FIGURED}, []),
        (
            {"achievements": FIGURED.replace('target: "5"', 'target: "7"')},
            [("target", [("plan:days", "5"), ("achievements:days", "7")])],
        ),
        (
            {"achievements": FIGURED, "report": REPORT},
            [("value", [("achievements:days", "4"), ("report:window-open.text", "5")])],
        ),
        (
            {"achievements": FIGURED, "proposals__map": PROPOSAL},
            [
                (
                    "unit",
                    [
                        ("plan:days", "日"),
                        ("achievements:days", "日"),
                        ("proposals/map:mean", "天"),
                    ],
                )
            ],
        ),
    ],
    ids=["the same", "target", "report", "proposal"],
)
def test_a_figure_that_is_told_in_two_ways_is_found(
    write: Write, files: dict[str, str], found: list[object]
) -> None:
    told = differences(with_(write, **files))
    assert [(each.field, list(each.says)) for each in told] == found


def test_a_year_s_figure_lies_between_what_the_sheets_measured(write: Write) -> None:
    phone = FIGURED.replace("days: {name: 平均日數", "phone: {name: 電話測試")
    inside = phone.replace('value: "4"', 'value: "92"')
    assert differences(with_(write, achievements=inside)) == ()
    sheet = SMALL["data/hq/105/assessments/first.yaml"].replace(
        "phone: {score: 50, evidence: 紀錄}", "phone: {score: 50, measured: 88, evidence: 紀錄}"
    )
    (found,) = differences(with_(write, achievements=inside, assessments__first=sheet))
    assert found.says == (
        ("achievements:phone", "92"),
        ("assessments/first:phone.measured", "88"),
    )


def test_deadlines_are_past_today_or_next(write: Write) -> None:
    rules = SMALL["data/hq/105/rules.yaml"] + (
        "deadlines:\n  late: {title: 報部, on: 106-01-15}\n  early: {title: 陳報, on: 105-12-31}\n"
    )
    found = with_(write, rules=rules).rules
    assert found

    def told(day: dt.date) -> list[tuple[str, int, bool]]:
        return [(each.deadline.id, each.days, each.next) for each in due(found, day)]

    assert told(dt.date(2016, 12, 30)) == [("early", 1, True), ("late", 16, False)]
    assert told(dt.date(2016, 12, 31)) == [("early", 0, True), ("late", 15, False)]
    assert told(dt.date(2017, 1, 1)) == [("early", -1, False), ("late", 14, True)]
    assert told(dt.date(2017, 1, 16)) == [("early", -16, False), ("late", -1, False)]


def test_targets_that_were_missed_and_points_that_were_lost(write: Write) -> None:
    late = FIGURED.replace('value: "4"', 'value: "5.5"')
    found = with_(write, achievements=late)
    assert found.achievements
    assert found.rubric
    assert [each.figure.id for each in missed(found.achievements.achievements)] == ["days"]
    lost = lost_points(found.rubric.parts, found.assessments)
    assert [(each.leaf.id, str(each.lost), each.best_band) for each in lost] == [
        ("phone", "10", True),
        ("hall", "1.5", True),
    ]
