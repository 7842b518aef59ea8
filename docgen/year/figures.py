"""Quantified results as a sentence: the value, its change since last year, the target.

Values are as people type them (``2,870``); what is reckoned from them is exact and rounded half
up once, when it is printed. The words are those of ``forms.yaml``.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from docgen.load.consistency.wording import BLANK

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docgen.model.forms import FigureWords
    from docgen.model.prose import Figure

_NUMBER: Final = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,6})?\Z")
_PERCENT: Final = ("%", "％")


def number(text: str | None) -> Decimal | None:
    """What was typed, as a number; None where it is none (未統計)."""
    plain = (text or "").replace(",", "").strip()
    return Decimal(plain) if _NUMBER.match(plain) else None


def less_is_better(figure: Figure) -> bool:
    """As the figure says itself, else whether its target lies below last year's value."""
    if figure.better:
        return figure.better == "less"
    last, target = number(figure.last), number(figure.target)
    return last is not None and target is not None and target < last


def attained(figure: Figure) -> bool | None:
    """Whether the target was reached; None without a target, or where one is no number."""
    value, target = number(figure.value), number(figure.target)
    if value is None or target is None:
        return None
    return value <= target if less_is_better(figure) else value >= target


def fill(wording: str, blanks: Mapping[str, str]) -> str:
    """The wording with its ``{blanks}`` filled in (loading has made sure that all are known)."""
    return BLANK.sub(lambda found: blanks.get(found.group(1), found.group()), wording)


def blanks(figure: Figure, places: int) -> dict[str, str]:
    """What a wording may say of a figure, as printed."""
    value, last, target = number(figure.value), number(figure.last), number(figure.target)
    found = {
        "name": figure.name,
        "value": figure.value,
        "unit": figure.unit or "",
        "last": figure.last or "",
        "target": figure.target or "",
    }
    if value is not None and last is not None:
        found["difference"] = rounded(abs(value - last), places)
        if last:
            found["percent"] = rounded(abs(value - last) / abs(last) * 100, places)
    if value is not None and target:
        found["rate"] = rounded(value / target * 100, places)
    return found


def rounded(value: Decimal, places: int) -> str:
    """Half up, without zeros at the end: ``64.8``, ``100``."""
    text = f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def sentence(figures: Iterable[Figure], words: FigureWords) -> str:
    """All figures of an achievement in one sentence; nothing where it has none."""
    said = [_said(figure, words) for figure in figures]
    return words.between.join(said) + words.end if said else ""


def _said(figure: Figure, words: FigureWords) -> str:
    parts = (words.value, _change(figure, words), _target(figure, words))
    known = blanks(figure, words.places)
    return words.joint.join(fill(part, known) for part in parts if part)


def _change(figure: Figure, words: FigureWords) -> str | None:
    if figure.last is None:
        return None
    value, last = number(figure.value), number(figure.last)
    if value is None or last is None:
        return words.before
    if value == last:
        return words.same
    if figure.unit in _PERCENT:
        return words.rise_points if value > last else words.fall_points
    if last <= 0:
        return words.before
    return words.rise if value > last else words.fall


def _target(figure: Figure, words: FigureWords) -> str | None:
    met = attained(figure)
    if met is None:
        return None
    if less_is_better(figure) or not number(figure.target):
        return words.met_less if met else words.missed_less
    return words.met if met else words.missed
