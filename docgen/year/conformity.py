"""Whether a bureau's plan keeps to its parent's and to 伍、一, and its report to the deadline. Pure.

Nothing is judged: a bureau may drop or reword what does not concern it. What is not known (a date
that nobody wrote down) is said to be unknown, never taken for kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from docgen.model.plan import practices
from docgen.year.diff import compare
from docgen.year.indicators import coverage

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from docgen.model.agency_year import AgencyYear
    from docgen.model.plan import Plan, Practice, Section
    from docgen.model.rules import Deadline, Rules
    from docgen.year.diff import Difference

Timely = Literal["kept", "late", "unknown"]
REPORT: Final = "report"  # the document type whose deadline is asked for


class Handed(Struct, frozen=True):
    """The report against its deadline; ``on`` is the day it was handed in, where that is known."""

    timely: Timely
    deadline: Deadline | None = None
    on: dt.date | None = None


class Conformity(Struct, frozen=True):
    """What is said of one bureau.

    ``lacking`` are the ids of required sections that its plan has not, or that say nothing.
    ``differences`` are those of dimensions, strategies, measures and practices from the parent's;
    words that differ by the agency's own name alone are none. ``unmeasured`` practices have no
    indicator, of ``practices`` in all.
    """

    lacking: tuple[str, ...]
    differences: tuple[Difference, ...]
    unmeasured: tuple[Practice, ...]
    practices: int
    handed: Handed


def conformity(
    parent: AgencyYear,
    child: AgencyYear,
    required: Sequence[str],
    differences: Iterable[Difference] | None = None,
) -> Conformity:
    """A bureau beside its parent, both with plan and rules loaded, the bureau's report if it has one.

    ``differences`` are those of the two plans where the caller knows them already (with words that
    merely follow an agency's name marked).
    """
    if parent.plan is None or child.plan is None:
        raise ValueError("conformity is that of a plan to a plan")
    found = compare(parent, child).differences if differences is None else differences
    measured = coverage(child)
    submitted = child.report.submitted if child.report else None
    return Conformity(
        lacking=tuple(lacking(child.plan, required)),
        differences=tuple(_of_strategies(found, parent.plan, child.plan)),
        unmeasured=measured.practices,
        practices=measured.total,
        handed=handed(child.rules, submitted),
    )


def lacking(plan: Plan, required: Iterable[str]) -> Iterator[str]:
    """The ids of sections that are not there, or that have a heading and nothing under it."""
    there = {section.id for section in plan.sections if _says(section)}
    return (each for each in required if each not in there)


def handed(rules: Rules | None, on: dt.date | None) -> Handed:
    """The day against the deadline of the report; the day itself is in time."""
    deadline = (
        next((each for each in rules.deadlines if each.of == REPORT), None) if rules else None
    )
    if deadline is None or on is None:
        return Handed("unknown", deadline, on)
    return Handed("kept" if on <= deadline.on else "late", deadline, on)


def _says(section: Section) -> bool:
    return section.text is not None or bool(section.items) or section.table is not None


def _of_strategies(
    differences: Iterable[Difference], parent: Plan, child: Plan
) -> Iterator[Difference]:
    """Those below a dimension of either plan, or of one; indicators are the bureau's own affair."""
    dimensions = {each.id for plan in (parent, child) for each in plan.dimensions}
    indicators = {
        indicator.id
        for plan in (parent, child)
        for practice in practices(plan)
        for indicator in practice.indicators
    }
    for each in differences:
        if not each.path or each.path[0] not in dimensions or each.follows:
            continue
        if each.path[-1] not in indicators and not each.address.endswith(".indicators"):
            yield each
