"""What was meant: by a title, or by a word nearly right."""

from __future__ import annotations

import pytest

from docgen.load.guess import by_title, meant
from docgen.load.meanings import titles

AGENCIES = {"wra": "經濟部水利署", "10river": "經濟部水利署第十河川局", "2river": "第二河川局"}


@pytest.mark.parametrize(
    ("typed", "id_"),
    [
        ("經濟部水利署", "wra"),  # whole, though it begins another
        ("水利署", "wra"),  # the end of one alone
        ("第十河川局", "10river"),
        ("河川局", ""),  # of two
        ("第三河川局", ""),
        ("10rivr", ""),  # an id, not a title
        ("局" * 1000, ""),
    ],
)
def test_a_title_or_the_part_of_one_alone_names_its_id(typed: str, id_: str) -> None:
    assert by_title(typed, AGENCIES) == id_


def test_a_word_nearly_right_is_no_title() -> None:
    assert meant("10rivr", AGENCIES) == {"near": "10river"}
    assert meant("水利署", AGENCIES) == {"near": "wra", "near-title": "經濟部水利署"}


def test_the_words_of_a_field_have_their_titles_from_its_meaning() -> None:
    assert titles("kind", ("self", "parent")) == {"self": "自行考核", "parent": "上級機關考核"}
    assert titles("kind", ("nobody",)) == {"nobody": ""}
