"""Read the simple values of WordprocessingML: lengths in twips, sizes in points, on and off.

Lengths are whole twips or a number with a unit (ECMA-376 22.9.2.14, ``2.5cm``). What cannot be
read is None, as if it were not there.
"""

from __future__ import annotations

import re
from typing import Final

_LENGTH: Final = re.compile(r"(-?\d{1,8}(?:\.\d{1,8})?)(mm|cm|in|pt|pc|pi)?\Z", re.ASCII)
_TWIPS: Final = {
    "mm": 1440 / 25.4,
    "cm": 1440 / 2.54,
    "in": 1440.0,
    "pt": 20.0,
    "pc": 240.0,
    "pi": 240.0,
}
_OFF: Final = frozenset({"0", "false", "off"})


def whole(text: str | None) -> int | None:
    """A whole number."""
    if text is None or len(text) > 9:
        return None
    try:
        return int(text)
    except ValueError:
        return None


def twips(text: str | None) -> int | None:
    """A length; without a unit it is twips."""
    plain = whole(text)
    if plain is not None:
        return plain
    value = _number(text, 1.0)
    return None if value is None else round(value)


def points(text: str | None) -> float | None:
    """A font size; without a unit it is half points."""
    value = _number(text, 10.0)
    return None if value is None else value / 20


def on(value: str | None) -> bool:
    """ST_OnOff: an element without a value means on."""
    return value not in _OFF


def _number(text: str | None, unit: float) -> float | None:
    if text is None:
        return None
    found = _LENGTH.match(text)
    if found is None:
        return None
    return float(found[1]) * (_TWIPS[found[2]] if found[2] else unit)
