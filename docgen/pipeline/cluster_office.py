"""What travels to a cluster and back: data go out with each task, documents and records come in.

Workers share no disk with us. With a task go the data files of its agencies and of those above
them, and which types are not up to date; back come the documents and what is to be remembered.
Only who drives writes files, and only what is other than what stands there.
"""

from __future__ import annotations

import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct, structs

from docgen.pipeline import machine
from docgen.pipeline.built import DRAFT, Built, Made, Reason, identity
from docgen.pipeline.cluster_tasks import FOLDER, LINK, ODD, SIZE
from docgen.pipeline.desk import about, holds
from docgen.pipeline.record import Document, Entry, Record
from docgen.pipeline.upkeep import Order, Upkeep, made_of
from docgen.pipeline.write import remove, write_all
from docgen.problem import Problem, Refused
from docgen.workspace import MAX_DATA_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from docgen.pipeline.cluster_tasks import Files, Sent, Wanted
    from docgen.pipeline.roster import Roster
    from docgen.workspace import Workspace

_BUILD: Final = "build"  # where a worker writes, in its own room


class Due(Struct, frozen=True):
    """What an agency wants: its types that are not up to date, each with the reasons."""

    year: int | None
    record: Record
    types: dict[str, tuple[Reason, ...]]


class Office:
    """Sends out the data, and takes in what was made."""

    def __init__(self, workspace: Workspace, order: Order, roster: Roster) -> None:
        self._workspace = workspace
        self._order = order
        self._roster = roster
        self._upkeep = Upkeep(workspace, order, roster)
        self._due: dict[str, Due] = {}

    def wanted(self, slugs: Sequence[str]) -> list[Wanted]:
        """What is to be made of each agency."""
        for slug in slugs:
            self._due[slug] = self._due_of(slug)
        return [(slug, tuple(self._due[slug].types)) for slug in slugs]

    def _due_of(self, slug: str) -> Due:
        order, year = self._order, self._upkeep.year(slug)
        record = Record() if year is None else self._upkeep.records.load(slug, year)
        found: dict[str, tuple[Reason, ...]] = {}
        for type_ in order.types:
            why = tuple(self._upkeep.why(slug, year or 0, type_, record))
            entry = record.entries.get(type_)
            if entry is not None and not why:
                folder = self._upkeep.folder(slug, year or 0)
                others = (
                    self._upkeep.spoilt(folder, record, one, order.others)
                    for one in entry.documents
                )
                why = tuple(reason for reasons in others for reason in reasons)
            if why:
                found[type_] = why
        return Due(year, record, found)

    def files(self, slugs: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """The data of the agencies, and of those above them of the same year."""
        sent: set[tuple[str, int | None]] = set()
        for slug in slugs:
            year = self._upkeep.year(slug)
            for member in self._roster.line(slug):
                if (member, year) in sent:
                    continue
                sent.add((member, year))
                yield from self._of(member, year, own=member == slug)

    def _of(self, member: str, year: int | None, *, own: bool) -> Iterator[tuple[str, bytes]]:
        folder = self._workspace.data / member
        if folder.is_symlink():
            return
        yield from _packed(self._workspace, folder / "agency.yaml")
        if year is not None:
            yield from _packed(self._workspace, folder / str(year))
        if own:
            yield from _packed(self._workspace, folder / "templates")

    def take(self, sent: list[Sent]) -> list[Built]:
        """Write the documents that are other than what stands there, and the records."""
        return [self._taken(each) for each in sent]

    def _taken(self, sent: Sent) -> Built:
        due = self._due.pop(sent.slug)
        made = [self._made(one, sent.files, due) for one in sent.built.made]
        refused = tuple(
            structs.replace(one, path=self._path(one.path)) for one in sent.built.refused
        )
        stand, told = self._stands(sent.slug, due)
        problems = {identity(each): each for each in (*told, *map(self._told, sent.built.problems))}
        name = self._workspace.relative
        try:
            files = [
                (new.path, sent.files[_in_room(old.path)])
                for old, new in zip(sent.built.made, made, strict=True)
                if new.written
            ]
            write_all(files, self._order.out, name)
            remove((p for one in made for p in _drafts(one)), name)
        except Refused as error:
            return Built(tuple(stand), (*problems.values(), *error.problems), refused)
        for path, _ in files:
            self._upkeep.files.forget(str(path))
        self._record(sent, due)
        rank = {type_: number for number, type_ in enumerate(self._order.types)}
        every = sorted((*stand, *made), key=lambda one: rank[one.type])
        return Built(tuple(every), tuple(problems.values()), refused)

    def _stands(self, slug: str, due: Due) -> tuple[list[Made], list[Problem]]:
        """The documents of the types that are up to date, and what was said of them."""
        made: list[Made] = []
        problems: list[Problem] = []
        year = due.year or 0
        folder = self._upkeep.folder(slug, year)
        for type_ in self._order.types:
            entry = due.record.entries.get(type_)
            if entry is not None and type_ not in due.types:
                for one in entry.documents:
                    made += self._upkeep.stands(folder, slug, year, type_, one)
                problems += entry.problems
        return made, problems

    def _made(self, one: Made, files: Files, due: Due) -> Made:
        path = self._path(one.path)
        written = not holds(path, files[_in_room(one.path)])
        why = about(due.types.get(one.type, ()), path, self._workspace)
        return structs.replace(one, path=path, written=written, why=why)

    def _path(self, there: Path) -> Path:
        return self._order.out / Path(_in_room(there)).relative_to(_BUILD)

    def _told(self, problem: Problem) -> Problem:
        """Its docx by the name that it has here."""
        docx = problem.where.docx
        if docx is None or not docx.startswith(f"{_BUILD}/"):
            return problem
        here = self._workspace.relative(self._order.out / docx.removeprefix(f"{_BUILD}/"))
        return structs.replace(problem, where=structs.replace(problem.where, docx=here))

    def _record(self, sent: Sent, due: Due) -> None:
        if sent.record is None or due.year is None or self._order.shares:
            return
        there = msgspec.json.decode(sent.record, type=Record)
        before = due.record.entries
        kept = {type_: entry for type_, entry in before.items() if type_ not in due.types}
        new = {type_: _ours(entry, before.get(type_)) for type_, entry in there.entries.items()}
        record = Record({**kept, **new}, due.record.files)
        self._upkeep.records.store(
            sent.slug, due.year, self._upkeep.looked_at(sent.slug, due.year, record)
        )


def below(workspace: Workspace, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder of the workspace, sorted."""
    for path in sorted(folder.iterdir()):
        yield from _packed(workspace, path)


def _packed(workspace: Workspace, path: Path) -> Iterator[tuple[str, bytes]]:
    """What stands at a path, with what is below it; nothing where nothing stands.

    What may not be read goes as something that may not be read either: whoever makes the documents
    refuses it there, in the same words, and that agency alone. The kinds are ``cluster_tasks``'s.
    """
    name = workspace.relative(path)
    try:
        told = path.lstat()
        if stat.S_ISLNK(told.st_mode):
            yield f"{name}{LINK}", b""
        elif stat.S_ISDIR(told.st_mode):
            yield f"{name}{FOLDER}", b""
            yield from below(workspace, path)
        elif path.suffix == ".yaml" and told.st_size > MAX_DATA_BYTES:
            yield f"{name}{SIZE}", str(told.st_size).encode()
        elif stat.S_ISREG(told.st_mode):
            yield name, path.read_bytes()
        else:
            yield f"{name}{ODD}", b""
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError:
        yield f"{name}{ODD}", b""


def _in_room(path: Path) -> str:
    """``build/<agency>/<year>/<file>``, whichever worker's room it was."""
    return "/".join((_BUILD, *path.parts[-3:]))


def _drafts(one: Made) -> Iterator[Path]:
    if not one.draft:
        yield one.path.with_name(f"{one.name}{DRAFT}{one.path.suffix}")


def _ours(entry: Entry, before: Entry | None) -> Entry:
    """The entry of a worker with the same docgen and tools, as this machine tells of those."""
    known = {} if before is None else {one.name: one.others for one in before.documents}
    return structs.replace(
        entry,
        code=machine.code(),
        tools=machine.tools() if entry.tools else "",
        documents=tuple(_document(one, known.get(one.name, {})) for one in entry.documents),
    )


def _document(one: Document, known: Mapping[str, tuple[str, str]]) -> Document:
    """With its files of other formats, those that were not asked for too."""
    made = {ext: (digest, made_of(one.digest)) for ext, (digest, _) in one.others.items()}
    return structs.replace(one, others={**known, **made})
