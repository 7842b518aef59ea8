"""What many checks ask: is it a unit, is the name known, does the date lie in the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.load.guess import listed, meant
from docgen.model.shapes import ROC_OFFSET
from docgen.problem import Problem

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from docgen.load.sources import Sources
    from docgen.model.agency import Unit
    from docgen.model.agency_year import AgencyYear
    from docgen.model.shapes import Entry


def own_unit(year: AgencyYear, unit: str, address: str, sources: Sources) -> Iterator[Problem]:
    """``unknown-unit`` where it is none of the agency itself."""
    yield from one_of_units(unit, year.agency.units, address, sources)


def one_of_units(
    unit: str, units: Iterable[Unit], address: str, sources: Sources
) -> Iterator[Problem]:
    """``unknown-unit`` where it is none of these."""
    titles = {each.id: each.title for each in units}
    if unit not in titles:
        args = {"unit": unit, **meant(unit, titles), "known": listed(titles)}
        yield Problem("unknown-unit", sources.where(address), args)


def known(
    rule: str, name: str, entries: Iterable[Entry], address: str, sources: Sources
) -> Iterator[Problem]:
    """``rule`` where no entry has that id."""
    titles: dict[str, str] = {entry.id: getattr(entry, "title", "") for entry in entries}
    if name not in titles:
        args = {"name": name, **meant(name, titles), "known": listed(titles)}
        yield Problem(rule, sources.where(address), args)


def in_year(
    date: dt.date, year: int, address: str, sources: Sources, *, late: int = 0
) -> Iterator[Problem]:
    """A date of the year, or of so many years after it (106年1月15日前報部)."""
    if not year <= date.year - ROC_OFFSET <= year + late:
        args = {"year": str(year), "found": str(date.year - ROC_OFFSET)}
        yield Problem("year-does-not-match", sources.where(address), args)
