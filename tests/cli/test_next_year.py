"""diff, rollover and impact as a person types them."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from docgen.cli.commands.diff import _painted, _wording
from docgen.year.diff import Difference
from tests.cli.command import PROJECT, docgen

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in ("data", "templates"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    return tmp_path


def test_a_difference_is_readable_without_colours() -> None:
    said = docgen("diff", "wra", "10river")
    assert said.code == 0
    assert "wra@105 → 10river@105" in said.out
    assert "  ~ reworded  single-window.text  (quality / process / convenience)" in said.out
    assert "[-提供-]{+由專人提供諮詢協助等+}整合服務。" in said.out
    assert "8 more texts differ only by the year or by names" in said.out
    assert "經濟部水利署第十河川局105年度提升服務品質執行計畫" not in said.out
    assert "plan:title" not in said.out
    assert "title" in docgen("diff", "wra", "10river", "--all").out


def test_it_speaks_chinese() -> None:
    assert "  ~ 修改  scope.text" in docgen("diff", "wra", "10river", language="zh_TW").out


def test_colours_take_the_place_of_brackets() -> None:
    paint = "<{1}:{0}>".format
    assert _painted("dropped", "甲\n乙", paint) == "<red strike:甲>\n<red strike:乙>"
    assert _painted("same", "甲", paint) == "甲"


def test_a_figure_says_how_much_it_changed() -> None:
    one = Difference("reworded", "rubric:a.points", ("a",), "120", "100")
    assert _wording(one, None) == "120 → 100 (-20)"


def test_programs_get_every_difference_with_path_and_both_texts() -> None:
    found = docgen("diff", "wra", "10river", "--format", "json").json
    one = next(e for e in found["differences"] if e["address"] == "plan:single-window.text")
    assert one["path"] == ["quality", "process", "convenience", "single-window"]
    assert (one["kind"], one["follows"]) == ("reworded", False)
    assert found["old"] == {"agency": "wra", "year": 105}
    assert len(found["points"]) == 52


def test_a_word_document_is_written_where_it_was_said(copy: Path) -> None:
    said = docgen("diff", "wra", "10river", "--docx", "both.docx", "--type", "scoresheet", cwd=copy)
    assert said.code == 0
    assert "wrote both.docx" in said.out
    assert (copy / "both.docx").read_bytes().startswith(b"PK")
    again = docgen("diff", "wra", "10river", "--docx", "both.docx", cwd=copy)
    assert again.code == 1
    assert "output-exists" in again.err


def test_a_type_without_a_file_is_wrong_usage() -> None:
    assert docgen("diff", "wra", "10river", "--type", "plan").code == 2


def test_a_year_is_rolled_over_and_compared(copy: Path) -> None:
    said = docgen("rollover", "--all", "--to", "106", cwd=copy)
    assert said.code == 0
    assert "made data/10river/106/plan.yaml" in said.out
    assert "fill in the letter; last year's: 105年1月14日經水秘字第10408082231號" in said.out
    assert docgen("validate", cwd=copy).code == 0
    compared = docgen("diff", "demo@105", "demo@106", cwd=copy)
    assert "report: only in demo@105" in compared.out
    again = docgen("rollover", "10river", "--to", "106", cwd=copy)
    assert again.code == 1
    assert "year-exists" in again.err


def test_a_rollover_needs_an_agency_or_all(copy: Path) -> None:
    assert docgen("rollover", "--to", "106", cwd=copy).code == 2
    assert "parent-first" in docgen("rollover", "10river", "--to", "106", cwd=copy).err


def test_programs_get_the_list_of_what_is_to_do(copy: Path) -> None:
    found = docgen("rollover", "wra", "--to", "106", "--format", "json", cwd=copy).json
    assert found["todo"][0]["kind"] == "letter"
    assert found["todo"][0]["where"]["file"] == "data/wra/106/plan.yaml"


def test_impact_names_who_overrides_and_who_inherits() -> None:
    said = docgen("impact", "wra", "plan", "single-window")
    assert "10river overrides it: data/10river/105/plan.yaml:41:30" in said.out
    assert "inherited by: demo" in said.out
    whole = docgen("impact", "wra", "plan", language="zh_TW")
    assert "10river：沿用95項、改寫9項、刪除22項" in whole.out
    found = docgen("impact", "wra", "plan", "--format", "json").json
    assert len(found["impact"]) == 126
