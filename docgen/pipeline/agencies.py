"""A handful of agencies from data to files: what is stale is loaded, rendered, judged, written.

All documents of a type are rendered and judged before any is written; what becomes of them, and of
what goes wrong, is the agency's desk's. Everything that is remembered of an agency goes with the
handful, so a thousand of them take no more memory than one.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

import msgspec
from msgspec import structs

from docgen.load import Data
from docgen.pipeline import machine
from docgen.pipeline.desk import Desk, Job
from docgen.pipeline.documents import fill_in, load
from docgen.pipeline.gate import Batch, Gate
from docgen.pipeline.inputs import inputs
from docgen.pipeline.roster import roster
from docgen.pipeline.upkeep import Order, Upkeep
from docgen.sha2 import sha256

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from docgen.pipeline.built import Built
    from docgen.pipeline.documents import Part
    from docgen.pipeline.gate import Held, Waiting
    from docgen.pipeline.record import Entry
    from docgen.pipeline.roster import Roster
    from docgen.workspace import Workspace

    Progress = Callable[[str, int, int], None]


def build_these(
    workspace: Workspace,
    order: Order,
    roster: Roster,
    slugs: Sequence[str],
    progress: Progress | None = None,
) -> list[Built]:
    """The outcome of each agency, in order. One LibreOffice for all, while it is needed."""
    upkeep = Upkeep(workspace, order, roster)
    data = Data(workspace)
    shop = _Shop(workspace, order, upkeep, data, Gate(data, shares=order.shares, known=roster))
    desks = [Desk(workspace, order, slug) for slug in slugs]
    with _office(order):
        for number, desk in enumerate(desks):
            for type_ in order.types:
                if progress:
                    done = number * len(order.types) + order.types.index(type_)
                    progress(f"{desk.slug} {type_}", done, len(desks) * len(order.types))
                with desk.listening():
                    shop.make(desk, type_)
            if not order.others and not shop.waits_for(desk):
                with desk.listening():  # at once: a build that is stopped goes on from here
                    desk.record(upkeep)
        shop.judge_the_rest()
        if order.others:
            from docgen.pipeline.exporting import export_of

            export_of(workspace, upkeep, desks, progress)
    for desk in desks:
        with desk.listening():
            desk.record(upkeep)
    if progress:
        progress("", 1, 1)
    return [desk.built for desk in desks]


def _office(order: Order) -> AbstractContextManager[object]:
    """One LibreOffice for all, where other formats are wanted; for docx alone it is not loaded."""
    if not order.others:
        return nullcontext()
    from docgen.layout.libreoffice import kept

    return kept()


def give_out(
    data: Data,
    batch: Batch,
    out: Path | None = None,
    *,
    draft: bool = False,
    made_of: Sequence[str] = (),
    begun: int = 0,
) -> Built:
    """Judge and write documents that were rendered elsewhere.

    ``made_of``: the files that they follow from, ``begun``: when these were begun to be read
    (``Files.begun``); without them nothing is remembered.
    """
    workspace = data.workspace
    order = Order(workspace.root, out or workspace.build, draft=draft)
    known = roster(workspace)
    upkeep, gate = Upkeep(workspace, order, known), Gate(data, known=known)
    desk = Desk(workspace, order, batch.agency)
    desk.open(batch.year, batch.folder, upkeep)
    desk.drop(batch.key)
    files = {
        name: upkeep.files.digest(upkeep.path(name), desk.before.files.get(name))
        for name in made_of
    }
    with desk.listening():
        waiting = gate.read(batch)
        (held,) = gate.judge([waiting])
        settled = _settled(upkeep, begun, files)
        job = Job(batch, desk, (), files, "", data.chain(batch.agency), settled=settled)
        desk.take(job, held, upkeep)
    if made_of:
        desk.record(upkeep)
    return desk.built


class _Shop:
    """Takes one type of one agency after the other through the steps."""

    def __init__(
        self, workspace: Workspace, order: Order, upkeep: Upkeep, data: Data, gate: Gate
    ) -> None:
        self._workspace = workspace
        self._order = order
        self._upkeep = upkeep
        self._data = data
        self._gate = gate
        self._later: list[tuple[Job, Waiting]] = []  # for LibreOffice

    def make(self, desk: Desk, type_: str) -> None:
        """Up to the desk, or until LibreOffice has been asked."""
        order, slug = self._order, desk.slug
        year = order.year if order.year is not None else self._data.newest_year(slug)
        folder = self._upkeep.folder(slug, year)
        desk.open(year, folder, self._upkeep)
        why = tuple(self._upkeep.why(slug, year, type_, desk.before))
        entry = desk.before.entries.get(type_)
        if not why and entry is not None:
            desk.keep(type_, entry)
            return
        desk.drop(type_)
        loaded = load(self._data, slug, type_, year)
        chain = self._data.chain(slug)
        kinds = {type_: loaded.parts[0].kind, **loaded.kinds} if loaded.is_set else loaded.kinds
        names = tuple(dict.fromkeys(inputs(self._data, slug, year, kinds, chain)))
        files = {
            name: self._upkeep.files.digest(self._upkeep.path(name), desk.before.files.get(name))
            for name in names
        }
        model = _model(loaded.parts, files)
        # what was written since it was loaded is not what its digest says: not to be remembered
        settled = _settled(self._upkeep, self._upkeep.files.begun(), files)
        if entry is not None and settled and self._says_the_same(desk, entry, model, folder):
            desk.keep(type_, structs.replace(entry, inputs=files, chain=chain), why)
            return
        if order.others:
            from docgen.layout.libreoffice import begin

            begin()  # while documents are filled in and judged
        batch = Batch(slug, year, type_, folder, fill_in(self._workspace, loaded))
        job = Job(batch, desk, why, files, model, chain, settled=settled)
        waiting = self._gate.read(batch)
        if self._gate.is_clear(waiting):
            self._deliver(job, *self._gate.judge([waiting]))
        else:
            self._later.append((job, waiting))

    def waits_for(self, desk: Desk) -> bool:
        """Whether LibreOffice has a say in a document of the agency."""
        return any(job.desk is desk for job, _ in self._later)

    def judge_the_rest(self) -> None:
        """Those near a limit of pages: LibreOffice is started once."""
        judged = self._gate.judge([waiting for _, waiting in self._later])
        for (job, _), held in zip(self._later, judged, strict=True):
            with job.desk.listening():
                self._deliver(job, held)

    def _deliver(self, job: Job, held: tuple[Held, ...]) -> None:
        job.desk.take(job, held, self._upkeep)

    def _says_the_same(self, desk: Desk, entry: Entry, model: str, folder: Path) -> bool:
        """Whether what changed does not show in the documents, and those are as they were made.

        Faults and shares name lines of the data, which may have moved.
        """
        if self._order.anew or self._order.draft or self._order.shares:
            return False
        if entry.model != model or entry.problems or entry.code != machine.code():
            return False
        if not self._upkeep.is_named(entry):
            return False
        if entry.tools and entry.tools != machine.tools():
            return False
        return not any(
            one.shown != msgspec.Raw(b"null") or any(self._upkeep.spoilt(folder, desk.before, one))
            for one in entry.documents
        )


def _settled(upkeep: Upkeep, begun: int, files: Iterable[str]) -> bool:
    """Whether the files are those that were read: none was written since."""
    return not upkeep.files.changed_since(begun, map(upkeep.path, files))


def _model(parts: Iterable[Part], files: dict[str, str]) -> str:
    """Stands for all that documents follow from, however the data are written; verdicts, with names."""
    told = sha256()
    for part in parts:
        told.update(msgspec.msgpack.encode((part.type, part.caption, part.year)))
    for name, digest in sorted(files.items()):
        if name.startswith("templates/") or name.endswith(".docx"):
            told.update(f"{name} {digest}\n".encode())
    return told.hexdigest()[:32]
