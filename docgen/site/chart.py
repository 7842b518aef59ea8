"""A bar for each result: where it stands and how long it is; the template draws it as SVG.

The one seam between results and their picture (``templates/site/_chart.html``). The picture is
no word of the document; its values stand in the table beside it and in its own description.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDE: Final = 320  # units of the picture: as many CSS pixels on the narrowest screen
_ROW: Final = 46
_BAR: Final = 250


class Bar(Struct, frozen=True):
    """``y`` is the top of the row, ``width`` the bar's length."""

    label: str
    value: str
    y: int
    width: str


class Chart(Struct, frozen=True):
    """``track`` is the length of a bar that is full, ``wide`` by ``height`` the whole picture."""

    bars: tuple[Bar, ...]
    track: int
    wide: int
    height: int


def chart(rows: Iterable[tuple[str, str]], full: str) -> Chart | None:
    """Bars from 0 to ``full`` (or the largest value beyond it); None where there is nothing to draw."""
    values = [(label, value, _number(value)) for label, value in rows]
    drawn = [(label, value, number) for label, value, number in values if number is not None]
    most = max([_number(full) or Decimal(0), *(number for _, _, number in drawn)])
    if not drawn or most <= 0:
        return None
    bars = []
    for place, (label, value, number) in enumerate(drawn):
        width = max(number, Decimal(0)) / most * _BAR
        bars.append(Bar(label, value, place * _ROW, f"{width:.1f}"))
    return Chart(tuple(bars), _BAR, WIDE, len(bars) * _ROW)


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
