"""A child's file laid on its parent's: JSON Merge Patch (RFC 7386) on ids, order kept.

A mapping merges, a value replaces, ``null`` removes. A new id says where it stands (``after: id``
or ``after: ^``), an existing id with ``after`` moves. What the parent does not have at all comes
in the child's own order.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from docgen.load.guess import MANY, nearest
from docgen.load.nodes import Mapping, Node, Null, Place, Scalar, Sequence, kind
from docgen.load.shape import EntriesShape, ListShape, MapShape, RecordShape, Shape, fields
from docgen.model.shapes import yaml_name
from docgen.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docgen.model.shapes import Record

FIRST = "^"


def normalise(shape: Shape, node: Node) -> Node:
    """Plain strings where a record belongs become ``{shorthand: string}``, all the way down."""
    if isinstance(shape, RecordShape):
        return _normalise_record(shape.model, node)
    if isinstance(node, Mapping):
        if isinstance(shape, EntriesShape):
            items = {k: (p, _normalise_record(shape.model, n)) for k, (p, n) in node.items.items()}
            return replace(node, items=items)
        if isinstance(shape, MapShape):
            items = {k: (p, normalise(shape.inner, n)) for k, (p, n) in node.items.items()}
            return replace(node, items=items)
    if isinstance(shape, ListShape) and isinstance(node, Sequence):
        return replace(node, items=tuple(normalise(shape.inner, n) for n in node.items))
    if isinstance(shape, ListShape):
        return normalise(shape.inner, node)  # one for a list of one
    return node


def normalise_root(model: type[Record], tree: Mapping) -> Mapping:
    """Short forms written out, from the top of the file."""
    if model.whole:
        tree = Mapping({model.whole: (tree.place, tree)}, tree.place)
    made = normalise(RecordShape(model), tree)
    return made if isinstance(made, Mapping) else tree


def _normalise_record(model: type[Record], node: Node) -> Node:
    if isinstance(node, Scalar) and model.shorthand:
        return Mapping({yaml_name(model.shorthand): (node.place, node)}, node.place)
    if not isinstance(node, Mapping):
        return node
    shapes = fields(model)
    items = {
        key: (place, normalise(shapes[key], value) if key in shapes else value)
        for key, (place, value) in node.items.items()
    }
    return replace(node, items=items)


def merge(model: type[Record], base: Mapping, patch: Mapping) -> tuple[Mapping, list[Problem]]:
    """The patched tree and the patch's faults; both trees normalised. ``base`` is not changed."""
    known = {key: place for key, place, _ in entries_in(RecordShape(model), base)}
    job = _Merge(known)
    return job.record(model, base, patch), job.faults


class _Merge(Struct):
    known: dict[str, Place]
    faults: list[Problem] = []

    def fault(self, rule: str, place: Place, **args: str) -> None:
        self.faults.append(Problem(rule, place.where(), args))

    def nearest(self, word: str, known: Iterable[str]) -> str:
        return nearest(word, known) if len(self.faults) < MANY else ""

    def node(self, shape: Shape | None, base: Node, patch: Node) -> Node:
        if isinstance(patch, Mapping) and isinstance(base, Mapping):
            if isinstance(shape, RecordShape):
                return self.record(shape.model, base, patch)
            if isinstance(shape, EntriesShape):
                return self.entries(shape, base, patch)
            if isinstance(shape, MapShape):
                return self.keys(dict.fromkeys(patch.items, shape.inner), base, patch)
        return replace(patch, over=(base.place, *base.over))

    def record(self, model: type[Record], base: Mapping, patch: Mapping) -> Mapping:
        return self.keys(fields(model), base, patch)

    def keys(self, shapes: dict[str, Shape], base: Mapping, patch: Mapping) -> Mapping:
        items = dict(base.items)
        gone = dict(base.gone)
        for key, (place, value) in patch.items.items():
            if isinstance(value, Null) and value.explicit:
                if items.pop(key, None) is None:
                    self.removes_nothing(key, place, base)
                gone[key] = place
            elif key in items:
                items[key] = (place, self.node(shapes.get(key), items[key][1], value))
            else:
                shape = shapes.get(key)
                items[key] = (place, self.fresh(shape, value))
        return Mapping(items, patch.place, (base.place, *base.over), gone)

    def fresh(self, shape: Shape | None, value: Node) -> Node:
        """A collection that the parent does not have at all: the child's own order."""
        if isinstance(shape, EntriesShape) and isinstance(value, Mapping):
            return self.entries(shape, Mapping({}, value.place), value)
        if isinstance(shape, RecordShape) and isinstance(value, Mapping):
            return self.record(shape.model, Mapping({}, value.place), value)
        return value

    def removes_nothing(self, key: str, place: Place, base: Mapping) -> None:
        self.fault("removes-nothing", place, name=key, near=self.nearest(key, base.items))

    def entries(self, shape: EntriesShape, base: Mapping, patch: Mapping) -> Mapping:
        items = dict(base.items)
        moves: list[tuple[str, str, Place]] = []
        for key, (place, value) in patch.items.items():
            if isinstance(value, Null) and value.explicit:
                if items.pop(key, None) is None:
                    self.removes_nothing(key, place, base)
                continue
            after, entry = self.split_after(value)
            if key in items:
                first, old = items[key]
                made = self.node(RecordShape(shape.model), old, entry)
                items[key] = (place, replace(made, over=(first, *old.over)))
            elif after is None and base.items:
                self.unknown_id(key, place, base)
                continue
            else:
                items[key] = (place, self.fresh(RecordShape(shape.model), entry))
            if after is not None:
                moves.append((key, after[0], after[1]))
        return Mapping(self.moved(items, moves), patch.place, (base.place, *base.over))

    def split_after(self, value: Node) -> tuple[tuple[str, Place] | None, Node]:
        after = value.get("after") if isinstance(value, Mapping) else None
        if not isinstance(value, Mapping) or after is None:
            return None, value
        if isinstance(after, Scalar):
            return (after.value, after.place), value.without("after")
        self.fault("wrong-type", after.place, field="after", expected="text", found=kind(after))
        return (FIRST, after.place), value.without("after")

    def unknown_id(self, key: str, place: Place, base: Mapping) -> None:
        near = self.nearest(key, base.items) or self.nearest(key, self.known)
        at = self.known.get(near)
        near_at = f"{at.file}:{at.line}" if at else ""
        self.faults.append(
            Problem("unknown-id", place.where(), {"id": key, "near": near, "near-at": near_at})
        )

    def moved(
        self, items: dict[str, tuple[Place, Node]], moves: list[tuple[str, str, Place]]
    ) -> dict[str, tuple[Place, Node]]:
        """What moves stands behind what it names; of two behind one, the first named is first."""
        moving = {key for key, _, _ in moves}
        behind: dict[str, list[str]] = defaultdict(list)
        for key, after, _ in moves:
            behind[after].append(key)
        order: list[str] = []
        waiting = [key for key in reversed(items) if key not in moving]
        waiting += reversed(behind[FIRST])
        while waiting:
            order.append(waiting.pop())
            waiting += reversed(behind[order[-1]])
        placed = set(order)
        for key, after, place in moves:
            if key not in placed:
                order.append(key)
                if after not in items:
                    near = self.nearest(after, items)
                    self.fault("unknown-after", place, after=after, near=near)
                else:
                    self.fault("after-goes-round", place, id=key, after=after)
        return {key: items[key] for key in order}


def entries_in(shape: Shape, node: Node | None) -> Iterator[tuple[str, Place, Node]]:
    """Every entry of the tree with its id, the place of its key, and itself, in order."""
    if isinstance(shape, ListShape) or not isinstance(node, Mapping):
        return
    if isinstance(shape, EntriesShape):
        for key, (place, value) in node.items.items():
            yield key, place, value
            yield from entries_in(RecordShape(shape.model), value)
    elif isinstance(shape, RecordShape):
        for key, inner in fields(shape.model).items():
            yield from entries_in(inner, node.get(key))
