"""考核年月, in the words of the document type."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from docgen.render.context.months import months

if TYPE_CHECKING:
    from .conftest import Kind


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((), ""),
        (("2016-03-28",), "105年3月"),
        (("2016-03-28", "2016-03-01"), "105年3月"),
        (("2016-09-30", "2016-03-28", "2016-06-27"), "105年3月至9月"),
        (("2016-03-28", "2017-01-05"), "105年3月至106年1月"),  # not 105年3月至1月
        (("2016-01-05", "2017-01-05"), "105年1月至106年1月"),
    ],
)
def test_from_the_first_to_the_last(kind: Kind, days: tuple[str, ...], said: str) -> None:
    assert months(map(dt.date.fromisoformat, days), kind("results").words) == said


def test_other_words_are_the_type_s() -> None:
    words = {"month": "{month}/{year}", "months": "{month}–{to-month}", "months-of-years": "-"}
    days = [dt.date(2016, 3, 1), dt.date(2016, 5, 1)]
    assert months(days, words) == "3–5"
    assert months(days[:1], words) == "3/105"
