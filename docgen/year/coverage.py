"""What of the year is covered, and by what: practices, indicators, figures that must be the same.

A figure is the same where two documents call it by the same name, or by the same id in files
that take it from each other (plan, achievements, report). A year's figure must lie between the
lowest and the highest that the score sheets measured of it in their periods.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from docgen.model.plan import practices
from docgen.model.rubric import leaves
from docgen.year.figures import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docgen.model.agency_year import AgencyYear
    from docgen.model.prose import Figure
    from docgen.model.report import Case

_FIELDS: Final = ("value", "unit", "last", "target")
_SAID: Final = r"[^0-9。；，]{0,4}(-?[0-9][0-9,]*(?:\.[0-9]+)?)"  # a name, 為 or 達, the number


class Said(Struct, frozen=True):
    """What one place says of a figure; None where it says nothing of that."""

    address: str
    id: str
    name: str
    value: str | None = None
    unit: str | None = None
    last: str | None = None
    target: str | None = None

    @property
    def shared(self) -> bool:
        """Whether its id means the same in other files (a proposal's is its own)."""
        return not self.address.startswith("proposals/")


class Difference(Struct, frozen=True):
    """One figure that is told in two ways: which part of it, and (address, words) of each."""

    name: str
    field: str
    says: tuple[tuple[str, str], ...]


class Idle(Struct, frozen=True):
    """An indicator of the plan that no figure answers."""

    practice: str
    indicator: str
    name: str


def without_figures(year: AgencyYear) -> tuple[Idle, ...]:
    """The plan's indicators without a result, and without a figure anywhere else."""
    if year.plan is None:
        return ()
    told = [each for each in said(year) if each.value is not None]
    names = {each.name for each in told}
    ids = {each.id for each in told if each.shared}
    return tuple(
        Idle(practice.id, indicator.id, indicator.name)
        for practice in practices(year.plan)
        for indicator in practice.indicators
        if indicator.id not in ids and indicator.name not in names
    )


def differences(year: AgencyYear) -> tuple[Difference, ...]:
    """Every figure that two places tell in two ways, in the order in which they are met."""
    groups = _same(list(said(year)))
    found = [each for group in groups for each in _told_apart(group)]
    return (*found, *_out_of_range(year, groups))


def said(year: AgencyYear) -> Iterator[Said]:
    """All that the year's files say of figures."""
    for practice in practices(year.plan) if year.plan else ():
        for each in practice.indicators:
            told = (each.result, each.unit, None, each.target)
            yield Said(f"plan:{each.id}", each.id, each.name, *told)
    achievements = year.achievements.achievements if year.achievements else ()
    for achievement in achievements:
        yield from _figures(achievement.figures, "achievements")
    of = {each.id: each.figures for each in achievements}
    for part in year.report.performance if year.report else ():
        for case in part.cases:
            yield from _figures(case.figures, "report")
            yield from _in_words(case, of.get(case.id, ()))
    for name, proposal in year.proposals:
        yield from _figures(proposal.results.figures, f"proposals/{name}")


def _figures(figures: Iterable[Figure], file: str) -> Iterator[Said]:
    for each in figures:
        address = f"{file}:{each.id}"
        yield Said(address, each.id, each.name, each.value, each.unit, each.last, each.target)


def _in_words(case: Case, figures: Iterable[Figure]) -> Iterator[Said]:
    """The value that a case's text names behind the name of one of its achievement's figures."""
    for figure in figures:
        found = re.search(re.escape(figure.name) + _SAID, case.text)
        if found:
            yield Said(f"report:{case.id}.text", figure.id, figure.name, found.group(1))


def _same(told: Iterable[Said]) -> list[list[Said]]:
    """Those that speak of one figure, together; groups that turn out to be one are joined."""
    groups: list[list[Said]] = []
    by: dict[tuple[str, str], list[Said]] = {}
    for each in told:
        keys = [("name", each.name), *([("id", each.id)] if each.shared else [])]
        known = [by[key] for key in keys if key in by]
        group = known[0] if known else []
        if not known:
            groups.append(group)
        for other in known[1:]:
            if other is not group:
                group += other
                groups = [one for one in groups if one is not other]
        group.append(each)
        for one in group:
            by["name", one.name] = group
            if one.shared:
                by["id", one.id] = group
    return groups


def _told_apart(group: list[Said]) -> Iterator[Difference]:
    for field in _FIELDS:
        says = [(each.address, text) for each in group if (text := getattr(each, field))]
        if len({_plain(text) for _, text in says}) > 1:
            yield Difference(group[0].name, field, tuple(says))


def _plain(text: str) -> object:
    """Numbers by their value (2,870 is 2870), other words as they stand."""
    found = number(text)
    return text.strip() if found is None else found


def _out_of_range(year: AgencyYear, groups: Iterable[list[Said]]) -> Iterator[Difference]:
    """A year's figure outside of what the sheets of its periods measured."""
    if year.rubric is None:
        return
    sheets: dict[str, list[tuple[str, str]]] = {}
    for name, assessment in year.assessments:
        for score in assessment.scores:
            if score.measured is not None:
                place = f"assessments/{name}:{score.id}.measured"
                sheets.setdefault(score.id, []).append((place, f"{score.measured:f}"))
    for leaf in leaves(year.rubric.parts):
        measured = sheets.get(leaf.id, [])
        names = {band.measure for band in leaf.bands if band.measure}
        for group in groups if measured else ():
            if leaf.id not in {one.id for one in group} and group[0].name not in names:
                continue
            numbers = [value for _, text in measured if (value := number(text)) is not None]
            for one in group:
                value = number(one.value)
                if value is not None and not min(numbers) <= value <= max(numbers):
                    said_ = ((one.address, one.value or ""), *measured)
                    yield Difference(one.name, "value", said_)
