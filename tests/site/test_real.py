"""Published with LibreOffice itself: its ODT says what the docx says, the pages are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docgen.docx.facts import facts_of
from docgen.pipeline.publishing import Request, publish
from docgen.pipeline.verifying import verify
from docgen.site.odt import words_of_odt
from docgen.site.text import words, words_of_docx
from docgen.workspace import Workspace
from tests.conftest import PROJECT
from tests.site.publishing import DAY

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.slow
def test_every_format_of_every_document_says_the_same(tmp_path: Path) -> None:
    site = tmp_path / "site"
    made = publish(Workspace(PROJECT), Request(site, DAY, ("demo", "10river")))
    assert [version.agency for version in made.published] == ["demo", "10river"]
    for version in made.published:
        folder = site / version.agency / "105/v1"
        for document in version.documents:
            assert document.pages
            odt, pdf, docx = (folder / file.file for file in document.files)
            page = words((folder / document.page).read_text("utf-8"))
            assert words_of_odt(odt.read_bytes()) == page
            assert words_of_docx(facts_of(docx.read_bytes(), docx.name)) == page
            assert pdf.read_bytes().startswith(b"%PDF-")
            assert f"{document.pages}頁" in (folder / document.page).read_text("utf-8")
    assert verify(site).problems == ()
