"""``docgen scores`` and what ``docgen status`` says of a year that is not over."""

from __future__ import annotations

import csv
import io
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.command import PROJECT, docgen

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project's workspace, to be changed."""
    for name in ("data", "templates"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    return tmp_path


def scores(*arguments: str, **options: Any) -> dict[str, Any]:
    said = docgen("scores", *arguments, "--format", "json", **options)
    assert said.code == 0, said.err
    found: dict[str, Any] = said.json["scores"]
    return found


def test_it_shows_the_newest_period_with_bars_change_grade_rank_and_way_up() -> None:
    said = docgen("scores", "demo")
    assert (said.code, said.err) == (0, "")
    for words in (
        "秘書室  第四季（10-12月）  912.5 points  優  rank 2  +12.5",
        "255/280",
        "█",
        "not applicable: 洽公環境滿意度、服務設施合宜程度",
        "13.16 points to “優”; most room in:",
        "提供案件承辦資訊種類: +15.79",
        "year 105 (mean of the sheets)",
    ):
        assert words in said.out
    assert "\x1b" not in said.out


def test_it_speaks_chinese() -> None:
    said = docgen("scores", "demo", "--period", "q1", language="zh_TW")
    for words in ("878分  甲  第2名", "距「優」尚差22分，可增分最多者：", "105年度（各次平均）"):
        assert words in said.out


def test_a_leaf_with_a_better_band_is_named_beside_those_with_the_most_room() -> None:
    said = docgen("scores", "demo", "--period", "q1")
    assert "電話禮貌測試績效: +5.26 (the band 16-20: +1.05)" in said.out


def test_json_holds_what_the_tables_hold() -> None:
    found = scores("demo")
    assert (found["period"], found["kind"], len(found["units"])) == ("q4", "self", 3)
    planning = found["units"][2]
    assert planning["total"] == 886.84
    assert planning["grade"] == {"id": "good", "title": "甲"}
    assert planning["rank"] == 3
    assert planning["change"] == 15.26
    assert planning["items"][1] == {
        "id": "image",
        "title": "機關形象",
        "points": 109,
        "of": 170,
        "not-applicable": 50,
        "change": 2,
    }
    assert planning["lift"]["grade"] == {"id": "excellent", "title": "優"}
    assert planning["lift"]["points"] == 13.16
    assert len(planning["lift"]["rooms"]) == 23
    assert [row["rank"] for row in found["whole-year"]] == [2, 1, 3]
    assert found["whole-year"][0]["sheets"] == [f"secretariat-q{n}" for n in range(1, 5)]


def test_the_first_period_has_no_change() -> None:
    assert {unit["change"] for unit in scores("demo", "--period", "q1")["units"]} == {None}


def test_the_parents_checks_are_asked_for_by_kind() -> None:
    found = scores("demo", "--kind", "parent")
    assert found["period"] is None
    assert [unit["rank"] for unit in found["units"]] == [None, None]
    assert scores("demo", "--kind", "parent", "--period", "unannounced") == found
    assert "unannounced check  105年8月24日" in docgen("scores", "demo", "--kind", "parent").out


def test_csv_is_one_table_for_other_programs(tmp_path: Path) -> None:
    said = docgen("scores", "demo", "--period", "q2", "--format", "csv")
    assert said.code == 0
    head, *rows = csv.reader(io.StringIO(said.out.removeprefix("\ufeff")))
    assert head[:4] == ["period", "kind", "number", "unit"]
    by_name = [dict(zip(head, row, strict=True)) for row in rows]
    assert [(row["unit"], row["total"], row["total of the period before"]) for row in by_name] == [
        ("秘書室", "885.5", "878"),
        ("服務科", "905.26", "887.37"),
        ("企劃科", "858.95", "838.95"),
    ]
    written = docgen("scores", "demo", "--period=q2", "--format=csv", "-o", str(tmp_path))
    assert "demo/105/scores-q2.csv" in written.out
    content = (tmp_path / "demo" / "105" / "scores-q2.csv").read_bytes()
    assert content.decode("utf-8-sig").splitlines()[1].startswith("q2,self,1,秘書室,")


def test_a_units_title_is_no_formula(copy: Path) -> None:
    path = copy / "data" / "demo" / "agency.yaml"
    path.write_text(
        path.read_text("utf-8").replace("秘書室\n  service", '"=1+1"\n  service'), "utf-8"
    )
    assert ",'=1+1," in docgen("scores", "demo", "--format", "csv", cwd=copy).out


def test_a_year_without_sheets_says_which_earlier_one_has_some(copy: Path) -> None:
    assert docgen("rollover", "--all", "--to", "106", cwd=copy).code == 0
    said = docgen("scores", "demo", cwd=copy, language="zh_TW")
    assert said.code == 1
    assert "no-sheets-this-year" in said.err
    assert "105年度有12份，請加 --year 105" in said.err
    assert "no-sheets " in docgen("scores", "10river", cwd=copy).err


@pytest.mark.parametrize(
    ("arguments", "code", "rule"),
    [
        (("demo", "--period", "q9"), 2, "unknown-period"),
        (("10river",), 1, "no-sheets"),
        (("demo", "--kind", "parent", "--period", "q1"), 1, "no-sheets"),
        (("demo", "--today", "2016-01-01"), 2, "usage"),
        (("demo", "--format", "xml"), 2, "usage"),
        (("demo", "--kind", "own"), 2, "usage"),
    ],
)
def test_what_cannot_be_shown_is_said(arguments: tuple[str, ...], code: int, rule: str) -> None:
    said = docgen("scores", *arguments)
    assert (said.code, said.out) == (code, "")
    assert rule in said.err


def test_other_commands_answer_in_no_table() -> None:
    assert docgen("validate", "--format", "csv").code == 2
    assert docgen("--format", "csv").code == 2


def test_a_sheet_that_is_missing_on_a_day_is_warned_of(copy: Path) -> None:
    (copy / "data" / "demo" / "105" / "assessments" / "planning-q3.yaml").unlink()
    for command in ("scores", "status"):
        said = docgen(command, "demo", "--today", "105-10-01", "--format", "json", cwd=copy)
        assert said.code == 0
        found = [(p["rule"], p["args"].get("period")) for p in said.json["problems"]]
        assert ("assessment-missing", "第三季（7-9月）") in found
        assert ("test-not-repeated", None) in found
        before = docgen(command, "demo", "--today", "105-09-30", "--format", "json", cwd=copy)
        assert before.json["problems"] == []
        assert docgen(command, "demo", "--format", "json", cwd=copy).json["problems"] == []


def test_validate_shows_warnings_and_ends_well(copy: Path) -> None:
    path = copy / "data" / "demo" / "105" / "assessments" / "planning-q1.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace(", evidence: 電子表單檢視紀錄", ""), "utf-8")
    said = docgen("validate", "demo", cwd=copy)
    assert (said.code, said.out) == (0, "")
    assert "planning-q1.yaml:" in said.err
    assert "score-without-evidence (warning)" in said.err


def test_status_names_who_has_not_handed_indicators_in(copy: Path) -> None:
    (copy / "data" / "demo" / "105" / "indicators" / "planning.yaml").unlink()
    said = docgen("status", "demo", cwd=copy)
    assert "demo 105: no indicators yet from: 企劃科\n" in said.out
    (found,) = docgen("status", "demo", "--format", "json", cwd=copy).json["open"]
    assert found["units-without-indicators"] == ["planning"]
    assert "partners" in found["practices-without-indicators"]
    assert "single-window" not in found["practices-without-indicators"]
    assert found["practices"] == 61
