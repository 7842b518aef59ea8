"""Every document says the same in its docx and on its page."""

from __future__ import annotations

from functools import cache

import pytest

from docgen.doctype import of_agency
from docgen.docx.facts import facts_of
from docgen.load import Data
from docgen.pipeline.page_contexts import pages_of, writer_of
from docgen.site.document import Html, document
from docgen.site.text import words, words_of_docx
from docgen.workspace import Workspace
from tests.conftest import PROJECT
from tests.documents import YEAR, documents, names


@cache
def htmls(agency: str) -> dict[str, Html]:
    workspace = Workspace(PROJECT)
    writer = writer_of(workspace)
    made = {}
    for type_ in of_agency(workspace):
        for page in pages_of(Data(workspace), writer.site, agency, type_, YEAR):
            made[page.name] = document(writer.pages, page.pieces, level=1, id_=f"dg-{page.name}")
    return made


@pytest.mark.parametrize(("agency", "name"), names())
def test_a_page_says_what_its_docx_says(agency: str, name: str) -> None:
    html = htmls(agency)[name]
    said = words(f'<div class="dg-text">{html.title}{html.body}</div>')
    wanted = words_of_docx(facts_of(documents(agency)[name], name))
    assert said == wanted
    assert len(said) > 10


def test_what_stands_outside_the_document_is_none_of_its_words() -> None:
    page = '<p>out</p><div class="dg-text"><p>in</p></div><p>out</p>'
    assert words(page) == ("in",)


def test_a_caption_and_a_chart_are_no_words() -> None:
    page = (
        '<div class="dg-text"><table><caption>c</caption><tr><td>in</td></tr></table>'
        "<figure><p>chart</p></figure></div>"
    )
    assert words(page) == ("in",)


def test_blocks_are_lines_and_labels_are_not() -> None:
    page = '<div class="dg-text"><p><span>一、</span>甲</p><p>乙<br>丙</p></div>'
    assert words(page) == ("一、甲", "乙", "丙")


def test_a_table_is_read_by_columns_of_its_grid() -> None:
    page = (
        '<div class="dg-text"><table><tr><td rowspan="2">a</td><td colspan="2">b</td></tr>'
        "<tr><td>c</td><td>d</td></tr><tr><td>e</td><td>f</td><td>g</td></tr></table></div>"
    )
    assert words(page) == ("a", "e", "b", "c", "f", "d", "g")


@pytest.mark.parametrize("span", ["0", "-1", "x", "", "99999999999"])
def test_an_odd_span_is_no_trap(span: str) -> None:
    page = f'<div class="dg-text"><table><tr><td colspan="{span}">a</td></tr></table></div>'
    assert words(page) == ("a",)
