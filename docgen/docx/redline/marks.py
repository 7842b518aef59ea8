"""The marks of tracked changes: numbered, by one author, without a date (17.13.5).

No date, because none belongs to the data: the same two years are the same bytes on every day.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Final

from docgen.docx.xml import canonical, make, w

if TYPE_CHECKING:
    from docgen.docx.xml import Element

AUTHOR: Final = "docgen"


class Marks:
    """Gives each change of a document its own number."""

    __slots__ = ("_last",)

    def __init__(self) -> None:
        self._last = 0

    def change(self, kind: str) -> Element:
        """An empty ``w:ins``, ``w:del``, ``w:pPrChange`` or the like."""
        self._last += 1
        return make(kind, {"id": str(self._last), "author": AUTHOR})

    def formerly(self, kind: str, old: Element) -> Element:
        """``w:pPrChange`` and the like around the properties that were."""
        change = self.change(kind)
        change.append(old)
        return change


def without(properties: Element | None, name: str, *names: str) -> Element:
    """A copy of the properties (an empty ``w:<name>`` for None) without the children named."""
    made = make(name) if properties is None else deepcopy(properties)
    for child in [child for child in made if child.tag in set(map(w, names))]:
        made.remove(child)
    return made


def alike(one: Element, other: Element) -> bool:
    """Whether two properties say the same."""
    return canonical(one) == canonical(other)
