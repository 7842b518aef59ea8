"""What many checks ask: is it a unit, is the name known, does the date lie in the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.load.guess import listed, nearest
from docgen.model.shapes import ROC_OFFSET
from docgen.problem import Problem

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from docgen.load.sources import Sources
    from docgen.model.agency_year import AgencyYear
    from docgen.model.shapes import Entry


def own_unit(year: AgencyYear, unit: str, address: str, sources: Sources) -> Iterator[Problem]:
    """``unknown-unit`` where it is none of the agency itself."""
    yield from one_of_units(unit, [u.id for u in year.agency.units], address, sources)


def one_of_units(
    unit: str, units: Sequence[str], address: str, sources: Sources
) -> Iterator[Problem]:
    """``unknown-unit`` where it is none of these."""
    if unit not in units:
        args = {"unit": unit, "near": nearest(unit, units), "known": listed(units)}
        yield Problem("unknown-unit", sources.where(address), args)


def known(
    rule: str, name: str, entries: Iterable[Entry], address: str, sources: Sources
) -> Iterator[Problem]:
    """``rule`` where no entry has that id."""
    known = [entry.id for entry in entries]
    if name not in known:
        args = {"name": name, "near": nearest(name, known), "known": listed(known)}
        yield Problem(rule, sources.where(address), args)


def in_year(
    date: dt.date, year: int, address: str, sources: Sources, *, late: int = 0
) -> Iterator[Problem]:
    """A date of the year, or of so many years after it (106年1月15日前報部)."""
    if not year <= date.year - ROC_OFFSET <= year + late:
        args = {"year": str(year), "found": str(date.year - ROC_OFFSET)}
        yield Problem("year-does-not-match", sources.where(address), args)
