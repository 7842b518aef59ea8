"""Scores of one assessment summed over the rubric: 得分, 小計, 總分, 等第. Exact decimals.

Points add up from the scored leaves (附表1: 總分 = Σ 小計 = Σ 得分). A grade holds from its
points on (優 900 and more), so that 899.5, which 附表2 forgets, is 甲.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docgen.model.assessment import Assessment
    from docgen.model.rubric import Band, Part, Rubric
    from docgen.model.rules import Grade


class Tally(Struct, frozen=True):
    """``points`` of every part of the rubric by its id, and their ``total``."""

    points: Mapping[str, Decimal]
    total: Decimal


def tally(rubric: Rubric, assessment: Assessment) -> Tally:
    """The sums of a filled assessment; loading has made sure that every leaf has its score."""
    scores = {score.id: score.score for score in assessment.scores}
    points: dict[str, Decimal] = {}
    total = sum((_add(part, scores, points) for part in rubric.parts), Decimal(0))
    return Tally(points, total)


def _add(part: Part, scores: Mapping[str, Decimal], points: dict[str, Decimal]) -> Decimal:
    if part.parts:
        made = sum((_add(inner, scores, points) for inner in part.parts), Decimal(0))
    else:
        made = scores[part.id]
    points[part.id] = made
    return made


def band(bands: Iterable[Band], score: Decimal) -> int | None:
    """Position of the band that the score reached: the highest that starts at or below it.

    Bands are contiguous in whole points, so 80.5 is still 41-80. No band holds 0.
    """
    reached = [(band.from_, place) for place, band in enumerate(bands) if band.from_ <= score]
    return max(reached)[1] if reached else None


def grade(grades: Iterable[Grade], total: Decimal) -> Grade | None:
    """The best grade whose points the total reaches; None below the lowest."""
    reached = [grade for grade in grades if grade.points <= total]
    return max(reached, key=lambda grade: grade.points, default=None)


def plain(points: Decimal) -> str:
    """Points as people write them: ``600``, ``95.5``, never ``6E+2`` or ``95.50``."""
    text = f"{points:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
