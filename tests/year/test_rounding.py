"""A total is rounded once, as the rules say, exactly."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.model.rules import Rounding
from docgen.year.rounding import rounded

MODES = {"half-up": ROUND_HALF_UP, "half-even": ROUND_HALF_EVEN, "down": ROUND_DOWN}


@pytest.mark.parametrize(
    ("number", "places", "mode", "made"),
    [
        ("899.5", 0, "half-up", "900"),
        ("899.49", 0, "half-up", "899"),
        ("899.5", 1, "half-up", "899.5"),
        ("898.5", 0, "half-even", "898"),
        ("899.5", 0, "half-even", "900"),
        ("899.9", 0, "down", "899"),
        ("0.005", 2, "half-up", "0.01"),
        ("878", 2, "half-up", "878"),
    ],
)
def test_a_half_goes_where_the_mode_says(number: str, places: int, mode: str, made: str) -> None:
    rounding = Rounding(places=places, mode=mode)  # type: ignore[arg-type]
    assert rounded(Decimal(number), rounding) == Decimal(made)


def test_a_third_is_exact_until_it_is_rounded() -> None:
    assert rounded(Fraction(2, 3), Rounding(places=6)) == Decimal("0.666667")
    almost = Fraction(1, 2) - Fraction(1, 10**40)
    assert rounded(almost, Rounding(places=0)) == 0


@given(
    st.decimals(0, 1000, places=6, allow_nan=False), st.integers(0, 6), st.sampled_from(list(MODES))
)
def test_it_is_what_decimal_itself_makes(number: Decimal, places: int, mode: str) -> None:
    rounding = Rounding(places=places, mode=mode)  # type: ignore[arg-type]
    assert rounded(number, rounding) == number.quantize(Decimal(1).scaleb(-places), MODES[mode])


@given(st.fractions(0, 1000), st.fractions(0, 1000), st.integers(0, 3))
def test_rounding_turns_no_order_around(one: Fraction, other: Fraction, places: int) -> None:
    low, high = sorted((one, other))
    assert rounded(low, Rounding(places=places)) <= rounded(high, Rounding(places=places))
