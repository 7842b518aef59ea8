"""The page budget as people see it, compared whole, in both languages; and as programs do."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.cli.command import docgen
from tests.conftest import PROJECT
from tests.documents import with_short_report

if TYPE_CHECKING:
    from pathlib import Path

GOLDEN = PROJECT / "tests" / "cli" / "golden"
LONG = (
    "現場滿意度達94.2%，" + "本局持續辦理教育訓練，並按月檢討成效及滿意度二十四次共計" * 24 + "。"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The project's data and templates, to be changed at will."""
    for name in ("data", "templates"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    with_short_report(tmp_path)
    return tmp_path


def lengthened(root: Path) -> Path:
    path = root / "data" / "demo" / "105" / "report.yaml"
    text = path.read_text("utf-8")
    assert "現場滿意度達94.2%。" in text
    path.write_text(text.replace("現場滿意度達94.2%。", LONG), "utf-8")
    return root


def approved(name: str, said: str) -> None:
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("DOCGEN_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(said, "utf-8", newline="\n")
    assert said == path.read_text("utf-8")


@pytest.mark.parametrize("language", ["en", "zh_TW"])
@pytest.mark.parametrize("table", [False, True], ids=["summary", "table"])
def test_what_a_report_takes_is_said(root: Path, language: str, *, table: bool) -> None:
    more = ("--budget",) if table else ()
    said = docgen("report", "demo", "--root", str(root), *more, language=language)
    assert (said.code, said.err) == (0, "")
    approved(f"budget-{'table' if table else 'summary'}-{language}", said.out)


@pytest.mark.parametrize("language", ["en", "zh_TW"])
def test_what_is_too_long_is_said_with_where_to_shorten(root: Path, language: str) -> None:
    said = docgen("report", "demo", "--root", str(lengthened(root)), language=language)
    assert said.code == 1
    approved(f"too-long-{language}", said.out + said.err)


def test_programs_get_pages_lines_engine_and_every_field(root: Path) -> None:
    said = docgen("report", "demo", "--budget", "--format", "json", "--root", str(root)).json
    (document,) = said["documents"]
    assert (document["pages"], document["lines"], document["engine"]) == (3, 13, "typeset")
    budget = document["budget"]
    assert {key: budget[key] for key in ("limit", "lines-per-page", "used", "left", "empty")} == {
        "limit": 3,
        "lines-per-page": 33,
        "used": 79,
        "left": 20,
        "empty": 0,
    }
    assert sum(field["lines"] for field in budget["fields"]) == 79
    assert {
        "address": "report:flood-map.text",
        "lines": 3,
        "characters-to-one-less": 14,
        "file": "data/demo/105/report.yaml",
        "line": 56,
        "column": 15,
    } in budget["fields"]


def test_a_file_from_elsewhere_has_a_budget_too(root: Path, tmp_path: Path) -> None:
    docgen("report", "demo", "--root", str(root))
    sent = tmp_path / "sent.docx"
    shutil.copy(root / "build" / "demo" / "105" / "report.docx", sent)
    said = docgen("check", str(sent), "--as", "report", "--budget", "--root", str(root))
    assert said.code == 0
    assert "2 pages and 13 lines of 3 pages; 20 lines left (by typeset)" in said.out
    assert "report:flood-map.text" in said.out
