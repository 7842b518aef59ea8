"""Which documents are there, and whether they are what the data would give today.

Rendering is deterministic, so a document is compared with what would be made now, byte by byte:
no clock, no stamp that could lie. A document edited in Word differs too, and is said to. One that
would not be written today, for it breaks a rule, is ``refused``; drafts are told beside. Of an odt
or pdf it is only asked of which docx it was made: making it anew takes LibreOffice.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Literal

from msgspec import Struct, structs

from docgen.export import OTHERS, digest_of, made_of
from docgen.load import Data
from docgen.pipeline.built import DRAFT
from docgen.pipeline.documents import render
from docgen.pipeline.gate import Batch, Gate
from docgen.problem import Problem, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from docgen.pipeline.gate import Held, Waiting
    from docgen.workspace import Workspace

State = Literal["current", "differs", "missing", "refused", "draft", "old-draft"]


class Status(Struct, frozen=True):
    """One document; ``differs``: the data or the template changed since, or it was edited.

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
    data = Data(workspace)
    gate = Gate(data)
    found: list[Status | Waiting] = []
    for slug in workspace.agencies() if slugs is None else slugs:
        chosen = data.newest_year(slug) if year is None else year
        folder = (out or workspace.build) / slug / str(chosen)
        for type_ in workspace.types():
            try:
                made = render(data, slug, type_, chosen)
                found.append(gate.read(Batch(slug, chosen, type_, folder, made)))
            except Refused as refused:
                path = folder / f"{type_}.docx"
                found.append(Status(slug, chosen, type_, type_, path, "refused", refused.problems))
    judged = iter(gate.judge([each for each in found if not isinstance(each, Status)]))
    told: list[Status] = []
    for each in found:
        told += (
            [each, *_draft(each, None)]
            if isinstance(each, Status)
            else _statuses(each.batch, next(judged))
        )
    return tuple(told)


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
