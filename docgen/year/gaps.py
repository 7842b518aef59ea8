"""What the year missed: targets not attained, points lost in assessments, practices without deed.

Both 貳、檢討 of the drafted report and ``docgen status`` read it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from docgen.load.consistency import paths
from docgen.model.rubric import leaves, reached
from docgen.year.figures import attained

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docgen.model.achievement import Achievement
    from docgen.model.agency_year import AgencyYear
    from docgen.model.assessment import Assessment
    from docgen.model.plan import Measure, Plan
    from docgen.model.prose import Figure
    from docgen.model.rubric import Part


class Missed(Struct, frozen=True):
    """A figure of an achievement that did not reach its target."""

    achievement: Achievement
    figure: Figure


class LostPoints(Struct, frozen=True):
    """A leaf of the score sheet: the mean over the year's sheets, and whether its band is the best."""

    leaf: Part
    mean: Decimal
    best_band: bool

    @property
    def lost(self) -> Decimal:
        """How many points are missing to the leaf's own."""
        return self.leaf.points - self.mean


class Idle(Struct, frozen=True):
    """A measure of the plan with practices that no achievement carries out."""

    measure: Measure
    practices: tuple[str, ...]


def missed(achievements: Iterable[Achievement]) -> Iterator[Missed]:
    """Every figure below its target, in the order of the file."""
    for each in achievements:
        for figure in each.figures:
            if attained(figure) is False:
                yield Missed(each, figure)


def lost_points(
    parts: Iterable[Part], assessments: Iterable[tuple[str, Assessment]]
) -> tuple[LostPoints, ...]:
    """All leaves that lost points, the greatest share lost first."""
    scores: dict[str, list[Decimal]] = {}
    for _, assessment in assessments:
        for score in assessment.scores:
            scores.setdefault(score.id, []).append(score.score)
    found = []
    for leaf in leaves(parts):
        given = scores.get(leaf.id)
        if given and leaf.points:
            mean = sum(given, Decimal(0)) / len(given)
            best = not leaf.bands or reached(leaf.bands, mean) == reached(leaf.bands, leaf.points)
            if mean < leaf.points:
                found.append(LostPoints(leaf, mean, best))
    return tuple(sorted(found, key=lambda each: -each.lost / each.leaf.points))


def uncovered(year: AgencyYear) -> tuple[str, ...]:
    """Ids of the plan's practices without an achievement, in the plan's order."""
    if year.plan is None:
        return ()
    done = year.achievements.achievements if year.achievements else ()
    carried = {practice for each in done for practice in each.practice}
    return tuple(id_ for id_ in paths(year.plan) if id_ not in carried)


def idle(plan: Plan, practices: Iterable[str]) -> tuple[Idle, ...]:
    """The measures that practices belong to, those with the most of them first."""
    wanted = set(practices)
    found = []
    for measure in _measures(plan):
        inside = tuple(p.id for p in measure.practices if p.id in wanted)
        if not measure.practices and measure.id in wanted:
            inside = (measure.id,)
        if inside:
            found.append(Idle(measure, inside))
    return tuple(sorted(found, key=lambda each: -len(each.practices)))


def _measures(plan: Plan) -> Iterator[Measure]:
    for dimension in plan.dimensions:
        for strategy in dimension.strategies:
            yield from strategy.measures
        yield from dimension.measures
