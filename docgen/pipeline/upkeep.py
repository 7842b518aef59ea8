"""What is up to date: the records held against the files as they are, without reading any data.

Nothing that is imported here knows YAML, Word or Jinja: a build with nothing to do costs what the
operating system takes to tell of the files.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct, structs

from docgen.layout.budget import Budget
from docgen.pipeline import machine
from docgen.pipeline.built import Built, Made, Reason, Share
from docgen.pipeline.record import Document, Entry, Record, Records
from docgen.pipeline.stamps import NOTHING, Files
from docgen.problem import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.pipeline.roster import Roster
    from docgen.problem import Problem
    from docgen.workspace import Workspace


_MOST: Final = 500  # agencies whose years are remembered


class Order(Struct, frozen=True):
    """What is wanted, of whichever agency. ``out`` is the folder that was named for output.

    ``types`` None: all. ``to``: formats. ``anew``: whether it is up to date or not.
    """

    root: Path
    out: Path
    year: int | None = None
    types: tuple[str, ...] = ()
    draft: bool = False
    shares: bool = False
    to: tuple[str, ...] = ("docx",)
    anew: bool = False

    @property
    def others(self) -> tuple[str, ...]:
        """The formats beside docx."""
        return tuple(extension for extension in self.to if extension != "docx")


class Upkeep:
    """Tells of each agency's types why they are not up to date."""

    def __init__(self, workspace: Workspace, order: Order, roster: Roster) -> None:
        self.workspace = workspace
        self.order = order
        self.roster = roster
        self.files = Files(workspace.cache)
        self.records = Records(workspace, order.out)
        self._root = os.fspath(workspace.root)
        self._years: dict[str, tuple[int, ...]] = {}

    def year(self, slug: str) -> int | None:
        """The year that is wanted; None where the agency has none."""
        if self.order.year is not None:
            return self.order.year
        return max(self._years_of(slug), default=None)

    def path(self, name: str) -> str:
        """The path in this machine's files of one in the workspace."""
        return os.path.join(self._root, name)  # noqa: PTH118 - ten thousand times as quick

    def folder(self, slug: str, year: int) -> Path:
        """Where the documents of an agency's year are written."""
        return self.order.out / slug / str(year)

    def idle(self, slug: str) -> Built | None:
        """The documents of an agency that has nothing to do; None where there is something."""
        order, year = self.order, self.year(slug)
        if year is None or order.anew or order.draft or order.shares:
            return None
        self.files.trim()
        record = self.records.load(slug, year)
        folder = self.folder(slug, year)
        made: list[Made] = []
        problems: list[Problem] = []
        for type_ in order.types:
            entry = record.entries.get(type_)
            if entry is None or any(self.stale(year, record, entry)):
                return None
            for one in entry.documents:
                if any(self.spoilt(folder, record, one, order.others)):
                    return None
                made += self.stands(folder, slug, year, type_, one)
            problems += entry.problems
        self.refresh(slug, year, record)
        return Built(tuple(made), tuple(problems))

    def why(self, slug: str, year: int, type_: str, record: Record) -> Iterator[Reason]:
        """Why the documents of a type are made; files of formats beside docx apart."""
        order, entry = self.order, record.entries.get(type_)
        if order.anew or order.draft or order.shares:
            yield Reason("asked")
        elif entry is None:
            yield Reason("new")
        else:
            yield from self.stale(year, record, entry)
            folder = self.folder(slug, year)
            for one in entry.documents:
                yield from self.spoilt(folder, record, one)

    def stale(self, year: int, record: Record, entry: Entry) -> Iterator[Reason]:
        """Why the documents of an entry may not be what would be made today."""
        if entry.code != machine.code():
            yield Reason("docgen")
        if not self.is_named(entry):
            yield Reason("names")
        if entry.tools and entry.tools != machine.tools():
            yield Reason("tools")
        for member in entry.chain:
            if year not in self._years_of(member):
                yield Reason("gone", f"data/{member}/{year}")
        for name, digest in entry.inputs.items():
            found = self.files.digest(self.path(name), record.files.get(name))
            if found != digest:
                yield Reason("gone" if found == NOTHING else "changed", name.rstrip("/"))

    def is_named(self, entry: Entry) -> bool:
        """Whether the names that its verdicts follow from are those of today; the chain begins with it."""
        return all(
            names == self.roster.digest or names == self.roster.digests(entry.chain[0])[1]
            for names in entry.names
        )

    def spoilt(
        self, folder: Path, record: Record, one: Document, others: tuple[str, ...] = ()
    ) -> Iterator[Reason]:
        """Why a document, or a file of another format, is not there as it was made."""
        base = os.path.join(folder, one.name)  # noqa: PTH118 - as above
        yield from self._spoilt(f"{base}.docx", record, one.digest)
        for extension in others:
            yield from self.spoilt_as(folder, record, one, extension)

    def spoilt_as(
        self, folder: Path, record: Record, one: Document, extension: str
    ) -> Iterator[Reason]:
        """Why a document's file of that format is not there as it was made of this docx."""
        path = os.path.join(folder, f"{one.name}.{extension}")  # noqa: PTH118 - as above
        digest, of = one.others.get(extension, ("", ""))
        if of != made_of(one.digest):
            yield Reason("format", self._named(path))
        else:
            yield from self._spoilt(path, record, digest)

    def _spoilt(self, path: str, record: Record, digest: str) -> Iterator[Reason]:
        found = self.files.digest(path, record.files.get(self._key(path)))
        if found != digest:
            yield Reason("missing" if found == NOTHING else "edited", self._named(path))

    def stands(
        self, folder: Path, slug: str, year: int, type_: str, one: Document
    ) -> Iterator[Made]:
        """A document that is up to date, followed by its files in the formats that are wanted."""
        budget, shares = shown(one)
        path = folder / f"{one.name}.docx"
        made = Made(path, type_, one.name, slug, year, budget=budget, shares=shares, written=False)
        yield made
        for extension in self.order.others:
            other = path.with_suffix(f".{extension}")
            yield structs.replace(made, path=other, budget=None, shares=())

    def refresh(self, slug: str, year: int, record: Record) -> None:
        """Write down what ``lstat`` says today of files that had to be read, if it can be believed."""
        found = self.looked_at(slug, year, record)
        if found.files != record.files:
            self.records.store(slug, year, found)

    def looked_at(self, slug: str, year: int, record: Record) -> Record:
        """The record with its files as they are."""
        files = {
            **{
                name: self.files.seen(self.path(name), record.files.get(name))
                for entry in record.entries.values()
                for name in entry.inputs
            },
            **{
                key: self.files.seen(path, record.files.get(key))
                for path in outputs(self.folder(slug, year), record)
                for key in (self._key(path),)
            },
        }
        return structs.replace(record, files=files)

    def _key(self, path: str) -> str:
        """How a record calls an output: by the name of its file alone."""
        return os.path.basename(path)  # noqa: PTH119 - as above

    def _named(self, path: str) -> str:
        return self.workspace.relative(Path(path))

    def _years_of(self, slug: str) -> tuple[int, ...]:
        """The agency's years; none of a folder that is a link, which is never followed.

        Of one that cannot be listed neither: who loads it says why.
        """
        if slug not in self._years:
            if len(self._years) >= _MOST:  # those above are soon known again
                self._years.clear()
            linked = os.path.islink(self.path(f"data/{slug}"))  # noqa: PTH114 - as above
            try:
                self._years[slug] = () if linked else self.workspace.years(slug)
            except Refused:
                self._years[slug] = ()
        return self._years[slug]


def outputs(folder: Path, record: Record) -> Iterator[str]:
    """The paths of all files that a record tells of."""
    for entry in record.entries.values():
        for one in entry.documents:
            base = os.path.join(folder, one.name)  # noqa: PTH118 - as above
            yield f"{base}.docx"
            yield from (f"{base}.{extension}" for extension in one.others)


def made_of(docx: str) -> str:
    """Stands for what a file of another format follows from: the docx, and who converts it."""
    return f"{docx} {machine.tools()}"


def shown(one: Document) -> tuple[Budget | None, tuple[Share, ...]]:
    """What was measured of a document's pages."""
    if one.shown == msgspec.Raw(b"null"):
        return None, ()
    try:
        return msgspec.json.decode(one.shown, type=tuple[Budget, tuple[Share, ...]])
    except msgspec.MsgspecError:
        return None, ()
