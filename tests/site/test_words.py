"""The words of the furniture: each is used, and each that is used is there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docgen.site.words import filled, read
from docgen.workspace import Workspace
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = [
    *(PROJECT / "templates/site").glob("*.html"),
    *(PROJECT / "docgen/site").glob("*.py"),
    PROJECT / "docgen/pipeline/page_contexts.py",
]
KINDS = {"added", "removed", "changed", "retyped"}  # kinds of change name their words
ZIP = {"zip"}


def used(path: Path) -> set[str]:
    text = path.read_text("utf-8")
    found = set(re.findall(r'words\["([a-z-]+)"\]', text))
    if path.suffix == ".py":
        found |= set(re.findall(r'"([a-z]+(?:-[a-z]+)*)"', text))
    return found


def test_every_word_that_a_page_names_is_there_and_none_is_idle() -> None:
    site = read(Workspace(PROJECT))
    html = set().union(*(used(path) for path in SOURCES if path.suffix == ".html"))
    anywhere = set().union(*(used(path) for path in SOURCES))
    assert html <= set(site.words)
    assert set(site.words) <= anywhere | KINDS | ZIP
    assert len(html) > 20


def test_a_folder_without_a_doctype_is_no_document_type() -> None:
    assert "site" not in Workspace(PROJECT).types()
    assert (PROJECT / "templates/site").is_dir()


def test_what_a_value_holds_is_not_filled_again() -> None:
    assert filled("{a} {b} {c}", {"a": "{b}", "b": 1}) == "{b} 1 {c}"
