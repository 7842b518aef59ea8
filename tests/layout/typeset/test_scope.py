from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from bench.reports import A4, facts, paragraph
from docgen.docx.facts.shape import OBJECT, Cell, Change, Facts, Paragraph
from docgen.layout import Layout
from docgen.layout.typeset import Unjudged, measure

if TYPE_CHECKING:
    from docgen.layout.typeset.scope import Reason

PLAIN = paragraph("本局提供 MyEGov 服務。")


def with_run(**changes: object) -> Paragraph:
    (run,) = PLAIN.runs
    return replace(PLAIN, runs=(replace(run, **changes),))


PARAGRAPHS: list[tuple[Reason, Paragraph]] = [
    ("part", replace(PLAIN, part="textbox")),
    ("part", replace(PLAIN, part="footnote")),
    ("table", replace(PLAIN, cell=Cell(table=1, row=1, column=1))),
    ("number", replace(PLAIN, label="一、")),
    ("line-height", replace(PLAIN, rule="auto", line=240)),
    ("line-height", replace(PLAIN, rule="atLeast")),
    ("line-height", replace(PLAIN, line=0)),
    ("alignment", replace(PLAIN, alignment="both")),
    ("alignment", replace(PLAIN, alignment="distribute")),
    ("punctuation", replace(PLAIN, overflow_punct=True)),
    ("punctuation", replace(PLAIN, auto_space_de=True)),
    ("punctuation", replace(PLAIN, auto_space_dn=True)),
    ("property", replace(PLAIN, other=("framePr",))),
    ("property", with_run(other=("spacing",))),
    ("object", paragraph(f"圖{OBJECT}")),
    ("object", paragraph("頁\f首")),
    ("character", paragraph("한국")),
    ("character", paragraph("\U00020000")),
    ("change", with_run(change="inserted")),
    ("field", with_run(field=True)),
    ("font", with_run(east="新細明體")),
    ("font", with_run(latin="Times New Roman")),
    ("font", with_run(east=None)),
    ("size", with_run(size=None)),
    ("language", with_run(language_latin="zh-TW")),
    ("language", with_run(language_east="zh-CN")),
    ("raised", with_run(raised=True)),
    ("composed", with_run(fit=True)),
]
DOCUMENTS: list[tuple[Reason, Facts]] = [
    ("sections", replace(facts([PLAIN]), sections=(A4, A4))),
    ("nothing", facts([])),
    ("change", replace(facts([PLAIN]), changes=(Change("pPrChange", 1),))),
    ("columns", facts([PLAIN], replace(A4, columns=2))),
    ("grid", facts([PLAIN], replace(A4, grid="lines", pitch=360))),
    ("direction", facts([PLAIN], replace(A4, direction="tbRl"))),
    ("header", facts([PLAIN, *[replace(paragraph("頁首"), part="header")] * 3])),
    ("header", facts([PLAIN, replace(paragraph("頁尾" * 20), part="footer")])),
    ("tab", replace(facts([paragraph("一\t二")]), tab_stop=None)),
    ("kept", facts([paragraph("題", keep_next=True)] * 40)),
]


@pytest.mark.parametrize(("reason", "strange"), PARAGRAPHS)
def test_a_paragraph_that_is_handed_on_says_which_and_why(
    reason: Reason, strange: Paragraph
) -> None:
    assert measure(facts([PLAIN, strange])) == Unjudged(reason, 2)


@pytest.mark.parametrize(("reason", "document"), DOCUMENTS)
def test_a_document_that_is_handed_on_says_why(reason: Reason, document: Facts) -> None:
    assert measure(document) == Unjudged(reason, None)


def test_what_is_not_printed_changes_nothing() -> None:
    (run,) = PLAIN.runs
    hidden = replace(run, text="隱藏", hidden=True, east="Arial")
    deleted = replace(run, text="刪去", change="deleted", size=72)
    document = facts([replace(PLAIN, runs=(hidden, run, deleted))])
    assert measure(document) == measure(facts([PLAIN]))


def test_a_page_number_in_the_footer_is_no_reason() -> None:
    footer = replace(paragraph("1"), part="footer", rule="auto", line=240)
    assert isinstance(measure(facts([PLAIN, footer])), Layout)
