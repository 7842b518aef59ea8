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
_LONGEST: Final = 40  # characters of a bookmark's name that Word keeps
_CUT: Final = 36  # of a name before its number
_NUMBERED: Final = (_ID, _START, w("bookmarkEnd"), _DRAWING)


class Ids:
    """The numbers given so far, over all parts of one document."""

    __slots__ = ("_bookmarks", "_last", "_names", "_taken", "controls")

    def __init__(self) -> None:
        self.controls = 0
        self._last: dict[str, int] = {}
        self._names: set[str] = set()
        self._taken: dict[str, int] = {}  # by the name's beginning: numbers up to here are taken
        self._bookmarks: dict[str, list[str]] = {}  # begun and not ended, by the template's number

    def part(self) -> None:
        """Another part begins: its bookmarks end in it."""
        self._bookmarks = {}

    def start(self, old: str) -> str:
        """The number of a bookmark that begins; ``old`` is the template's."""
        number = self.next("bookmark")
        self._bookmarks.setdefault(old, []).append(number)
        return number

    def end(self, old: str) -> str | None:
        """The number of the bookmark that ends here; None where all that began have ended."""
        begun = self._bookmarks.get(old)
        return begun.pop() if begun else None

    def next(self, kind: str) -> str:
        """The next number of that kind, from 1."""
        if kind == "sdt":
            self.controls += 1
            return str(self.controls)
        self._last[kind] = self._last.get(kind, 0) + 1
        return str(self._last[kind])

    def name(self, wanted: str) -> str:
        """A bookmark's name, with a number if it is taken."""
        free = wanted
        if free.lower() in self._names:
            begin = wanted[:_CUT]
            n = self._taken.get(begin.lower(), 1)
            while free.lower() in self._names:
                n += 1
                free = f"{begin[: _LONGEST - 1 - len(str(n))]}_{n}"
            self._taken[begin.lower()] = n
        self._names.add(free.lower())
        return free


def renumber(root: Element, ids: Ids) -> None:
    """Give every content control, bookmark and drawing of a part its own number.

    The end of a bookmark that does not begin (a condition, a covered cell) goes.
    """
    from docgen.docx.xml import drop  # here, for whoever numbers without a parser (start-up time)

    ids.part()
    for element in list(root.iter(_NUMBERED)):
        if element.tag == _ID:
            element.set(_VAL, ids.next("sdt"))
        elif element.tag == _DRAWING:
            element.set("id", ids.next("docPr"))
        elif element.tag == _START:
            element.set(_ID, ids.start(element.get(_ID, "")))
            element.set(w("name"), ids.name(element.get(w("name"), "_")))
        elif (number := ids.end(element.get(_ID, ""))) is None:
            drop(element)
        else:
            element.set(_ID, number)
