"""The data are easy to keep: nothing stands twice, and a copied year is the next year."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
import yaml

from docgen.docx.text import text_of
from docgen.load import Data
from docgen.load.files import INHERITED
from docgen.pipeline import validate
from docgen.pipeline.documents import render
from docgen.problem import Refused
from docgen.workspace import Workspace
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docgen.model.agency_year import AgencyYear


@pytest.fixture
def copy(tmp_path: Path) -> Workspace:
    for folder in ("data", "templates"):
        shutil.copytree(PROJECT / folder, tmp_path / folder)
    return Workspace(tmp_path)


def load(workspace: Workspace, agency: str) -> AgencyYear:
    return Data(workspace).agency_year(agency, 105, INHERITED)[0]


def places(node: yaml.Node | None, path: str = "") -> Iterator[tuple[yaml.MappingNode, int, str]]:
    if isinstance(node, yaml.MappingNode):
        for place, (key, value) in enumerate(node.value):
            yield node, place, f"{path}.{key.value}"
            yield from places(value, f"{path}.{key.value}")


@pytest.mark.parametrize("agency", ["10river", "demo"])
@pytest.mark.parametrize("file", INHERITED)
def test_no_entry_of_a_patch_says_what_the_parent_says(
    copy: Workspace, agency: str, file: str
) -> None:
    before = load(copy, agency)
    path = copy.data / agency / "105" / f"{file}.yaml"
    root = yaml.compose(path.read_text("utf-8"))
    found = list(places(root))
    assert found
    superfluous = []
    for parent, place, name in found:
        entry = parent.value.pop(place)
        path.write_text(yaml.serialize(root, allow_unicode=True), "utf-8")
        parent.value.insert(place, entry)
        try:
            if load(copy, agency) == before:
                superfluous.append(name)
        except Refused:  # the rest does not stand without it
            continue
    assert superfluous == []


def test_a_copied_year_is_the_next_year_but_for_dated_letters(copy: Workspace) -> None:
    for agency in ("wra", "10river"):
        shutil.copytree(copy.data / agency / "105", copy.data / agency / "106")
    assert validate(copy, ["wra", "10river"]) == ()
    for agency in ("wra", "10river"):
        for type_ in ("plan", "scoresheet", "results", "proposal", "report"):
            (document,) = render(Data(copy), agency, type_, 106)
            text = re.sub("105年1月14日經水秘字", "", text_of(document.content))
            assert "105" not in text
            assert "106" in text or type_ == "proposal"
