"""All agencies of a workspace by name and parent, remembered: each file is read once.

Documents are held to the names of agencies (a near miss is a fault), so every verdict depends on
all of them; reading ten thousand files for each document would cost the square of their number.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct

from docgen.pipeline.stamps import Files, Seen
from docgen.problem import Refused
from docgen.sha2 import sha256

if TYPE_CHECKING:
    from docgen.workspace import Workspace

_FORMAT: Final = 1
_NAME: Final = "roster"


class Member(Struct, frozen=True, array_like=True):
    """An agency: its file as it was read; no ``name`` where it cannot be.

    In a roster nobody asks how the file was seen: ten thousand of them take a kilobyte each.
    """

    seen: Seen
    name: str | None = None
    parent: str | None = None


_UNSEEN: Final = Seen("")


class Roster(Struct, frozen=True):
    """The agencies by slug, sorted."""

    members: dict[str, Member]
    _told: list[str] = []  # the digest, once somebody has asked: each handful does
    _kin: dict[str, tuple[str, ...]] = {}
    _below: dict[str, list[str]] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all agencies that can be read."""
        return tuple(each.name for each in self.members.values() if each.name is not None)

    @property
    def digest(self) -> str:
        """Stands for all names and who is whose parent."""
        if not self._told:
            told = sha256(b"")
            for slug, each in self.members.items():
                told.update(f"{(slug, each.name, each.parent)!r}\n".encode())
            self._told.append(told.hexdigest()[:32])
        return self._told[0]

    def for_others(self) -> Roster:
        """With its digest: who works elsewhere need not make it again."""
        return Roster(self.members, [self.digest])

    def line(self, slug: str) -> tuple[str, ...]:
        """The agency and those above it; of a circle, each once."""
        above: list[str] = []
        step: str | None = slug
        while step in self.members and step not in above:
            above.append(step)
            step = self.members[step].parent
        return tuple(above)

    def kin(self, slug: str) -> tuple[str, ...]:
        """The names that an agency's documents speak of: its own, of those above and below it."""
        if slug not in self._kin:
            found = dict.fromkeys((*self.line(slug), *self._all_below(slug)))
            names = (self.members[each].name for each in found)
            self._kin[slug] = tuple(name for name in names if name is not None)
        return self._kin[slug]

    def _all_below(self, slug: str) -> list[str]:
        if not self._below:
            for child, each in self.members.items():
                self._below.setdefault(each.parent or "", []).append(child)
        found, seen = [slug], {slug}
        for parent in found:
            inner = [child for child in self._below.get(parent, ()) if child not in seen]
            found += inner
            seen.update(inner)
        return found


def roster(workspace: Workspace, files: Files | None = None) -> Roster:
    """Of all agencies; only the files that changed are read."""
    files = files or Files(workspace.cache)
    place = workspace.cache / _NAME
    before = _load(place)
    members: dict[str, Member] = {}
    for slug in workspace.agencies():
        path = os.fspath(workspace.data / slug / "agency.yaml")
        known = before.get(slug)
        seen = files.seen(path, known.seen if known else None)
        files.forget(path)
        if known is None or known.seen.digest != seen.digest:
            known = _read(workspace, slug, seen)
        same = known.seen == seen  # then it need not be there twice
        members[slug] = known if same else msgspec.structs.replace(known, seen=seen)
    if members != before:
        _store(place, members)
    for slug, each in members.items():
        parent = None if each.parent is None else sys.intern(each.parent)
        members[slug] = Member(_UNSEEN, each.name, parent)
    return Roster(members)


def _read(workspace: Workspace, slug: str, seen: Seen) -> Member:
    from docgen.load import Data

    try:
        agency, _ = Data(workspace).agency(slug)
    except Refused:
        return Member(seen)
    return Member(seen, agency.name, agency.parent)


def _load(place: os.PathLike[str]) -> dict[str, Member]:
    from docgen.pipeline.machine import code

    try:
        with open(place, "rb") as file:  # noqa: PTH123 - any path
            digest, _, text = file.read().partition(b"\n")
        if digest != _digest(text, code()):
            return {}
        return msgspec.json.decode(text, type=dict[str, Member])
    except (OSError, ValueError, msgspec.MsgspecError, RecursionError):
        return {}


def _store(place: os.PathLike[str], members: dict[str, Member]) -> None:
    """Where there is no such folder, or it takes no file, it costs time only."""
    from contextlib import suppress
    from pathlib import Path

    from docgen.pipeline.machine import code

    target = Path(place)
    aside = target.with_name(f".{_NAME}.{os.getpid()}")
    text = msgspec.json.encode(members)
    try:
        aside.write_bytes(_digest(text, code()) + b"\n" + text)
        aside.replace(target)
    except BaseException as error:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise  # Ctrl-C leaves nothing by halves


def _digest(text: bytes, code: str) -> bytes:
    return sha256(f"{_FORMAT} {_NAME} {code}\n".encode() + text).hexdigest().encode()
