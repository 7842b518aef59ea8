"""Scores of one assessment summed over the rubric: 得分, 小計, 總分, 等第. Exact decimals.

Points add up from the scored leaves (附表1: 總分 = Σ 小計 = Σ 得分). A grade holds from its
points on (優 900 and more), so that 899.5, which 附表2 forgets, is 甲.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from docgen.model.rubric import leaves
from docgen.year.rounding import rounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docgen.model.assessment import Assessment
    from docgen.model.rubric import Part, Rubric
    from docgen.model.rules import Grade, Rules


class Tally(Struct, frozen=True):
    """What one sheet adds up to.

    ``points`` of every part of the rubric by its id, as its boxes show them. ``lacking`` holds,
    by the same ids, what does not apply of a part and is not counted (nothing where the rules
    count it all the same). ``raw`` is the plain sum, ``full`` what the rubric has, ``possible``
    what of it applied; ``total`` is the 總分: ``raw`` scaled from ``possible`` to ``full``, rounded.
    """

    points: Mapping[str, Decimal]
    lacking: Mapping[str, Decimal]
    raw: Decimal
    possible: Decimal
    full: Decimal
    total: Decimal

    @property
    def factor(self) -> Fraction:
        """What a point of a leaf is worth in the total."""
        return Fraction(self.full) / Fraction(self.possible) if self.possible else Fraction(1)


def tally(rubric: Rubric, assessment: Assessment, rules: Rules) -> Tally:
    """The sums of a filled assessment; loading has made sure that every leaf has its score."""
    scores = {score.id: score.score for score in assessment.scores}
    left_out: dict[str, Decimal] = {}
    reasons = assessment.reasons
    for leaf in leaves(rubric.parts):
        if leaf.id in reasons:
            counted = rules.not_applicable == "count-full"
            scores[leaf.id] = leaf.points if counted else Decimal(0)
            left_out[leaf.id] = leaf.points if rules.not_applicable == "scale" else Decimal(0)
        else:
            left_out[leaf.id] = Decimal(0)
    points: dict[str, Decimal] = {}
    lacking: dict[str, Decimal] = {}
    raw = sum((_add(part, scores, points) for part in rubric.parts), Decimal(0))
    full = sum((part.points for part in rubric.parts), Decimal(0))
    possible = full - sum((_add(part, left_out, lacking) for part in rubric.parts), Decimal(0))
    sums = Tally(points, lacking, raw, possible, full, raw)
    return replace(sums, total=rounded(Fraction(raw) * sums.factor, rules.rounding))


def _add(part: Part, scores: Mapping[str, Decimal], points: dict[str, Decimal]) -> Decimal:
    if part.parts:
        made = sum((_add(inner, scores, points) for inner in part.parts), Decimal(0))
    else:
        made = scores[part.id]
    points[part.id] = made
    return made


def grade(grades: Iterable[Grade], total: Decimal) -> Grade | None:
    """The best grade whose points the total reaches; None below the lowest."""
    reached = [grade for grade in grades if grade.points <= total]
    return max(reached, key=lambda grade: grade.points, default=None)


def plain(points: Decimal) -> str:
    """Points as people write them: ``600``, ``95.5``, never ``6E+2`` or ``95.50``."""
    text = f"{points:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
