"""All agencies of a workspace by name and parent, remembered: each file is read once.

Documents are held to the names of agencies (a near miss is a fault), so every verdict depends on
all of them; reading ten thousand files for each document would cost the square of their number.
"""

from __future__ import annotations

import os
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, overload

from docgen.pipeline import members
from docgen.pipeline.members import Member
from docgen.pipeline.stamps import Files
from docgen.problem import Refused
from docgen.sha2 import sha256

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docgen.check import Register
    from docgen.pipeline.stamps import Seen
    from docgen.workspace import Workspace

_BETWEEN: Final = "\0"  # no file of data may hold either
_END: Final = b"\1"
_PART: Final = 1000  # rows that are sorted at a time


class Roster(Sequence[str]):
    """The slugs of all agencies, sorted, with parent and name, in one run of bytes.

    Every process holds it, of however many agencies. A row is slug, parent and name; no name where
    the agency's file cannot be read.
    """

    __slots__ = ("_below", "_by_name", "_kin", "_rows", "_stands", "_starts", "digest")

    def __init__(self, rows: bytes | bytearray = b"", digest: str | None = None) -> None:
        """``digest``: of rows that come from another process."""
        self._rows = rows
        self._starts = array("Q")
        at = 0
        while at < len(rows):
            self._starts.append(at)
            at = rows.index(_END, at) + len(_END)
        self._below: dict[str, array[int]] | None = None
        self._by_name: array[int] | None = None
        self._kin: tuple[str, Register] | None = None
        self._stands: tuple[str, str] | None = None
        #: Stands for all names and who is whose parent.
        self.digest = digest or sha256(rows).hexdigest()[:32]

    def __reduce__(self) -> tuple[type[Roster], tuple[bytes | bytearray, str]]:
        """What travels to other processes: the rows, and their digest, which need not be made again."""
        return Roster, (self._rows, self.digest)

    @classmethod
    def of(cls, agencies: Iterable[tuple[str, str | None, str | None]]) -> Roster:
        """Of slug, parent and name, sorted by slug."""
        rows = bytearray()
        for slug, parent, name in agencies:
            rows += _BETWEEN.join((slug, parent or "", name or "")).encode() + _END
        return cls(rows)

    def __len__(self) -> int:
        """How many agencies there are."""
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...

    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        """The slug of an agency."""
        if isinstance(index, slice):
            return tuple(self[at] for at in range(len(self))[index])
        return self._row(range(len(self))[index])[0]

    @property
    def names(self) -> Register:
        """The names of all agencies that can be read."""
        from docgen.check import Register

        return Register(lambda: filter(None, map(self._name, self._in_order)))

    def line(self, slug: str) -> tuple[str, ...]:
        """The agency and those above it; of a circle, each once."""
        return tuple(self._row(index)[0] for index in self._line(slug))

    def children(self, slug: str) -> Iterator[str]:
        """Those whose parent it is, sorted."""
        for index in self._children(slug):
            yield self._row(index)[0]

    def kin(self, slug: str) -> Register:
        """The names that an agency's documents speak of: its own, of those above and below it.

        Only those of the last agency that was asked for are kept: of a ministry they are many.
        """
        from docgen.check import Register

        if self._kin is None or self._kin[0] != slug:
            rows = self._rows_of_kin(slug)
            self._kin = slug, Register(lambda: filter(None, map(self._name, rows)))
        return self._kin[1]

    def digests(self, slug: str) -> tuple[str, str]:
        """What stands for the names of all agencies, and for those of an agency's kin alone."""
        if self._stands is None or self._stands[0] != slug:
            told = sha256(b"kin")
            for name in map(self._name, self._rows_of_kin(slug)):
                told.update(name.encode() + _END)
            self._stands = slug, told.hexdigest()[:32]
        return self.digest, self._stands[1]

    def _rows_of_kin(self, slug: str) -> array[int]:
        return self._sorted(array("L", self._kin_of(slug)))

    def _kin_of(self, slug: str) -> Iterator[int]:
        """The rows that are kin; in a circle, some twice."""
        yield from self._line(slug)
        seen, waiting = {slug}, [slug]
        while waiting:
            for index in self._children(waiting.pop()):
                yield index
                child = self._row(index)[0]
                if child in self._parents and child not in seen:
                    seen.add(child)
                    waiting.append(child)

    def _line(self, slug: str) -> Iterator[int]:
        above: set[str] = set()
        step = slug
        while step not in above and (index := self._find(step)) is not None:
            above.add(step)
            yield index
            step = self._row(index)[1]

    @property
    def _in_order(self) -> array[int]:
        """All rows by name."""
        if self._by_name is None:
            self._by_name = self._sorted(range(len(self)))
        return self._by_name

    def _sorted(self, rows: Sequence[int]) -> array[int]:
        """By name: sorted in parts, which are merged, so that few names are held at once."""
        if len(rows) <= _PART:
            return array("L", sorted(rows, key=self._name))
        from heapq import merge  # most workspaces have few

        cuts = (rows[at : at + _PART] for at in range(0, len(rows), _PART))
        parts = [array("L", sorted(part, key=self._name)) for part in cuts]
        return array("L", merge(*parts, key=self._name))

    @property
    def _parents(self) -> dict[str, array[int]]:
        """Which rows name an agency as their parent; of most agencies, none does."""
        if self._below is None:
            self._below = {}
            for index in range(len(self)):
                parent = self._row(index)[1]
                if parent:
                    self._below.setdefault(parent, array("L")).append(index)
        return self._below

    def _children(self, slug: str) -> Iterable[int]:
        return self._parents.get(slug, ())

    def _find(self, slug: str) -> int | None:
        index = bisect_left(self, slug)
        return index if index < len(self) and self[index] == slug else None

    def _name(self, index: int) -> str:
        return self._row(index)[2]

    def _row(self, index: int) -> tuple[str, str, str]:
        """Slug, parent, name."""
        start = self._starts[index]
        row = self._rows[start : self._rows.index(_END, start)].decode()
        slug, parent, name = row.split(_BETWEEN)
        return slug, parent, name


def roster(workspace: Workspace, files: Files | None = None) -> Roster:
    """Of all agencies; only the files that changed are read."""
    place = workspace.cache / "roster"
    with members.Kept(place) as kept:
        found = _members(workspace, files or Files(workspace.cache), kept)
        return Roster.of((slug, each.parent, each.name) for slug, each in found)


def _members(
    workspace: Workspace, files: Files, kept: members.Kept
) -> Iterator[tuple[str, Member]]:
    """One after another: what was remembered of each, or what its file says today."""
    for slug in workspace.agencies():
        path = os.fspath(workspace.data / slug / "agency.yaml")
        before = known = kept.before(slug)
        seen = files.seen(path, known.seen if known else None)
        files.forget(path)
        if known is None or known.seen.digest != seen.digest:
            known = _read(workspace, slug, seen)
        elif known.seen != seen:
            known = Member(slug, seen, known.name, known.parent)
        kept.keep(known, same=known is before)
        yield slug, known


def _read(workspace: Workspace, slug: str, seen: Seen) -> Member:
    from docgen.load import Data

    try:
        agency, _ = Data(workspace).agency(slug)
    except Refused:
        return Member(slug, seen)
    return Member(slug, seen, agency.name, agency.parent)
