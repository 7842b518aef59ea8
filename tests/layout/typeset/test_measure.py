from __future__ import annotations

import pytest

from bench.minimal import docx
from bench.reports import SHAPES, documents, facts, paragraph
from docgen.docx.facts import facts_of
from docgen.layout import Layout, ParagraphLayout
from docgen.layout.typeset import VERSION, measure


def test_a_layout_says_by_whom_with_which_font_and_where() -> None:
    body = [paragraph("一" * 33), *[paragraph("二")] * 32]
    assert measure(facts(body), ("TW-Kai",)) == Layout(
        engine="typeset",
        version=VERSION,
        fonts=("TW-Kai",),
        pages=2,
        lines=1,
        paragraphs=(
            ParagraphLayout(number=1, page=1, lines=2),
            *(ParagraphLayout(number=number, page=1, lines=1) for number in range(2, 33)),
            ParagraphLayout(number=33, page=2, lines=1),
        ),
    )


def test_the_prescribed_page_holds_33_lines_of_32_characters() -> None:
    made = measure(facts([paragraph("字" * 32 * 99)]))
    assert isinstance(made, Layout)
    assert (made.pages, made.lines) == (3, 33)


@pytest.mark.parametrize(
    ("text", "font", "counts"),
    [
        ("illicit " * 40, "標楷體", (3, 5)),  # narrow in the stand-in, half an em in the real one
        ("MMMMWWWW " * 30, "TW-Kai", (6, 5)),
        ("本局服務" * 40, "TW-Kai", (5, 5)),
    ],
)
def test_the_font_with_more_lines_counts(text: str, font: str, counts: tuple[int, int]) -> None:
    document = facts([paragraph(text.strip())])
    each = [measure(document, (name,)) for name in ("TW-Kai", "標楷體")]
    worst = measure(document)
    assert isinstance(worst, Layout)
    assert tuple(made.lines for made in each if isinstance(made, Layout)) == counts
    assert worst.fonts == (font,)
    assert worst.lines == max(counts)


def test_a_docx_is_judged_as_the_facts_it_was_made_from() -> None:
    for name, made in documents(2 * len(SHAPES), 3):
        told = measure(made)
        assert isinstance(told, Layout)
        assert measure(facts_of(docx(made), name)) == told, name
