"""Documents without any fault, remembered: the same bytes pass again without being read.

Judging a document costs about as much as making it, mostly for what has to be imported
(docs/decisions/16-gate.md). A verdict follows from the document's bytes, the rules, the names of
the agencies and our own code; a digest of all of them is kept in ``build/.cache``, one small file
for each document. A foreign file there can let a document pass, no more than one could by writing
into ``build/`` itself.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from docgen import __version__
from docgen import doctype as doctypes
from docgen.problem import Refused

if TYPE_CHECKING:
    from docgen.workspace import Workspace

_CODE: Final = Path(__file__).resolve().parent.parent
_JUDGING: Final = (".", "check", "check/kinds", "docx", "docx/facts", "load", "model", "pipeline")


class Passed(Struct):
    """Those of one workspace. ``key`` names a document: its file is written anew each time."""

    workspace: Workspace
    _rules: dict[str, bytes] = {}

    def knows(self, key: str, type_: str, content: bytes) -> bool:
        """Whether a document of exactly these bytes was without fault under the same rules."""
        try:
            return self._place(key).read_bytes() == self._digest(key, type_, content)
        except OSError:
            return False

    def remember(self, key: str, type_: str, content: bytes) -> None:
        """A folder that cannot be written costs time, never the document."""
        place = self._place(key)
        aside = place.with_name(f".{place.name}.{os.getpid()}")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            aside.write_bytes(self._digest(key, type_, content))
            aside.replace(place)
        except OSError:
            with suppress(OSError):
                aside.unlink(missing_ok=True)

    def _place(self, key: str) -> Path:
        return self.workspace.cache / f"{key}.passed"

    def _digest(self, key: str, type_: str, content: bytes) -> bytes:
        if type_ not in self._rules:
            self._rules[type_] = _rules(self.workspace, type_)
        told = f"{key}\n{type_}\n".encode()
        return hashlib.sha256(told + self._rules[type_] + content).hexdigest().encode()


def _rules(workspace: Workspace, type_: str) -> bytes:
    """All that a verdict follows from beside the document."""
    told = hashlib.sha256(f"{__version__}\n{_code()}\n".encode())
    agencies = (workspace.data / slug / "agency.yaml" for slug in workspace.agencies())
    house = workspace.templates / doctypes.HOUSE
    for path in (house, workspace.templates / type_ / "doctype.yaml", *agencies):
        with suppress(Refused):
            content = workspace.read(path)
            told.update(f"{len(content)}\n".encode() + content)
    return told.digest()


def _code() -> str:
    """Names, sizes and times of the modules that judge; they change with a new version."""
    try:
        found = [entry for room in _JUDGING for entry in os.scandir(_CODE / room)]
        stamps = [(e.path, e.stat().st_size, e.stat().st_mtime_ns) for e in found]
    except OSError:  # inside an archive: nothing is remembered
        return os.urandom(16).hex()
    return repr(sorted(stamp for stamp in stamps if stamp[0].endswith(".py")))
