"""Years in a text, moved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.year.moving import move


@pytest.mark.parametrize(
    ("text", "later"),
    [
        ("於105年12月31日前", "於106年12月31日前"),
        ("105-01-14", "106-01-14"),
        ("105年度執行計畫", "106年度執行計畫"),
        ("106年1月15日前報部", "107年1月15日前報部"),
        ("{year}年度", "{year}年度"),
        ("服務105件，滿意度105分", "服務105件，滿意度105分"),
        ("1050年", "1050年"),
        ("電話02-105-01", "電話02-105-01"),
        ("較104年提高", "較104年提高"),
    ],
)
def test_the_year_and_the_one_after_move_and_nothing_else(text: str, later: str) -> None:
    assert move(text, 105, 106).text == later


def test_other_years_are_told() -> None:
    assert move("較104年提高，2016年起", 105, 106).others == ("104", "2016年"[:4])


def test_the_number_and_date_of_a_letter_go() -> None:
    text = "經濟部104年8月25日經研字第10404507390號函修正「105年度計畫」。"
    made = move(text, 105, 106)
    assert made.text == "經濟部○年○月○日經研字第○號函修正「106年度計畫」。"
    assert made.letters == ("104年8月25日經研字第10404507390號",)


def test_a_29_february_that_the_new_year_lacks_is_told() -> None:
    made = move("105年2月29日", 105, 106)
    assert made.text == "106年2月28日"
    assert made.short
    assert not move("105-02-29", 105, 109).short


@given(st.text("設0123456789年月日-號字第", max_size=30))
def test_a_move_forth_and_back_is_none_where_no_letter_stood(text: str) -> None:
    there = move(text, 105, 305)
    if not there.letters and not there.short:
        back = move(there.text, 305, 105)
        assert back.text == text or "305" in text or "306" in text or back.letters
