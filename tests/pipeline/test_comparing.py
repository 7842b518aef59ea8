"""Two agencies or years beside each other: which are meant, what nobody wrote, the document."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from docgen.docx.text import text_of
from docgen.load import Data
from docgen.pipeline import diff, redline, roll_over
from docgen.pipeline.documents import render
from docgen.problem import Refused
from docgen.workspace import Workspace
from tests.conftest import PROJECT
from tests.docx.redline.looks import looks
from tests.docx.redline.settle import accepted, rejected

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def copy(tmp_path: Path) -> Workspace:
    for name in ("data", "templates"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    return Workspace(tmp_path)


def refusal(copy: Workspace, old: str, new: str) -> list[str]:
    with pytest.raises(Refused) as refused:
        diff(copy, old, new)
    return [problem.rule for problem in refused.value.problems]


def test_without_a_year_the_newest_common_one_is_meant(copy: Workspace) -> None:
    roll_over(copy, "wra", 106)
    found = diff(copy, "wra", "10river")
    assert (str(found.old), str(found.new)) == ("wra@105", "10river@105")
    assert str(diff(copy, "wra@105", "wra").new) == "wra@106"


def test_what_cannot_be_compared_is_refused(copy: Workspace) -> None:
    assert refusal(copy, "10river@x", "wra") == ["bad-side"]
    assert refusal(copy, "nobody", "wra") == ["unknown-agency"]
    assert refusal(copy, "10river@104", "wra") == ["unknown-year"]
    (copy.data / "10river" / "105").rename(copy.data / "10river" / "104")
    assert refusal(copy, "10river", "wra") == ["no-common-year"]


def test_what_differs_by_year_or_name_alone_follows(copy: Workspace) -> None:
    roll_over(copy, None, 106, everything=True)
    found = diff(copy, "10river@105", "10river@106").found.differences
    written = [each.address for each in found if not each.follows]
    assert written == ["plan:moea-order.text", "plan:parent-plan.text"]
    assert "plan:title" in [each.address for each in found if each.follows]


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("wra", "10river", "plan"),
        ("10river", "demo", "scoresheet"),
        ("wra", "10river", "set"),
    ],
)
def test_the_document_holds_both_sides(copy: Workspace, old: str, new: str, name: str) -> None:
    out = copy.root / "out" / "both.docx"
    made = redline(copy, old, new, name, out)
    assert made.path == out
    assert made.problems == ()
    data = Data(copy)
    one, other = (render(data, slug, name, 105)[0].content for slug in (old, new))
    assert looks(accepted(out.read_bytes())) == looks(other)
    assert looks(rejected(out.read_bytes())) == looks(one)


def test_one_document_of_a_type_can_be_named(copy: Workspace) -> None:
    roll_over(copy, None, 106, everything=True)
    shutil.copytree(copy.data / "demo/105/proposals", copy.data / "demo/106/proposals")
    out = copy.root / "both.docx"
    redline(copy, "demo@105", "demo@106", "proposal-flood-map", out)
    assert "淹水潛勢" in text_of(out.read_bytes())


def test_a_file_that_is_there_is_never_overwritten(copy: Workspace) -> None:
    out = copy.root / "mine.docx"
    out.write_bytes(b"work")
    with pytest.raises(Refused) as refused:
        redline(copy, "wra", "10river", "plan", out)
    assert [problem.rule for problem in refused.value.problems] == ["output-exists"]
    assert out.read_bytes() == b"work"


@pytest.mark.parametrize(
    ("name", "rule"), [("plam", "unknown-type"), ("proposal-nothing", "no-such-document")]
)
def test_a_document_that_is_not_made_is_refused(copy: Workspace, name: str, rule: str) -> None:
    with pytest.raises(Refused) as refused:
        redline(copy, "wra", "10river", name, copy.root / "both.docx")
    assert [problem.rule for problem in refused.value.problems] == [rule]
