"""The next year: what is carried over, moved, emptied, and never overwritten."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.doctype import of_agency
from docgen.load import Data
from docgen.load.files import INHERITED, model_of
from docgen.load.patch import merge
from docgen.load.reader import read
from docgen.load.rewrite import scalars
from docgen.pipeline import roll_over, validate
from docgen.pipeline.documents import render
from docgen.pipeline.rollover import Todo, moved
from docgen.problem import Refused
from docgen.workspace import Workspace
from tests.conftest import PROJECT
from tests.documents import AGENCIES

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.load.nodes import Mapping

NOTE = re.compile(r"^ *# 待辦 \(to do\).*\n", re.MULTILINE)


@pytest.fixture
def copy(tmp_path: Path) -> Workspace:
    for name in ("data", "templates"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    return Workspace(tmp_path)


def edit(workspace: Workspace, file: str, old: str, new: str) -> None:
    path = workspace.data / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def snapshot(workspace: Workspace) -> dict[str, bytes]:
    return {
        path.relative_to(workspace.data).as_posix(): path.read_bytes()
        for path in workspace.data.rglob("*")
        if path.is_file()
    }


def refusal(workspace: Workspace, *args: object, **more: bool) -> list[str]:
    before = snapshot(workspace)
    with pytest.raises(Refused) as refused:
        roll_over(workspace, *args, **more)  # type: ignore[arg-type]
    assert snapshot(workspace) == before
    return [problem.rule for problem in refused.value.problems]


def test_the_new_year_is_without_faults_and_its_documents_render(copy: Workspace) -> None:
    made = roll_over(copy, None, 106, everything=True)
    assert made.problems == ()
    assert validate(copy) == ()
    data = Data(copy)
    for slug in AGENCIES:
        for type_ in of_agency(copy):
            assert all(one.content for one in render(data, slug, type_, 106))


def test_only_years_and_letters_differ_comments_and_order_stay(copy: Workspace) -> None:
    roll_over(copy, None, 106, everything=True)
    compared = 0
    for slug in AGENCIES:
        for path in (copy.data / slug / "106").rglob("*.yaml"):
            old = copy.data / slug / "105" / path.relative_to(copy.data / slug / "106")
            new = NOTE.sub("", path.read_text("utf-8"))
            pairs = zip(old.read_text("utf-8").split("\n"), new.split("\n"), strict=True)
            for before, after in pairs:
                compared += 1
                assert re.sub(r"[0-9○]+", "", before) == re.sub(r"[0-9○]+", "", after)
    assert compared > 500


def test_what_is_done_in_a_year_is_not_carried_and_is_to_do(copy: Workspace) -> None:
    roll_over(copy, "wra", 106)
    made = roll_over(copy, "demo", 106)
    names = {path.name for path in (copy.data / "demo" / "106").iterdir()}
    assert names == {"plan.yaml", "rubric.yaml", "rules.yaml", "forms.yaml", "indicators"}
    anew = [todo.where.file for todo in made.todo if todo.kind == "anew"]
    done = ("achievements.yaml", "assessments", "proposals", "report.yaml")
    assert anew == [f"data/demo/106/{name}" for name in done]
    asked = [todo.where.file for todo in made.todo if todo.kind == "indicators"]
    units = ("planning", "secretariat", "service")
    assert asked == [f"data/demo/106/indicators/{unit}.yaml" for unit in units]


def test_letters_promulgation_and_approval_are_emptied_where_they_stand(copy: Workspace) -> None:
    edit(
        copy,
        "wra/105/plan.yaml",
        "\nsections:",
        "issued: 105-01-14\napproval:\n  letter: 經研字第10500000001號\n  date: 105-01-10\n\nsections:",
    )
    made = roll_over(copy, "wra", 106)
    text = (copy.data / "wra/106/plan.yaml").read_text("utf-8")
    assert "# 待辦 (to do) 105：105-01-14\nissued: pending\n# approval:\n#   letter: 經研" in text
    assert "moea-order: 經濟部○年○月○日經研字第○號函修正" in text
    todo = {each.kind: each for each in made.todo}
    assert todo["letter"].was == "104年8月25日經研字第10404507390號"
    lines = text.split("\n")
    assert "moea-order" in lines[(todo["letter"].where.line or 0) - 1]
    assert lines[(todo["approval"].where.line or 0) - 1] == "# approval:"
    assert lines[(todo["issued"].where.line or 0) - 1] == "issued: pending"
    assert validate(copy, ["wra"]) == ()


def test_typed_dates_move_and_placeholders_stay(copy: Workspace) -> None:
    edit(copy, "wra/105/rules.yaml", 'on: "{year}-12-31"', "on: 105-12-31")
    made = roll_over(copy, "wra", 106)
    text = (copy.data / "wra/106/rules.yaml").read_text("utf-8")
    assert "on: 106-12-31" in text
    assert '"{year}-01-01"' in text
    assert [(each.was, each.now) for each in made.todo if each.kind == "moved"] == [
        ("105-12-31", "106-12-31")
    ]


def test_another_year_is_left_and_told(copy: Workspace) -> None:
    edit(copy, "wra/105/plan.yaml", "探察民意趨勢", "較104年")
    made = roll_over(copy, "wra", 106)
    assert [each.was for each in made.todo if each.kind == "year"] == ["104"]


def test_a_year_that_is_there_is_never_touched(copy: Workspace) -> None:
    (copy.data / "wra" / "106").mkdir()
    (copy.data / "wra" / "106" / "mine.txt").write_text("work")
    assert refusal(copy, "wra", 106) == ["year-exists"]


def test_all_go_on_where_some_have_the_year_already(copy: Workspace) -> None:
    roll_over(copy, "wra", 106)
    before = snapshot(copy)
    made = roll_over(copy, "wra", 106, everything=True)
    assert [(p.rule, p.level) for p in made.problems] == [("year-exists", "warning")]
    assert {path.parent.parent.name for path in made.made} >= {"10river"}
    assert before.items() <= snapshot(copy).items()
    assert refusal(copy, "wra", 106, everything=True) == ["year-exists"] * 3


def test_the_parent_goes_first(copy: Workspace) -> None:
    assert refusal(copy, "10river", 106) == ["parent-first"]


def test_a_year_that_cannot_be_made_is_refused(copy: Workspace) -> None:
    assert refusal(copy, "wra", 104) == ["not-a-later-year"]
    assert refusal(copy, "wra", 105) == ["year-exists"]
    assert refusal(copy, "wra", 106, 103) == ["unknown-year"]
    assert refusal(copy, "wra", 9) == ["not-a-roc-year"]
    assert refusal(copy, "nobody", 106) == ["unknown-agency"]
    (copy.data / "wra" / "103" / "proposals").mkdir(parents=True)
    assert refusal(copy, "wra", 104) == ["nothing-to-roll-over"]
    assert refusal(copy, "wra", 104, 105) == ["not-a-later-year"]


def test_faults_of_a_file_stop_it_before_anything_is_written(copy: Workspace) -> None:
    (copy.data / "wra/105/rules.yaml").write_text("grades: [\n")
    assert refusal(copy, "wra", 106) == ["bad-yaml"]


def test_windows_line_ends_stay(copy: Workspace) -> None:
    path = copy.data / "wra/105/plan.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    roll_over(copy, "wra", 106)
    made = (copy.data / "wra/106/plan.yaml").read_bytes()
    assert made.count(b"\r\n") == made.count(b"\n") > 100


# a patch on a parent, both rolled over, is the rolled-over whole

TEXTS = st.sampled_from(
    ("設窗口", "於105年12月31日前", "106年1月15日", "{year}年度", "經研字第10400001號", "較104年")
)
IDS = ("draft", "publish", "check")


def sections(items: dict[str, str]) -> str:
    lines = "".join(f'      {key}: "{text}"\n' for key, text in items.items())
    return f"sections:\n  steps:\n    title: 實施步驟\n    items:\n{lines}"


def tree(text: str) -> Mapping:
    from docgen.load.patch import normalise_root

    return normalise_root(model_of("plan"), read(text.encode(), "plan.yaml"))


def rolled(text: str) -> tuple[str, list[Todo]]:
    made, todo = moved(text.encode(), "plan.yaml", "data/x/106/plan.yaml", 105, 106)
    return made.decode(), todo


def said(node: Mapping) -> list[tuple[object, str]]:
    return [(path, each.value) for path, each in scalars(node)]


@given(
    parent=st.fixed_dictionaries(dict.fromkeys(IDS, TEXTS)),
    child=st.dictionaries(st.sampled_from(IDS), TEXTS, min_size=1),
    issued=st.booleans(),
)
def test_rolled_parent_and_patch_merge_to_the_rolled_whole(
    parent: dict[str, str], child: dict[str, str], *, issued: bool
) -> None:
    base = ("issued: 105-01-14\n" if issued else "") + sections(parent)
    patch = sections(child).replace("    title: 實施步驟\n", "")
    model = model_of("plan")
    whole = ("issued: 105-01-14\n" if issued else "") + sections({**parent, **child})
    assert said(merge(model, tree(base), tree(patch))[0]) == said(tree(whole))
    apart = merge(model, tree(rolled(base)[0]), tree(rolled(patch)[0]))
    assert apart[1] == []
    assert said(apart[0]) == said(tree(rolled(whole)[0]))


def test_every_file_that_is_inherited_is_carried(copy: Workspace) -> None:
    made = roll_over(copy, "wra", 106)
    assert [path.stem for path in made.made] == list(INHERITED)
