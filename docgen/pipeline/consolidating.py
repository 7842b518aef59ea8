"""A parent agency's year over all its bureaus: results and ranks, awards, conformity.

A bureau keeps its data here (a folder whose agency.yaml names the parent) or hands in a file
(``returns/``). One that cannot be read is named and does not stop the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, structs

from docgen.load import Data
from docgen.load.survey import once
from docgen.model.agency_year import AgencyYear
from docgen.pipeline.awarding import children_years, direct_children, examples, standings, twice
from docgen.pipeline.comparing import Side, followed
from docgen.pipeline.documents import doctype_of
from docgen.pipeline.stamps import Files
from docgen.problem import Problem, Refused, Where
from docgen.year.awards import awards
from docgen.year.conformity import conformity, handed
from docgen.year.diff import compare
from docgen.year.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docgen.load import Sources
    from docgen.model.plan import Plan
    from docgen.workspace import Workspace
    from docgen.year.awards import Line
    from docgen.year.conformity import Conformity, Handed
    from docgen.year.results import Kind

NEEDS: Final = ("plan", "rubric", "rules", "forms", "assessments", "achievements", "returns")
PLANNED: Final = ("plan", "rules", "report")


class Bureau(Struct, frozen=True):
    """One bureau's year: its result and rank, its report and its plan against the parent's.

    ``file`` is where it keeps its data or what it handed in. ``plan`` and ``conformity`` are None
    where its plan is not here or could not be read.
    """

    standing: Standing
    file: str
    handed: Handed
    conformity: Conformity | None = None
    plan: Plan | None = None


class Consolidated(Struct, frozen=True):
    """The parent's year as loaded; the bureaus, those with data here first; awards for them.

    ``begun``: when the data were begun to be read, as ``Files.begun`` tells.
    """

    year: AgencyYear
    sources: Sources
    kind: Kind
    bureaus: tuple[Bureau, ...]
    awards: tuple[Line, ...]
    problems: tuple[Problem, ...] = ()
    begun: int = 0


def consolidate(
    workspace: Workspace, slug: str, year: int | None = None, kind: Kind = "parent"
) -> Consolidated:
    """All that is known of the bureaus; Refused with the faults of the parent's own data.

    Also ``no-bureaus`` and ``bureau-named-twice``.
    """
    begun = Files(workspace.cache).begun()
    data = Data(workspace)
    chosen = data.newest_year(slug) if year is None else year
    own, sources = data.agency_year(slug, chosen, NEEDS)
    below = direct_children(data, slug)
    folder = f"data/{slug}/{chosen}"
    if not below and not own.returns:
        raise Refused([Problem("no-bureaus", Where(file=folder), {"agency": slug})])
    faults = tuple(twice(data, own, below, sources))
    if faults or own.rules is None:
        raise Refused(faults)
    problems = [*_examples(data, slug), *_without_year(data, below, chosen)]
    scored = children_years(data, below, chosen, problems)
    ranks = {
        each: standings(scored, each, own.rules, own.returns)
        for each in {kind, *(clause.when.kind for clause in own.rules.awards.clauses)}
    }
    bureaus = tuple(
        _bureau(data, own, one, folder, chosen, problems) for one in _all(data, below, ranks[kind])
    )
    lines = _awards(own, ranks)
    return Consolidated(own, sources, kind, bureaus, lines, tuple(once(problems)), begun)


def _examples(data: Data, slug: str) -> Iterator[Problem]:
    for each in examples(data, slug):
        args = {"name": data.agency(each)[0].name, "slug": each}
        yield Problem("example-bureau", Where(file=f"data/{each}/agency.yaml"), args, "warning")


def _without_year(data: Data, below: Sequence[str], year: int) -> Iterator[Problem]:
    for each in below:
        if year not in data.workspace.years(each):
            args = {"agency": each, "year": str(year)}
            yield Problem("bureau-without-year", Where(file=f"data/{each}"), args, "warning")


def _all(data: Data, below: Sequence[str], ranked: Sequence[Standing]) -> Iterator[Standing]:
    """Every bureau once: one that could not be read, or has no such year, has no results."""
    known = {each.slug: each for each in ranked}
    for slug in below:
        alone = Standing(slug, data.agency(slug)[0].name)
        yield known.pop(slug, alone)
    yield from known.values()


def _awards(own: AgencyYear, ranks: dict[Kind, tuple[Standing, ...]]) -> tuple[Line, ...]:
    """The lines of the clauses that look at the bureaus (柒、二)."""
    lines = awards(own, dict(ranks.items()), {})
    return tuple(line for line in lines if line.clause.when.of == "children")


def _bureau(
    data: Data,
    own: AgencyYear,
    one: Standing,
    folder: str,
    year: int,
    problems: list[Problem],
) -> Bureau:
    returned = dict(own.returns).get(one.slug)
    if returned is not None:
        return Bureau(
            one, f"{folder}/returns/{one.slug}.yaml", handed(own.rules, returned.received)
        )
    file = f"data/{one.slug}/{year}"
    try:
        child, _ = data.agency_year(one.slug, year, PLANNED)
    except Refused as refused:
        if year in data.workspace.years(one.slug):
            problems += [structs.replace(each, level="warning") for each in refused.problems]
        return Bureau(one, file, handed(own.rules, None))
    sides = (Side(own.slug, year), Side(one.slug, year))
    plans = (_plan(own), _plan(child))
    found = followed(data, *sides, compare(*plans)).differences
    required = doctype_of(data.workspace, "plan").required
    made = conformity(own, child, required, found)
    return Bureau(one, file, made.handed, made, child.plan)


def _plan(year: AgencyYear) -> AgencyYear:
    """The year with nothing but its plan: nothing else is to be compared."""
    return AgencyYear(year.slug, year.year, year.agency, year.parent, year.units, plan=year.plan)
