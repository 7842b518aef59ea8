"""What becomes of an agency's judged documents: those that passed are written and remembered.

One desk for each agency. What fails leaves the old file as it was, and whatever goes wrong is told
of its agency alone, each fault once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct, structs

from docgen.export import FORMATS
from docgen.pipeline import machine
from docgen.pipeline.built import DRAFT, Built, Made, Reason, identity
from docgen.pipeline.record import Document, Entry, Record
from docgen.pipeline.stamps import digest_of
from docgen.pipeline.upkeep import shown
from docgen.pipeline.write import remove, write_all
from docgen.problem import Problem, Refused, Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from docgen.pipeline.gate import Batch, Held
    from docgen.pipeline.upkeep import Order, Upkeep
    from docgen.workspace import Workspace

_HOW_MANY_FRAMES: Final = 3
_OF_ONE: Final = frozenset({"missing", "edited", "format"})  # causes that are of one file alone


class Job(Struct, frozen=True):
    """A type of an agency's year that is being made: why, and of what.

    ``settled``: the ``inputs`` are those that were read; else the next build reads them again.
    """

    batch: Batch
    desk: Desk
    why: tuple[Reason, ...]
    inputs: dict[str, str]
    model: str
    chain: tuple[str, ...]
    settled: bool = True


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
        lasts = job.settled and not any(map(_is_passing, held))
        if lasts and all(one.accepted for one in held) and not self._order.shares:
            self.entries[batch.key] = self._entry(job, held)

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

    def _entry(self, job: Job, held: tuple[Held, ...]) -> Entry:
        measured = any(one.budget is not None for one in held)
        told = [problem for one in held for problem in one.problems]
        return Entry(
            code=machine.code(),
            names=tuple(sorted({one.names for one in held})),
            inputs=job.inputs,
            model=job.model,
            documents=tuple(self._document(job, one) for one in held),
            chain=job.chain,
            tools=machine.tools() if measured or told else "",
            problems=tuple(told),
        )

    def _document(self, job: Job, one: Held) -> Document:
        measured = msgspec.json.encode((one.budget, one.shares)) if one.budget else b"null"
        before = self.before.entries.get(job.batch.key)
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


def _is_passing(one: Held) -> bool:
    """Whether a tool failed while it was judged."""
    if not one.problems:
        return False
    from docgen.problem.faults import PASSING_FAULTS

    return any(problem.rule in PASSING_FAULTS for problem in one.problems)


def bug_of(slug: str, error: Exception) -> Problem:
    """A fault of ours while an agency was built: the others must not suffer for it."""
    import traceback  # loads a tokenizer

    frames = traceback.extract_tb(error.__traceback__)[-_HOW_MANY_FRAMES:]
    steps = " ← ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
    args = {"error": f"{type(error).__name__}: {error} ({steps})"}
    return Problem("bug", Where(file=f"data/{slug}"), args)


def about(why: Iterable[Reason], path: Path, workspace: Workspace) -> tuple[Reason, ...]:
    """The reasons for one document: that another is missing or was edited is none."""
    name = workspace.relative(path)
    return tuple(each for each in why if each.cause not in _OF_ONE or each.file == name)


def holds(path: Path, content: bytes) -> bool:
    """Whether these bytes stand there, in a plain file."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size != len(content):
            return False
        return path.read_bytes() == content
    except OSError:
        return False
