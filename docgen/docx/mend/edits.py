"""What can be changed in a finished docx without losing anything: five small edits, as data.

``paragraph`` and ``section`` are indexes into the facts, ``start`` and ``end`` offsets into the
paragraph's text. ``found`` and ``wanted`` are what a message says was there and is there now.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

Slot = Literal["east-font", "latin-font", "size", "east-language", "latin-language"]


class Replace(Struct, frozen=True):
    """The text ``found``, from ``start`` on, becomes ``wanted``."""

    paragraph: int
    start: int
    found: str
    wanted: str

    @property
    def end(self) -> int:
        """Where it ends in the text as it was."""
        return self.start + len(self.found)


class Restyle(Struct, frozen=True):
    """The runs from ``start`` to ``end`` get another font, size (points) or language."""

    paragraph: int
    start: int
    end: int
    slot: Slot
    found: str
    wanted: str


class Respace(Struct, frozen=True):
    """The lines of a paragraph get the fixed height ``twips``."""

    paragraph: int
    twips: int
    found: str
    wanted: str


class Ungrid(Struct, frozen=True):
    """The lines of a section snap to no grid any more."""

    section: int
    found: str
    wanted: str = ""


class Clear(Struct, frozen=True):
    """The document property ``found`` is taken out."""

    found: str
    wanted: str = ""


Edit: TypeAlias = Replace | Restyle | Respace | Ungrid | Clear
