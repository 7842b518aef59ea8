"""附表1 filled in: a score for each leaf, within what the leaf has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.load.consistency.references import known, own_unit
from docgen.load.consistency.rubric import leaves
from docgen.load.guess import nearest
from docgen.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.load.sources import Sources
    from docgen.model.agency_year import AgencyYear
    from docgen.model.assessment import Assessment


def check(
    year: AgencyYear, name: str, assessment: Assessment, sources: Sources
) -> Iterator[Problem]:
    """An unknown unit, period or leaf; a score outside its leaf; a leaf without a score."""
    file = f"assessments/{name}"
    yield from own_unit(year, assessment.unit, f"{file}:unit", sources)
    if year.rules and assessment.period is not None:
        yield from known(
            "unknown-period", assessment.period, year.rules.periods, f"{file}:period", sources
        )
    if not year.rubric:
        return
    maxima = {leaf.id: leaf.points for leaf in leaves(year.rubric.parts)}
    for score in assessment.scores:
        if score.id not in maxima:
            args = {"id": score.id, "near": nearest(score.id, maxima)}
            yield Problem("unknown-part", sources.where_key(f"{file}:{score.id}"), args)
        elif not 0 <= score.score <= maxima[score.id]:
            args = {"id": score.id, "score": str(score.score), "points": str(maxima[score.id])}
            yield Problem("score-out-of-range", sources.where(f"{file}:{score.id}.score"), args)
    for missing in sorted(maxima.keys() - {score.id for score in assessment.scores}):
        yield Problem("leaf-without-score", sources.where(f"{file}:scores"), {"id": missing})
