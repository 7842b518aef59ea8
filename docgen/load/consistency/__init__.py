"""What must agree inside the data: ids, sums of points, bands, references between files.

Each check takes models and the sources of their values, and yields problems at the value's own
place. The rules are the sources' (附表1: points add up, bands close; 伍、柒 refer to units).
What a document does not read is not imported for it.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from docgen.load.consistency import plan
from docgen.load.consistency.plan import paths
from docgen.load.consistency.references import in_year, own_unit
from docgen.load.guess import MANY
from docgen.load.nodes import Scalar
from docgen.load.patch import entries_in
from docgen.load.shape import RecordShape
from docgen.model.agency import UNNAMED
from docgen.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docgen.load.nodes import Mapping
    from docgen.load.sources import Sources
    from docgen.model.agency_year import AgencyYear
    from docgen.model.forms import Forms
    from docgen.model.shapes import Record

__all__ = ["check", "ids_once", "named", "paths"]


def ids_once(model: type[Record], tree: Mapping) -> list[Problem]:
    """An id names one thing in its file."""
    first: dict[str, tuple[str, int]] = {}
    faults = []
    for key, place, _ in entries_in(RecordShape(model), tree):
        if key in first:
            file, line = first[key]
            args = {"id": key, "first": f"{file}:{line}"}
            faults.append(Problem(model.repeated, place.where(), args))
        first.setdefault(key, (place.file, place.line))
    return faults


def named(tree: Mapping) -> list[Problem]:
    """The name of ``agency.yaml`` is no longer the one that it was laid out with."""
    name = tree.get("name")
    if isinstance(name, Scalar) and UNNAMED in name.value:
        return [Problem("unnamed-agency", name.place.where())]
    return []


def check(year: AgencyYear, sources: Sources) -> list[Problem]:
    """All disagreements of what was loaded (of one file, so many that nobody reads further)."""
    return [*_policy(year, sources), *_deeds(year, sources)]


def _policy(year: AgencyYear, sources: Sources) -> list[Problem]:
    """The files that are inherited: plan, rubric, rules, forms."""
    found: list[Problem] = []
    if year.plan:
        found += islice(plan.check(year, year.plan, sources), MANY)
    if year.rubric:
        from docgen.load.consistency import rubric

        found += islice(rubric.check(year.rubric, sources), MANY)
    if year.rules:
        from docgen.load.consistency import awards, rules

        found += islice(rules.check(year, year.rules, sources), MANY)
        found += islice(awards.check(year, year.rules, sources), MANY)
    if year.forms:
        from docgen.load.consistency import wording

        cutoff = year.forms.report.cutoff
        found += in_year(cutoff, year.year, "forms:report.cutoff", sources, late=1)
        if year.forms.report.draft:
            found += wording.check(year.forms.report.draft, sources)
        if year.forms.report.bureaus:
            found += wording.check_bureaus(year.forms.report.bureaus, sources)
    return found


def _deeds(year: AgencyYear, sources: Sources) -> list[Problem]:
    """The files that are each agency's own."""
    found: list[Problem] = []
    if year.assessments or (year.rules and year.rubric):
        from docgen.load.consistency import assessments

        for name, assessment in year.assessments:
            found += _errors_first(assessments.check(year, name, assessment, sources))
        found += _errors_first(assessments.check_all(year, sources))
    for name, proposal in year.proposals:
        found += own_unit(year, proposal.unit, f"proposals/{name}:unit", sources)
    if year.returns:
        from docgen.load.consistency import returns

        for name, given in year.returns:
            found += islice(returns.check(year, name, given, sources), MANY)
        found += islice(returns.check_all(year, sources), MANY)
    if year.nominations:
        from docgen.load.consistency import awards

        found += islice(awards.check_nominations(year, year.nominations, sources), MANY)
    if year.achievements:
        from docgen.load.consistency import achievements

        entries = year.achievements.achievements
        found += islice(achievements.check(year, entries, sources), MANY)
    if year.forms and (year.report or year.consolidated):
        found += _reports(year, year.forms, sources)
    return found


def _reports(year: AgencyYear, forms: Forms, sources: Sources) -> Iterator[Problem]:
    from docgen.load.consistency import report

    for file, told in (("report", year.report), ("consolidated", year.consolidated)):
        if told:
            yield from islice(report.check(forms, told, sources, file), MANY)


def _errors_first(faults: Iterable[Problem]) -> list[Problem]:
    """So many that nobody reads further; no warning stands in an error's place."""
    return sorted(faults, key=lambda fault: fault.level == "warning")[:MANY]
