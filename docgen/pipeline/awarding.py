"""From the data of an agency and of those below it to who is due what (柒)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, structs

from docgen.load import Data
from docgen.load.guess import listed, nearest
from docgen.problem import Problem, Refused, Where
from docgen.year.awards import awards as awards_of
from docgen.year.standing import ranked, standing, standing_of_return

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docgen.load import Sources
    from docgen.model.agency_year import AgencyYear
    from docgen.model.returns import Return
    from docgen.model.rules import Rules
    from docgen.workspace import Workspace
    from docgen.year.awards import Line
    from docgen.year.results import Kind
    from docgen.year.standing import Standing

SCORED: Final = ("rubric", "rules", "assessments")
_NEEDS: Final = (*SCORED, "proposals", "nominations", "returns")
_KINDS: Final[tuple[Kind, ...]] = ("self", "parent")


class Awarded(Struct, frozen=True):
    """The lines of an agency's year; problems are those of agencies below that could not be read."""

    agency: str
    year: int
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...] = ()


def awards(workspace: Workspace, slug: str, year: int | None = None) -> Awarded:
    """Who is due what; Refused with the faults of the agency's own data."""
    data = Data(workspace)
    chosen = data.newest_year(slug) if year is None else year
    own, sources = data.agency_year(slug, chosen, _NEEDS)
    rules = own.rules
    if rules is None or not rules.awards.clauses:
        raise Refused([Problem("no-award-clauses", sources.where("rules:awards"))])
    below = direct_children(data, slug)
    faults = (*_nominees(own, below, sources), *twice(data, own, below, sources))
    if faults:
        raise Refused(faults)
    problems: list[Problem] = []
    asked = {clause.when.kind for clause in rules.awards.clauses if clause.when.of == "children"}
    years = children_years(data, below, chosen, problems) if asked else []
    children: dict[str, Sequence[Standing]] = {
        kind: standings(years, kind, rules, own.returns) for kind in _KINDS if kind in asked
    }
    names = {child: data.agency(child)[0].name for child in below}
    return Awarded(slug, chosen, awards_of(own, children, names), tuple(problems))


def twice(data: Data, own: AgencyYear, below: Sequence[str], sources: Sources) -> Iterator[Problem]:
    """A bureau that has a folder of its own and handed in a file all the same."""
    folders = {data.agency(each)[0].name: each for each in below}
    for name, given in own.returns:
        folder = name if name in below else folders.get(given.name)
        if folder is not None:
            args = {"name": given.name, "first": f"data/{folder}"}
            yield Problem("bureau-named-twice", sources.where(f"returns/{name}:name"), args)


def direct_children(data: Data, slug: str) -> tuple[str, ...]:
    """The agencies whose parent this one is."""
    return tuple(each for each in data.children(slug) if data.agency(each)[0].parent == slug)


def examples(data: Data, slug: str) -> tuple[str, ...]:
    """The made-up agencies among those below a real one; an example may have its own."""
    if data.agency(slug)[0].example:
        return ()
    return tuple(each for each in direct_children(data, slug) if data.agency(each)[0].example)


def children_years(
    data: Data, below: Sequence[str], year: int, problems: list[Problem]
) -> list[AgencyYear]:
    """What the agencies below were scored; one that cannot be read is told and left out."""
    found = []
    for child in below:
        if year not in data.workspace.years(child):
            continue
        try:
            found.append(data.agency_year(child, year, SCORED)[0])
        except Refused as refused:
            problems += [structs.replace(each, level="warning") for each in refused.problems]
    return found


def standings(
    years: Sequence[AgencyYear],
    kind: Kind,
    rules: Rules,
    returns: Sequence[tuple[str, Return]] = (),
) -> tuple[Standing, ...]:
    """The agencies below, ranked among each other by the parent's rules, those of returns last."""
    return ranked(
        [
            *(standing(each, kind, rules) for each in years),
            *(standing_of_return(name, given, kind, rules) for name, given in returns),
        ],
        rules,
    )


def _nominees(own: AgencyYear, below: Sequence[str], sources: Sources) -> Iterator[Problem]:
    for one in own.nominations.nominations if own.nominations else ():
        if one.agency is not None and one.agency not in below:
            args = {
                "agency": one.agency,
                "near": nearest(one.agency, below),
                "known": listed(below),
            }
            where: Where = sources.where(f"nominations:{one.id}.agency")
            yield Problem("nominee-not-below", where, args)
