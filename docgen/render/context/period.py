"""``{period.title}`` and ``{period.kind}`` in the titles of filled forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.render.context.document import needed

if TYPE_CHECKING:
    from docgen.model.agency_year import AgencyYear
    from docgen.model.assessment import Assessment


def in_period(title: str, year: AgencyYear, assessment: Assessment) -> str:
    """The title with the assessment's period (第一季（1-3月）) and kind (自行, 本署) put in."""
    forms, rules = needed(year.forms, "forms"), needed(year.rules, "rules")
    periods = {period.id: period.title for period in rules.periods}
    title = title.replace("{period.title}", periods.get(assessment.period or "", ""))
    return title.replace("{period.kind}", forms.kinds.get(assessment.kind, ""))
