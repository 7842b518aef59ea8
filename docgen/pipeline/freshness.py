"""Which documents are there, and whether they are what the data would give today.

The build record tells it where nothing has changed since a document was made, and whether somebody
edited it. Where something has, a document is compared with what would be made now, byte by byte.
One that would not be written today, for it breaks a rule, is ``refused``; drafts are told beside.
Of an odt or pdf it is only asked of which docx it was made: making it anew takes LibreOffice.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Literal

from msgspec import Struct, structs

from docgen import doctype as doctypes
from docgen.export import OTHERS, digest_of, made_of
from docgen.load import Data
from docgen.pipeline import stamps
from docgen.pipeline.built import DRAFT
from docgen.pipeline.documents import render
from docgen.pipeline.gate import Batch, Gate
from docgen.pipeline.roster import roster
from docgen.pipeline.upkeep import Order, Upkeep
from docgen.problem import Problem, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from docgen.pipeline.built import Reason
    from docgen.pipeline.consolidating import Consolidated
    from docgen.pipeline.gate import Held, Waiting
    from docgen.pipeline.record import Record
    from docgen.pipeline.roster import Roster
    from docgen.workspace import Workspace
    from docgen.year.results import Kind

State = Literal["current", "differs", "edited", "missing", "refused", "draft", "old-draft"]


class Status(Struct, frozen=True):
    """One document; ``differs``: the data or the template changed since; ``edited``: it did itself.

    ``draft``: one that breaks a rule, as the data give it today; else it is an ``old-draft``.
    """

    agency: str
    year: int
    type: str
    name: str
    path: Path
    state: State
    problems: tuple[Problem, ...] = ()


def status(
    workspace: Workspace,
    slugs: Iterable[str] | None = None,
    year: int | None = None,
    out: Path | None = None,
) -> tuple[Status, ...]:
    """Every document of every agency named (None: all)."""
    order = Order(workspace.root, out or workspace.build, year, doctypes.of_agency(workspace))
    known = roster(workspace)
    upkeep = Upkeep(workspace, order, known)
    data = Data(workspace)
    gate = Gate(data, known=known)
    found: list[tuple[Status, ...] | Waiting] = []
    for slug in workspace.agencies() if slugs is None else slugs:
        chosen = data.newest_year(slug) if year is None else year
        folder = upkeep.folder(slug, chosen)
        record = upkeep.records.load(slug, chosen)
        for type_ in order.types:
            recorded = tuple(_recorded(upkeep, slug, chosen, type_, record))
            if recorded:
                found.append(recorded)
                continue
            try:
                made = render(data, slug, type_, chosen)
                found.append(gate.read(Batch(slug, chosen, type_, folder, made)))
            except Refused as refused:
                path = folder / f"{type_}.docx"
                told = Status(slug, chosen, type_, type_, path, "refused", refused.problems)
                found.append((told, *_draft(told, None)))
        found += _of_bureaus(upkeep, known, gate, slug, chosen)
    judged = iter(gate.judge([each for each in found if not isinstance(each, tuple)]))
    told_: list[Status] = []
    for each in found:
        told_ += each if isinstance(each, tuple) else _judged(upkeep, each.batch, next(judged))
    return tuple(told_)


def _of_bureaus(
    upkeep: Upkeep, known: Roster, gate: Gate, slug: str, year: int
) -> Iterator[tuple[Status, ...] | Waiting]:
    """The papers of a parent about its bureaus: what was never made is told of without reading them."""
    from docgen.pipeline.bureau_papers import batch_of, names, papers
    from docgen.pipeline.consolidating import consolidate

    workspace = upkeep.workspace
    bureaus = _bureaus(workspace, known, slug, year)
    if not bureaus:
        return
    folder, record = upkeep.folder(slug, year), upkeep.records.load(slug, year)
    everyday = papers(workspace)
    made: dict[Kind, Consolidated] = {}
    for paper in dict.fromkeys((*everyday, *papers(workspace, "self"))):
        type_, key = paper
        paths = [folder / f"{name}.docx" for name in names(paper, bureaus)]
        found = tuple(Status(slug, year, type_, each.stem, each, "missing") for each in paths)
        recorded = tuple(_recorded(upkeep, slug, year, type_, record, key))
        if recorded:
            yield recorded
        elif not any(map(os.path.lexists, paths)):
            yield found if paper in everyday else ()
        else:
            kind: Kind = "parent" if paper in everyday else "self"
            try:
                if kind not in made:
                    made[kind] = consolidate(workspace, slug, year, kind)
                yield gate.read(batch_of(workspace, made[kind], paper, upkeep.order.out))
            except Refused as refused:
                yield tuple(
                    structs.replace(each, state="refused", problems=refused.problems)
                    for each in found
                )


def _bureaus(workspace: Workspace, known: Roster, slug: str, year: int) -> tuple[str, ...]:
    """Those with a folder here, and those that handed in a file."""
    returns = workspace.yaml_files(workspace.data / slug / str(year) / "returns")
    return (*known.children(slug), *(path.stem for path in returns))


def _recorded(
    upkeep: Upkeep, slug: str, year: int, type_: str, record: Record, key: str = ""
) -> Iterator[Status]:
    """The documents of a type that would be the same today; none where that is not known."""
    entry = record.entries.get(key or type_)
    if entry is None or any(upkeep.stale(year, record, entry)):
        return
    folder = upkeep.folder(slug, year)
    for one in entry.documents:
        found = Status(slug, year, type_, one.name, folder / f"{one.name}.docx", "current")
        yield structs.replace(found, state=_how(upkeep.spoilt(folder, record, one)))
        for extension in OTHERS:
            path = found.path.with_suffix(f".{extension}")
            if not os.path.lexists(path):
                continue
            if extension in one.others:
                state = _how(upkeep.spoilt_as(folder, record, one, extension))
            else:
                content = _read(found.path)
                same = made_of(extension, _read(path)) == digest_of(content)
                state = "current" if same and stamps.digest_of(content) == one.digest else "differs"
            yield structs.replace(found, path=path, state=state)
        yield from _draft(found, None)


def _how(reasons: Iterable[Reason]) -> State:
    """The state of a file that is spoilt for these reasons."""
    for reason in reasons:
        if reason.cause == "missing":
            return "missing"
        return "edited" if reason.cause == "edited" else "differs"
    return "current"


def _judged(upkeep: Upkeep, batch: Batch, documents: tuple[Held, ...]) -> Iterator[Status]:
    """Documents compared with what would be made today, and with the record of what was made."""
    record = upkeep.records.load(batch.agency, batch.year)
    entry = record.entries.get(batch.key)
    made = {one.name: one for one in entry.documents} if entry is not None else {}
    for each in _statuses(batch, documents):
        one = made.get(each.name)
        if each.state == "differs" and one is not None and each.path.suffix == ".docx":
            edited = _how(upkeep.spoilt(batch.folder, record, one)) == "edited"
            yield structs.replace(each, state="edited") if edited else each
        else:
            yield each


def _statuses(batch: Batch, documents: tuple[Held, ...]) -> Iterator[Status]:
    for one in documents:
        path = batch.folder / f"{one.name}.docx"
        state: State = _state(path, one.content) if one.accepted else "refused"
        problems = () if one.accepted else one.problems
        found = Status(batch.agency, batch.year, batch.type, one.name, path, state, problems)
        yield found
        yield from _others(found, one.content)
        yield from _draft(found, None if one.accepted else one.content)


def _draft(of: Status, content: bytes | None) -> Iterator[Status]:
    """The draft beside a document, if there is one; ``content`` is what it would be today."""
    path = of.path.with_name(f"{of.name}{DRAFT}.docx")
    if os.path.lexists(path):
        same = content is not None and _state(path, content) == "current"
        state: State = "draft" if same else "old-draft"
        yield Status(of.agency, of.year, of.type, of.name, path, state)


def _others(docx: Status, content: bytes) -> Iterator[Status]:
    """The odt and the pdf that are there; each says of which docx it was made."""
    for extension in OTHERS:
        path = docx.path.with_suffix(f".{extension}")
        if os.path.lexists(path):
            is_current = made_of(extension, _read(path)) == digest_of(content)
            yield structs.replace(docx, path=path, state="current" if is_current else "differs")


def _state(path: Path, content: bytes) -> State:
    if not os.path.lexists(path):
        return "missing"
    return "current" if _read(path) == content else "differs"


def _read(path: Path) -> bytes:
    """Nothing of what is no file, or cannot be read."""
    try:
        return path.read_bytes() if stat.S_ISREG(path.lstat().st_mode) else b""
    except OSError:
        return b""
