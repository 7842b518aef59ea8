"""Published with LibreOffice itself: all formats say the same, are valid, and the same twice."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from docgen.docx.facts import facts_of
from docgen.docx.package import unpacked
from docgen.export import digest_of, made_of
from docgen.export.pdf.words import words_of_pdf
from docgen.pipeline.publishing import Request, publish
from docgen.pipeline.verifying import verify
from docgen.site.odt import words_of_odt
from docgen.site.records import version_of
from docgen.site.text import words, words_of_docx, written
from docgen.workspace import Workspace
from tests.conftest import PROJECT
from tests.export.judges import wrong_in_odt, wrong_in_pdf
from tests.site.publishing import DAY, tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docgen.site.records import Published

pytestmark = pytest.mark.slow
AGENCIES = ("wra", "10river", "demo")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All agencies as they are published."""
    folder = tmp_path_factory.mktemp("real") / "site"
    made = publish(Workspace(PROJECT), Request(folder, DAY))
    assert sorted(version.agency for version in made.published) == sorted(AGENCIES)
    return folder


def documents(site: Path) -> Iterator[tuple[Path, Published]]:
    """Every document with its folder."""
    for slug in AGENCIES:
        folder = site / slug / "105/v1"
        version = version_of((folder / "metadata.json").read_bytes())
        assert version is not None
        for document in version.documents:
            yield folder, document


def files(site: Path, format_: str) -> dict[str, bytes]:
    found = {
        file.file: (folder / file.file).read_bytes()
        for folder, document in documents(site)
        for file in document.files
        if file.format == format_
    }
    assert len(found) > 30
    return found


def test_every_format_of_every_document_says_the_same(site: Path) -> None:
    for folder, document in documents(site):
        text = (folder / document.page).read_text("utf-8")
        odt, pdf, docx = ((folder / file.file).read_bytes() for file in document.files)
        facts = facts_of(docx, document.name)
        assert words_of_docx(facts) == words_of_odt(odt) == words(text)
        assert "".join(words_of_pdf(pdf).split()) == written(facts)
        assert f"{document.pages}頁" in text


def test_every_odt_is_strict_odf_1_3(site: Path, tmp_path: Path) -> None:
    assert wrong_in_odt(files(site, "odt"), tmp_path) == []


def test_every_pdf_is_pdf_ua_1_and_pdf_a_2a(site: Path) -> None:
    for name, pdf in files(site, "pdf").items():
        assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf, name
        assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf, name
        assert wrong_in_pdf(pdf) == [], name


def test_odt_and_pdf_name_the_docx_that_they_are_made_of(site: Path) -> None:
    odt, pdf = files(site, "odt"), files(site, "pdf")
    for name, docx in files(site, "docx").items():
        stem = name.removesuffix(".docx")
        assert made_of("odt", odt[f"{stem}.odt"]) == digest_of(docx)
        assert made_of("pdf", pdf[f"{stem}.pdf"]) == digest_of(docx)


def test_no_docx_keeps_controls_addresses_or_persons(site: Path) -> None:
    for name, docx in files(site, "docx").items():
        parts = unpacked(docx, name)
        text = b"".join(parts.values())
        assert b"<w:sdt>" not in text, name
        assert not re.search(
            rb"(?:plan|agency|rubric|forms|report|assessments/[a-z0-9-]+):[a-z]", text
        )
        core = parts["docProps/core.xml"]
        assert not re.search(rb"creator|lastModifiedBy|revision|lastPrinted", core), name
        assert "docProps/custom.xml" not in parts
        assert not re.search(rb"w:rsid|w:ins |w:del |w:comment", text), name


def test_the_build_record_says_with_what(site: Path) -> None:
    for slug in AGENCIES:
        record = json.loads((site / slug / "105/v1/build.json").read_bytes())
        assert re.fullmatch(r"\d+\.\d+\.\d+\S*", record["docgen"])
        assert all(record["libraries"].values())
        assert all(re.fullmatch(r"libreoffice \d+(?:\.\d+)+", each) for each in record["engines"])
        assert all(re.fullmatch(r".+ \d+(?:\.\d+)*", font) for font in record["fonts"])
        assert record["engines"]
        assert record["fonts"]
        assert f"data/{slug}/agency.yaml" in record["data"]
        assert "templates/plan/template.docx" in record["templates"]


def test_the_same_data_and_day_are_the_same_bytes(site: Path, tmp_path: Path) -> None:
    publish(Workspace(PROJECT), Request(tmp_path / "elsewhere" / "again", DAY))
    assert tree(tmp_path / "elsewhere" / "again") == tree(site)


def test_the_bundle_is_whole(site: Path) -> None:
    assert verify(site).problems == ()
