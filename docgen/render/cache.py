"""Prepared templates on disk, as text: a warm process needs neither docxtpl nor python-docx.

Only JSON is read back, and run as a program of ours, so a poisoned file can spoil words but not
run code; a file that is foreign, cut or altered is ignored and written again (``load.store``).
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from docgen import __version__
from docgen.load import store as disk

if TYPE_CHECKING:
    from pathlib import Path

FORMAT: Final = 4
PREPARED_BY: Final = "docxtpl 0.20.2, Jinja2 3.1.6"  # the pins; a test holds them


def key_of(template: bytes, context: str) -> str:
    """What a prepared template depends on: its bytes, the context's fields, the versions."""
    told = f"{FORMAT}\n{__version__}\n{PREPARED_BY}\n{context}\n".encode()
    return hashlib.sha256(told + template).hexdigest()


def load(folder: Path, key: str) -> dict[str, Any] | None:
    """What was stored under the key, or None."""
    stored = disk.load(folder / f"{key}.json", key)
    return stored if isinstance(stored, dict) else None


def store(folder: Path, key: str, content: dict[str, Any]) -> None:
    """Store it; a folder that cannot be written costs speed, never the document."""
    disk.store(folder / f"{key}.json", key, content)
