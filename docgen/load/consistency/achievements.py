"""``achievements.yaml``: what an achievement refers to is there, and no two are the same."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from docgen.load.consistency.plan import paths
from docgen.load.consistency.references import in_year, known, own_unit
from docgen.load.guess import nearest
from docgen.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docgen.load.sources import Sources
    from docgen.model.achievement import Achievement
    from docgen.model.agency_year import AgencyYear
    from docgen.model.forms import Forms

Paths = dict[str, tuple[str, ...]]


def check(
    year: AgencyYear, achievements: tuple[Achievement, ...], sources: Sources
) -> Iterator[Problem]:
    """An unknown practice, unit or heading, another year's date, no weight, a title told twice."""
    plan = paths(year.plan) if year.plan else None
    titles: dict[str, str] = {}
    for each in achievements:
        address = f"achievements:{each.id}"
        yield from in_year(each.date, year.year, f"{address}.date", sources)
        yield from own_unit(year, each.unit, f"{address}.unit", sources)
        if plan is not None:
            yield from _practices(each, plan, address, sources)
        if year.forms and each.heading:
            headings = year.forms.report.headings
            yield from known(
                "unknown-heading", each.heading, headings, f"{address}.heading", sources
            )
        elif year.forms and plan is not None and not _lost(each, plan, year.forms):
            yield Problem("no-heading-for-practice", sources.where(address), {"id": each.id})
        if each.weight <= 0:
            yield Problem("weight-not-positive", sources.where(f"{address}.weight"))
        if each.title in titles:
            first = sources.where(f"achievements:{titles[each.title]}.title")
            args = {"title": each.title, "first": f"{first.file}:{first.line}"}
            yield Problem("achievement-told-twice", sources.where(f"{address}.title"), args)
        titles.setdefault(each.title, each.id)


def heading_of(achievement: Achievement, plan: Paths, forms: Forms) -> str | None:
    """Its own heading, else that of its first practice: the nearest above it that one names."""
    if achievement.heading:
        return achievement.heading
    owner = {id_: heading.id for heading in forms.report.headings for id_ in heading.from_}
    for practice in achievement.practice:
        above = (owner[id_] for id_ in reversed(plan.get(practice, ())) if id_ in owner)
        found = next(above, None)
        if found:
            return found
    return None


def _lost(achievement: Achievement, plan: Paths, forms: Forms) -> bool:
    """Whether it has a heading, or an unknown practice, which is told already."""
    return heading_of(achievement, plan, forms) is not None or not any(
        practice in plan for practice in achievement.practice
    )


def _practices(
    achievement: Achievement, plan: Mapping[str, object], address: str, sources: Sources
) -> Iterator[Problem]:
    for number, practice in islice(enumerate(achievement.practice, 1), 50):
        if practice not in plan:
            args = {"id": practice, "near": nearest(practice, plan)}
            where = sources.where(f"{address}.practice.{number}")
            yield Problem("unknown-practice", where, args)
