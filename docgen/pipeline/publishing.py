"""The order of steps from data to a bundle: render, judge, gates, formats, pages, into its place.

Nothing is published that would not pass: every gate is asked before the first byte is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from docgen.load import Data
from docgen.pipeline.judging import bench
from docgen.pipeline.page_contexts import writer_of
from docgen.pipeline.public_files import formats
from docgen.pipeline.publishable import Prepared, prepared, with_files
from docgen.pipeline.restoring import restore
from docgen.pipeline.shelf import Shelf
from docgen.problem import Problem, Refused, Where
from docgen.site import gates
from docgen.site.bundle import is_published, make
from docgen.site.lists import lists

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from docgen.pipeline.public_files import Exporter
    from docgen.pipeline.shelf import Known
    from docgen.site.bundle import Made
    from docgen.site.frame import Writer
    from docgen.site.records import Version
    from docgen.workspace import Workspace


class Request(Struct, frozen=True):
    """What to publish and how. ``slugs`` None: every agency; ``year`` None: the newest of each.

    ``note`` says what changed since the version before. ``base`` is the address under which the
    bundle will stand (``https://…/``), where it is known. ``level`` is that of the title in the
    fragments for a CMS, else that of ``site.yaml``.
    """

    site: Path
    day: dt.date
    slugs: tuple[str, ...] | None = None
    year: int | None = None
    note: str = ""
    base: str = ""
    level: int | None = None
    keep_going: bool = False


class Publication(Struct, frozen=True):
    """What came of it: new versions, those that said the same already, and all problems."""

    published: tuple[Version, ...]
    unchanged: tuple[Version, ...]
    problems: tuple[Problem, ...]


def publish(
    workspace: Workspace, request: Request, exporter: Exporter | None = None
) -> Publication:
    """Publish; Refused with all problems, nothing written, unless it is to keep going.

    Then the agencies that pass are published and the problems of the others returned.
    """
    slugs = workspace.agencies() if request.slugs is None else request.slugs
    if not slugs:
        raise Refused([Problem("nothing-to-publish")])
    shelf = Shelf(request.site)
    problems: list[Problem] = []
    ready: list[Prepared] = []
    data, judges = Data(workspace), bench(workspace)
    writer = writer_of(workspace, request.base, request.level)
    for slug in dict.fromkeys(slugs):
        try:
            ready.append(
                prepared(data, judges, writer, slug, request.year, request.day, request.note)
            )
        except Refused as refused:
            problems += [p for p in refused.problems if p not in problems]
    _stop(problems, request)
    changed, same = _changed(shelf, writer, ready)
    exported: list[Prepared] = []
    for result in with_files(changed, exporter or formats) if changed else ():
        if isinstance(result, Prepared):
            exported.append(result)
        else:
            problems += result
    _stop(problems, request)
    with shelf.locked():
        restored = _restored(shelf, writer, ready, {version.agency for version in same})
        told = [problem for found in restored.values() for problem in found]
        problems += (problem for problem in told if problem.level == "error")
        sound = {
            slug for slug, found in restored.items() if all(p.level == "warning" for p in found)
        }
        made = _made(
            shelf, writer, [each for each in exported if each.order.agency in sound], problems
        )
        restoring = [problem for problem in told if problem.level == "warning"]
        _stop(problems, request, restoring)
        _put(shelf, writer, made)
    warnings = [*restoring, *(problem for each in ready for problem in each.warnings)]
    unchanged = tuple(version for version in same if version.agency in sound)
    return Publication(tuple(each.version for each in made), unchanged, (*problems, *warnings))


def _stop(problems: list[Problem], request: Request, restoring: Sequence[Problem] = ()) -> None:
    """``restoring`` tells what was put back already: that is right whatever else is wrong."""
    if problems and not request.keep_going:
        raise Refused([*problems, *restoring])


def _restored(
    shelf: Shelf, writer: Writer, ready: list[Prepared], same: set[str]
) -> dict[str, tuple[Problem, ...]]:
    """By agency, what somebody had altered of what is published."""
    known = shelf.known()
    return {
        each.order.agency: restore(
            shelf, writer, each.order, known, stays=each.order.agency in same
        )
        for each in ready
    }


def _changed(
    shelf: Shelf, writer: Writer, ready: list[Prepared]
) -> tuple[list[Prepared], list[Version]]:
    """Those that say something new, and the versions that the others are already."""
    known = shelf.known()
    changed: list[Prepared] = []
    same: list[Version] = []
    for each in ready:
        past = shelf.past(known, each.order.agency, each.order.year)
        if is_published(writer, each.order, past):
            same.append(past.versions[-1])
        else:
            changed.append(each)
    return changed, same


def _made(
    shelf: Shelf,
    writer: Writer,
    exported: list[Prepared],
    problems: list[Problem],
) -> list[Made]:
    """The new versions in memory, their links followed; what another build did meanwhile counts."""
    known = shelf.known()
    made: list[Made] = []
    for each in exported:
        past = shelf.past(known, each.order.agency, each.order.year)
        if is_published(writer, each.order, past):
            continue
        if past.versions and past.versions[-1].updated > each.order.day:
            problems.append(_too_early(shelf, past.versions[-1], each.order.day))
            continue
        new = make(writer, each.order, past)
        faults = _dead(shelf, writer, known, new)
        problems += faults
        if not faults:
            made.append(new)
    return made


def _too_early(shelf: Shelf, newest: Version, day: dt.date) -> Problem:
    folder = shelf.root / newest.agency / str(newest.year) / f"v{newest.version}"
    args = {"date": day.isoformat(), "newest": newest.updated.isoformat()}
    return Problem("dated-before", Where(file=shelf.named(folder)), args)


def _dead(shelf: Shelf, writer: Writer, known: Known, new: Made) -> list[Problem]:
    """Links that lead nowhere, of the new version's pages and of all that will name it."""
    pages = lists(writer, _with(known, [new]))
    folder = f"{new.version.agency}/{new.version.year}/v{new.version.version}/"
    inside = {folder + name: content for name, content in new.files.items()}
    there = {*shelf.files(), *inside, *pages}
    html = {n: c for n, c in {**inside, **pages}.items() if n.endswith(".html")}
    return list(gates.dead_links(html, there))


def _with(known: Known, made: Iterable[Made]) -> Known:
    """What is published, and the new versions."""
    grown = {slug: dict(years) for slug, years in known.items()}
    for each in made:
        years = grown.setdefault(each.version.agency, {})
        years[each.version.year] = [*years.get(each.version.year, []), each.version]
    return grown


def _put(shelf: Shelf, writer: Writer, made: list[Made]) -> None:
    """The versions into their places; then the pages that name them."""
    for each in made:
        shelf.add(each)
    known = shelf.known()
    if known:
        shelf.name(lists(writer, known))
