"""Prepared templates on disk, as text: a warm process needs neither docxtpl nor python-docx.

Only JSON is read back, and run as a program of ours, so a poisoned file can spoil words but not
run code; a file that is foreign, cut or altered is ignored and written again (``load.store``).
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from docgen import __version__
from docgen.load import store as disk
from docgen.sha2 import sha256

if TYPE_CHECKING:
    from pathlib import Path

FORMAT: Final = 7
MOST: Final = 256  # prepared templates that are kept, of about 30 KB; an agency may have five
_OLD: Final = 3600.0  # seconds
PREPARED_BY: Final = "docxtpl 0.20.2, Jinja2 3.1.6"  # the pins; a test holds them


def key_of(template: bytes, context: str) -> str:
    """What a prepared template depends on: its bytes, the context's fields, the versions."""
    told = f"{FORMAT}\n{__version__}\n{PREPARED_BY}\n{context}\n".encode()
    return sha256(told + template).hexdigest()


def load(folder: Path, key: str) -> dict[str, Any] | None:
    """What was stored under the key, or None."""
    stored = disk.load(folder / f"{key}.json", key)
    return stored if isinstance(stored, dict) else None


def store(folder: Path, key: str, content: dict[str, Any]) -> None:
    """Store it; a folder that cannot be written costs speed, never the document."""
    file = folder / f"{key}.json"
    disk.store(file, key, content)
    with suppress(OSError):
        _tidy(folder, file.stat().st_mtime)


def _tidy(folder: Path, now: float) -> None:
    """Keep the newest ones, and take away what a writer that was killed left there."""
    told = [(path.stat().st_mtime, path) for path in folder.iterdir()]
    whole = sorted(((when, path) for when, path in told if path.suffix == ".json"), reverse=True)
    halves = (path for when, path in told if path.name[0] == "." and now - when > _OLD)
    for path in (*(path for _, path in whole[MOST:]), *halves):
        path.unlink(missing_ok=True)
