"""Tables for other programs: cells are text or numbers, never formulas."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.pipeline.formats import FORMATS, Table, as_csv, harmless


def read(made: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline="")))


def test_a_table_is_its_head_and_its_rows() -> None:
    table = Table(
        ("單位", "總分", "名次"), (("秘書室", Decimal("885.50"), 1), ("甲,乙", Decimal(3), None))
    )
    assert read(as_csv(table)) == [
        ["單位", "總分", "名次"],
        ["秘書室", "885.5", "1"],
        ["甲,乙", "3", ""],
    ]


def test_excel_sees_that_it_is_utf_8() -> None:
    assert as_csv(Table(("單位",), ())).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_a_spreadsheet_would_calculate_is_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))))
def test_every_text_comes_back_and_none_begins_a_formula(texts: list[str]) -> None:
    made = read(as_csv(Table(("x", *texts), ())))[0]
    assert [cell.removeprefix("'") for cell in made[1:]] == [
        text.removeprefix("'") for text in texts
    ]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in made)


def test_each_format_has_its_line() -> None:
    assert FORMATS["csv"] is as_csv
