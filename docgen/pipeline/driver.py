"""``build``: every document of agencies, by one process, by many, or by a cluster.

The one who drives looks at the records, hands out what is stale in handfuls of agencies, and
yields the outcomes in the order of the agencies, whoever comes first. It holds no documents, and
no more than a few handfuls are under way: what has been told is gone.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING, Final

from docgen import doctype as doctypes
from docgen.pipeline.built import Built, Made, joined
from docgen.pipeline.roster import Roster, roster
from docgen.pipeline.stamps import Files
from docgen.pipeline.upkeep import Order, Upkeep
from docgen.problem import Problem, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from docgen.pipeline.crew import Crew
    from docgen.workspace import Workspace

    Progress = Callable[[str, int, int], None]
    Slots = tuple[tuple[Built | None, ...], tuple[str, ...]]

HANDFUL: Final = 25  # agencies in one task: some hundred documents
_FEW: Final = 4  # agencies that are done before another process has started
_IDLE: Final = 100  # agencies with nothing to do that are told together


def build(
    workspace: Workspace,
    slugs: Iterable[str] | None = None,
    year: int | None = None,
    out: Path | None = None,
    progress: Progress | None = None,
    *,
    types: Iterable[str] | None = None,
    draft: bool = False,
    shares: bool = False,
    to: Sequence[str] = ("docx",),
    anew: bool = False,
    jobs: int = 1,
    cluster: str | None = None,
) -> Built:
    """Every document of every agency named (None: all); what fails does not stop the others.

    ``progress`` is told what comes next, how many are done, and of how many. ``types`` are the
    document types (None: all). ``draft`` writes what breaks a rule beside, under another name.
    ``shares`` asks what each value takes of the pages, even where none are prescribed. ``anew``
    makes what is up to date too. ``jobs`` processes work, or those of a Dask ``cluster``.
    """
    order = Order(
        workspace.root,
        out or workspace.build,
        year,
        doctypes.of_agency(workspace) if types is None else tuple(types),
        draft,
        shares,
        tuple(to),
        anew,
    )
    return joined(building(workspace, order, slugs, progress, jobs=jobs, cluster=cluster))


def make(
    workspace: Workspace,
    slug: str,
    type_: str,
    year: int | None = None,
    out: Path | None = None,
    *,
    draft: bool = False,
) -> tuple[Made, ...]:
    """Write all documents of one type of an agency that break no rule.

    Refused with every fault, warnings too, where one breaks a rule or cannot be made; the others
    are written all the same.
    """
    built = build(workspace, [slug], year, out, types=[type_], draft=draft)
    if any(problem.level == "error" for problem in built.problems):
        raise Refused(built.problems)
    return built.made


def building(
    workspace: Workspace,
    order: Order,
    slugs: Iterable[str] | None = None,
    progress: Progress | None = None,
    *,
    jobs: int = 1,
    cluster: str | None = None,
) -> Iterator[Built]:
    """The outcome of each agency, in order, as soon as those before it are there."""
    with suppress(OSError):  # what remembers nothing costs time, never a document
        (workspace.cache).mkdir(parents=True, exist_ok=True)
    known = roster(workspace, Files(workspace.cache))
    wanted = known if slugs is None else tuple(dict.fromkeys(slugs))
    if not wanted or not order.types:
        raise Refused([Problem("nothing-to-build")])
    handfuls = _handfuls(Upkeep(workspace, order, known), wanted)
    first = next(handfuls)
    few = _FEW if cluster is None else 0  # with nothing to do nobody is asked for help
    if len(first[0]) == len(wanted) and len(first[1]) <= few:
        yield from _few(workspace, order, known, first, progress)
        return
    from docgen.pipeline.crew import here, in_order, pool

    if cluster is not None:
        crew = _cluster(workspace, order, known, cluster)
    else:
        crew = here(order, known) if jobs == 1 else pool(order, known, jobs)
    with crew:
        try:
            for number, built in enumerate(in_order(crew, chain([first], handfuls)), 1):
                yield built
                if progress:
                    progress(wanted[number - 1], number, len(wanted))
        except Refused as refused:  # a cluster that fails: what was finished is told all the same
            yield Built((), refused.problems)


def _cluster(workspace: Workspace, order: Order, known: Roster, address: str) -> Crew:
    try:
        from docgen.pipeline.cluster import cluster_of
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in {"distributed", "dask"}:
            raise
        raise Refused([Problem("cluster-missing")]) from None
    return cluster_of(workspace, order, known, address)


def _few(
    workspace: Workspace, order: Order, known: Roster, first: Slots, progress: Progress | None
) -> Iterator[Built]:
    """So few that no other process is worth its start; the bar tells of each step."""
    slots, stale = first
    made: list[Built] = []
    if stale:
        from docgen.pipeline.agencies import build_these

        made = build_these(workspace, order, known, stale, progress)
    fresh = iter(made)
    for slot in slots:
        yield next(fresh) if slot is None else slot


def _handfuls(upkeep: Upkeep, slugs: Iterable[str]) -> Iterator[Slots]:
    """Agencies in a row: the outcome of those with nothing to do, else None; and who is stale."""
    slots: list[Built | None] = []
    stale: list[str] = []
    for slug in slugs:
        found = upkeep.idle(slug)
        slots.append(found)
        if found is None:
            stale.append(slug)
        if len(stale) == HANDFUL or len(slots) == _IDLE:
            yield tuple(slots), tuple(stale)
            slots, stale = [], []
    if slots:
        yield tuple(slots), tuple(stale)
