"""量化指標 (伍一): which units have handed theirs in, which practices have none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from docgen.model.plan import practices as practices_of

if TYPE_CHECKING:
    from docgen.model.agency import Unit
    from docgen.model.agency_year import AgencyYear
    from docgen.model.plan import Practice


class IndicatorCoverage(Struct, frozen=True):
    """``units`` that have no indicator, ``practices`` without one, of ``total`` in the plan."""

    units: tuple[Unit, ...]
    practices: tuple[Practice, ...]
    total: int


def coverage(year: AgencyYear) -> IndicatorCoverage:
    """What is still to be handed in; nothing where the year has no plan."""
    practices = tuple(practices_of(year.plan)) if year.plan else ()
    handed = {each.by for practice in practices for each in practice.indicators}
    return IndicatorCoverage(
        tuple(unit for unit in year.agency.units if unit.id not in handed),
        tuple(practice for practice in practices if not practice.indicators),
        len(practices),
    )
