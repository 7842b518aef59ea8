"""Numbers that must come once in a document: content controls, bookmarks, drawings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.docx.names import WP, w

if TYPE_CHECKING:
    from docgen.docx.xml import Element

_VAL: Final = w("val")
_ID: Final = w("id")
_START: Final = w("bookmarkStart")
_DRAWING: Final = f"{{{WP}}}docPr"
_NUMBERED: Final = (_ID, _START, w("bookmarkEnd"), _DRAWING)


class Ids:
    """The numbers given so far, over all parts of one document."""

    __slots__ = ("_bookmarks", "_last", "_names", "controls")

    def __init__(self) -> None:
        self.controls = 0
        self._last: dict[str, int] = {}
        self._names: set[str] = set()
        self._bookmarks: dict[str, str] = {}

    def part(self) -> None:
        """Another part begins: its bookmarks end in it."""
        self._bookmarks = {}

    def start(self, old: str) -> str:
        """The number of a bookmark that begins; ``old`` is the template's."""
        self._bookmarks[old] = self.next("bookmark")
        return self._bookmarks[old]

    def end(self, old: str) -> str:
        """The number of the bookmark that ends here."""
        return self._bookmarks.get(old, old)

    def next(self, kind: str) -> str:
        """The next number of that kind, from 1."""
        if kind == "sdt":
            self.controls += 1
            return str(self.controls)
        self._last[kind] = self._last.get(kind, 0) + 1
        return str(self._last[kind])

    def name(self, wanted: str) -> str:
        """A bookmark's name, with a number if it is taken (Word keeps 40 characters)."""
        free, n = wanted, 1
        while free.lower() in self._names:
            n += 1
            free = f"{wanted[:36]}_{n}"
        self._names.add(free.lower())
        return free


def renumber(root: Element, ids: Ids) -> None:
    """Give every content control, bookmark and drawing of a part its own number."""
    ids.part()
    for element in root.iter(_NUMBERED):
        if element.tag == _ID:
            element.set(_VAL, ids.next("sdt"))
        elif element.tag == _DRAWING:
            element.set("id", ids.next("docPr"))
        elif element.tag == _START:
            element.set(_ID, ids.start(element.get(_ID, "")))
            element.set(w("name"), ids.name(element.get(w("name"), "_")))
        else:
            element.set(_ID, ids.end(element.get(_ID, "")))
