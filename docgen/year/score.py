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

    ``points`` of every part of the rubric by its id, as its boxes show them; ``lacking`` is what
    its leaves that do not apply would have been worth (0 where they are counted all the same).
    ``raw`` is the plain sum, ``full`` what could be reached at all, ``total`` the 總分: ``raw``
    scaled to the full points where something does not apply and the rules say so, and rounded.
    """

    points: Mapping[str, Decimal]
    lacking: Mapping[str, Decimal]
    raw: Decimal
    full: Decimal
    total: Decimal

    @property
    def possible(self) -> Decimal:
        """The points that the unit could earn."""
        return self.full - sum(self.lacking.values(), Decimal(0))

    @property
    def factor(self) -> Fraction:
        """What a point of a leaf is worth in the total."""
        return Fraction(self.full) / Fraction(self.possible) if self.possible else Fraction(1)


def tally(rubric: Rubric, assessment: Assessment, rules: Rules) -> Tally:
    """The sums of a filled assessment; loading has made sure that every leaf has its score."""
    scores = {score.id: score.score for score in assessment.scores}
    points: dict[str, Decimal] = {}
    lacking: dict[str, Decimal] = {}
    for leaf in leaves(rubric.parts):
        if leaf.id in assessment.not_applicable and leaf.id not in scores:
            scores[leaf.id] = leaf.points if rules.not_applicable == "count-full" else Decimal(0)
            if rules.not_applicable == "scale":
                lacking[leaf.id] = leaf.points
    raw = sum((_add(part, scores, points) for part in rubric.parts), Decimal(0))
    full = sum((part.points for part in rubric.parts), Decimal(0))
    sums = Tally(points, lacking, raw, full, raw)
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
