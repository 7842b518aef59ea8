"""The plan: where measures stand, and what the extra cells of a practice say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.load.consistency.references import one_of_units
from docgen.load.guess import listed, nearest
from docgen.model.plan import practices
from docgen.problem import Problem

if TYPE_CHECKING:
    from collections import abc
    from collections.abc import Iterator

    from docgen.load.sources import Sources
    from docgen.model.agency_year import AgencyYear
    from docgen.model.plan import Plan, Practice


def check(year: AgencyYear, plan: Plan, sources: Sources) -> Iterator[Problem]:
    """Measures where they cannot be printed; cells of no column, and of no unit."""
    for dimension in plan.dimensions:
        if dimension.cells == "joined":
            for strategy in dimension.strategies:
                if strategy.measures:
                    where = sources.where(f"plan:{strategy.id}.measures")
                    yield Problem("measures-in-joined-strategy", where, {"id": strategy.id})
        elif dimension.measures:
            where = sources.where(f"plan:{dimension.id}.measures")
            yield Problem("measures-beside-strategies", where, {"id": dimension.id})
    columns = {column.id: column.kind for column in plan.columns}
    for practice in practices(plan):
        yield from _cells(year, practice, columns, sources)


def paths(plan: Plan) -> dict[str, tuple[str, ...]]:
    """Everything that can be carried out → the ids above it and its own, the dimension's first.

    That is each practice, and each measure that has none (its text stands in their place).
    """
    found: dict[str, tuple[str, ...]] = {}
    for dimension in plan.dimensions:
        above = (dimension.id,)
        rows = [((*above, s.id), measure) for s in dimension.strategies for measure in s.measures]
        joined = [(above, measure) for measure in dimension.measures]
        for before, measure in (*rows, *joined):
            path = (*before, measure.id)
            for practice in measure.practices:
                found[practice.id] = (*path, practice.id)
            if not measure.practices:
                found[measure.id] = path
    return found


def _cells(
    year: AgencyYear, practice: Practice, columns: abc.Mapping[str, str], sources: Sources
) -> Iterator[Problem]:
    from docgen.load.shape import fields

    for name, value in practice.cells.items():
        address = f"plan:{practice.id}.{name}"
        if name not in columns:
            known = (*fields(type(practice)), *columns)
            args = {"field": name, "near": nearest(name, known), "known": listed(known)}
            yield Problem("unknown-field", sources.where_key(address), args)
        elif columns[name] == "unit":
            yield from one_of_units(value, year.units, address, sources)
