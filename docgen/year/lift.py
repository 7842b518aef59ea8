"""What would lift a unit: how many points to the next grade, and in which leaves there is room."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct

from docgen.model.rubric import leaves
from docgen.year.rounding import rounded

if TYPE_CHECKING:
    from decimal import Decimal

    from docgen.model.rubric import Band, Part, Rubric
    from docgen.model.rules import Grade, Rules
    from docgen.year.results import SheetResult


class Room(Struct, frozen=True):
    """A leaf that has not its full points; ``gain`` is what they would add to the total.

    ``band`` is the next better one, if any, and ``band_gain`` what its first point would add.
    """

    leaf: Part
    score: Decimal
    gain: Decimal
    band: Band | None
    band_gain: Decimal | None


class Lift(Struct, frozen=True):
    """``grade`` is the next better one, ``points`` what the total lacks; None for the best.

    ``rooms`` begin with the greatest gain; equal ones stand in the order of the rubric.
    """

    grade: Grade | None
    points: Decimal | None
    rooms: tuple[Room, ...]


def lift(rubric: Rubric, rules: Rules, sheet: SheetResult) -> Lift:
    """The way up from one sheet. Gains are in points of the total, so scaled where it is."""
    better = [grade for grade in rules.grades if grade.points > sheet.total]
    following = min(better, key=lambda grade: grade.points, default=None)
    scores = {score.id: score.score for score in sheet.assessment.scores}
    rooms = [
        _room(leaf, scores[leaf.id], sheet.sums.factor, rules)
        for leaf in leaves(rubric.parts)
        if leaf.id in scores and scores[leaf.id] < leaf.points
    ]
    return Lift(
        following,
        following.points - sheet.total if following else None,
        tuple(sorted(rooms, key=lambda room: -room.gain)),
    )


def _room(leaf: Part, score: Decimal, worth: Fraction, rules: Rules) -> Room:
    def gain(to: Decimal) -> Decimal:
        return rounded(Fraction(to - score) * worth, rules.rounding)

    above = [band for band in leaf.bands if band.from_ > score]
    band = min(above, key=lambda band: band.from_, default=None)
    return Room(leaf, score, gain(leaf.points), band, gain(band.from_) if band else None)
