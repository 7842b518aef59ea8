"""A small workspace of several agencies, and what tests ask of it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from bench import agencies as bench
from docgen.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.pipeline import Built

__all__ = ["bench", "digests", "several", "written"]


def several(folder: Path, count: int) -> Workspace:
    """So many agencies, the first of them ``wra``'s child with the number 1."""
    bench.generate(folder, count)
    return Workspace(folder)


def digests(folder: Path) -> dict[str, str]:
    """Path → digest, of every file below a folder that is no cache."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".cache" not in path.parts
    }


def written(workspace: Workspace, built: Built) -> set[str]:
    """The documents that were written, below ``build/``."""
    return {one.path.relative_to(workspace.build).as_posix() for one in built.made if one.written}
