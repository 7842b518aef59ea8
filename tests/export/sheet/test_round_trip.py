"""import(export(x)) = x, for every assessment; and what a person does wrong, cell by cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.export.sheet.answers import Answers, answers, meta
from docgen.export.sheet.draw import form
from docgen.export.sheet.look import look
from docgen.export.sheet.read import cells
from docgen.load.assessed import differences, fresh, updated
from docgen.load.reader import hidden
from docgen.model.assessment import Assessment, NotApplicable, Remarks, Score
from docgen.problem import Refused
from tests.export.sheet.forms import (
    DATE,
    HALL,
    OUTCOME,
    PHONE,
    SHEET,
    STRENGTHS,
    form_of,
    furnished,
    grid_of,
    typed,
    year_of,
)
from tests.load.small import SMALL

if TYPE_CHECKING:
    from docgen.workspace import Workspace

Write = Callable[[dict[str, str]], "Workspace"]
MISSING = dt.date(2016, 1, 1)


@pytest.fixture
def small(write: Write) -> Workspace:
    return furnished(write(SMALL))


def answered(workspace: Workspace, content: bytes, period: str | None = "h1") -> Answers:
    return answers(grid_of(workspace, period=period), cells(content, "f.xlsx"), "f.xlsx", MISSING)


def is_said(text: str) -> bool:
    return bool(text.strip()) and not hidden(text) and not text.endswith("\n")


plain_texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
texts = st.one_of(
    plain_texts.filter(is_said),
    st.sampled_from(
        ["=1+1", "+1", "-1", "@SUM(A1)", "#N/A", "_x0041_", "_x005F_x0041_", "'x", "01", "1.10"]
    ),
    st.sampled_from(
        ["null", "~", "NO", "12:30", "# x", "- x", "a: b", '"x"', " x ", "甲\n乙", "{x"]
    ),
)
days = st.dates(dt.date(2016, 1, 1), dt.date(2016, 6, 30))
figures = st.decimals(-1000, 1000, places=6)


def scores(leaf: str, points: int) -> st.SearchStrategy[Score]:
    return st.builds(
        Score,
        id=st.just(leaf),
        score=st.decimals(0, points, places=6) | st.integers(0, points).map(Decimal),
        measured=st.none() | figures,
        on=st.lists(days, max_size=3).map(tuple),
        evidence=st.none() | texts,
    )


def leaf(name: str, points: int) -> st.SearchStrategy[Score | NotApplicable]:
    return scores(name, points) | st.builds(NotApplicable, id=st.just(name), reason=texts)


@st.composite
def assessments(draw: st.DrawFn) -> Assessment:
    told = [draw(leaf("phone", 60)), draw(leaf("hall", 40))]
    remarks = draw(st.builds(Remarks, strengths=st.none() | texts, suggestions=st.none() | texts))
    return Assessment(
        unit="office",
        kind=draw(st.sampled_from(("self", "parent"))),
        period=draw(st.sampled_from(("h1", None))),
        date=draw(days),
        assessor=draw(texts),
        scores=tuple(each for each in told if isinstance(each, Score)),
        not_applicable=tuple(each for each in told if isinstance(each, NotApplicable)),
        remarks=remarks if remarks != Remarks() else None,
        outcome=draw(st.none() | texts),
    )


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sheet=assessments())
def test_what_was_exported_is_imported_as_it_was(small: Workspace, sheet: Assessment) -> None:
    content = form(grid_of(small, sheet, sheet.period), look(small))
    told = meta(cells(content, "f.xlsx"), "f.xlsx")
    assert (told.unit, told.kind, told.period) == ("office", sheet.kind, sheet.period)
    made = answers(grid_of(small, sheet, sheet.period), cells(content, "f.xlsx"), "f.xlsx", MISSING)
    assert made.problems == ()
    assert made.whole
    assert made.assessment == sheet
    assert fresh(sheet) == fresh(made.assessment)  # reads itself back, or raises


@settings(max_examples=60)
@given(before=assessments(), after=assessments())
def test_a_file_that_is_brought_up_to_date_says_what_it_should(
    before: Assessment, after: Assessment
) -> None:
    text = updated(fresh(before), before, after)
    from docgen.load.convert import convert
    from docgen.load.patch import normalise_root
    from docgen.load.reader import read

    made, faults = convert(Assessment, normalise_root(Assessment, read(text.encode(), "x")))
    assert faults == []
    assert made
    assert differences(made, after) == ()


def test_what_says_the_same_stays_as_it_was_typed(small: Workspace) -> None:
    before = dict(year_of(small).assessments)["first"]
    source = (
        "unit: office  # 單位\nkind: self\nperiod: h1\ndate: 105年3月28日\nassessor: 秘書室\n"
        "scores:\n  # 電話\n  phone: {score: 50.0, evidence: 紀錄}\n"
        "  hall: {score: 38.5, measured: 92, evidence: 紀錄}\n"
    )
    hall = before.scores[1]
    after = Assessment(
        unit="office",
        kind="self",
        period="h1",
        date=before.date,
        assessor="秘書室",
        scores=(before.scores[0], Score(id="hall", score=Decimal(39), evidence=hall.evidence)),
    )
    expected = source.replace("score: 38.5, measured: 92", "score: 39")
    assert updated(source, before, after) == expected


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({f"G{PHONE}": "=40+5"}, "formula-in-form", f"G{PHONE}"),
    ({f"G{PHONE}": "約45"}, "not-a-form-number", f"G{PHONE}"),
    ({f"G{PHONE}": "４５"}, "not-a-form-number", f"G{PHONE}"),
    ({f"G{PHONE}": 1 / 3}, "not-a-form-number", f"G{PHONE}"),
    ({f"G{PHONE}": True}, "not-a-form-number", f"G{PHONE}"),
    ({f"I{HALL}": "九十"}, "not-a-form-number", f"I{HALL}"),
    ({f"G{PHONE}": None}, "answer-without-score", f"K{PHONE}"),
    ({f"G{PHONE}": None, f"K{PHONE}": None}, "leaf-without-score", f"G{PHONE}"),
    ({f"L{PHONE}": "無"}, "scored-and-not-applicable", f"L{PHONE}"),
    ({f"J{PHONE}": "105-03-02、三月三日"}, "not-a-form-date", f"J{PHONE}"),
    ({DATE: "2016-03-28"}, "not-a-form-date", DATE),
    ({DATE: 42457}, "not-a-form-date", DATE),
    ({DATE: None}, "form-cell-empty", DATE),
    ({"F4": None}, "form-cell-empty", "F4"),
    ({"F4": True}, "not-a-form-text", "F4"),
    ({f"K{HALL}": "照\u202e片"}, "control-character", f"K{HALL}"),
    ({f"A{PHONE}": "hall"}, "form-changed", f"A{PHONE}"),
    ({f"E{PHONE}": 70}, "form-changed", f"E{PHONE}"),
    ({f"D{HALL}": None}, "form-changed", f"D{HALL}"),
    ({"G5": "分數"}, "form-changed", "G5"),
    ({"N6": "另註"}, "outside-the-form", "N6"),
    ({"C8": "=A1"}, "outside-the-form", "C8"),
]


@pytest.mark.parametrize(("cells_", "rule", "at"), WRONG, ids=lambda part: str(part)[:30])
def test_what_does_not_fit_is_named_at_its_cell(
    small: Workspace, cells_: dict[str, Any], rule: str, at: str
) -> None:
    content = typed(form_of(small, dict(year_of(small).assessments)["first"]), cells_)
    made = answered(small, content)
    assert [(p.rule, p.where.cell) for p in made.problems] == [(rule, f"{SHEET}!{at}")]
    assert made.problems[0].where.file == "f.xlsx"
    assert not made.whole


def test_all_faults_are_told_at_once(small: Workspace) -> None:
    every = {f"G{PHONE}": "x", f"I{HALL}": "y", DATE: "z", "F4": None, "N1": "w"}
    made = answered(small, typed(form_of(small, dict(year_of(small).assessments)["first"]), every))
    assert {p.where.cell for p in made.problems} == {
        f"{SHEET}!{cell}" for cell in (f"G{PHONE}", f"I{HALL}", DATE, "F4", "N1")
    }


def test_a_row_that_was_put_in_is_noticed(small: Workspace) -> None:
    import io

    from openpyxl import load_workbook

    from tests.export.sheet.forms import saved

    book = load_workbook(io.BytesIO(form_of(small, dict(year_of(small).assessments)["first"])))
    book[SHEET].insert_rows(HALL)
    rules = {p.rule for p in answered(small, saved(book)).problems}
    assert {"form-changed", "outside-the-form"} <= rules


@pytest.mark.parametrize(
    ("given_", "taken"),
    [("45", Decimal(45)), (" 45.5 ", Decimal("45.5")), (45, Decimal(45)), (72.1, Decimal("72.1"))],
)
def test_a_number_that_was_typed_as_text_is_one(
    small: Workspace, given_: object, taken: Decimal
) -> None:
    content = typed(form_of(small, dict(year_of(small).assessments)["first"]), {f"G{HALL}": given_})
    assert answered(small, content).assessment.scores[1].score == taken


@pytest.mark.parametrize("word", ["105-06-05", "105/6/5", "105年6月5日", " 105.6.5 "])
def test_a_date_may_be_written_in_the_usual_ways(small: Workspace, word: str) -> None:
    content = typed(form_of(small, dict(year_of(small).assessments)["first"]), {DATE: word})
    assert answered(small, content).assessment.date == dt.date(2016, 6, 5)


def test_several_days_are_set_apart_by_any_mark(small: Workspace) -> None:
    cells_ = {f"J{PHONE}": "105-01-05、105-02-05\n105年3月5日, 105-04-05"}
    content = typed(form_of(small, dict(year_of(small).assessments)["first"]), cells_)
    days_ = answered(small, content).assessment.scores[0].on
    assert [day.month for day in days_] == [1, 2, 3, 4]


def test_blanks_are_nothing(small: Workspace) -> None:
    cells_ = {STRENGTHS: "  ", OUTCOME: "\n", f"L{PHONE}": " "}
    content = typed(form_of(small, dict(year_of(small).assessments)["first"]), cells_)
    made = answered(small, content)
    assert made.problems == ()
    assert (made.assessment.remarks, made.assessment.outcome) == (None, None)


def test_a_form_that_nobody_filled_in_is_one_fault(small: Workspace) -> None:
    with pytest.raises(Refused) as caught:
        answered(small, form_of(small))
    assert [p.rule for p in caught.value.problems] == ["form-not-filled"]


def test_a_spreadsheet_that_is_no_form_is_said(small: Workspace) -> None:
    with pytest.raises(Refused) as caught:
        meta(cells(typed(form_of(small), {"A7": "x"}, "docgen"), "f.xlsx"), "f.xlsx")
    assert [p.rule for p in caught.value.problems] == ["not-a-score-form"]
