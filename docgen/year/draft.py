"""The report drafted from the year: candidates for each heading, review, and the chosen report.

Nothing here knows how many lines a text takes: which wordings fit is found by ``fit`` with sizes
that the caller measures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from docgen.load.consistency import paths
from docgen.load.consistency.achievements import heading_of
from docgen.model.prose import Item, Prose
from docgen.model.report import Case, Performance, Report
from docgen.workspace import SLUG_LENGTH
from docgen.year import gaps
from docgen.year.figures import blanks, fill, rounded, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from docgen.model.achievement import Achievement
    from docgen.model.agency_year import AgencyYear
    from docgen.model.forms import Drafting, Heading
    from docgen.year.fit import Picked

FULL: Final = "full"
SHORT: Final = "short"
_PERCENT: Final = 100


class Wording(Struct, frozen=True):
    """One way to tell an achievement: its case as it would be printed, and what it counts."""

    name: str  # full or short
    case: Case
    weight: Decimal


class Candidate(Struct, frozen=True):
    """An achievement, or what a bureau reports, with its wordings, the full one first."""

    id: str
    title: str
    weight: Decimal
    wordings: tuple[Wording, ...]


class Section(Struct, frozen=True):
    """A heading and what could stand under it: the weightiest first, then as in the file."""

    heading: Heading
    candidates: tuple[Candidate, ...]


def sections(year: AgencyYear, draft: Drafting) -> tuple[Section, ...]:
    """The candidates under each heading of the form, in the form's order."""
    if year.forms is None or year.plan is None or year.achievements is None:
        raise ValueError("a draft is made from forms, plan and achievements")
    places = paths(year.plan)
    under: dict[str | None, list[Achievement]] = {}
    for each in year.achievements.achievements:
        under.setdefault(heading_of(each, places, year.forms), []).append(each)
    return tuple(
        Section(
            heading,
            tuple(
                Candidate(each.id, each.title, each.weight, tuple(_wordings(each, draft)))
                for each in sorted(under.get(heading.id, ()), key=lambda one: -one.weight)
            ),
        )
        for heading in year.forms.report.headings
    )


def _wordings(achievement: Achievement, draft: Drafting) -> Iterator[Wording]:
    said = sentence(achievement.figures, draft.figure)
    if achievement.full is not None and achievement.full != achievement.short:
        yield Wording(FULL, _case(achievement, achievement.full + said), achievement.weight)
    worth = achievement.weight
    if achievement.full is not None:
        worth = worth * draft.short_worth / _PERCENT
    yield Wording(SHORT, _case(achievement, achievement.short + said), worth)


def _case(achievement: Achievement, text: str) -> Case:
    return Case(id=achievement.id, title=achievement.title, text=text)


def report(sections: Sequence[Section], picked: Iterable[Picked], review: Prose) -> Report:
    """The report that a choice makes; headings without a case are left out."""
    cases: dict[int, list[Case]] = {}
    for group, candidate, wording in picked:
        chosen = sections[group].candidates[candidate].wordings[wording]
        cases.setdefault(group, []).append(chosen.case)
    return Report(
        performance=tuple(
            Performance(id=section.heading.id, cases=tuple(cases[number]))
            for number, section in enumerate(sections)
            if number in cases
        ),
        review=review,
    )


def idle_under(year: AgencyYear, heading: Heading) -> tuple[str, ...]:
    """Practices without an achievement that would come under a heading."""
    if year.plan is None or year.forms is None:
        return ()
    places = paths(year.plan)
    owner = {id_: each.id for each in year.forms.report.headings for id_ in each.from_}
    return tuple(
        practice
        for practice in gaps.uncovered(year)
        if next((owner[id_] for id_ in reversed(places[practice]) if id_ in owner), None)
        == heading.id
    )


def review(year: AgencyYear, draft: Drafting) -> Prose:
    """貳、檢討: lessons, missed targets, points lost, practices without an achievement."""
    taken: dict[str, str] = {}
    for name, text in _reviewed(year, draft):
        taken[free_id(name, taken)] = text
    return Prose(items=tuple(Item(id=id_, text=text) for id_, text in taken.items()))


def free_id(name: str, taken: Iterable[str]) -> str:
    """An id within the length that an id may have, not given yet."""
    id_ = name[:SLUG_LENGTH].rstrip("-")
    number = 1
    while id_ in taken:
        number += 1
        id_ = f"{name[: SLUG_LENGTH - 1 - len(str(number))].rstrip('-')}-{number}"
    return id_


def _reviewed(year: AgencyYear, draft: Drafting) -> Iterator[tuple[str, str]]:
    words, achievements = draft.review, year.achievements.achievements if year.achievements else ()
    told = [(each.weight, f"gap-{each.id}", each.review) for each in achievements if each.review]
    for each in gaps.missed(achievements):
        if not each.achievement.review:
            known = {"title": each.achievement.title, **blanks(each.figure, draft.figure.places)}
            text = fill(words.missed, known)
            told.append((each.achievement.weight, f"gap-{each.figure.id}", text))
    for _, name, text in sorted(told, key=lambda one: -one[0])[: words.achievements]:
        yield name, text
    yield from _leaves(year, draft)
    if year.plan:
        idle = gaps.idle(year.plan, gaps.uncovered(year))
        if idle:
            count = sum(len(each.practices) for each in idle)
            named = words.join.join(
                fill(words.measure, {"title": _plain(each.measure.title)})
                for each in idle[: words.measures]
            )
            named += words.and_more if len(idle) > words.measures else ""
            yield "practices", fill(words.practices, {"measures": named, "count": str(count)})


def _plain(title: str) -> str:
    """A title as it is quoted: without the sign that leads on from it."""
    return title.rstrip("：:。")


def _leaves(year: AgencyYear, draft: Drafting) -> Iterator[tuple[str, str]]:
    if year.rubric is None:
        return
    words, left = draft.review, draft.review.leaves
    for each in gaps.lost_points(year.rubric.parts, year.assessments):
        enough = each.lost / each.leaf.points * _PERCENT >= words.lost_percent
        if left and (enough or not each.best_band):
            left -= 1
            numbers = {"score": each.mean, "points": each.leaf.points, "lost": each.lost}
            known = {key: rounded(value, draft.figure.places) for key, value in numbers.items()}
            yield f"leaf-{each.leaf.id}", fill(words.leaf, {"title": each.leaf.title, **known})
