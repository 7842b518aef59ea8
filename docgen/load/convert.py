"""Tree → frozen model, every fault at its own place.

The tree is normalised and patched already. Each typed word becomes its field's type here, where
its place is known, so that all faults of a file come at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

from docgen.load.guess import MANY, listed, meant, nearest
from docgen.load.nodes import Mapping, Node, Null, Place, Scalar, Sequence, kind
from docgen.load.scalars import Unfit, scalar
from docgen.load.shape import (
    EntriesShape,
    ListShape,
    MapShape,
    RecordShape,
    ScalarShape,
    Shape,
    choices,
    record_fields,
)
from docgen.model.shapes import Entry, Record
from docgen.problem import Problem
from docgen.workspace import is_slug

if TYPE_CHECKING:
    from collections.abc import Iterable
R = TypeVar("R", bound=Record)
E = TypeVar("E", bound=Entry)
UNFIT: Any = object()  # stands for a value that was complained of, so that nothing is built on it


def convert(model: type[R], tree: Mapping) -> tuple[R | None, list[Problem]]:
    """The model and what is wrong; None where a value that it needs could not be made."""
    job = _Convert()
    made = job.record(model, tree, tree.place)
    return (None if job.spoilt else made), job.faults


def convert_entry(
    model: type[E], key: str, place: Place, node: Node
) -> tuple[E | None, list[Problem]]:
    """As ``convert``, for one entry under its key, whose place is ``place``."""
    job = _Convert()
    made = job.entry(model, key, place, node)
    return (None if job.spoilt else made), job.faults


class _Convert(Struct):
    faults: list[Problem] = []
    spoilt: bool = False

    def fault(self, rule: str, place: Place, **args: str) -> Any:
        self.faults.append(Problem(rule, place.where(), args))
        self.spoilt = True
        return UNFIT

    def nearest(self, word: str, known: Iterable[str]) -> str:
        return nearest(word, known) if len(self.faults) < MANY else ""

    def value(self, shape: Shape, node: Node, name: str) -> Any:
        """The node as its shape wants it; ``name`` is the key that a message calls it by."""
        if isinstance(node, Null):
            return self.fault("empty-value", node.place, field=name)
        if isinstance(shape, ListShape):
            return self.list(shape, node, name)
        if isinstance(shape, ScalarShape):
            if isinstance(node, Scalar):
                return self.scalar(shape, node, name)
            return self.wrong_type(node, name, "text")
        if not isinstance(node, Mapping):
            return self.wrong_type(node, name, "mapping")
        if isinstance(shape, RecordShape):
            return self.record(shape.model, node, node.place)
        if isinstance(shape, EntriesShape):
            return self.entries(shape, node)
        return self.map(shape, node, name)

    def scalar(self, shape: ScalarShape, node: Scalar, name: str) -> Any:
        try:
            return scalar(shape.annotation, node.value)
        except Unfit as unfit:
            words = choices(shape.annotation)
            args = {"field": name, "value": node.value, "known": listed(words)}
            if len(self.faults) < MANY:
                args |= meant(node.value, _titles(name, words, node.value))
            return self.fault(unfit.rule, node.place, **args)

    def wrong_type(self, node: Node, name: str, expected: str) -> Any:
        args = {"field": name, "expected": expected, "found": kind(node)}
        return self.fault("wrong-type", node.place, **args)

    def list(self, shape: ListShape, node: Node, name: str) -> Any:
        if isinstance(node, Sequence):
            return tuple(self.value(shape.inner, item, name) for item in node.items)
        if isinstance(node, Scalar) or isinstance(shape.inner, (RecordShape, MapShape)):
            return (self.value(shape.inner, node, name),)
        return self.wrong_type(node, name, "list")

    def map(self, shape: MapShape, node: Mapping, name: str) -> dict[Any, Any]:
        made: dict[Any, Any] = {}
        first: dict[Any, Place] = {}
        for typed, (place, value) in node.items.items():
            key = self.scalar(ScalarShape(shape.key), Scalar(typed, place), name)
            if key in first and key is not UNFIT:  # 1 and 01
                self.fault("duplicate-key", place, key=typed, first=str(first[key].line))
            first.setdefault(key, place)
            made[key] = self.value(shape.inner, value, typed)
        return made

    def entries(self, shape: EntriesShape, node: Mapping) -> tuple[Any, ...]:
        return tuple(
            self.entry(shape.model, key, place, value) for key, (place, value) in node.items.items()
        )

    def entry(self, model: type[Entry], key: str, place: Place, node: Node) -> Any:
        if not is_slug(key):
            self.faults.append(Problem("bad-id", place.where(), {"id": key}))
        if isinstance(node, Null):
            return self.fault("empty-value", node.place, field=key)
        if not isinstance(node, Mapping):
            return self.wrong_type(node, key, "mapping")
        return self.record(model, node, place, id=key)

    def record(self, model: type[R], node: Mapping, place: Place, **made: Any) -> R:
        """The record, or UNFIT; a missing field is complained of at ``place`` (the entry's key).

        That is the key in the file that has the entry first, or the null that took the field away.
        """
        known = record_fields(model)
        free: dict[str, str] = {}
        for key, (at, value) in node.items.items():
            if key in known:
                made[known[key].name] = self.value(known[key].shape, value, key)
            elif model.open_field and isinstance(value, Scalar):
                free[key] = self.scalar(ScalarShape(str), value, key)
            else:
                args = {"field": key, "near": self.nearest(key, known), "known": listed(known)}
                self.faults.append(Problem("unknown-field", at.where(), args))
        if model.open_field and free:
            made[model.open_field] = free
        missing = [key for key, one in known.items() if one.required and one.name not in made]
        for key in missing:
            if key in node.gone:
                self.fault("removes-needed", node.gone[key], field=key)
            else:
                self.fault("missing-field", node.over[-1] if node.over else place, field=key)
        unfit: R = UNFIT
        return unfit if missing else model(**made)


def _titles(name: str, words: tuple[str, ...], typed: str) -> dict[str, str]:
    """Each word of a field with what it is called in Chinese, where Chinese was typed."""
    if typed.isascii() or not words:
        return dict.fromkeys(words, "")
    from docgen.load.meanings import titles  # only for the message

    return titles(name, words)
