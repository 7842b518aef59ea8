"""The look that every document shares: one font, no grid, real headings, repeated table heads.

docs/decisions/03-typography.md says why; LibreOffice shows none of it when it is wrong.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from docgen.docx import open_safely
from docgen.docx.xml import ancestor, local, parse, w
from tests.documents import documents, names

if TYPE_CHECKING:
    from docgen.docx.xml import Element

FONT = "標楷體"
A4 = {("11906", "16838"), ("16838", "11906")}
GAPS = {"TableGap"}  # between tables, which Word would join


@pytest.fixture(params=names(), ids="/".join)
def parts(request: pytest.FixtureRequest) -> dict[str, Element]:
    agency, name = request.param
    opened = open_safely(documents(agency)[name], name)
    return {part: parse(xml) for part, xml in opened.items() if part.endswith(".xml")}


def style_of(paragraph: Element) -> str:
    found = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if found is None else found.get(w("val"), "")


def words(paragraph: Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(w("t")))


def test_there_is_one_font_in_every_script(parts: dict[str, Element]) -> None:
    fonts = [fonts for root in parts.values() for fonts in root.iter(w("rFonts"))]
    assert fonts
    for font in fonts:
        assert {
            key: font.get(w(key)) for key in ("ascii", "hAnsi", "eastAsia", "cs")
        } == dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), FONT)


def test_languages_punctuation_and_alignment_are_said_once(parts: dict[str, Element]) -> None:
    styles = parts["word/styles.xml"]
    (lang,) = (found for root in parts.values() for found in root.iter(w("lang")))
    assert (lang.get(w("val")), lang.get(w("eastAsia"))) == ("en-US", "zh-TW")
    normal = next(s for s in styles.iter(w("style")) if s.get(w("styleId")) == "Normal")
    said = {local(child): child.get(w("val"), "on") for child in next(normal.iter(w("pPr")))}
    flags = ("overflowPunct", "autoSpaceDE", "autoSpaceDN", "snapToGrid")
    assert {flag: said[flag] for flag in flags} == dict.fromkeys(flags, "0")
    assert said["jc"] == "left"
    for root in parts.values():
        assert {jc.get(w("val")) for jc in root.iter(w("jc"))} <= {"left", "center", "right"}
        assert next(root.iter(w("docGrid")), None) is None


def test_pages_are_a4_and_numbered_throughout(parts: dict[str, Element]) -> None:
    sections = list(parts["word/document.xml"].iter(w("sectPr")))
    sizes = [next(section.iter(w("pgSz"))) for section in sections]
    assert {(size.get(w("w")), size.get(w("h"))) for size in sizes} <= A4
    assert sections[0].find(w("footerReference")) is not None
    assert not any("start" in str(n.attrib) for s in sections for n in s.iter(w("pgNumType")))


def test_headings_skip_no_level(parts: dict[str, Element]) -> None:
    found = (
        re.fullmatch(r"Heading(\d)", style_of(p)) for p in parts["word/document.xml"].iter(w("p"))
    )
    levels = [int(heading.group(1)) for heading in found if heading]
    assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))


def test_nothing_is_laid_out_by_spaces_or_empty_paragraphs(parts: dict[str, Element]) -> None:
    for paragraph in parts["word/document.xml"].iter(w("p")):
        text = words(paragraph)
        assert not re.search(r"[ \u3000]{2}|^[ \u3000]|[ \u3000]$", text), text
        assert style_of(paragraph) != "Tag"
        if not text and ancestor(paragraph, w("tc")) is None:
            assert (
                style_of(paragraph) in GAPS
                or paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None
            )


def test_table_heads_are_repeated_and_no_row_breaks(parts: dict[str, Element]) -> None:
    for table in parts["word/document.xml"].iter(w("tbl")):
        rows = list(table.iter(w("tr")))
        headed = next(table.iter(w("tblHeader")), None) is not None
        assert headed == any(style_of(p) == "TableHead" for p in rows[0].iter(w("p")))
        assert all(next(row.iter(w("cantSplit")), None) is not None for row in rows)
