"""Names and roots: a slug leads into ``data/`` and nowhere else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.problem import Refused
from docgen.workspace import SLUG_LENGTH, Workspace, at, find, is_slug, is_year


@pytest.mark.parametrize("name", ["wra", "10river", "a-b-c", "a" * SLUG_LENGTH])
def test_slugs(name: str) -> None:
    assert is_slug(name)


@pytest.mark.parametrize(
    "name",
    ["", "-a", "a-", "a--b", "A", "a_b", "a.b", "a/b", "a\n", "甲", "nul", "com1", "a" * 25, "a b"],
)
def test_not_slugs(name: str) -> None:
    assert not is_slug(name)


@given(st.text(max_size=12))
def test_a_slug_never_leaves_its_folder(name: str) -> None:
    if is_slug(name):
        assert os.path.normpath(f"data/{name}") == f"data/{name}"
        assert name.isascii()


@pytest.mark.parametrize(
    ("name", "known"), [("105", True), ("99", True), ("2016", False), ("0105", False), ("x", False)]
)
def test_years_are_roc_years(name: str, known: bool) -> None:  # noqa: FBT001 - a table's column
    assert is_year(name) is known


def test_the_workspace_is_found_from_below(workspace: Workspace) -> None:
    below = workspace.data / "a" / "105"
    below.mkdir(parents=True)
    assert find(below).root == workspace.root.resolve()


@pytest.mark.parametrize(("look", "rule"), [(find, "no-workspace"), (at, "not-a-workspace")])
def test_a_folder_in_no_workspace_is_a_problem(tmp_path: Path, look: object, rule: str) -> None:
    assert callable(look)
    with pytest.raises(Refused) as caught:
        look(tmp_path)
    assert caught.value.problems[0].rule == rule


@pytest.mark.parametrize("path", ["../outside.yaml", "data/../../outside.yaml", "/etc/passwd"])
def test_nothing_outside_is_read(workspace: Workspace, path: str) -> None:
    (workspace.root.parent / "outside.yaml").write_text("x", "utf-8")
    with pytest.raises(Refused) as caught:
        workspace.read(workspace.root / path)
    assert caught.value.problems[0].rule == "outside-workspace"


@pytest.mark.parametrize(
    ("make", "rule"),
    [
        (lambda path: path.mkdir(), "unreadable-file"),
        (os.mkfifo, "unreadable-file"),
        (lambda path: path.symlink_to("/etc/passwd"), "symbolic-link"),
        (lambda path: path.write_bytes(b"x" * 1_000_001), "file-too-large"),
        (Path.exists, "missing-file"),
    ],
)
def test_only_plain_files_are_read(workspace: Workspace, make: object, rule: str) -> None:
    path = workspace.data / "plan.yaml"
    assert callable(make)
    make(path)
    with pytest.raises(Refused) as caught:
        workspace.read(path)
    assert caught.value.problems[0].rule == rule


def test_what_may_not_be_looked_at_is_not_taken_for_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(_path: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "lstat", forbidden)
    assert Workspace(tmp_path).exists(tmp_path / "data" / "wra" / "105" / "plan.yaml")


def test_a_file_where_a_folder_belongs_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "assessments").write_text("x", "utf-8")
    with pytest.raises(Refused) as caught:
        Workspace(tmp_path).yaml_files(tmp_path / "data" / "assessments")
    assert caught.value.problems[0].rule == "unreadable-file"
