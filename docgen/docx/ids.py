"""Numbers that must come once in a document: content controls, bookmarks, drawings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.docx.xml import WP, local, w

if TYPE_CHECKING:
    from docgen.docx.xml import Element

_VAL: Final = w("val")
_ID: Final = w("id")
_NUMBERED: Final = (_ID, w("bookmarkStart"), w("bookmarkEnd"), f"{{{WP}}}docPr")


class Ids:
    """The numbers given so far, over all parts of one document."""

    __slots__ = ("_last", "_names")

    def __init__(self) -> None:
        self._last: dict[str, int] = {}
        self._names: set[str] = set()

    def next(self, kind: str) -> str:
        """The next number of that kind, from 1."""
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
    bookmarks: dict[str, str] = {}
    for element in root.iter(_NUMBERED):
        name = local(element)
        if name == "id":
            element.set(_VAL, ids.next("sdt"))
        elif name == "docPr":
            element.set("id", ids.next("docPr"))
        elif name == "bookmarkStart":
            old = element.get(_ID, "")
            bookmarks[old] = ids.next("bookmark")
            element.set(_ID, bookmarks[old])
            element.set(w("name"), ids.name(element.get(w("name"), "_")))
        else:
            old = element.get(_ID, "")
            element.set(_ID, bookmarks.get(old, old))
