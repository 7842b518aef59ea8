"""Score forms of the small workspace, and what a person does to them in a spreadsheet program."""

from __future__ import annotations

import io
import shutil
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from docgen.docx.package import unpacked
from docgen.docx.zipped import write
from docgen.export.sheet.draw import form
from docgen.export.sheet.layout import Grid, grid
from docgen.export.sheet.look import FILE, look
from docgen.load import Data
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import Callable

    from docgen.model.agency_year import AgencyYear
    from docgen.model.assessment import Assessment
    from docgen.workspace import Workspace

SHEET = "評分表"
# where the form of tests.load.small has what
DATE, ASSESSOR = "C4", "F4"
PHONE, HALL = 6, 7
STRENGTHS, SUGGESTIONS, OUTCOME = "C9", "C10", "C11"


def furnished(workspace: Workspace) -> Workspace:
    """The workspace with the project's look of spreadsheets and pictures."""
    shutil.copy(PROJECT / "templates" / FILE, workspace.templates / FILE)
    shutil.copytree(PROJECT / "templates" / "charts", workspace.templates / "charts")
    return workspace


def year_of(workspace: Workspace, slug: str = "hq") -> AgencyYear:
    return Data(workspace).agency_year(slug, 105, ("rubric", "rules", "forms", "assessments"))[0]


def grid_of(
    workspace: Workspace, assessment: Assessment | None = None, period: str | None = "h1"
) -> Grid:
    year = year_of(workspace)
    assert year.rubric
    assert year.rules
    words = look(workspace).form
    kind = assessment.kind if assessment else "self"
    return grid(year, year.rubric, year.rules, words, "office", kind, period, assessment)


def form_of(workspace: Workspace, assessment: Assessment | None = None) -> bytes:
    return form(grid_of(workspace, assessment), look(workspace))


def typed(content: bytes, cells: dict[str, Any], sheet: str = SHEET) -> bytes:
    """The form after somebody has typed into these cells."""
    book = load_workbook(io.BytesIO(content))
    for cell, value in cells.items():
        book[sheet][cell] = value
    return saved(book)


def saved(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_parts(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The package after its parts were changed by hand."""
    parts = dict(unpacked(content, "x"))
    change(parts)
    return write(parts)
