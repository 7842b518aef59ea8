"""Which documents are there, and whether they are what the data would give today.

Rendering is deterministic, so a document is compared with what would be made now, byte by byte:
no clock, no stamp that could lie. A document edited in Word differs too, and is said to.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from docgen.load import Data
from docgen.pipeline.documents import render
from docgen.problem import Problem, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
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
                found.append(Status(slug, chosen, type_, one.name, path, _state(path, one.content)))
    return tuple(found)


def _state(path: Path, content: bytes) -> State:
    if not os.path.lexists(path):
        return "missing"
    try:
        same = stat.S_ISREG(path.lstat().st_mode) and path.read_bytes() == content
    except OSError:
        same = False
    return "current" if same else "differs"
