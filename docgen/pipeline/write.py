"""Files written whole or not at all: a temporary file and a rename in the same folder.

Nothing is written through a symbolic link below the folder that was named for output.
"""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from docgen.problem import Problem, Refused, Where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

_ASIDE: Final = re.compile(r"\..+\.[0-9a-f]{12}\.tmp", re.DOTALL)
_OLD: Final = 3600.0  # seconds; the slowest writer holds its temporary file for a few


def write_all(
    files: Iterable[tuple[Path, bytes]], below: Path, named: Callable[[Path], str]
) -> None:
    """Write each file in one step; first all temporary files, then all renames.

    Raises Refused ``cannot-write`` and leaves what was there, when a file cannot be written;
    ``named`` is what a message calls a path.
    """
    path = below
    pending: list[tuple[Path, Path]] = []
    swept: set[Path] = set()
    try:
        for path, content in files:
            _refuse_links(path, below, named)
            path.parent.mkdir(parents=True, exist_ok=True)
            aside = path.with_name(f".{path.name}.{os.urandom(6).hex()}.tmp")
            pending.append((aside, path))
            _write(aside, content)
        while pending:
            aside, path = pending[0]
            if path.parent not in swept:
                swept.add(path.parent)
                _sweep(path.parent, aside)
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


def remove(paths: Iterable[Path], named: Callable[[Path], str]) -> None:
    """Take away files that are there. Raises Refused ``cannot-write`` where one stays."""
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            args = {"reason": error.strerror or str(error)}
            raise Refused([Problem("cannot-write", Where(file=named(path)), args)]) from None


def _sweep(folder: Path, own: Path) -> None:
    """Take away what a writer that was killed left in the folder.

    Nobody can say of a temporary file whether its writer lives (it may be on another machine),
    but none takes an hour. ``own`` was written a moment ago: its time is the folder's own clock.
    """
    with suppress(OSError):
        now = own.stat().st_mtime
        for path in folder.iterdir():
            if _ASIDE.fullmatch(path.name):
                told = path.lstat()
                if stat.S_ISREG(told.st_mode) and now - told.st_mtime > _OLD:
                    path.unlink()


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
