"""Every document is a valid docx: openxml-audit finds nothing, LibreOffice reads every word."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from openxml_audit import OpenXmlValidator
from pypdf import PdfReader

from docgen.docx.package import unpacked
from docgen.docx.xml import parse
from docgen.layout.libreoffice import Made, convert
from tests.documents import documents, names, words

if TYPE_CHECKING:
    from pathlib import Path


def body(docx: bytes) -> str:
    """The words of the body without white space."""
    return "".join(words(docx).split())


@pytest.mark.parametrize(("agency", "name"), names())
def test_openxml_audit_finds_nothing(agency: str, name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.docx"
    path.write_bytes(documents(agency)[name])
    assert list(OpenXmlValidator().validate(path).errors) == []


@pytest.fixture(scope="session")
def made() -> dict[tuple[str, str], Made]:
    """Every document as LibreOffice opens and saves it, in one start."""
    docx = [documents(agency)[name] for agency, name in names()]
    told = convert(docx, [f"{agency}/{name}.docx" for agency, name in names()])
    assert all(isinstance(each, Made) for each in told), told
    return {key: each for key, each in zip(names(), told, strict=True) if isinstance(each, Made)}


@pytest.mark.slow
def test_libreoffice_reads_every_word(made: dict[tuple[str, str], Made]) -> None:
    for (agency, name), each in made.items():
        text = parse(unpacked(each.files["odt"], name)["content.xml"]).find(".//{*}body/{*}text")
        assert text is not None
        assert "".join("".join(text.itertext()).split()) == body(documents(agency)[name]), name


@pytest.mark.slow
def test_every_page_is_in_the_kai_font_and_none_is_empty(
    made: dict[tuple[str, str], Made],
) -> None:
    for (_, name), each in made.items():
        assert each.layout.fonts == ("TW-Kai",), name
        pages = PdfReader(io.BytesIO(each.files["pdf"])).pages
        assert len(pages) == each.layout.pages
        for page in pages:
            assert len("".join(page.extract_text().split())) > 20, name
