"""A parent's bureaus beside each other: those with data here, and those that hand in a file."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from docgen.pipeline import awards, consolidate
from docgen.problem import Refused
from tests.cli.command import docgen
from tests.conftest import PROJECT
from tests.load.small import SMALL

if TYPE_CHECKING:
    from collections.abc import Callable

    from docgen.pipeline.consolidating import Bureau, Consolidated
    from docgen.workspace import Workspace

    Write = Callable[[dict[str, str]], Workspace]

RULES, NINTH = "data/hq/105/rules.yaml", "data/hq/105/returns/ninth.yaml"
PLAN = "templates/plan/doctype.yaml"
CLAUSE = """\
deadlines: {report: {title: 陳報, on: 105-12-31, of: report}}
awards:
  merits: {praise: 嘉獎}
  posts: {head: 首長}
  clauses:
    first:
      title: 第一名
      when: {of: children, kind: parent, grade: high}
      give: {head: {merit: praise, times: 2}}
      because: 柒二
"""
HANDED = "name: 第九分局\nreceived: 106-01-01\npoints: {phone: 55, hall: 40}\ntotal: 95\n"
SHEET = SMALL["data/hq/105/assessments/first.yaml"].replace("kind: self", "kind: parent")
FILES = {
    **SMALL,
    RULES: SMALL[RULES] + CLAUSE,
    NINTH: HANDED,
    PLAN: (PROJECT / PLAN).read_text("utf-8"),
    "data/branch/105/assessments/parent.yaml": SHEET,
    "data/branch/105/report.yaml": (
        "submitted: 105-12-31\n"
        "performance:\n  listen: {cases: {walk: {title: 巡查, text: 辦理3場。}}}\nreview: 已檢討。\n"
    ),
}


def by_id(found: Consolidated) -> dict[str, Bureau]:
    return {each.standing.slug: each for each in found.bureaus}


def test_folders_and_returns_are_ranked_among_each_other(write: Write) -> None:
    found = by_id(consolidate(write(FILES), "hq"))
    told = {name: (b.standing.total, b.standing.rank) for name, b in found.items()}
    assert told == {"branch": (Decimal("88.5"), 2), "ninth": (Decimal(95), 1)}
    assert {b.file for b in found.values()} == {"data/branch/105", NINTH}


def test_the_awards_of_the_bureaus_are_those_of_the_awards_command(write: Write) -> None:
    workspace = write(FILES)
    found = consolidate(workspace, "hq").awards
    assert [(line.candidate.id, line.state, line.merit) for line in found] == [
        ("branch", "not-due", ""),
        ("ninth", "due", "嘉獎"),
    ]
    assert found == awards(workspace, "hq").lines


def test_a_report_is_in_time_by_what_was_written_down(write: Write) -> None:
    found = by_id(consolidate(write(FILES), "hq"))
    assert {name: b.handed.timely for name, b in found.items()} == {
        "branch": "kept",
        "ninth": "late",
    }


def test_a_plan_is_held_to_the_parents_and_one_kept_elsewhere_is_not(write: Write) -> None:
    found = by_id(consolidate(write(FILES), "hq"))
    assert found["ninth"].conformity is None
    made = found["branch"].conformity
    assert made is not None
    assert {"goals", "awards"} <= set(made.lacking)


def test_a_result_of_another_kind_is_none(write: Write) -> None:
    found = by_id(consolidate(write(FILES), "hq", kind="self"))
    assert found["ninth"].standing.total is None


def test_a_broken_bureau_is_named_and_the_others_are_ranked(write: Write) -> None:
    workspace = write({**FILES, "data/branch/105/plan.yaml": "sections: 5\n"})
    found = consolidate(workspace, "hq")
    assert by_id(found)["ninth"].standing.rank == 1
    assert {(p.level, p.where.file) for p in found.problems} == {
        ("warning", "data/branch/105/plan.yaml")
    }
    assert by_id(found)["branch"].conformity is None


def test_a_bureau_without_the_year_is_named_and_has_no_results(write: Write) -> None:
    workspace = write({**FILES, "data/new/agency.yaml": "name: 新分局\nshort: 本局\nparent: hq\n"})
    found = consolidate(workspace, "hq")
    assert [(p.rule, p.level) for p in found.problems] == [("bureau-without-year", "warning")]
    assert by_id(found)["new"].standing.total is None


@pytest.mark.parametrize("file", ["ninth", "branch"])
def test_a_bureau_with_a_folder_and_a_return_is_refused(write: Write, file: str) -> None:
    name = "某部某分局" if file == "ninth" else "第九分局"
    del_ = {k: v for k, v in FILES.items() if k != NINTH}
    text = HANDED.replace("第九分局", name)
    workspace = write({**del_, f"data/hq/105/returns/{file}.yaml": text})
    for step in (consolidate, awards):
        with pytest.raises(Refused) as refused:
            step(workspace, "hq")
        (fault,) = refused.value.problems
        assert (fault.rule, fault.args["first"]) == ("bureau-named-twice", "data/branch")


def test_an_agency_with_nobody_below_says_so(write: Write) -> None:
    with pytest.raises(Refused) as refused:
        consolidate(write(SMALL), "branch")
    assert [p.rule for p in refused.value.problems] == ["no-bureaus"]


def test_a_made_up_bureau_is_included_and_told(write: Write) -> None:
    name = "data/branch/agency.yaml"
    workspace = write({**FILES, name: FILES[name] + "example: true\n"})
    found = consolidate(workspace, "hq")
    assert set(by_id(found)) == {"branch", "ninth"}
    (told,) = found.problems
    assert (told.rule, told.level, told.where.file) == ("example-bureau", "warning", name)
    assert told.args["slug"] == "branch"


def test_a_made_up_parent_may_have_made_up_bureaus(write: Write) -> None:
    names = ("data/branch/agency.yaml", "data/hq/agency.yaml")
    workspace = write({**FILES, **{name: FILES[name] + "example: true\n" for name in names}})
    assert consolidate(workspace, "hq").problems == ()


def test_the_command_says_results_awards_and_conformity() -> None:
    said = docgen("consolidate", "wra", "--year", "105", "--look", "--format", "json")
    assert said.code == 0
    found = {each["id"]: each for each in said.json["bureaus"]}
    assert (found["10river"]["total"], found["10river"]["rank"]) == (None, None)
    assert (found["demo"]["grade"], found["demo"]["rank"]) == ("甲", 1)
    assert found["demo"]["conformity"]["lacking"] == []
    assert found["demo"]["deadline"]["kept"] == "unknown"
    (told,) = [each for each in said.json["problems"] if each["rule"] == "example-bureau"]
    assert (told["where"], told["level"]) == ({"file": "data/demo/agency.yaml"}, "warning")
    assert {line["because"] for line in said.json["awards"]} == {"柒、二"}
    changed = [each["address"] for each in found["10river"]["conformity"]["differences"]]
    assert "plan:single-window.text" in changed


def test_the_command_speaks_to_people() -> None:
    text = docgen("consolidate", "wra", "--look", language="zh_TW").out
    assert "尚無結果：經濟部水利署第十河川局" in text
    assert "874.24" in text
    assert "計畫應有內容：齊備" in text
    assert "期限 105年12月31日：不詳，未記載提報日期" in text
