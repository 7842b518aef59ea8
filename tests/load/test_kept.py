"""A file that did not change is not parsed again; what is kept can be spoilt but not harm."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING

import pytest

from docgen.load import kept, store
from docgen.load.nodes import Mapping, Null, Place, Scalar
from docgen.load.reader import read
from docgen.problem import Refused
from docgen.workspace import Workspace
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXT = "a: 一\nb: [x, 'NO', null, {c: ~}]\nd:\ne: \"\"\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    for name in ("data", "templates", "build/.cache"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "data" / "a.yaml").write_text(TEXT, "utf-8")
    return Workspace(tmp_path)


def path(workspace: Workspace) -> Path:
    return workspace.data / "a.yaml"


def only(workspace: Workspace) -> Path:
    (file,) = workspace.cache.iterdir()
    return file


def unparsed(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Mapping:
    """The tree where the reader may not be asked."""
    with monkeypatch.context() as patch:
        patch.setattr(kept, "_parsed", None)
        return kept.read(workspace, path(workspace))


def test_what_is_kept_is_the_readers_tree(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = read(TEXT.encode(), "data/a.yaml")
    assert kept.read(workspace, path(workspace)) == tree
    assert unparsed(workspace, monkeypatch) == tree
    assert isinstance(tree.get("d"), Null)
    assert isinstance(tree.get("e"), Scalar)


@pytest.mark.parametrize("agency", ["wra", "10river", "demo"])
def test_every_file_of_ours_comes_back_as_it_was(
    agency: str, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = sorted((PROJECT / "data" / agency).rglob("*.yaml"))
    assert files
    for file in files:
        path(workspace).write_bytes(file.read_bytes())
        first = kept.read(workspace, path(workspace))
        assert unparsed(workspace, monkeypatch) == first == read(file.read_bytes(), "data/a.yaml")


def test_one_changed_word_is_read_anew_and_takes_the_place(workspace: Workspace) -> None:
    kept.read(workspace, path(workspace))
    path(workspace).write_text(TEXT.replace("一", "二"), "utf-8")
    assert kept.read(workspace, path(workspace)).get("a") == Scalar(
        "二", Place("data/a.yaml", 1, 4)
    )
    only(workspace)


def test_a_faulty_file_is_refused_each_time_and_not_kept(workspace: Workspace) -> None:
    path(workspace).write_text("a: &x 1\nb: *x\n", "utf-8")
    for _ in range(2):
        with pytest.raises(Refused):
            kept.read(workspace, path(workspace))
    assert list(workspace.cache.iterdir()) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda data: data[:-1],
        lambda data: data.replace("一".encode(), "丁".encode()),
        lambda _: b"\x80\x04pickle",
        lambda data: data.partition(b"\n")[0] + b"\n[]",
    ],
)
def test_a_spoilt_file_is_read_anew(workspace: Workspace, spoil: Callable[[bytes], bytes]) -> None:
    tree = kept.read(workspace, path(workspace))
    whole = only(workspace).read_bytes()
    only(workspace).write_bytes(spoil(whole))
    assert kept.read(workspace, path(workspace)) == tree
    assert only(workspace).read_bytes() == whole


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        {},
        ["a", 1, 1],
        [{}, 0, 1],
        [{}, 1, True],
        [{"a": [1, 1, "b"]}, 1, 1],
        [{"a": [1, 1, [2.5, 1, 1]]}, 1, 1],
        [{"a": [1, 1]}, 1, 1],
    ],
)
def test_a_foreign_file_under_the_right_digest_is_read_anew(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, told: object
) -> None:
    tree = kept.read(workspace, path(workspace))
    keys: list[str] = []
    with monkeypatch.context() as patch:
        patch.setattr(store, "load", lambda _file, key: keys.append(key))
        kept.read(workspace, path(workspace))
    store.store(only(workspace), keys[0], told)
    assert kept.read(workspace, path(workspace)) == tree


def test_to_look_at_data_makes_no_folder(workspace: Workspace) -> None:
    workspace.cache.rmdir()
    workspace.build.rmdir()
    kept.read(workspace, path(workspace))
    assert not workspace.build.exists()


@pytest.mark.parametrize("options", [(), ("--anew",)], ids=str)
def test_a_warm_start_needs_neither_yaml_nor_a_parser_of_xml_nor_a_judge(
    options: tuple[str, ...],
) -> None:
    code = """
import sys
from docgen.cli.main import main
assert main(["plan", "10river", "--quiet", "-o", *sys.argv[1:]]) == 0
found = {
    "yaml", "lxml", "docxtpl", "jinja2", "typing_extensions", "inspect", "shutil", "json", "heapq",
    "docgen.check", "docgen.docx.facts",
}
print(sorted(found & set(sys.modules)))
"""
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-c", code, out, *options]
        said = [
            subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True).stdout
            for _ in range(2)
        ]
    assert said[-1].strip() == "[]"
