"""Every document of every agency, as docx, odt and pdf: valid, alike in words, the same twice."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pytest

from docgen.docx.package import unpacked
from docgen.docx.public import public
from docgen.docx.xml import parse
from docgen.export import Source, digest_of, finished
from docgen.export.pdf.words import words_of_pdf
from docgen.layout.libreoffice import Made, convert
from tests.documents import AGENCIES, documents, names, words
from tests.export.judges import wrong_in_odt, wrong_in_pdf

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


@cache
def exported(agency: str, start: int = 0) -> dict[str, dict[str, bytes]]:
    """Name → finished files by extension; another number is another start of LibreOffice."""
    del start
    docx = documents(agency)
    told = convert([public(each, name).docx for name, each in docx.items()], list(docx))
    found: dict[str, dict[str, bytes]] = {}
    for name, each in zip(docx, told, strict=True):
        assert isinstance(each, Made), each
        source = Source(digest_of(docx[name]), "zh-TW")
        done = {ext: finished(ext, raw, source) for ext, raw in each.files.items()}
        assert [file.lacks for file in done.values()] == [(), ()], name
        found[name] = {extension: file.content for extension, file in done.items()}
    return found


def flat(text: str) -> str:
    """Without white space: where lines, cells and tabs begin is told differently by each format.

    Page numbers and repeated heads of tables are no part of the text in any of the three.
    """
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("agency", AGENCIES)
def test_every_odt_is_valid(agency: str, tmp_path: Path) -> None:
    assert wrong_in_odt({n: f["odt"] for n, f in exported(agency).items()}, tmp_path) == []


@pytest.mark.parametrize(("agency", "name"), names())
def test_every_pdf_is_pdf_ua_1_and_pdf_a_2a(agency: str, name: str) -> None:
    assert wrong_in_pdf(exported(agency)[name]["pdf"]) == []


@pytest.mark.parametrize(("agency", "name"), names())
def test_docx_odt_and_pdf_say_the_same(agency: str, name: str) -> None:
    files = exported(agency)[name]
    told = flat(words(documents(agency)[name]))
    body = parse(unpacked(files["odt"], name)["content.xml"]).find(".//{*}body")
    assert body is not None
    assert len(told) > 100
    assert flat("".join(body.itertext())) == told
    assert flat(words_of_pdf(files["pdf"])) == told


@pytest.mark.parametrize(("agency", "name"), names())
def test_another_reader_finds_every_character_in_the_pdf(
    agency: str, name: str, tmp_path: Path
) -> None:
    pdf = tmp_path / "it.pdf"
    pdf.write_bytes(exported(agency)[name]["pdf"])
    done = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True)
    told = Counter(flat(words(documents(agency)[name])))
    assert told - Counter(flat(done.stdout.decode())) == Counter()


@pytest.mark.parametrize("agency", AGENCIES)
def test_two_starts_give_the_same_bytes(agency: str) -> None:
    assert exported(agency, 2) == exported(agency)
