"""What was drafted, and what is told of the choice: each candidate, left out or in, and its cost.

The report of an agency and that of all bureaus of a parent are both made here: from sections of
candidates to the choice of greatest weight.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from docgen.model.report import Report  # noqa: TC001 - msgspec reads the types of records
from docgen.pipeline.fitted import fitted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docgen.model.agency_year import AgencyYear
    from docgen.model.prose import Prose
    from docgen.pipeline.fitted import Fitted
    from docgen.pipeline.fitting import Limits, Press
    from docgen.year.draft import Section


class Told(Struct, frozen=True):
    """A candidate that stands in the draft, or one that was left out.

    ``wording`` is full or short, ``lines`` what it takes. ``cost``: by how much the whole would
    weigh less with it (left out), or how many lines more its full wording would take (short).
    """

    id: str
    title: str
    heading: str
    weight: Decimal
    wording: str | None
    lines: int
    cost: Decimal | None = None


class Forced(Struct, frozen=True):
    """What a heading's minimum did: without it the whole would weigh ``gain`` more.

    ``stand`` are the titles that stand under it for the minimum alone, ``instead`` those that
    would stand in the report in their place.
    """

    heading: str
    least: int
    gain: Decimal
    stand: tuple[str, ...]
    instead: tuple[str, ...]


class Draft(Struct, frozen=True):
    """A report that was drafted; ``pages``, ``lines`` and ``spare`` are those of its render."""

    report: Report
    pages: int
    lines: int
    spare: int
    weight: Decimal
    possible: Decimal  # all candidates in full
    told: tuple[Told, ...]
    forced: tuple[Forced, ...] = ()


def draft_of(
    press: Press,
    year: AgencyYear,
    sections: Sequence[Section],
    review: Prose,
    allowed: Limits,
    spare: int,
    *,
    explain: bool = False,
) -> Draft | None:
    """The draft of greatest weight that leaves ``spare`` lines; None where nothing does.

    What candidates would have cost, and what minima did, is reckoned with ``explain`` alone.
    """
    found = fitted(press, year, sections, review, allowed, spare)
    if found is None:
        return None
    return Draft(
        report=found.report,
        pages=found.pages,
        lines=found.lines,
        spare=found.free,
        weight=found.choice.weight,
        possible=_possible(sections),
        told=tuple(_told(sections, found, explain=explain)),
        forced=tuple(_forced(sections, found)) if explain else (),
    )


def _possible(sections: Sequence[Section]) -> Decimal:
    return sum(
        (candidate.weight for each in sections for candidate in each.candidates),
        Decimal(0),
    )


def _told(sections: Sequence[Section], found: Fitted, *, explain: bool) -> Iterator[Told]:
    """Every candidate: in which wording it is told, or what it would have cost."""
    measured, choice = found.measured, found.choice
    best = found.fit.with_each() if explain else {}
    wording_of = {(group, place): wording for group, place, wording in choice.picked}
    for group, section in enumerate(sections):
        for place, candidate in enumerate(section.candidates):
            wording = wording_of.get((group, place))
            last = len(candidate.wordings) - 1
            taken = last if wording is None else wording
            lines = measured.lines((group, place, taken))
            cost = None
            if wording is None and (group, place) in best:
                cost = choice.weight - best[group, place]
            elif wording:
                cost = Decimal(measured.lines((group, place, 0)) - lines)
            yield Told(
                id=candidate.id,
                title=candidate.title,
                heading=section.heading.id,
                weight=candidate.weight,
                wording=None if wording is None else candidate.wordings[wording].name,
                lines=lines,
                cost=cost,
            )


def _forced(sections: Sequence[Section], found: Fitted) -> Iterator[Forced]:
    """Each heading on its own: the choice that its minimum kept from being taken."""
    here = [(group, place) for group, place, _ in found.choice.picked]
    for number, section in enumerate(sections):
        least = found.fit.groups[number].least
        if not least or sum(group == number for group, _ in here) > least:
            continue
        other = found.fit.without_minimum(number)
        if other is None or other.weight <= found.choice.weight:
            continue
        there = [(group, place) for group, place, _ in other.picked]
        yield Forced(
            heading=section.heading.title,
            least=least,
            gain=other.weight - found.choice.weight,
            stand=_titles(sections, (at for at in here if at[0] == number and at not in there)),
            instead=_titles(sections, (at for at in there if at not in here)),
        )


def _titles(sections: Sequence[Section], places: Iterator[tuple[int, int]]) -> tuple[str, ...]:
    return tuple(sections[group].candidates[place].title for group, place in places)
