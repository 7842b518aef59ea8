"""What LibreOffice made of a docx, remembered by the docx's content: blank forms are all alike.

``build/.cache/converted`` holds LibreOffice's own files, before ``export`` finishes them. Each
begins with the digest of its key and content: one that is cut, foreign or altered is converted
anew. The folder is bounded; what was not used for longest goes first.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from docgen.pipeline import machine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from docgen.workspace import Workspace

MOST: Final = 256 * 2**20  # bytes: about 5,000 documents as odt and pdf
_FOLDER: Final = "converted"


class Conversions:
    """Those of one workspace."""

    def __init__(self, workspace: Workspace, most: int = MOST) -> None:
        self._folder = workspace.cache / _FOLDER
        self._most = most

    def load(self, docx: bytes, to: Sequence[str]) -> dict[str, bytes] | None:
        """LibreOffice's files of the docx by extension; None unless all of them are there."""
        found: dict[str, bytes] = {}
        for extension in to:
            path = self._path(docx, extension)
            try:
                digest, _, content = path.read_bytes().partition(b"\n")
            except OSError:
                return None
            if digest != _digest(path.name, content):
                return None
            found[extension] = content
            with suppress(OSError):
                os.utime(path)
        return found

    def store(self, docx: bytes, files: dict[str, bytes]) -> None:
        """A folder that cannot be written costs time, never a document."""
        for extension, content in files.items():
            path = self._path(docx, extension)
            aside = path.with_name(f".{path.name}.{os.getpid()}")
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                aside.write_bytes(_digest(path.name, content) + b"\n" + content)
                aside.replace(path)
            except BaseException as error:
                with suppress(OSError):
                    aside.unlink(missing_ok=True)
                if not isinstance(error, OSError):
                    raise  # Ctrl-C leaves nothing by halves

    def tidy(self) -> None:
        """Keep to the bound."""
        told: list[tuple[float, int, Path]] = []
        with suppress(OSError):
            for path in self._folder.iterdir():
                with suppress(OSError):  # another process may be tidying too
                    one = path.stat()
                    told.append((one.st_mtime, one.st_size, path))
        left = self._most
        for _, size, path in sorted(told, reverse=True):
            left -= size
            if left < 0:
                with suppress(OSError):
                    path.unlink(missing_ok=True)

    def _path(self, docx: bytes, extension: str) -> Path:
        told = hashlib.sha256(f"{machine.code()} {machine.tools()} {len(docx)}\n".encode())
        told.update(docx)
        return self._folder / f"{told.hexdigest()[:40]}.{extension}"


def _digest(name: str, content: bytes) -> bytes:
    return hashlib.sha256(f"{name}\n".encode() + content).hexdigest().encode()
