"""The way back from facts to the XML: what a piece says, its element says."""

from __future__ import annotations

import pytest

from docgen.docx.facts import facts_of, traced
from docgen.docx.facts.inline import words_of
from docgen.docx.xml import w
from tests.documents import documents, names
from tests.docx.build import R, W, cell, docx, p, row, table


@pytest.mark.parametrize(("agency", "name"), names())
def test_every_piece_leads_to_what_says_it(agency: str, name: str) -> None:
    content = documents(agency)[name]
    read = traced(content, name)
    assert read.facts == facts_of(content, name)
    assert len(read.traces) == len(read.facts.paragraphs)
    for paragraph, trace in zip(read.facts.paragraphs, read.traces, strict=True):
        assert "".join(trace.pieces[i].text for _, i in trace.visible()) == paragraph.text
        for piece, source in zip(trace.pieces, trace.sources, strict=True):
            assert next(source.iterancestors(w("p"))) is trace.element
            if source.tag == w("t"):
                assert words_of(source) == piece.text


def test_every_story_leads_to_its_own_part() -> None:
    note = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{p("註")}</w:footnote></w:footnotes>'
    content = docx(
        p("甲", '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        table(row(cell("乙"), cell("丙"))),
        header=p("頁首"),
        more={"word/footnotes.xml": note},
        rels=f'<Relationship Id="fn" Type="{R}/footnotes" Target="footnotes.xml"/>',
    )
    read = traced(content, "x")
    homes = {id(root): name for name, root in read.roots.items()}
    found = [
        (each.text, homes[id(trace.element.getroottree().getroot())])
        for each, trace in zip(read.facts.paragraphs, read.traces, strict=True)
    ]
    assert found == [
        ("甲1", "word/document.xml"),
        ("乙", "word/document.xml"),
        ("丙", "word/document.xml"),
        ("頁首", "word/header1.xml"),
        ("註", "word/footnotes.xml"),
    ]
