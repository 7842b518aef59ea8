"""What each bureau has to tell for the report of all of them, and where it wrote it.

Its report, what it handed in, or, where it has no report yet, its achievements: that is said. A
bureau that cannot be read is named and does not stop the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, structs

from docgen.load import Sources  # noqa: TC001 - msgspec reads the types of records
from docgen.pipeline.awarding import direct_children
from docgen.problem import Problem, Refused, Where
from docgen.year import draft as drafts
from docgen.year.bureau_report import Reported, origins, strangers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from docgen.load import Data
    from docgen.model.agency_year import AgencyYear
    from docgen.model.forms import BureauWords, Heading
    from docgen.model.returns import Return

FILE: Final = "consolidated"
_REPORTED: Final = ("forms", "report", "achievements")
_ACHIEVED: Final = ("forms", "plan", "achievements")


class Teller(Struct, frozen=True):
    """A bureau's cases, and where each of its values was written."""

    told: Reported
    sources: Sources


def tellers(
    data: Data, own: AgencyYear, sources: Sources, problems: list[Problem]
) -> tuple[Teller, ...]:
    """Every bureau that has something to tell, those with data here first."""
    below = direct_children(data, own.slug)
    kept = (_of_folder(data, slug, own.year, problems) for slug in below)
    handed = (_of_return(name, given, sources) for name, given in own.returns)
    found = (*(each for each in kept if each is not None), *handed)
    headings = own.forms.report.headings if own.forms else ()
    problems += (each for teller in found for each in _homeless(headings, teller))
    return found


def _of_folder(data: Data, slug: str, year: int, problems: list[Problem]) -> Teller | None:
    """None, and why, for a bureau without the year, without cases, or with faulty data."""
    if year not in data.workspace.years(slug):
        return None  # said of its results already
    where = Where(file=f"data/{slug}/{year}")
    try:
        child, sources = data.agency_year(slug, year, _REPORTED)
        done = child.achievements.achievements if child.achievements else ()
        alone = Reported(slug, child.agency.name)
        if child.report is not None:
            weights = {each.id: each.weight for each in done}
            told = structs.replace(
                alone,
                performance=child.report.performance,
                review=child.report.review,
                weights=weights,
            )
            return Teller(told, sources)
        words = child.forms.report.draft if child.forms else None
        if not done or words is None:
            args = {"bureau": child.agency.name}
            problems.append(Problem("bureau-without-cases", where, args, "warning"))
            return None
        child, sources = data.agency_year(slug, year, _ACHIEVED)
        achieved = drafts.sections(child, words)
    except Refused as refused:
        problems += [structs.replace(each, level="warning") for each in refused.problems]
        return None
    args = {"bureau": child.agency.name, "slug": slug}
    problems.append(Problem("bureau-without-report", where, args, "warning"))
    return Teller(structs.replace(alone, achieved=achieved, achievements=done), sources)


def _of_return(name: str, given: Return, sources: Sources) -> Teller:
    told = Reported(name, given.name, given.performance, given.review, file=f"returns/{name}")
    return Teller(told, sources)


def _homeless(headings: Sequence[Heading], teller: Teller) -> Iterator[Problem]:
    """A warning for each case that the parent's form has no heading for."""
    for under, candidate in strangers(headings, teller.told):
        file = "achievements" if teller.told.achieved else teller.told.file
        args = {
            "title": candidate.title,
            "bureau": teller.told.name,
            "heading": under,
            "known": ", ".join(each.id for each in headings),
        }
        where = teller.sources.where(f"{file}:{candidate.id}.title")
        yield Problem("bureau-case-without-heading", where, args, "warning")


def origin_of(
    data: Data, slug: str, year: int, own_place: Callable[[str], Where]
) -> Callable[[str], Where]:
    """From an address of ``consolidated.yaml`` to the bureau's own line.

    Where the parent's words are another than the bureau's, or nobody's but the parent's, it is its
    ``own_place``. The bureaus are read when the first such address is asked for.
    """
    known: dict[str, list[tuple[str, Where]]] | None = None

    def where(address: str) -> Where:
        nonlocal known
        here = own_place(address)
        if not address.startswith(f"{FILE}:"):
            return here
        own, sources = data.agency_year(slug, year, ("forms", FILE, "returns"))
        words = own.forms.report.bureaus if own.forms else None
        found = sources.find(address)
        if found is None or words is None:
            return here
        if known is None:
            known = _known(tellers(data, own, sources, []), words)
        text = getattr(found.node, "value", "").rstrip("\n")
        id_ = address.partition(":")[2].partition(".")[0]
        places = known.get(text, [])
        fits = (place for bureau, place in places if id_.startswith(f"{bureau}-"))
        there = next(fits, None)
        return here if there is None else structs.replace(there, address=address)

    return where


def _known(found: Sequence[Teller], words: BureauWords) -> dict[str, list[tuple[str, Where]]]:
    """Text → the bureaus that wrote it, and where."""
    made: dict[str, list[tuple[str, Where]]] = {}
    for teller in found:
        for each in origins(teller.told, words):
            place = teller.sources.where(each.address)
            made.setdefault(each.text, []).append((each.slug, place))
    return made
