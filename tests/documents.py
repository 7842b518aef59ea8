"""Every document of every agency of the project, rendered once for all tests."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from docgen.doctype import of_agency
from docgen.docx.text import text_of
from docgen.load import Data
from docgen.pipeline import bureau_papers, consolidate
from docgen.pipeline.bureau_papers import batch_of
from docgen.pipeline.documents import render
from docgen.workspace import Workspace
from tests.conftest import PROJECT

AGENCIES = ("wra", "10river", "demo")
YEAR = 105
NOTATION = re.compile(
    r"^(?:§ \w+|[┌└├│┊][^\s]*(?: header)? ?|\[(?:header|footer)\].*)", re.MULTILINE
)


@cache
def documents(agency: str) -> dict[str, bytes]:
    """File stem → docx, for all documents of the agency, blank and filled."""
    workspace = Workspace(PROJECT)
    data = Data(workspace)
    return {
        one.name: one.content
        for type_ in of_agency(workspace)
        for one in render(data, agency, type_, YEAR)
    }


@cache
def papers() -> dict[str, bytes]:
    """File stem → docx, for the papers of wra about its bureaus."""
    workspace = Workspace(PROJECT)
    found = consolidate(workspace, "wra", YEAR)
    batches = (batch_of(workspace, found, paper) for paper in bureau_papers.papers(workspace))
    return {one.name: one.content for batch in batches for one in batch.rendered}


def with_short_report(root: Path) -> None:
    """The made-up agency's report in a copy of the project's data: of two pages and 13 lines."""
    report = PROJECT / "tests" / "reports" / "two-pages.yaml"
    (root / "data" / "demo" / "105" / "report.yaml").write_bytes(report.read_bytes())


@cache
def short_report() -> bytes:
    """That report, filled."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("data", "templates"):
            shutil.copytree(PROJECT / name, root / name)
        with_short_report(root)
        (report,) = render(Data(Workspace(root)), "demo", "report", YEAR)
    return report.content


def names() -> list[tuple[str, str]]:
    """(agency, file stem) of every document."""
    return [(agency, name) for agency in AGENCIES for name in documents(agency)]


def text(agency: str, name: str) -> str:
    """The document's text, one paragraph or cell a line."""
    return text_of(documents(agency)[name])


def words(docx: bytes) -> str:
    """The words of the body, a paragraph or cell a line, without the notation of ``text_of``."""
    return NOTATION.sub("", text_of(docx))
