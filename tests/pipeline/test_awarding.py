"""Awards of the project's agencies, through data, results and clauses."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from docgen.pipeline import awards
from docgen.problem import Refused
from docgen.workspace import Workspace
from tests.cli.command import docgen
from tests.load.small import SMALL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_the_made_up_bureau_rewards_its_best_unit_its_innovation_and_its_telephone(
    project: Workspace,
) -> None:
    lines = awards(project, "demo").lines
    due = [(x.clause.id, x.recipient, x.merit, x.given and x.given.times) for x in lines if x.state == "due"]  # fmt: skip
    assert due == [
        ("unit-of-the-year", "服務科", "嘉獎", 1),
        ("adopted-innovation", "服務科", "嘉獎", 1),
        ("telephone-courtesy", "服務科", "嘉獎", 1),
    ]


def test_nobody_is_best_before_all_sheets_of_the_year_are_there(
    project: Workspace, tmp_path: Path
) -> None:
    shutil.copytree(project.data, tmp_path / "data")
    shutil.copytree(project.templates, tmp_path / "templates")
    (tmp_path / "data/demo/105/assessments/planning-q3.yaml").unlink()
    lines = awards(Workspace(tmp_path), "demo").lines
    best = [x.candidate for x in lines if x.clause.id == "unit-of-the-year"]
    assert {(each.state, each.reason, each.told["missing"]) for each in best} == {
        ("open", "incomplete", "1")
    }
    assert {x.state for x in lines if x.clause.id == "telephone-courtesy"} == {"due", "not-due"}
    said = docgen("awards", "demo", "--root", str(tmp_path), "--year", "105")
    assert "so far: the year still lacks 1 score sheets" in said.out


def test_the_parent_looks_at_every_bureau_below_it(project: Workspace) -> None:
    looked = {line.candidate.name for line in awards(project, "wra").lines if line.clause.when.of == "children"}  # fmt: skip
    assert {"經濟部水利署第十河川局", "示範機關"} <= looked


def test_every_clause_of_a_source_is_there_and_names_its_place(project: Workspace) -> None:
    clauses = {line.clause.because for line in awards(project, "wra").lines}
    assert clauses == {"柒、二", "柒、三（一）", "柒、三（二）", "柒、三（三）", "柒、三（四）"}


def test_a_nominee_that_is_not_below_is_refused(
    write: Callable[[dict[str, str]], Workspace],
) -> None:
    clause = "awards:\n  clauses: {x: {title: 獲獎, when: {of: nominations, outcomes: [won]}, because: 柒}}\n"
    workspace = write(
        {
            **SMALL,
            "data/hq/105/rules.yaml": SMALL["data/hq/105/rules.yaml"] + clause,
            "data/hq/105/nominations.yaml": "nominations:\n  x: {title: 圖, agency: brunch}\n",
        }
    )
    with pytest.raises(Refused) as refused:
        awards(workspace, "hq")
    (fault,) = refused.value.problems
    assert (fault.rule, fault.args["near"]) == ("nominee-not-below", "branch")
    assert (fault.where.file, fault.where.line) == ("data/hq/105/nominations.yaml", 2)


def test_an_agency_without_clauses_says_where_to_write_them(
    write: Callable[[dict[str, str]], Workspace],
) -> None:
    with pytest.raises(Refused) as refused:
        awards(write(SMALL), "hq")
    assert [fault.rule for fault in refused.value.problems] == ["no-award-clauses"]


def test_the_command_says_each_clause_and_why() -> None:
    said = docgen("awards", "demo", "--format", "json")
    assert said.code == 0
    assert {"due", "not-due"} == {line["state"] for line in said.json["awards"]}
    text = docgen("awards", "demo", language="zh_TW").out
    assert "各季自行考核彙總成績最優（柒）" in text
    assert "服務科（成績最優課室）：嘉獎1次" in text
