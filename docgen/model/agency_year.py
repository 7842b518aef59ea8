"""Everything known of one agency in one year; what a document does not need is not loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from docgen.model.achievement import Achievements
    from docgen.model.agency import Agency, Unit
    from docgen.model.assessment import Assessment
    from docgen.model.award import Nominations
    from docgen.model.forms import Forms
    from docgen.model.plan import Plan
    from docgen.model.proposal import Proposal
    from docgen.model.report import Consolidation, Report
    from docgen.model.returns import Return
    from docgen.model.rubric import Rubric
    from docgen.model.rules import Rules


class AgencyYear(Struct, frozen=True):
    """``year`` is 民國. A file that was not asked for, or that the agency has not, is None.

    ``pictures``: the content of those that proposals print, by the path that names them.
    ``units`` are the agency's own, then its parents': an inherited practice may name a parent's.
    """

    slug: str
    year: int
    agency: Agency
    parent: Agency | None = None
    units: tuple[Unit, ...] = ()
    plan: Plan | None = None
    rubric: Rubric | None = None
    rules: Rules | None = None
    forms: Forms | None = None
    report: Report | None = None
    consolidated: Consolidation | None = None
    nominations: Nominations | None = None
    achievements: Achievements | None = None
    assessments: tuple[tuple[str, Assessment], ...] = ()
    proposals: tuple[tuple[str, Proposal], ...] = ()
    returns: tuple[tuple[str, Return], ...] = ()
    pictures: tuple[tuple[str, bytes], ...] = ()
