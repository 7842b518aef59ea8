"""What of a year is covered, what differs, what is due: for ``docgen status``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from docgen.load import Data
from docgen.pipeline.checking import bench, check_built
from docgen.pipeline.drafting import TYPE
from docgen.pipeline.fitting import Press, laid_out, limits
from docgen.problem import Refused
from docgen.year.coverage import differences, without_figures
from docgen.year.deadlines import due
from docgen.year.gaps import uncovered

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from docgen.load import Sources
    from docgen.model.agency_year import AgencyYear
    from docgen.model.report import Report
    from docgen.problem import Where
    from docgen.workspace import Workspace
    from docgen.year.coverage import Idle
    from docgen.year.deadlines import Due

NEEDS = (
    "plan",
    "rubric",
    "rules",
    "forms",
    "report",
    "consolidated",
    "achievements",
    "assessments",
    "proposals",
)


class Differing(Struct, frozen=True):
    """One figure told in two ways: where, and with what words."""

    name: str
    field: str
    says: tuple[tuple[Where, str], ...]


class Fit(Struct, frozen=True):
    """The pages of the report as the typesetter counts them, and how many it may have."""

    pages: int
    lines: int
    limit: int


class Judged(Struct, frozen=True):
    """A document that was made, and how many errors and warnings its form has."""

    path: Path
    errors: int
    warnings: int


class Covered(Struct, frozen=True):
    """One agency's year. ``achievements``: how many there are; ``practices`` lack one."""

    agency: str
    year: int
    achievements: int
    practices: tuple[str, ...]
    indicators: tuple[Idle, ...]
    differences: tuple[Differing, ...]
    deadlines: tuple[Due, ...]
    fit: Fit | None
    consolidated: Fit | None
    judged: tuple[Judged, ...]


def covered(
    workspace: Workspace,
    today: dt.date,
    slugs: Iterable[str] | None = None,
    year: int | None = None,
    out: Path | None = None,
) -> tuple[Covered, ...]:
    """Every agency named (None: all); one whose data is faulty is left out, status tells why."""
    data = Data(workspace)
    found = []
    for slug in workspace.agencies() if slugs is None else slugs:
        try:
            chosen = data.newest_year(slug) if year is None else year
            loaded, sources = data.agency_year(slug, chosen, NEEDS)
        except Refused:
            continue
        found.append(
            Covered(
                slug,
                chosen,
                len(loaded.achievements.achievements) if loaded.achievements else 0,
                uncovered(loaded) if loaded.achievements else (),
                without_figures(loaded) if loaded.achievements or loaded.report else (),
                tuple(_differing(loaded, sources)),
                due(loaded.rules, today) if loaded.rules else (),
                _fit(workspace, slug, loaded, loaded.report),
                _fit(workspace, slug, loaded, loaded.consolidated),
                tuple(_judged(workspace, slug, chosen, out)),
            )
        )
    return tuple(found)


def _differing(year: AgencyYear, sources: Sources) -> Iterator[Differing]:
    for each in differences(year):
        says = tuple((sources.where(address), text) for address, text in each.says)
        yield Differing(each.name, each.field, says)


def _fit(workspace: Workspace, slug: str, year: AgencyYear, report: Report | None) -> Fit | None:
    """None without a report, or where its type limits no pages or its lines cannot be counted."""
    if report is None:
        return None
    try:
        kind, rules = bench(workspace).type(TYPE)
        allowed = limits(rules, TYPE)
        pages, lines = laid_out(Press(workspace, slug, TYPE, kind), year, report)
    except Refused:
        return None
    return Fit(pages, lines, allowed.pages)


def _judged(workspace: Workspace, slug: str, year: int, out: Path | None) -> Iterator[Judged]:
    try:
        documents = check_built(workspace, [slug], year, out, "typeset")
    except Refused:  # nothing was made yet
        return
    for each in documents:
        errors = sum(problem.level == "error" for problem in each.problems)
        yield Judged(each.path, errors, len(each.problems) - errors)
