"""Pictures that a proposal prints: which files may be named, and where a fault stands."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from docgen.docx import open_safely
from docgen.load import Data
from docgen.load.survey import survey
from docgen.pipeline.documents import render
from docgen.pipeline.inputs import inputs
from docgen.problem import Refused
from docgen.workspace import Workspace
from tests.conftest import PROJECT
from tests.render.corpus.templates import png

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.problem import Problem

ENTRY = """\
  usage-report:
    title: 統計表
    image: attachments/usage.png
    description: 長條圖
    caption: 圖1
    width: 110
"""
LINE = "  usage-report: 105年5月至12月線上查詢統計表\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("data", "templates"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    folder = tmp_path / "data" / "demo" / "105"
    (folder / "attachments").mkdir(exist_ok=True)
    (folder / "attachments" / "usage.png").write_bytes(png(40, 20))
    return tmp_path


def said(root: Path, entry: str = ENTRY) -> None:
    path = root / "data" / "demo" / "105" / "proposals" / "flood-map.yaml"
    text = path.read_text("utf-8")
    assert LINE in text
    path.write_text(text.replace(LINE, entry), "utf-8")


def made(root: Path) -> dict[str, bytes]:
    data = Data(Workspace(root))
    return {one.name: one.content for one in render(data, "demo", "proposal", 105)}


def faults(root: Path) -> list[Problem]:
    with pytest.raises(Refused) as stop:
        made(root)
    return list(stop.value.problems)


def test_a_picture_is_printed_with_its_words_and_its_caption(root: Path) -> None:
    said(root)
    package = open_safely(made(root)["proposal-flood-map"], "x")
    text = package["word/document.xml"].decode()
    assert 'descr="長條圖"' in text
    assert f'<wp:extent cx="{110 * 36_000}"' in text
    assert "圖1" in text
    assert package["word/media/image1.png"] == png(40, 20)


@pytest.mark.parametrize(
    ("old", "new", "rule", "line"),
    [
        ("    description: 長條圖\n", "", "not-a-picture", 2),
        ("width: 110", "width: 0", "not-a-picture", 5),
        ("attachments/usage.png", "attachments/none.png", "missing-attachment", 2),
        ("attachments/usage.png", "../106/x.png", "attachment-out-of-place", 2),
        ("attachments/usage.png", "attachments/../../x.png", "attachment-out-of-place", 2),
        ("attachments/usage.png", "/etc/x.png", "attachment-out-of-place", 2),
        ("attachments/usage.png", "attachments/usage.svg", "attachment-out-of-place", 2),
        ("attachments/usage.png", "attachments/..png", "attachment-out-of-place", 2),
    ],
)
def test_a_fault_stands_at_its_line(root: Path, old: str, new: str, rule: str, line: int) -> None:
    assert old in ENTRY
    said(root, ENTRY.replace(old, new))
    (problem,) = faults(root)
    path = root / "data" / "demo" / "105" / "proposals" / "flood-map.yaml"
    first = path.read_text("utf-8").split("\n").index("  usage-report:") + 1
    assert problem.rule == rule
    assert problem.where.file == "data/demo/105/proposals/flood-map.yaml"
    assert problem.where.line == first + line


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<svg/>", "it is no PNG, JPEG or GIF"),
        (png() + b"\0" * (10 * 2**20), "the file is too large"),
        (png()[:20], "the file is damaged"),
    ],
)
def test_what_is_no_picture_is_told_at_the_line_that_names_it(
    root: Path, content: bytes, reason: str
) -> None:
    said(root)
    (root / "data" / "demo" / "105" / "attachments" / "usage.png").write_bytes(content)
    (problem,) = faults(root)
    assert (problem.rule, problem.args["reason"]) == ("not-a-picture", reason)
    assert problem.where.file == "data/demo/105/proposals/flood-map.yaml"


def test_no_link_leads_out_of_the_folder(root: Path, tmp_path: Path) -> None:
    said(root)
    outside = tmp_path / "outside.png"
    outside.write_bytes(png())
    path = root / "data" / "demo" / "105" / "attachments" / "usage.png"
    path.unlink()
    path.symlink_to(outside)
    assert {problem.rule for problem in faults(root)} == {"symbolic-link"}
    assert "symbolic-link" in {problem.rule for problem in survey(Data(Workspace(root)), "demo")}


def test_a_folder_of_pictures_is_known(root: Path) -> None:
    said(root)
    assert survey(Data(Workspace(root)), "demo") == []


def test_a_document_depends_on_its_pictures(root: Path) -> None:
    from docgen.pipeline.documents import load

    said(root)
    data = Data(Workspace(root))
    kinds = load(data, "demo", "proposal", 105).kinds
    assert "data/demo/105/attachments/usage.png" in set(
        inputs(data, "demo", 105, kinds, data.chain("demo"))
    )
