"""The form in LibreOffice: opened, saved as xlsx, and still the same form with the same answers."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from docgen.export.sheet.answers import answers
from docgen.export.sheet.draw import form
from docgen.export.sheet.layout import grid
from docgen.export.sheet.look import look
from docgen.export.sheet.read import cells
from docgen.load import Data
from tests.export.sheet.forms import SHEET
from tests.libreoffice import convert

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.export.sheet.layout import Grid
    from docgen.model.assessment import Assessment
    from docgen.workspace import Workspace

pytestmark = pytest.mark.slow


class Saved:
    """A form of the made-up agency before and after LibreOffice."""

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        needs = ("rubric", "rules", "forms", "assessments")
        year = Data(workspace).agency_year("demo", 105, needs)[0]
        assert year.rubric
        assert year.rules
        words = look(workspace).form
        self.assessment: Assessment = dict(year.assessments)["secretariat-q2"]
        self.blank: Grid = grid(year, year.rubric, year.rules, words, "secretariat", "self", "q2")
        filled = grid(
            year, year.rubric, year.rules, words, "secretariat", "self", "q2", self.assessment
        )
        self.ours = form(filled, look(workspace))
        path = folder / "form.xlsx"
        path.write_bytes(self.ours)
        (made,) = convert([path], "xlsx:Calc MS Excel 2007 XML", folder / "saved")
        self.theirs = made.read_bytes()
        (self.pdf,) = convert([path], "pdf", folder / "pdf")

    def sheet(self, content: bytes) -> Any:
        return load_workbook(io.BytesIO(content))[SHEET]


@pytest.fixture(scope="module")
def saved(project: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Saved:
    return Saved(project, tmp_path_factory.mktemp("office"))


def test_nothing_typed_and_saved_is_the_same_assessment(saved: Saved) -> None:
    assert saved.theirs != saved.ours
    made = answers(saved.blank, cells(saved.theirs, "f.xlsx"), "f.xlsx", saved.assessment.date)
    assert made.problems == ()
    assert made.assessment == saved.assessment


def test_ranges_and_help_are_still_there(saved: Saved) -> None:
    def rules(content: bytes) -> dict[str, tuple[Any, ...]]:
        return {
            str(rule.sqref): (rule.type or "none", rule.formula1, rule.formula2, rule.prompt)
            for rule in saved.sheet(content).data_validations.dataValidation
            if rule.type == "decimal"
        }

    ours = rules(saved.ours)
    assert len(ours) == 2 * 25  # a score and a figure for each leaf
    assert rules(saved.theirs) == ours


def test_the_form_is_still_protected_but_for_what_is_asked(saved: Saved) -> None:
    sheet = saved.sheet(saved.theirs)
    assert sheet.protection.sheet
    assert sheet["E6"].protection.locked
    assert not sheet["G6"].protection.locked
    assert sheet.column_dimensions["A"].hidden


def test_libreoffice_can_show_it(saved: Saved) -> None:
    import pypdf

    with saved.pdf.open("rb") as file:
        pages = pypdf.PdfReader(file).pages
        text = "".join(page.extract_text() for page in pages)
    assert "評分參考標準" in text
    assert "示範機關105年度提升服務品質考核評分表" in text
