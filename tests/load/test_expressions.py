"""Expressions of people: what may run away is refused, what cannot is read."""

from __future__ import annotations

import re

import pytest

from docgen.load.expressions import Runaway, expression


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("(a+)+", "(a+)+"),
        ("x(?:a*b)*y", "(?:a*b)*"),
        ("((a+)b)*", "((a+)b)*"),
        ("(?P<name>[^，]+，)+。", "(?P<name>[^，]+，)+"),
        ("(a{2,}){3,}", "(a{2,}){3,}"),
        ("(a+){1,40}", "(a+){1,40}"),
        ("(?:(?:ab?)*c)+?", "(?:(?:ab?)*c)+?"),
        (r"(\w+\s?)*$", r"(\w+\s?)*"),
    ],
)
def test_a_repetition_repeated_is_refused(text: str, part: str) -> None:
    with pytest.raises(Runaway) as refused:
        expression(text)
    assert str(refused.value) == part


@pytest.mark.parametrize(
    "text",
    [
        "a+b*",
        "(?:ab)+c+",
        r"([。！])\1+",
        "[(]a+[)]+",  # brackets in a class are signs
        r"\(a+\)+",
        "[]a+]+",
        "(a+)?",
        "(a+){2}",
        "(a+){1,3}",
        "(?=a+)b+",
        "(?i)a+",
        "(?<=[一-鿿])[,;](?!//)+",
        "(?#a+)b+",
        "a{2,",  # no repetition: a brace
        "〔[^〕]*〕",
    ],
)
def test_what_cannot_run_away_is_read(text: str) -> None:
    assert expression(text).pattern == text


def test_what_is_no_expression_is_none() -> None:
    with pytest.raises(re.error):
        expression("(")
