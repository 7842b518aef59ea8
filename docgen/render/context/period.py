"""``{period.title}`` and ``{period.kind}`` in the titles of filled forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.render.context.document import needed

if TYPE_CHECKING:
    from docgen.model.agency_year import AgencyYear
    from docgen.year.results import Kind


def in_period(title: str, year: AgencyYear, period: str | None, kind: Kind) -> str:
    """The title with a period (第一季（1-3月）, none for the year) and kind (自行, 本署) put in."""
    forms, rules = needed(year.forms, "forms"), needed(year.rules, "rules")
    periods = {each.id: each.title for each in rules.periods}
    title = title.replace("{period.title}", periods.get(period or "", ""))
    return title.replace("{period.kind}", forms.kinds.get(kind, ""))
