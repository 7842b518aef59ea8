"""All agencies of a workspace by name and parent, remembered: each file is read once.

Documents are held to the names of agencies (a near miss is a fault), so every verdict depends on
all of them; reading ten thousand files for each document would cost the square of their number.
"""

from __future__ import annotations

import os
from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

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
_END: Final = "\1"


class Roster:
    """The agencies by slug, sorted, in one text: every process holds it, of however many agencies.

    A row is slug, parent and name; no name where the agency's file cannot be read.
    """

    __slots__ = ("_below", "_kin", "_rows", "_starts", "digest")

    def __init__(self, rows: str = "", digest: str | None = None) -> None:
        """``digest``: of rows that come from another process."""
        self._rows = rows
        self._starts = array("Q")
        at = 0
        while at < len(rows):
            self._starts.append(at)
            at = rows.index(_END, at) + len(_END)
        self._below: dict[str, array[int]] | None = None
        self._kin: tuple[str, Register] | None = None
        #: Stands for all names and who is whose parent.
        self.digest = digest or sha256(rows.encode()).hexdigest()[:32]

    def __reduce__(self) -> tuple[type[Roster], tuple[str, str]]:
        """What travels to other processes: the text, and its digest, which need not be made again."""
        return Roster, (self._rows, self.digest)

    @classmethod
    def of(cls, agencies: Iterable[tuple[str, str | None, str | None]]) -> Roster:
        """Of slug, parent and name, sorted by slug."""
        fields = ((slug, parent or "", name or "") for slug, parent, name in agencies)
        return cls("".join(_BETWEEN.join(each) + _END for each in fields))

    @property
    def names(self) -> Register:
        """The names of all agencies that can be read."""
        from docgen.check import Register

        rows = map(self._row, range(len(self._starts)))
        return Register(name for _, _, name in rows if name)

    def line(self, slug: str) -> tuple[str, ...]:
        """The agency and those above it; of a circle, each once."""
        above: list[str] = []
        step = slug
        while step not in above and (row := self._find(step)) is not None:
            above.append(step)
            step = row[1]
        return tuple(above)

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
            self._kin = slug, Register(self._kin_of(slug))
        return self._kin[1]

    def _kin_of(self, slug: str) -> Iterator[str]:
        for each in self.line(slug):
            row = self._find(each)
            if row is not None and row[2]:
                yield row[2]
        seen, waiting = {slug}, [slug]
        while waiting:
            for index in self._children(waiting.pop()):
                child, _, name = self._row(index)
                if name:
                    yield name
                if child in self._parents and child not in seen:
                    seen.add(child)
                    waiting.append(child)

    @property
    def _parents(self) -> dict[str, array[int]]:
        """Which rows name an agency as their parent; of most agencies, none does."""
        if self._below is None:
            self._below = {}
            for index in range(len(self._starts)):
                parent = self._row(index)[1]
                if parent:
                    self._below.setdefault(parent, array("L")).append(index)
        return self._below

    def _children(self, slug: str) -> Iterable[int]:
        return self._parents.get(slug, ())

    def _find(self, slug: str) -> tuple[str, str, str] | None:
        index = bisect_left(range(len(self._starts)), slug, key=lambda at: self._row(at)[0])
        row = self._row(index) if index < len(self._starts) else None
        return row if row is not None and row[0] == slug else None

    def _row(self, index: int) -> tuple[str, str, str]:
        """Slug, parent, name."""
        start = self._starts[index]
        slug, parent, name = self._rows[start : self._rows.index(_END, start)].split(_BETWEEN)
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
