"""Every document is a valid docx: openxml-audit finds nothing, LibreOffice reads every word."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from openxml_audit import OpenXmlValidator
from pypdf import PdfReader

from tests.documents import AGENCIES, documents, names, words
from tests.libreoffice import convert

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
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    folder = tmp_path_factory.mktemp("docx")
    made = {}
    for agency in AGENCIES:
        for name, content in documents(agency).items():
            path = folder / f"{agency}-{name}.docx"
            path.write_bytes(content)
            made[agency, name] = path
    return made


@pytest.mark.slow
def test_libreoffice_reads_every_word(files: dict[tuple[str, str], Path], tmp_path: Path) -> None:
    read = convert(list(files.values()), "txt:Text (encoded):UTF8", tmp_path)
    for (agency, name), path in zip(files, read, strict=True):
        told = "".join(path.read_text("utf-8-sig").split())
        assert told == body(documents(agency)[name]), (agency, name)


@pytest.mark.slow
def test_every_page_is_in_the_kai_font_and_none_is_empty(
    files: dict[tuple[str, str], Path], tmp_path: Path
) -> None:
    for path in convert(list(files.values()), "pdf", tmp_path):
        fonts = subprocess.run(
            ["pdffonts", str(path)], capture_output=True, text=True, check=True
        ).stdout.splitlines()[2:]
        assert fonts
        assert all("TW-Kai" in line for line in fonts), (path.name, fonts)
        for page in PdfReader(path).pages:
            assert len("".join(page.extract_text().split())) > 20, path.name
