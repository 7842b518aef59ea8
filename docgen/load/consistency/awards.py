"""柒 and 陸、二: clauses name merits, posts, grades and leaves that there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.load.consistency.references import known, own_unit
from docgen.load.guess import listed, nearest
from docgen.model.rubric import leaves
from docgen.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.load.sources import Sources
    from docgen.model.agency_year import AgencyYear
    from docgen.model.award import Awards, Clause, Nominations
    from docgen.model.rules import Rules

_MOST_TIMES: Final = 9
_MOST_RANK: Final = 999


def check(year: AgencyYear, rules: Rules, sources: Sources) -> Iterator[Problem]:
    """Names that there are not, conditions that nobody could meet, amounts out of range."""
    for clause in rules.awards.clauses:
        yield from _condition(year, clause, rules, sources)
        yield from _given(rules.awards, clause, sources)


def _condition(
    year: AgencyYear, clause: Clause, rules: Rules, sources: Sources
) -> Iterator[Problem]:
    when, address = clause.when, f"rules:{clause.id}.when"
    for field, name in (("grade", when.grade), ("below", when.below)):
        if name is not None:
            yield from known("unknown-grade", name, rules.grades, f"{address}.{field}", sources)
    if when.by is not None and year.rubric:
        parts = [leaf.id for leaf in leaves(year.rubric.parts)]
        if when.by not in parts:
            args = {"id": when.by, "near": nearest(when.by, parts)}
            yield Problem("unknown-part", sources.where(f"{address}.by"), args)
    if not 1 <= when.rank_from <= when.rank_to <= _MOST_RANK:
        args = {"from": str(when.rank_from), "to": str(when.rank_to)}
        yield Problem("ranks-upside-down", sources.where(f"{address}.rank-to"), args)
    if (when.of == "nominations") != bool(when.outcomes):
        yield Problem("outcomes-and-nominations", sources.where(address), {"id": clause.id})


def _given(awards: Awards, clause: Clause, sources: Sources) -> Iterator[Problem]:
    posts = [post.id for post in awards.posts]
    for name, given in clause.give.items():
        address = f"rules:{clause.id}.give.{name}"
        if name not in posts:
            args = {"name": name, "near": nearest(name, posts), "known": listed(posts)}
            yield Problem("unknown-post", sources.where_key(address), args)
        if given.merit is not None:
            yield from known(
                "unknown-merit", given.merit, awards.merits, f"{address}.merit", sources
            )
        elif given.note is None:
            yield Problem("award-of-nothing", sources.where_key(address), {"name": name})
        if not 1 <= given.times <= _MOST_TIMES:
            args = {"number": str(given.times), "low": "1", "high": str(_MOST_TIMES)}
            yield Problem("setting-out-of-range", sources.where(f"{address}.times"), args)


def check_nominations(
    year: AgencyYear, nominations: Nominations, sources: Sources
) -> Iterator[Problem]:
    """A nomination is of a unit or of an agency below; which agencies there are, data/ says."""
    for one in nominations.nominations:
        address = f"nominations:{one.id}"
        if (one.unit is None) == (one.agency is None):
            yield Problem("nominee-unclear", sources.where_key(address), {"id": one.id})
        if one.unit is not None:
            yield from own_unit(year, one.unit, f"{address}.unit", sources)
