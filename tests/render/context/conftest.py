"""A whole agency's year from the YAML that a test writes, and the project's document types."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from docgen import doctype
from docgen.load import Data
from docgen.workspace import Workspace

if TYPE_CHECKING:
    from docgen.doctype import Doctype
    from docgen.model.agency_year import AgencyYear

PROJECT = Path(__file__).parents[3]
AGENCY = """
    name: 示範機關
    short: 本機關
    units: {secretariat: 秘書室, river: 河川課}
"""

Year = Callable[..., "AgencyYear"]
Kind = Callable[[str], "Doctype"]


@pytest.fixture
def year(tmp_path: Path) -> Year:
    """``year(plan=…, rubric=…, assessments={"q1": …})``: each a piece of YAML."""

    def make(**files: str | dict[str, str]) -> AgencyYear:
        folder = tmp_path / "data" / "demo" / "105"
        folder.mkdir(parents=True)
        (tmp_path / "templates").mkdir()
        (folder.parent / "agency.yaml").write_text(dedent(AGENCY), encoding="utf-8")
        for name, content in files.items():
            if isinstance(content, str):
                (folder / f"{name}.yaml").write_text(dedent(content), encoding="utf-8")
                continue
            (folder / name).mkdir()
            for inner, text in content.items():
                path = folder / name / f"{inner}.yaml"
                path.write_text(dedent(text), encoding="utf-8")
        return Data(Workspace(tmp_path)).agency_year("demo", 105, tuple(files))[0]

    return make


@pytest.fixture
def kind() -> Kind:
    """The document type of the project by its name."""
    return lambda name: doctype.read(Workspace(PROJECT), name)
