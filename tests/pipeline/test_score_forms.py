"""Forms out and back: what is written, what is refused, and that nothing is written by halves."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from docgen.load import Data
from docgen.pipeline import export_forms, import_forms
from docgen.problem import Problem, Refused
from docgen.problem.faults import FAULTS
from tests.export.sheet.forms import DATE, HALL, PHONE, SHEET, furnished, typed
from tests.load.small import SMALL

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.workspace import Workspace

Write = Callable[[dict[str, str]], "Workspace"]
RULES, RUBRIC = "data/hq/105/rules.yaml", "data/hq/105/rubric.yaml"
FIRST = "data/hq/105/assessments/first.yaml"
FILES = {
    **SMALL,
    RUBRIC: SMALL[RUBRIC]
    .replace("{from: 41, to: 60,", "{from: 41, to: 60, at-least: 90, measure: 測試分數,")
    .replace("{from: 1, to: 40,", "{from: 1, to: 40, at-least: 70, measure: 測試分數,"),
    FIRST: (
        "# 第一次\nunit: office\nkind: self\nperiod: h1\ndate: 105年3月28日\nassessor: 秘書室\n"
        "scores:\n  # 三日測試\n  phone: {score: 50, measured: 92, evidence: 紀錄}\n"
        "  hall: {score: 38.5, evidence: 紀錄}  # 待補\n"
    ),
}


@pytest.fixture
def small(write: Write) -> Workspace:
    return furnished(write(FILES))


def exported(workspace: Workspace, **options: Any) -> dict[str, Path]:
    made = export_forms(workspace, "hq", options.pop("period", "h1"), **options)
    return {path.name: path for path in made}


def edited(path: Path, cells: dict[str, Any], sheet: str = SHEET) -> Path:
    path.write_bytes(typed(path.read_bytes(), cells, sheet))
    return path


def refused(workspace: Workspace, *files: Path, **options: Any) -> list[Problem]:
    with pytest.raises(Refused) as caught:
        import_forms(workspace, files, **options)
    return list(caught.value.problems)


def places(found: list[Problem]) -> list[tuple[str, str | None]]:
    return [(p.rule, p.where.cell) for p in found]


NEW = {DATE: "105-05-05", "F4": "企劃科", f"G{PHONE}": 45, f"I{PHONE}": 91, f"G{HALL}": 20}


def test_there_is_a_form_for_each_unit_and_for_one_that_is_named(small: Workspace) -> None:
    assert list(exported(small)) == ["scores-form-h1-office.xlsx", "scores-form-h1-field.xlsx"]
    assert list(exported(small, unit="field")) == ["scores-form-h1-field.xlsx"]
    assert list(exported(small, kind="parent", unit="field")) == [
        "scores-form-h1-parent-field.xlsx"
    ]


def test_what_is_not_known_is_refused_together(small: Workspace) -> None:
    with pytest.raises(Refused) as caught:
        exported(small, period="h9", unit="ofice")
    assert [p.rule for p in caught.value.problems] == ["unknown-period", "unknown-unit"]


def test_a_form_that_came_back_as_it_went_changes_nothing(small: Workspace) -> None:
    form = exported(small)["scores-form-h1-office.xlsx"]
    before = (small.root / FIRST).read_bytes()
    done = import_forms(small, [form])
    assert [(one.outcome, one.path.name) for one in done.taken] == [("unchanged", "first.yaml")]
    assert (small.root / FIRST).read_bytes() == before


def test_a_new_sheet_is_written_where_loading_finds_it(small: Workspace) -> None:
    form = edited(exported(small)["scores-form-h1-field.xlsx"], NEW)
    (one,) = import_forms(small, [form]).taken
    assert (one.outcome, small.relative(one.path)) == (
        "new",
        "data/hq/105/assessments/field-h1.yaml",
    )
    text = one.path.read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../../../schemas/assessment")
    assert "score: 45\n    measured: 91\n" in text
    loaded, _ = Data(small).agency_year("hq", 105, ("rubric", "rules", "assessments"))
    assert dict(loaded.assessments)["field-h1"].scores[0].score == 45


def test_a_sheet_that_is_there_is_not_changed_without_being_asked(small: Workspace) -> None:
    form = edited(exported(small)["scores-form-h1-office.xlsx"], {f"G{PHONE}": 48})
    before = (small.root / FIRST).read_bytes()
    (found,) = refused(small, form)
    assert (found.rule, found.where.cell) == ("assessment-differs", f"{SHEET}!G{PHONE}")
    assert dict(found.args) == {
        "address": "scores › phone › score",
        "before": "50",
        "after": "48",
        "file": FIRST,
    }
    assert (small.root / FIRST).read_bytes() == before


def test_replace_takes_over_what_changed_and_keeps_comments(small: Workspace) -> None:
    cells = {f"G{PHONE}": 48, f"G{HALL}": None, f"K{HALL}": None, f"L{HALL}": "無場所"}
    form = edited(exported(small)["scores-form-h1-office.xlsx"], cells)
    (one,) = import_forms(small, [form], replace=True).taken
    assert (one.outcome, len(one.changes)) == ("changed", 3)
    text = (small.root / FIRST).read_text("utf-8")
    assert text.startswith("# 第一次\n")
    assert "date: 105年3月28日\n" in text
    assert "  # 三日測試\n  phone: {score: 48, measured: 92, evidence: 紀錄}\n" in text
    assert "not-applicable:\n  hall: 無場所\n" in text
    assert import_forms(small, [form]).taken[0].outcome == "unchanged"


CONSISTENCY = [
    ({f"G{PHONE}": 61}, "score-out-of-range", f"G{PHONE}"),
    ({f"G{HALL}": -1}, "score-out-of-range", f"G{HALL}"),
    ({f"G{PHONE}": 40}, "score-outside-band", f"G{PHONE}"),
    ({f"I{PHONE}": 89}, "score-outside-band", f"G{PHONE}"),
    ({DATE: "105-07-01"}, "date-outside-period", DATE),
    ({f"J{PHONE}": "104-12-31"}, "date-outside-period", f"J{PHONE}"),
]


@pytest.mark.parametrize(("cells", "rule", "at"), CONSISTENCY)
def test_a_form_is_held_to_what_loading_holds_a_sheet_to(
    small: Workspace, cells: dict[str, Any], rule: str, at: str
) -> None:
    form = edited(exported(small)["scores-form-h1-field.xlsx"], {**NEW, **cells})
    errors = [p for p in refused(small, form) if p.level == "error"]
    assert places(errors) == [(rule, f"{SHEET}!{at}")]


def test_a_warning_refuses_nothing_and_has_its_cell(small: Workspace) -> None:
    form = edited(exported(small)["scores-form-h1-field.xlsx"], NEW)
    found = import_forms(small, [form]).problems
    assert {(p.rule, p.level, p.where.cell) for p in found} == {
        ("score-without-evidence", "warning", f"{SHEET}!G{PHONE}"),
        ("score-without-evidence", "warning", f"{SHEET}!G{HALL}"),
    }


def test_faults_of_all_forms_are_told_together_and_nothing_is_written(small: Workspace) -> None:
    forms = exported(small)
    bad = edited(forms["scores-form-h1-office.xlsx"], {f"G{PHONE}": "x", f"G{HALL}": 99})
    good = edited(forms["scores-form-h1-field.xlsx"], NEW)
    errors = [p for p in refused(small, bad, good) if p.level == "error"]
    assert {p.rule for p in errors} == {"not-a-form-number", "score-out-of-range"}
    assert not (small.root / "data/hq/105/assessments/field-h1.yaml").exists()


def test_two_forms_of_one_sheet_are_refused(small: Workspace) -> None:
    form = exported(small)["scores-form-h1-office.xlsx"]
    copy = form.with_name("copy.xlsx")
    copy.write_bytes(form.read_bytes())
    (found,) = refused(small, form, copy)
    assert (found.rule, found.args["first"]) == ("form-twice", small.relative(form))


def test_a_form_of_another_agency_or_year_is_refused(small: Workspace) -> None:
    form = exported(small)["scores-form-h1-office.xlsx"]
    found = refused(small, form, agency="branch", year=106)
    assert [(p.rule, p.args["found"], p.args["asked"]) for p in found] == [
        ("form-of-another", "hq", "branch"),
        ("form-of-another", "105", "106"),
    ]


@pytest.mark.parametrize(
    ("row", "value", "rule"),
    [
        ("B1", "nobody", "unknown-agency"),
        ("B1", "../hq", "bad-agency-name"),
        ("B2", "106", "unknown-year"),
        ("B2", "x", "not-a-score-form"),
        ("B3", "kitchen", "unknown-unit"),
        ("B4", "other", "not-a-score-form"),
        ("B5", "h9", "unknown-period"),
        ("B6", "0" * 16, "form-outdated"),
        ("B7", "docgen-scores-9", "not-a-score-form"),
    ],
)
def test_a_form_whose_hidden_sheet_was_changed_is_refused(
    small: Workspace, row: str, value: str, rule: str
) -> None:
    form = edited(exported(small)["scores-form-h1-office.xlsx"], {row: value}, "docgen")
    assert [p.rule for p in refused(small, form)] == [rule]


def test_a_form_of_an_older_rubric_is_refused(small: Workspace) -> None:
    form = exported(small)["scores-form-h1-office.xlsx"]
    path = small.root / RUBRIC
    path.write_text(path.read_text("utf-8").replace("[整潔, 明亮]", "[整潔]"), "utf-8")
    assert [p.rule for p in refused(small, form)] == ["form-outdated"]


def test_unannounced_checks_are_told_apart_by_their_day(small: Workspace) -> None:
    blank = exported(small, period="unannounced", kind="parent", unit="field")
    assert list(blank) == ["scores-form-unannounced-parent-field.xlsx"]
    (form,) = blank.values()
    (first,) = import_forms(small, [edited(form, NEW)]).taken
    assert first.path.name == "field-0505-p.yaml"
    (second,) = import_forms(small, [edited(form, {DATE: "105-05-06"})]).taken
    assert second.path.name == "field-0506-p.yaml"
    again = exported(small, period="unannounced", kind="parent", unit="field")
    assert sorted(again) == [
        "scores-form-unannounced-parent-field.field-0505-p.xlsx",
        "scores-form-unannounced-parent-field.field-0506-p.xlsx",
        "scores-form-unannounced-parent-field.xlsx",
    ]


def test_a_name_that_another_sheet_has_is_not_taken(small: Workspace) -> None:
    taken = small.root / "data/hq/105/assessments/field-h1.yaml"
    taken.write_text((small.root / FIRST).read_text("utf-8").replace("period: h1\n", ""), "utf-8")
    form = edited(exported(small)["scores-form-h1-field.xlsx"], NEW)
    assert [p.rule for p in refused(small, form)] == ["assessment-name-taken"]


def test_a_long_name_of_a_unit_still_gives_a_file(write: Write) -> None:
    agency = "data/hq/agency.yaml"
    files = {**FILES, agency: FILES[agency].replace("field:", "management-center:")}
    files["data/hq/105/proposals/map.yaml"] = files["data/hq/105/proposals/map.yaml"].replace(
        "unit: field", "unit: office"
    )
    small = furnished(write(files))
    (form,) = exported(small, unit="management-center").values()
    (one,) = import_forms(small, [edited(form, NEW)]).taken
    assert one.path.name == "management-cent-h1.yaml"
    Data(small).agency_year("hq", 105, ("assessments",))


def test_a_file_that_is_not_there_or_no_file_is_said(small: Workspace) -> None:
    assert [p.rule for p in refused(small, small.root / "no.xlsx", small.root)] == [
        "missing-file",
        "unreadable-file",
    ]


def test_every_fault_of_forms_is_in_the_table() -> None:
    assert {rule for _, rule, _ in CONSISTENCY} <= set(FAULTS)
