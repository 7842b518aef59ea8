"""Files written whole or not at all: a temporary file and a rename in the same folder.

Nothing is written through a symbolic link below the folder that was named for output.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from docgen.problem import Problem, Refused, Where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path


def write_all(
    files: Iterable[tuple[Path, bytes]], below: Path, named: Callable[[Path], str]
) -> None:
    """Write each file in one step; first all temporary files, then all renames.

    Raises Refused ``cannot-write`` and leaves what was there, when a file cannot be written;
    ``named`` is what a message calls a path.
    """
    path = below
    pending: list[tuple[Path, Path]] = []
    try:
        for path, content in files:
            _refuse_links(path, below, named)
            path.parent.mkdir(parents=True, exist_ok=True)
            aside = path.with_name(f".{path.name}.{os.urandom(6).hex()}.tmp")
            pending.append((aside, path))
            _write(aside, content)
        while pending:
            aside, path = pending[0]
            aside.replace(path)
            pending.pop(0)
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refused(
            [Problem("cannot-write", Where(file=named(path)), {"reason": reason})]
        ) from None
    finally:
        for aside, _ in pending:
            with suppress(OSError):  # a disk that takes no file gives none back either
                aside.unlink()


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _refuse_links(path: Path, below: Path, named: Callable[[Path], str]) -> None:
    for step in (path, *path.parents):
        if step == below:
            return
        if step.is_symlink():
            raise Refused([Problem("symbolic-link", Where(file=named(step)))])
