"""Where to shorten: what is said to be enough is enough, and no character less is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bench.reports import facts, paragraph
from docgen.layout import Layout, typeset
from docgen.layout.budget import budget_of, stretch
from docgen.layout.shorten import Cut, cuts, deletable, one_line_less, without
from tests.layout.addressed import addressed, document, documents

if TYPE_CHECKING:
    from docgen.docx.facts.shape import Facts


def measured(document: Facts) -> Layout:
    made = typeset.measure(document)
    assert isinstance(made, Layout)
    return made


def shortened(document: Facts, found: tuple[Cut, ...]) -> Facts:
    """The document as a clerk would leave it who does what he is told."""
    told = {cut.paragraph: cut.characters for cut in found}
    return replace(
        document,
        paragraphs=tuple(
            without(each, told[each.number]) if each.number in told else each
            for each in document.paragraphs
        ),
    )


def left(document: Facts, limit: int) -> int:
    budget = budget_of(document, (measured(document),), limit)
    assert budget
    assert budget.left is not None
    return budget.left


@given(documents(pages=3), st.sampled_from((0, 3)))
@settings(max_examples=80)
def test_deleting_what_is_said_brings_the_document_within_the_limit(
    document: Facts, spare: int
) -> None:
    limit = max(1, measured(document).pages - 1)
    found = cuts(document, (measured(document),), limit, spare)
    if left(document, limit) >= spare:
        assert found == ()
        return
    assert found, "paragraphs of this kind always have ends to delete"
    assert left(shortened(document, found), limit) >= spare
    assert [cut.paragraph for cut in found] == sorted({cut.paragraph for cut in found})


@given(documents(pages=3))
@settings(max_examples=40)
def test_each_paragraph_loses_its_lines_by_that_many_characters_and_no_fewer(
    document: Facts,
) -> None:
    limit = max(1, measured(document).pages - 1)
    known = {each.number: each for each in document.paragraphs}

    def lines(number: int, characters: int) -> int:
        section = document.sections[0]
        return max(typeset.counts(without(known[number], characters), section, document.tab_stop))

    for cut in cuts(document, (measured(document),), limit):
        assert lines(cut.paragraph, 0) == cut.lines
        assert lines(cut.paragraph, cut.characters) <= cut.lines - cut.saves
        assert lines(cut.paragraph, cut.characters - 1) > cut.lines - cut.saves
    for number, characters in one_line_less(document).items():
        assert lines(number, characters) < lines(number, 0)
        assert lines(number, characters - 1) == lines(number, 0)


def test_the_cheapest_line_comes_first() -> None:
    body = [
        paragraph("字" * 63 + "。"),  # two full lines
        addressed(("report:long.text", "字" * 34 + "。")),  # three characters on the second
        *[paragraph("一")] * 30,
    ]
    document = facts(body)
    assert measured(document).pages == 2
    assert cuts(document, (measured(document),), 1) == (Cut("report:long.text", 2, 2, 1, 3),)


def test_what_libreoffice_counts_more_is_saved_too() -> None:
    document = facts(
        [addressed(("a:b", "字" * 40)), addressed(("a:c", "字" * 41)), *[paragraph("一")] * 29]
    )
    known = measured(document)
    assert (known.pages, known.lines) == (1, 33)
    assert cuts(document, (known,), 1) == ()
    asked = replace(known, engine="libreoffice", pages=2, lines=1)
    assert cuts(document, (asked, known), 1) == (Cut("a:b", 1, 2, 1, 8),)


def test_a_closing_stop_stays_and_so_does_what_follows_the_value() -> None:
    made = addressed("1、", ("a:b", "甲乙丙丁。"), "（附註）")
    assert deletable(made) == 3
    assert without(made, 2).text == "1、甲乙。（附註）"
    assert [run.text for run in without(made, 2).runs] == ["1、", "甲乙。", "（附註）"]
    assert [run.start for run in without(made, 2).runs] == [0, 2, 5]
    assert stretch(without(made, 2)).end == 5


@pytest.mark.parametrize("why", ["a table", "far too long", "nothing but headings"])
def test_nothing_is_advised_where_deleting_ends_is_no_remedy(why: str) -> None:
    body = {
        "a table": [paragraph("字" * 32 * 40, alignment="both")],
        "far too long": [paragraph("字" * 320)] * 200,
        "nothing but headings": [paragraph("字")] * 40,
    }[why]
    document = facts(body)
    asked = Layout("libreoffice", "7", ("TW-Kai",), 9, 9, ())
    assert cuts(document, (asked,), 1) == ()


def test_a_long_report_is_shortened_in_less_than_a_few_steps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Work is counted, not time: the whole is laid out a few times, not once for each line."""
    made = document(5, 4)
    laid: list[int] = []
    real = typeset.measure

    def measure(facts: Facts) -> object:
        laid.append(1)
        return real(facts)

    monkeypatch.setattr(typeset, "measure", measure)
    found = cuts(made, (measured(made),), measured(made).pages - 1)
    assert found
    assert len(laid) < 40
