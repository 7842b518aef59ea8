"""Bytes → tree of nodes, refusing whatever a data file has no business to hold.

The event pass neither expands aliases nor recurses, so a bomb costs what its text costs. Nothing
is resolved by YAML's own types (``NO``, ``12:30``): see nodes.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any, Final

import yaml

from docgen.load.nodes import Mapping, Node, Null, Place, Scalar, Sequence
from docgen.problem import Problem, Refused
from docgen.workspace import MAX_DATA_BYTES

MAX_DEPTH: Final = 40  # the deepest honest file has 14 levels
MAX_NODES: Final = 10_000  # names and values; the largest honest file has 1,000
MAX_REPORTED: Final = 50  # of one kind in one file: a binary file has thousands
_LOADER: Final[Any] = getattr(yaml, "CLoader", yaml.Loader)  # the events of both are the same
_NULLS: Final = frozenset(("null", "Null", "NULL", "~"))
# control characters, line separators that shift line numbers, bidi controls (text that reads
# other than it is stored), non-characters, surrogates
_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ufeff\ufffc\ufffe\uffff\ud800-\udfff\U0001fffe\U0001ffff]"
)
# what may be there without being meant: a remark that is text, ``name：``
_ODD: Final = re.compile(
    r"[ \t]#[^\s#=*~-]|：(?<=[A-Za-z0-9_\"'-]：)|:(?<=[A-Za-z0-9_\"'-]:)[^\s/\"]"
)


def read(data: bytes, file: str) -> Mapping:
    """The file's tree. Raises Refused with every fault that can be told apart."""
    text = _decode(data, file)
    faults = [
        Problem("control-character", _place_of(text, found.start(), file).where(), _codes(found))
        for found, _ in zip(_FORBIDDEN.finditer(text), range(MAX_REPORTED), strict=False)
    ]
    if faults:
        raise Refused(faults)
    return _Builder(file).build(text)


def _decode(data: bytes, file: str) -> str:
    if len(data) > MAX_DATA_BYTES:
        args = {"size": str(len(data)), "limit": str(MAX_DATA_BYTES)}
        raise Refused([Problem("file-too-large", Place(file, 1, 1).where(), args)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
        place = _place_of(before, len(before), file)
        raise Refused([Problem("not-utf-8", place.where())]) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _place_of(text: str, index: int, file: str) -> Place:
    line = text.count("\n", 0, index) + 1
    return Place(file, line, index - (text.rfind("\n", 0, index) + 1) + 1)


def hidden(text: str) -> str:
    """The code (``U+202E``) of the first character that no data file may hold; empty where none."""
    found = _FORBIDDEN.search(text)
    return _codes(found)["code"] if found else ""


def _codes(found: re.Match[str]) -> dict[str, str]:
    return {"code": f"U+{ord(found.group()):04X}"}


class _Builder:
    """Builds the tree from the parser's events with a stack of its own."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Problem] = []
        self.stack: list[_Open] = []
        self.nodes = 0
        self.root: Node | None = None

    def build(self, text: str) -> Mapping:
        try:
            for event in yaml.parse(text, Loader=_LOADER):
                self._take(event)
        except yaml.YAMLError as error:
            from docgen.load.mistyped import mistyped  # only for the message

            self.faults.append(mistyped(text, self.file, error))
        else:
            self._odd(text)
        if self.faults:
            raise Refused(self.faults)
        if self.root is None or isinstance(self.root, Null):
            raise Refused([Problem("empty-file", Place(self.file, 1, 1).where())])
        if not isinstance(self.root, Mapping):
            raise Refused([Problem("not-a-mapping", self.root.place.where())])
        return self.root

    def _odd(self, text: str) -> None:
        if _ODD.search(text):
            from docgen.load.unmeant import unmeant  # most files show no sign of it

            self.faults += islice(unmeant(text, self.file), MAX_REPORTED)

    def _take(self, event: Any) -> None:
        name = type(event).__name__
        place = Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)
        if name == "DocumentStartEvent" and self.root is not None:
            self._fault("several-documents", place)
        if name in ("AliasEvent", "ScalarEvent", "SequenceStartEvent", "MappingStartEvent"):
            self._refuse_anchor_and_tag(event, name, place)
        if name == "AliasEvent":
            self._add(Null(place))
        elif name == "ScalarEvent":
            self._add(self._scalar(event, place))
        elif name in ("SequenceStartEvent", "MappingStartEvent"):
            self.stack.append(_Open(name == "MappingStartEvent", place))
            if len(self.stack) > MAX_DEPTH:
                self._fault("too-deep", place, limit=str(MAX_DEPTH))
                raise Refused(self.faults)
        elif name in ("SequenceEndEvent", "MappingEndEvent"):
            self._add(self.stack.pop().close())

    def _refuse_anchor_and_tag(self, event: Any, name: str, place: Place) -> None:
        if event.anchor is not None:
            rule = "yaml-alias" if name == "AliasEvent" else "yaml-anchor"
            self._fault(rule, place, name=event.anchor)
        if getattr(event, "tag", None):
            self._fault("yaml-tag", place, tag=event.tag)

    def _scalar(self, event: Any, place: Place) -> Node:
        value: str = event.value
        if event.style is None or event.style == "":
            if value == "":
                return Null(place, explicit=False)
            if value in _NULLS:
                return Null(place)
        hidden = _FORBIDDEN.search(value)
        if hidden:  # typed as an escape: "\u202e"
            self._fault("control-character", place, **_codes(hidden))
        return Scalar(value, place)

    def _add(self, node: Node) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._fault("too-many-values", node.place, limit=str(MAX_NODES))
            raise Refused(self.faults)
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        if not top.mapping:
            top.values.append(node)
        elif top.key is None:
            top.key = self._key(node)
        else:
            key, place = top.key
            if isinstance(node, Null) and not node.explicit:
                node = Null(place, explicit=False)  # nothing stands nowhere: complain at its key
            if key in top.items:
                self._fault("duplicate-key", place, key=key, first=str(top.items[key][0].line))
            top.items.setdefault(key, (place, node))
            top.key = None

    def _key(self, node: Node) -> tuple[str, Place]:
        if isinstance(node, Scalar):
            return node.value, node.place
        if isinstance(node, Null) and node.explicit:
            return "null", node.place
        self._fault("complex-key", node.place)
        return str(tuple(node.place)), node.place  # any name, but each another

    def _fault(self, rule: str, place: Place, **args: str) -> None:
        if sum(fault.rule == rule for fault in self.faults) < MAX_REPORTED:
            self.faults.append(Problem(rule, place.where(), args))


class _Open:
    """A list or mapping that is still being read."""

    __slots__ = ("items", "key", "mapping", "place", "values")

    def __init__(self, mapping: bool, place: Place) -> None:  # noqa: FBT001 - two kinds of one thing
        self.mapping = mapping
        self.place = place
        self.items: dict[str, tuple[Place, Node]] = {}
        self.values: list[Node] = []
        self.key: tuple[str, Place] | None = None

    def close(self) -> Node:
        if self.mapping:
            return Mapping(self.items, self.place)
        return Sequence(tuple(self.values), self.place)
