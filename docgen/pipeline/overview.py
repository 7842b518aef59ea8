"""What is still to come in a year, for ``docgen status``: indicators, sheets, tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from docgen.load import Data
from docgen.pipeline.scoring import overdue
from docgen.problem import Problem, Refused
from docgen.year.indicators import IndicatorCoverage, coverage

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from docgen.workspace import Workspace


class Overview(Struct, frozen=True):
    """One agency's year; ``problems`` are what is overdue on the day that was named."""

    agency: str
    year: int
    indicators: IndicatorCoverage
    problems: tuple[Problem, ...]


def outstanding(
    workspace: Workspace,
    slugs: Iterable[str] | None = None,
    year: int | None = None,
    today: dt.date | None = None,
) -> tuple[Overview, ...]:
    """Of every agency named (None: all); one whose data is faulty is left out, status tells why."""
    data = Data(workspace)
    found = []
    for slug in workspace.agencies() if slugs is None else slugs:
        try:
            chosen = data.newest_year(slug) if year is None else year
            loaded, _ = data.agency_year(slug, chosen, ("plan", "rubric", "rules", "assessments"))
        except Refused:
            continue
        late = overdue(loaded, today) if today else ()
        found.append(Overview(slug, chosen, coverage(loaded), late))
    return tuple(found)
