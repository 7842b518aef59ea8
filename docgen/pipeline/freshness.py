"""Which documents are there, and whether they are what the data would give today.

Rendering is deterministic, so a document is compared with what would be made now, byte by byte:
no clock, no stamp that could lie. A document edited in Word differs too, and is said to. Of an odt
or pdf it is only asked of which docx it was made: making it anew takes LibreOffice.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Literal

from msgspec import Struct, structs

from docgen.export import OTHERS, digest_of, made_of
from docgen.load import Data
from docgen.pipeline.documents import render
from docgen.problem import Problem, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from docgen.workspace import Workspace

State = Literal["current", "differs", "missing", "refused"]


class Status(Struct, frozen=True):
    """One document; ``differs``: the data or the template changed since, or it was edited."""

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
    found: list[Status] = []
    for slug in workspace.agencies() if slugs is None else slugs:
        chosen = data.newest_year(slug) if year is None else year
        folder = (out or workspace.build) / slug / str(chosen)
        for type_ in workspace.types():
            try:
                made = render(data, slug, type_, chosen)
            except Refused as refused:
                path = folder / f"{type_}.docx"
                found.append(Status(slug, chosen, type_, type_, path, "refused", refused.problems))
                continue
            for one in made:
                path = folder / f"{one.name}.docx"
                docx = Status(slug, chosen, type_, one.name, path, _state(path, one.content))
                found += [docx, *_others(docx, one.content)]
    return tuple(found)


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
