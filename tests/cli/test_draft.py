"""``docgen draft report`` and what ``docgen status`` says of the year, from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.command import docgen
from tests.pipeline.drafting import YEAR, copy

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy(tmp_path).root


def test_a_report_is_drafted_made_and_free_of_faults(root: Path) -> None:
    said = docgen("draft", "report", "demo", cwd=root)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"wrote {YEAR}/report.yaml\n15 of 40 achievements; 3 pages, 3 lines")
    assert docgen("report", "demo", cwd=root).code == 0
    made = docgen("check", "build/demo/105/report.docx", "--layout", "typeset", cwd=root)
    assert (made.code, made.err) == (0, "")


def test_explain_says_what_was_left_out_and_what_it_would_have_cost(root: Path) -> None:
    said = docgen("draft", "report", "demo", "--explain", cwd=root)
    assert (
        "left out: 按月檢查服務設施 (weight 1, 4 lines; with it the whole would weigh" in said.out
    )
    assert "shortened: 及時回應民眾意見 (in full 2 lines more)" in said.out
    chinese = docgen("draft", "report", "demo", "--explain", cwd=root, language="zh_TW")
    assert "未採用：按月檢查服務設施（權重 1，4行；若採用，總權重將減少" in chinese.out


def test_a_program_reads_the_choice_and_its_weights(root: Path) -> None:
    found = docgen("draft", "report", "demo", "--spare", "9", "--format", "json", cwd=root).json
    draft = found["draft"]
    assert (draft["outcome"], draft["pages"]) == ("new", 3)
    assert draft["spare"] >= 9
    assert len(draft["achievements"]) == 40
    assert {each["wording"] for each in draft["achievements"]} == {"full", "short", None}


def test_an_edited_report_is_left_and_the_difference_is_shown(root: Path) -> None:
    docgen("draft", "report", "demo", cwd=root)
    path = root / YEAR / "report.yaml"
    mine = path.read_text("utf-8").replace("整合單一窗口，縮短等候時間", "單一窗口")
    path.write_text(mine, "utf-8")
    said = docgen("draft", "report", "demo", cwd=root)
    assert said.code == 0
    assert "performance › deepen › cases › one-counter › title\n  - 單一窗口\n  + 整合" in said.out
    assert "draft-beside (warning)" in said.err
    assert path.read_text("utf-8") == mine
    merged = docgen("draft", "report", "demo", "--spare", "9", "--merge", cwd=root)
    assert merged.code == 0
    assert merged.out.startswith(f"merged the new draft into {YEAR}/report.yaml")
    assert "title: 單一窗口" in path.read_text("utf-8")


@pytest.mark.parametrize("typed", ["-1", "drei", "９"])
def test_lines_are_a_number(root: Path, typed: str) -> None:
    assert docgen("draft", "report", "demo", f"--spare={typed}", cwd=root).code == 2


def test_draft_alone_leads_to_the_command() -> None:
    said = docgen("draft", "demo")
    assert said.code == 2
    assert "draft report" in said.err


# what is covered, what is due


def test_status_says_what_is_due_next_on_a_day(root: Path) -> None:
    said = docgen("status", "wra", "--today", "105-11-26", cwd=root)
    assert "wra 105: 105-12-31 提報年度執行績效與成果 → 本署 (next, in 35 days)" in said.out
    later = docgen("status", "wra", "--today", "106年1月1日", cwd=root)
    assert "→ 本署 (1 day ago)" in later.out
    assert "106-01-15 彙整執行績效與成果報部 → 經濟部 (next, in 14 days)" in later.out


def test_status_says_what_is_not_covered_and_whether_the_report_fits(root: Path) -> None:
    docgen("draft", "report", "demo", cwd=root)
    docgen("report", "demo", cwd=root)
    said = docgen("status", "demo", "--today", "105-11-26", cwd=root)
    assert (
        "demo 105: 2 practices without an achievement: portal-categories other-innovations"
        in said.out
    )
    assert "demo 105: the report fits: 3 pages of 3, 30 lines on the last" in said.out
    assert "demo 105: build/demo/105/report.docx was checked: no faults" in said.out


def test_status_says_where_a_figure_is_told_in_two_ways(root: Path) -> None:
    path = root / YEAR / "achievements.yaml"
    text = path.read_text("utf-8")
    changed = text.replace(
        'name: 線上查詢人次, value: "48,300"', 'name: 線上查詢人次, value: "48,100"'
    )
    path.write_text(changed, "utf-8")
    said = docgen("status", "demo", "--today", "105-11-26", cwd=root)
    assert "“淹水潛勢地圖線上查詢人次” is not the same everywhere (value):" in said.out
    assert f"    {YEAR}/proposals/flood-map.yaml:" in said.out
    found = docgen("status", "demo", "--today", "105-11-26", "--format", "json", cwd=root).json
    (coverage,) = found["coverage"]
    (difference,) = coverage["differing-figures"]
    assert {each["text"] for each in difference["says"]} == {"48,100", "48,300"}
    assert coverage["deadlines"][0]["days"] == 35


def test_a_day_is_a_roc_date(root: Path) -> None:
    assert docgen("status", "demo", "--today", "2016-11-26", cwd=root).code == 2
