"""``pipeline.agencies``: a handful of agencies, where one of them, or a moment, is wrong."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING, Any

import pytest

from docgen.layout import engines
from docgen.load import Data, kept
from docgen.pipeline import Reason, build, bureau_documents, consolidate, status
from docgen.pipeline.desk import Desk
from docgen.pipeline.gate import Gate
from docgen.pipeline.upkeep import Upkeep
from docgen.problem import Problem, Refused
from docgen.workspace import Workspace
from tests.pipeline.many import several
from tests.pipeline.test_documents import copy

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["copy"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_name_that_is_no_text_keeps_no_agency_from_being_built(tmp_path: Path, jobs: int) -> None:
    """As an old Windows zip gives them: Big5."""
    workspace = several(tmp_path, 8)
    folder = workspace.data / "bureau-00003" / "105" / "attachments"
    folder.mkdir()
    (folder / os.fsdecode("圖.png".encode("big5"))).touch()
    built = build(workspace, jobs=jobs)
    assert (len(built.made), built.problems) == (8 * 5, ())
    assert not any(one.written for one in build(workspace, jobs=jobs).made)


def test_a_folder_that_cannot_be_listed_stops_no_other_agency(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = several(tmp_path, 8)
    real = Workspace.years

    def years(self: Workspace, slug: str) -> tuple[int, ...]:
        if slug == "bureau-00003":
            raise Refused([Problem("unreadable-file", args={"reason": "Permission denied"})])
        return real(self, slug)

    monkeypatch.setattr(Workspace, "years", years)
    built = build(workspace)
    assert {one.agency for one in built.made} == {"wra", *(f"bureau-0000{n}" for n in "124567")}
    assert {each.rule for each in built.problems} == {"unreadable-file"}


def saved_while(monkeypatch: pytest.MonkeyPatch, path: Path, old: str, new: str) -> None:
    """Somebody saves the file a moment after it was read."""
    real = kept.read

    def read(workspace: Workspace, file: Path) -> Any:
        tree = real(workspace, file)
        if file == path and old in path.read_text("utf-8"):
            path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
        return tree

    monkeypatch.setattr(kept, "read", read)


@pytest.mark.parametrize("before", ["new", "anew", "comment"])
def test_what_is_saved_while_it_is_built_is_built_next_time(
    copy: Workspace, before: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if before != "new":
        build(copy, ["10river"], types=["plan"])
    path = copy.data / "10river" / "105" / "plan.yaml"
    if before == "comment":
        path.write_text("# 註\n" + path.read_text("utf-8"), "utf-8")
    with monkeypatch.context() as patch:
        saved_while(patch, path, "由專人提供", "由專責人員提供")
        build(copy, ["10river"], types=["plan"], anew=before == "anew")
    (made,) = build(copy, ["10river"], types=["plan"]).made
    assert made.written
    assert build(copy, ["10river"], types=["plan"]).made[0].why == ()


def test_what_is_saved_while_bureaus_are_consolidated_is_not_taken_for_current(
    copy: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = copy.data / "demo" / "agency.yaml"
    with monkeypatch.context() as patch:
        saved_while(patch, path, "name: 示範機關", "name: 示範一機關")
        bureau_documents(copy, consolidate(copy, "wra", 105))
    states = {each.path.name: each.state for each in status(copy, ["wra"])}
    assert states["results-bureaus.docx"] == "differs"
    bureau_documents(copy, consolidate(copy, "wra", 105))
    states = {each.path.name: each.state for each in status(copy, ["wra"])}
    assert states["results-bureaus.docx"] == "current"


def test_a_tool_that_failed_once_is_asked_again(
    copy: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = engines.measure
    full = Problem("disk-full", args={"reason": "No space left on device"}, level="warning")

    def measure(tasks: Any, choice: Any) -> list[engines.Measured]:
        return [engines.Measured(each.layouts, (full,)) for each in real(tasks, choice)]

    with monkeypatch.context() as patch:
        patch.setattr(engines, "measure", measure)
        first = build(copy, ["demo"], types=["report"])
    assert [each.rule for each in first.problems if each.rule == "disk-full"] == ["disk-full"]
    again = build(copy, ["demo"], types=["report"])
    assert "disk-full" not in {each.rule for each in again.problems}
    assert again.made[0].why == (Reason("new"),)
    assert build(copy, ["demo"], types=["report"]).made[0].why == ()


def test_what_was_read_for_a_handful_goes_with_it(tmp_path: Path) -> None:
    """Without anybody looking for circles: a thousand agencies would wait for that in memory."""
    workspace = several(tmp_path, 4)
    kinds = (Data, Desk, Gate, Upkeep)
    gc.collect()
    before = [each for each in gc.get_objects() if isinstance(each, kinds)]  # of other tests
    known = {id(each) for each in before}
    gc.disable()
    try:
        build(workspace)
        there = [each for each in gc.get_objects() if isinstance(each, kinds)]
    finally:
        gc.enable()
    assert [type(each).__name__ for each in there if id(each) not in known] == []


def test_circles_that_a_handful_leaves_go_with_it(tmp_path: Path) -> None:
    """Though a command line looks for them only among fifty thousand objects."""
    workspace = several(tmp_path, 8)
    before = gc.get_threshold()
    gc.set_threshold(10**6)
    try:
        build(workspace)
        left, *_ = gc.get_count()
    finally:
        gc.set_threshold(*before)
    assert left < 1000
