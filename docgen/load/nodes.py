"""A data file as a tree whose every value knows where it stands, and whom it overrode.

Every scalar is the string that was typed; the field's type converts it (so ``NO``, ``12:30``,
``010`` stay what they are). ``Null`` is an explicit ``null`` or ``~``: in a patch it removes.
"""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from docgen.problem import Where


class Place(NamedTuple):
    """A place in a data file; line and column count from 1, column in code points."""

    file: str
    line: int
    column: int

    def where(self, address: str | None = None) -> Where:
        """The place as the address of a problem."""
        return Where(file=self.file, line=self.line, column=self.column, address=address)


class Scalar(Struct, frozen=True):
    """What was typed. ``over`` are the places whose value this one replaced, newest first."""

    value: str
    place: Place
    over: tuple[Place, ...] = ()


class Null(Struct, frozen=True):
    """``null`` or ``~`` (explicit), or nothing at all behind the colon (not explicit)."""

    place: Place
    explicit: bool = True
    over: tuple[Place, ...] = ()


class Sequence(Struct, frozen=True):
    """A list; replaced whole by a patch."""

    items: tuple[Node, ...]
    place: Place
    over: tuple[Place, ...] = ()


class Mapping(Struct, frozen=True):
    """Keys in the order of the file, each with the place of the key.

    ``gone`` are the keys that a patch removed, with the place of its ``null``.
    """

    items: dict[str, tuple[Place, Node]]
    place: Place
    over: tuple[Place, ...] = ()
    gone: dict[str, Place] = {}

    def get(self, key: str) -> Node | None:
        """The value under the key, or None."""
        found = self.items.get(key)
        return found[1] if found else None

    def without(self, key: str) -> Mapping:
        """The same mapping without one key."""
        return replace(self, items={k: v for k, v in self.items.items() if k != key})


Node = Scalar | Null | Sequence | Mapping


def kind(node: Node) -> str:
    """What a person would call it, as an argument of a message (translated there)."""
    return {Scalar: "text", Null: "nothing", Sequence: "list", Mapping: "mapping"}[type(node)]
