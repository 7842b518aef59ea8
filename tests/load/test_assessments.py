"""Every fault of the sheets of 附表1, at its own place; what only lacks a reason is a warning."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from docgen.load import Data
from docgen.load.survey import once, survey
from docgen.problem.faults import FAULTS
from tests.load.small import SMALL
from tests.load.test_faults import problems as of_each

if TYPE_CHECKING:
    from docgen.problem import Problem
    from docgen.workspace import Workspace

Write = Callable[[dict[str, str]], "Workspace"]
RULES, RUBRIC = "data/hq/105/rules.yaml", "data/hq/105/rubric.yaml"
FIRST, SECOND = (f"data/hq/105/assessments/{name}.yaml" for name in ("first", "second"))
SHEET = """\
unit: office
kind: self
period: h1
date: 105-03-28
assessor: 秘書室
scores:
  phone: {score: 50, measured: 92, on: [105-03-02, 105-03-03], evidence: 紀錄}
  hall: {score: 30, evidence: 照片}
"""
MEASURED = {
    **SMALL,
    RUBRIC: SMALL[RUBRIC]
    .replace("{from: 41, to: 60,", "{from: 41, to: 60, at-least: 90, measure: 測試分數,")
    .replace("{from: 1, to: 40,", "{from: 1, to: 40, at-least: 70, measure: 測試分數,"),
    RULES: SMALL[RULES] + "late-days: 5\ntests: {phone: {every-months: 3}}\n",
    FIRST: SHEET,
}


def edited(old: str, new: str, file: str = FIRST, **more: str) -> tuple[dict[str, str], str]:
    """The workspace with one edit, and the place of its mark ``▲``."""
    assert MEASURED[file].count(old) == 1
    text = MEASURED[file].replace(old, new)
    before = text[: text.index("▲")]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    files = {**MEASURED, file: text.replace("▲", "")}
    return {**files, **more}, f"{file}:{line}:{column}"


def problems(workspace: Workspace) -> list[Problem]:
    return once(of_each(workspace))


def places(found: list[Problem]) -> list[tuple[str, str, str]]:
    return [(p.rule, p.level, f"{p.where.file}:{p.where.line}:{p.where.column}") for p in found]


HALL = "  hall: {score: 30, evidence: 照片}\n"
ERRORS = [
    ("score-out-of-range", "{score: 30,", "{score: ▲41,"),
    ("score-out-of-range", "{score: 30,", "{score: ▲-1,"),
    ("score-outside-band", "{score: 50,", "{score: ▲40,"),  # 92 earns 41–60
    ("score-outside-band", "{score: 50, measured: 92", "{score: ▲50, measured: 89"),
    ("score-outside-band", "{score: 50, measured: 92", "{score: ▲1, measured: 69"),  # below all
    ("leaf-without-score", "scores:\n", "▲scores:\n"),
    ("scored-and-not-applicable", HALL, HALL + "not-applicable: {▲hall: 無}\n"),
    ("unknown-part", HALL, HALL + "not-applicable: {▲hal: 無}\n"),
    ("empty-value", HALL, "not-applicable: {hall: ▲''}\n"),
    ("unknown-unit", "unit: office", "unit: ▲offise"),
    ("unknown-period", "period: h1", "period: ▲h3"),
    ("date-outside-period", "date: 105-03-28", "date: ▲105-07-06"),
    ("date-outside-period", "105-03-03", "▲104-12-31"),
    ("year-does-not-match", "period: h1\ndate: 105-03-28", "date: ▲104-03-28"),
]


@pytest.mark.parametrize(("rule", "old", "new"), ERRORS, ids=lambda part: str(part)[:28])
def test_an_error_is_named_at_its_place(write: Write, rule: str, old: str, new: str) -> None:
    files, place = edited(old, new)
    if rule == "leaf-without-score":
        files[FIRST] = files[FIRST].replace(HALL, "")
    found = places(problems(write(files)))
    assert [each for each in found if each[1] == "error"] == [(rule, "error", place)]


def test_two_sheets_of_one_kind_for_one_unit_and_period(write: Write) -> None:
    second = SHEET.replace("date: 105-03-28", "date: 105-03-29")
    found = problems(write({**MEASURED, SECOND: second}))
    assert places(found) == [("sheet-twice", "error", f"{SECOND}:3:9")]
    assert found[0].args["first"] == f"{FIRST}:1"


@pytest.mark.parametrize(
    ("old", "new"),
    [("kind: self", "kind: parent"), ("unit: office", "unit: field"), ("period: h1\n", "")],
)
def test_of_another_kind_or_unit_or_unannounced_there_may_be_more(
    write: Write, old: str, new: str
) -> None:
    assert problems(write({**MEASURED, SECOND: SHEET.replace(old, new)})) == []


WARNINGS = [
    ("score-without-evidence", "  hall: {score: 30, evidence: 照片}", "  ▲hall: 30"),
    (
        "score-without-figure",
        "{score: 50, measured: 92, on: [105-03-02, 105-03-03],",
        "{score: ▲50,",
    ),
]


@pytest.mark.parametrize(("rule", "old", "new"), WARNINGS)
def test_what_lacks_a_reason_is_warned_of_and_refuses_nothing(
    write: Write, rule: str, old: str, new: str
) -> None:
    files, place = edited(old, new)
    workspace = write(files)
    assert places(problems(workspace)) == [(rule, "warning", place)]
    loaded, _ = Data(workspace).agency_year("hq", 105, ("rubric", "rules", "assessments"))
    assert loaded.assessments


@pytest.mark.parametrize(
    ("old", "new"), [("kind: self", "kind: parent"), ("score: 30", "score: 0")]
)
def test_a_parents_sheet_and_a_score_of_0_need_no_evidence(
    write: Write, old: str, new: str
) -> None:
    text = SHEET.replace(", evidence: 照片", "").replace(old, new)
    assert problems(write({**MEASURED, FIRST: text})) == []


def test_an_error_is_never_crowded_out_by_warnings(write: Write) -> None:
    leaves = "".join(
        f"      l{n}: {{title: 項{n}, points: 1, criteria: [如]}}\n" for n in range(60)
    )
    rubric = (
        "title: 表\nfields: {a: 甲}\nlevels: [構面, 項目, 標準]\n"
        "parts:\n  all:\n    title: 全\n    points: 60\n    parts:\n" + leaves
    )
    scores = "".join(f"  l{n}: 1\n" for n in range(59)) + "  l59: 2\n"
    head = SHEET[: SHEET.index("  phone")]
    files = {**MEASURED, RUBRIC: rubric, RULES: SMALL[RULES], FIRST: head + scores}
    assert [p.rule for p in problems(write(files)) if p.level == "error"] == ["score-out-of-range"]


def test_a_figure_below_every_band_earns_0_or_what_the_assessor_says(write: Write) -> None:
    low = SHEET.replace("score: 50, measured: 92", "score: 0, measured: 60")
    assert problems(write({**MEASURED, FIRST: low})) == []
    free = SHEET.replace("score: 50, measured: 92", "score: 7, measured: 60")
    rules = MEASURED[RULES] + "unmet: free\n"
    assert problems(write({**MEASURED, FIRST: free, RULES: rules})) == []


def test_a_band_that_asks_for_more_than_its_figure_allows_the_next_lower(write: Write) -> None:
    rubric = MEASURED[RUBRIC].replace("at-least: 90,", "at-least: 90, further: true,")
    for score, rules in (("40", set()), ("50", set()), ("0", {"score-outside-band"})):
        text = SHEET.replace("score: 50", f"score: {score}")
        found = problems(write({**MEASURED, RUBRIC: rubric, FIRST: text}))
        assert {p.rule for p in found} == rules


def test_a_sheet_may_be_late_by_the_days_of_the_rules(write: Write) -> None:
    text = SHEET.replace("date: 105-03-28", "date: 105-07-05").replace("105-03-03", "105-06-03")
    assert problems(write({**MEASURED, FIRST: text})) == []


def test_a_test_that_was_not_repeated_is_told_at_the_sheet_that_follows(write: Write) -> None:
    second = SHEET.replace("period: h1\ndate: 105-03-28", "date: 105-12-01")
    second = second.replace("[105-03-02, 105-03-03]", "[105-11-30]")
    found = problems(write({**MEASURED, SECOND: second}))
    assert places(found) == [("test-not-repeated", "warning", f"{SECOND}:6:3")] * 2
    assert [(p.args["from"], p.args["to"]) for p in found] == [
        ("105年4月1日", "105年6月30日"),
        ("105年7月1日", "105年9月30日"),
    ]


@pytest.mark.parametrize(
    ("setting", "at"),
    [
        ("rounding: {places: 9}", "20"),
        ("tests: {phone: {every-months: 0}}", "31"),
        ("late-days: -1", "12"),
    ],
)
def test_a_setting_out_of_range_is_named(write: Write, setting: str, at: str) -> None:
    rules = SMALL[RULES] + f"{setting}\n"
    line = rules.count("\n")
    found = problems(write({**MEASURED, RULES: rules}))
    assert [place for rule, _, place in places(found) if rule == "setting-out-of-range"] == [
        f"{RULES}:{line}:{at}"
    ]


def test_a_test_of_no_leaf_is_a_fault_unless_it_was_inherited(write: Write) -> None:
    rules = SMALL[RULES] + "tests: {phon: {every-months: 3}}\n"
    found = problems(write({**MEASURED, RULES: rules}))
    assert places(found) == [("unknown-part", "error", f"{RULES}:6:9")]
    dropped = "parts:\n  serve:\n    points: 40\n    parts: {phone: null}\n"
    workspace = write({**MEASURED, "data/branch/105/rubric.yaml": dropped})
    assert survey(Data(workspace), "branch") == []


def test_every_fault_of_sheets_is_in_the_table() -> None:
    assert {rule for rule, *_ in (*ERRORS, *WARNINGS)} <= set(FAULTS)
