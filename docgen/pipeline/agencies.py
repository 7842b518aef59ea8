"""A handful of agencies from data to files: what is stale is loaded, rendered, judged, written.

All documents of a type are rendered and judged before any is written; what fails leaves the old
file as it was, and stops nothing else. Everything that is remembered of an agency goes with the
handful, so a thousand of them take no more memory than one.
"""

from __future__ import annotations

import hashlib
import traceback
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct, structs

from docgen.export import FORMATS
from docgen.layout import libreoffice
from docgen.load import Data
from docgen.pipeline import machine
from docgen.pipeline.built import DRAFT, Built, Made, Reason, identity
from docgen.pipeline.documents import fill_in, load
from docgen.pipeline.gate import Batch, Gate
from docgen.pipeline.inputs import inputs
from docgen.pipeline.record import Document, Entry, Record
from docgen.pipeline.roster import roster
from docgen.pipeline.stamps import digest_of
from docgen.pipeline.upkeep import Order, Upkeep, shown
from docgen.pipeline.write import remove, write_all
from docgen.problem import Problem, Refused, Where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from docgen.pipeline.documents import Part
    from docgen.pipeline.gate import Held, Waiting
    from docgen.pipeline.roster import Roster
    from docgen.workspace import Workspace

    Progress = Callable[[str, int, int], None]

_HOW_MANY_FRAMES: Final = 3


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
    with libreoffice.kept():
        for number, desk in enumerate(desks):
            for type_ in order.types:
                if progress:
                    done = number * len(order.types) + order.types.index(type_)
                    progress(f"{desk.slug} {type_}", done, len(desks) * len(order.types))
                with desk.listening():
                    shop.make(desk, type_)
            if not order.others and not shop.waits_for(desk):
                desk.record(upkeep)  # at once: a build that is stopped goes on from here
        shop.judge_the_rest()
        if order.others:
            from docgen.pipeline.exporting import export_of

            export_of(workspace, upkeep, desks, progress)
    for desk in desks:
        desk.record(upkeep)
    if progress:
        progress("", 1, 1)
    return [desk.built for desk in desks]


def give_out(
    data: Data, batches: Sequence[Batch], out: Path | None = None, *, draft: bool = False
) -> Built:
    """Judge and write documents that were rendered elsewhere; nothing of them is remembered."""
    workspace = data.workspace
    order = Order(workspace.root, out or workspace.build, draft=draft)
    known = roster(workspace)
    upkeep, gate = Upkeep(workspace, order, known), Gate(data, known=known)
    desk = Desk(workspace, order, batches[0].agency)
    waiting = [gate.read(batch) for batch in batches]
    for one, held in zip(waiting, gate.judge(waiting), strict=True):
        with desk.listening():
            desk.take(Job(one.batch, desk, (), {}, "", ()), held, upkeep)
    return desk.built


class Job(Struct, frozen=True):
    """A type of an agency's year that is being made: why, and of what."""

    batch: Batch
    desk: Desk
    why: tuple[Reason, ...]
    inputs: dict[str, str]
    model: str
    chain: tuple[str, ...]


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
        model = _model(loaded.parts, files, self._upkeep.names)
        if entry is not None and self._says_the_same(desk, entry, model, folder):
            desk.keep(type_, structs.replace(entry, inputs=files, chain=chain), why)
            return
        if order.others:
            libreoffice.begin()  # while documents are filled in and judged
        batch = Batch(slug, year, type_, folder, fill_in(self._workspace, loaded))
        job = Job(batch, desk, why, files, model, chain)
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
        if entry.tools and entry.tools != machine.tools():
            return False
        return not any(
            one.shown != msgspec.Raw(b"null") or any(self._upkeep.spoilt(folder, desk.before, one))
            for one in entry.documents
        )


def _model(parts: Iterable[Part], files: dict[str, str], names: str) -> str:
    """Stands for all that documents and verdicts follow from, however the data are written."""
    told = hashlib.sha256(names.encode())
    for part in parts:
        told.update(msgspec.msgpack.encode((part.type, part.caption, part.year)))
    for name, digest in sorted(files.items()):
        if name.startswith("templates/") or name.endswith(".docx"):
            told.update(f"{name} {digest}\n".encode())
    return told.hexdigest()[:32]


class Desk:
    """Takes judged documents of an agency, writes those that passed, and keeps what is to be said."""

    def __init__(self, workspace: Workspace, order: Order, slug: str) -> None:
        self.slug = slug
        self.made: list[Made] = []
        self.refused: list[Made] = []
        self.before = Record()
        self.year: int | None = None
        self.entries: dict[str, Entry] = {}
        self._folder = order.out
        self._recorded = False
        self._told: dict[tuple[object, ...], Problem] = {}
        self._workspace = workspace
        self._order = order

    @property
    def built(self) -> Built:
        """All that was made and told, in that order."""
        return Built(tuple(self.made), tuple(self._told.values()), tuple(self.refused))

    def open(self, year: int, folder: Path, upkeep: Upkeep) -> None:
        """Take out the agency's record."""
        if self.year is None:
            self.year, self._folder = year, folder
            self.before = upkeep.records.load(self.slug, year)
            self.entries = dict(self.before.entries)

    def listening(self) -> _Listening:
        """What goes wrong in the block is told of this agency, and stops no other."""
        return _Listening(self, self._workspace)

    def tell(self, problems: Iterable[Problem]) -> None:
        """Each fault once: one of a parent's file stops every document that is made from it."""
        for problem in problems:
            self._told.setdefault(identity(problem), problem)

    def keep(self, type_: str, entry: Entry, why: tuple[Reason, ...] = ()) -> None:
        """Documents that are up to date, with what was said of them when they were made."""
        self.entries[type_] = entry
        self.tell(entry.problems)
        for one in entry.documents:
            budget, shares = shown(one)
            path = self._folder / f"{one.name}.docx"
            self.made.append(
                Made(
                    path,
                    type_,
                    one.name,
                    self.slug,
                    self.year or 0,
                    budget=budget,
                    shares=shares,
                    written=False,
                    why=why,
                )
            )

    def drop(self, type_: str) -> None:
        """Forget the record of what is being made: it may not come to an end."""
        self.entries.pop(type_, None)

    def take(self, job: Job, held: tuple[Held, ...], upkeep: Upkeep) -> None:
        """Write what passed of one batch in one go; drafts of it that are older go away."""
        batch = job.batch
        for one in held:
            self.tell(self._faults(batch, one))
            if not (one.accepted or self._order.draft):
                self.refused.append(self._made(job, one))
        wanted = [one for one in held if one.accepted or self._order.draft]
        made = [(self._made(job, one), one) for one in wanted]
        files = [(each.path, one.content) for each, one in made if each.written]
        write_all(files, self._order.out, self._workspace.relative)
        remove(self._stale(batch, held), self._workspace.relative)
        for path, _ in files:
            upkeep.files.forget(str(path))
        self.made += [each for each, _ in made]
        if all(one.accepted for one in held) and not self._order.shares:
            self.entries[batch.type] = self._entry(job, held, upkeep)

    def record(self, upkeep: Upkeep) -> None:
        """Write down what stands there now."""
        if self.year is None or self._recorded:
            return
        self._recorded = True
        record = structs.replace(self.before, entries=self.entries)
        if self.entries == self.before.entries:
            upkeep.refresh(self.slug, self.year, record)
            return
        upkeep.records.store(self.slug, self.year, upkeep.looked_at(self.slug, self.year, record))

    def _entry(self, job: Job, held: tuple[Held, ...], upkeep: Upkeep) -> Entry:
        measured = any(one.budget is not None for one in held)
        told = [problem for one in held for problem in one.problems]
        return Entry(
            code=machine.code(),
            names=upkeep.names,
            inputs=job.inputs,
            model=job.model,
            documents=tuple(self._document(job, one) for one in held),
            chain=job.chain,
            tools=machine.tools() if measured or told else "",
            problems=tuple(told),
        )

    def _document(self, job: Job, one: Held) -> Document:
        measured = msgspec.json.encode((one.budget, one.shares)) if one.budget else b"null"
        before = self.before.entries.get(job.batch.type)
        known = {each.name: each.others for each in before.documents} if before else {}
        return Document(
            one.name, digest_of(one.content), msgspec.Raw(measured), known.get(one.name, {})
        )

    def _stale(self, batch: Batch, held: tuple[Held, ...]) -> Iterator[Path]:
        """The drafts of what passed, with what was made of them."""
        for one in held:
            if one.accepted:
                draft = self._path(batch, one, draft=True)
                yield from (draft.with_suffix(f".{extension}") for extension in FORMATS)

    def _path(self, batch: Batch, one: Held, *, draft: bool) -> Path:
        return batch.folder / f"{one.name}{DRAFT if draft else ''}.docx"

    def _made(self, job: Job, one: Held) -> Made:
        draft = self._order.draft and not one.accepted
        path = self._path(job.batch, one, draft=draft)
        return Made(
            path,
            job.batch.type,
            one.name,
            self.slug,
            job.batch.year,
            draft=draft,
            budget=one.budget,
            shares=one.shares,
            written=not holds(path, one.content),
            why=about(job.why, path, self._workspace),
        )

    def _faults(self, batch: Batch, one: Held) -> Iterator[Problem]:
        """The faults of a document; of one that is not written, that it is not."""
        if one.accepted:
            yield from one.problems
            return
        name = self._workspace.relative(self._path(batch, one, draft=self._order.draft))
        for problem in one.problems:
            yield structs.replace(problem, where=structs.replace(problem.where, docx=name))
        if not self._order.draft:
            errors = sum(problem.level == "error" for problem in one.problems)
            yield Problem("not-written", Where(docx=name), {"errors": str(errors)})


class _Listening:
    """Problems, and bugs of ours, become what is told of one agency."""

    def __init__(self, desk: Desk, workspace: Workspace) -> None:
        self._desk = desk
        self._workspace = workspace

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        if isinstance(error, Refused):
            self._desk.tell(error.problems)
            return True
        if isinstance(error, Exception):
            self._desk.tell([bug_of(self._desk.slug, error)])
            return True
        return False


def bug_of(slug: str, error: Exception) -> Problem:
    """A fault of ours while an agency was built: the others must not suffer for it."""
    frames = traceback.extract_tb(error.__traceback__)[-_HOW_MANY_FRAMES:]
    steps = " ← ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
    args = {"error": f"{type(error).__name__}: {error} ({steps})"}
    return Problem("bug", Where(file=f"data/{slug}"), args)


def about(why: Iterable[Reason], path: Path, workspace: Workspace) -> tuple[Reason, ...]:
    """The reasons for one document: that another is missing or was edited is none."""
    name = workspace.relative(path)
    return tuple(
        each for each in why if each.cause not in {"missing", "edited"} or each.file == name
    )


def holds(path: Path, content: bytes) -> bool:
    """Whether these bytes stand there, in a plain file."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size != len(content):
            return False
        return path.read_bytes() == content
    except OSError:
        return False
