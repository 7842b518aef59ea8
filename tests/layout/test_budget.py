"""The page budget: every line belongs to a value, to the fixed text, or to nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from bench.reports import facts, paragraph
from docgen.layout import Layout, ParagraphLayout, typeset
from docgen.layout.budget import Stretch, budget_of, lines_on_a_page, stretch, worst
from tests.layout.addressed import addressed, documents

if TYPE_CHECKING:
    from docgen.docx.facts.shape import Facts


def told(pages: int, lines: int | None, paragraphs: tuple[ParagraphLayout, ...] = ()) -> Layout:
    return Layout("typeset", "1", ("TW-Kai",), pages, lines, paragraphs)


def test_the_prescribed_page_holds_33_lines() -> None:
    assert lines_on_a_page(facts([paragraph("一")])) == 33


def test_lines_of_no_one_height_are_not_counted_in_pages() -> None:
    document = facts([paragraph("一", rule="auto", line=240)])
    budget = budget_of(document, (told(2, 4),), 3)
    assert budget
    assert (budget.on_a_page, budget.used, budget.left, budget.empty) == (None, None, None, None)


@pytest.mark.parametrize(
    ("pages", "lines", "used", "left"),
    [(3, 33, 99, 0), (3, 30, 96, 3), (1, 1, 1, 98), (4, 6, 105, -6)],
)
def test_what_is_left_is_negative_when_over(pages: int, lines: int, used: int, left: int) -> None:
    budget = budget_of(facts([paragraph("一")]), (told(pages, lines),), 3)
    assert budget
    assert (budget.used, budget.left) == (used, left)


def test_the_worst_layout_counts() -> None:
    assert worst((told(3, 2), told(3, 9), told(2, 30))) == told(3, 9)
    assert worst(()) is None
    assert budget_of(facts([paragraph("一")]), (), 3) is None


def test_a_paragraph_belongs_to_its_longest_value() -> None:
    mixed = addressed("1、", ("a:name", "件數"), "：", ("a:value", "2,870"), ("a:unit", "件"))
    assert stretch(mixed) == Stretch("a:value", 5, 10)
    assert stretch(addressed("壹、執行績效")) == Stretch(None, 0, 6)


@given(documents())
@settings(max_examples=60)
def test_every_line_is_told_once(document: Facts) -> None:
    made = typeset.measure(document)
    assert isinstance(made, Layout)
    budget = budget_of(document, (made,), 3)
    assert budget
    assert budget.used is not None
    assert budget.empty is not None
    assert sum(field.lines for field in budget.fields) == sum(p.lines for p in made.paragraphs)
    numbers = [number for field in budget.fields for number in field.paragraphs]
    assert sorted(numbers) == [each.number for each in made.paragraphs]
