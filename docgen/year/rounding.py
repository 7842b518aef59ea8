"""A number rounded once, exactly: the mode and the places are the year's rules."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docgen.model.rules import Rounding


def rounded(exact: Decimal | Fraction, rounding: Rounding) -> Decimal:
    """The number with at most ``places`` decimals; 899.5 is 900 without any (half-up).

    Calculated in whole numbers: a third of a point stays a third until here.
    """
    scaled = Fraction(exact) * 10**rounding.places
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    twice = 2 * rest
    up = twice > scaled.denominator or (
        twice == scaled.denominator and (rounding.mode == "half-up" or whole % 2 == 1)
    )
    if rounding.mode == "down":
        up = False
    return Decimal(whole + up).scaleb(-rounding.places)
