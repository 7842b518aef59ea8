"""Documents without any fault, remembered: the same bytes pass again without being read.

Judging a document costs about as much as making it, mostly for what has to be imported
(docs/decisions/16-gate.md). A verdict follows from the document's bytes, the rules, the names of
agencies and our own code; a digest of all of them is kept in ``build/.cache``, one small file
for each document. A foreign file there can let a document pass, no more than one could by writing
into ``build/`` itself.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import Struct

from docgen import doctype as doctypes
from docgen.pipeline.machine import code
from docgen.problem import Refused
from docgen.sha2 import sha256

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.workspace import Workspace


class Passed(Struct):
    """Those of one workspace. ``key`` names a document: its file is written anew each time.

    ``names`` stands for the names of agencies that the verdict follows from.
    """

    workspace: Workspace
    _rules: dict[str, bytes] = {}

    def knows(self, key: str, type_: str, content: bytes, names: str) -> bool:
        """Whether a document of exactly these bytes was without fault under the same rules."""
        try:
            return self._place(key).read_bytes() == self._digest(key, type_, content, names)
        except OSError:
            return False

    def remember(self, key: str, type_: str, content: bytes, names: str) -> None:
        """A folder that cannot be written costs time, never the document."""
        place = self._place(key)
        aside = place.with_name(f".{place.name}.{os.getpid()}")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            aside.write_bytes(self._digest(key, type_, content, names))
            aside.replace(place)
        except BaseException as error:
            with suppress(OSError):
                aside.unlink(missing_ok=True)
            if not isinstance(error, OSError):
                raise  # Ctrl-C leaves nothing by halves

    def _place(self, key: str) -> Path:
        return self.workspace.cache / f"{key}.passed"

    def _digest(self, key: str, type_: str, content: bytes, names: str) -> bytes:
        if type_ not in self._rules:
            self._rules[type_] = _rules(self.workspace, type_)
        told = f"{key}\n{type_}\n{names}\n".encode()
        return sha256(told + self._rules[type_] + content).hexdigest().encode()


def _rules(workspace: Workspace, type_: str) -> bytes:
    """All that a verdict follows from beside the document and the names."""
    told = sha256(f"{code()}\n".encode())
    house = workspace.templates / doctypes.HOUSE
    for path in (house, workspace.templates / type_ / "doctype.yaml"):
        with suppress(Refused):
            content = workspace.read(path)
            told.update(f"{len(content)}\n".encode() + content)
    return told.digest()
