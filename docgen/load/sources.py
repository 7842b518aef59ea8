"""Where the value behind an address was written: ``plan:single-window.text`` → file, line, column.

An address is the nearest entry's id and the path of fields inside it, list positions counted
from 1. It is the tag of the content control in the document (at most 64 characters in Word).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from docgen.load.nodes import Mapping, Node, Place, Scalar, Sequence
from docgen.load.shape import EntriesShape, ListShape, MapShape, RecordShape, Shape, fields
from docgen.problem import Where

if TYPE_CHECKING:
    from collections.abc import Iterator


class Found(Struct, frozen=True):
    """What an address leads to: the place of its key, and the value."""

    key: Place
    node: Node


class Tree(NamedTuple):
    """The tree of a file, with all its addresses once somebody has asked for one."""

    shape: Shape
    root: Mapping
    found: dict[str, Found]


class Sources(Struct, frozen=True):
    """The trees of what was loaded, by file part of the address (``plan``, ``proposals/x``)."""

    trees: dict[str, Tree] = {}

    def find(self, address: str) -> Found | None:
        """Where the address leads, or None."""
        file, _, rest = address.partition(":")
        tree = self.trees.get(file)
        if tree is None:
            return None
        if not tree.found:  # built on the first question: most renders ask none
            tree.found.update(addresses(tree.shape, tree.root))
        return tree.found.get(rest)

    def where(self, address: str) -> Where:
        """The place of the text behind the address (of the key, where it is no text).

        Where there is nothing behind it, the nearest address above that has something.
        """
        found = self.find(address)
        if found:
            place = found.node.place if isinstance(found.node, Scalar) else found.key
            return place.where(address)
        return self._above(address)

    def where_key(self, address: str) -> Where:
        """The place of the key of the address: for a name that is wrong."""
        found = self.find(address)
        return found.key.where(address) if found else self._above(address)

    def _above(self, address: str) -> Where:
        shorter = address.rpartition(".")[0]
        if shorter:
            near = self.where(shorter)
            return Where(file=near.file, line=near.line, column=near.column, address=address)
        tree = self.trees.get(address.partition(":")[0])
        return Where(file=tree.root.place.file if tree else None, address=address)


def addresses(
    shape: Shape | None, node: Node, owner: str = "", path: str = ""
) -> Iterator[tuple[str, Found]]:
    """Every address of the tree, within its file; ``path`` leads from ``owner`` to the node."""
    if isinstance(shape, EntriesShape) and isinstance(node, Mapping):
        for key, (place, value) in node.items.items():
            yield key, Found(place, value)
            yield from addresses(RecordShape(shape.model), value, owner=key)
    elif isinstance(shape, (RecordShape, MapShape)) and isinstance(node, Mapping):
        for key, (place, value) in node.items.items():
            inner = shape.inner if isinstance(shape, MapShape) else fields(shape.model).get(key)
            here = _join(path, key)
            yield _join(owner, here), Found(place, value)
            yield from addresses(inner, value, owner, here)
    elif isinstance(shape, ListShape):
        values = node.items if isinstance(node, Sequence) else (node,)
        for number, value in enumerate(values, 1):
            here = _join(path, str(number))
            yield _join(owner, here), Found(value.place, value)
            yield from addresses(shape.inner, value, owner, here)


def _join(path: str, step: str) -> str:
    return f"{path}.{step}" if path else step
