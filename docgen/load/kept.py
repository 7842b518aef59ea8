"""Files of data as trees, remembered by their content: a file that did not change is not parsed.

Importing PyYAML and reading is more than a fifth of a short run. What is kept in ``build/.cache``
is the tree that ``reader`` gave for exactly these bytes, so every check that it makes was made;
all others (types, what must agree) are made each time. One file for each file of data, written
anew when that changes. Nothing is kept where there is no such folder: to look at data makes none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docgen import __version__
from docgen.load import store
from docgen.load.nodes import Mapping, Node, Null, Place, Scalar, Sequence
from docgen.sha2 import sha256

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.workspace import Workspace

_FORMAT: Final = 2  # of what is kept, and of what the reader says of the same bytes


def read(workspace: Workspace, path: Path) -> Mapping:
    """The file's tree. Raises Refused with every fault that can be told apart."""
    data, name = workspace.read(path), workspace.relative(path)
    folder = workspace.cache
    if not folder.is_dir():
        return _parsed(data, name)
    key = f"{_FORMAT} {__version__} {sha256(data).hexdigest()}"
    file = folder / f"{sha256(name.encode()).hexdigest()[:32]}.tree"
    told = store.load(file, key)
    if told is not None:
        tree = _trusted(told, name)
        if tree is not None:
            return tree
    tree = _parsed(data, name)
    store.store(file, key, _told(tree))
    return tree


def _parsed(data: bytes, name: str) -> Mapping:
    from docgen.load.reader import read as parsed  # nothing but this needs YAML

    return parsed(data, name)


# A place is ``line, column``; a node is ``[value, *place]`` with a text, a list, a mapping of
# names to ``[*place, node]``, or true or false for a null that was written or not.


def _told(node: Node) -> list[Any]:
    place = node.place[1:]
    if isinstance(node, Scalar):
        return [node.value, *place]
    if isinstance(node, Null):
        return [node.explicit, *place]
    if isinstance(node, Sequence):
        return [[_told(item) for item in node.items], *place]
    return [{k: [*at[1:], _told(item)] for k, (at, item) in node.items.items()}, *place]


def _trusted(told: Any, file: str) -> Mapping | None:
    """None for anything that is not exactly what ``_told`` tells."""
    try:
        tree = _node(told, file)
    except (TypeError, ValueError, RecursionError):
        return None
    return tree if isinstance(tree, Mapping) else None


def _node(told: Any, file: str) -> Node:
    value, line, column = told
    place = Place(file, _count(line), _count(column))
    if isinstance(value, str):
        return Scalar(value, place)
    if isinstance(value, bool):
        return Null(place, explicit=value)
    if isinstance(value, list):
        return Sequence(tuple(_node(item, file) for item in value), place)
    if not isinstance(value, dict):
        raise TypeError("no node")
    items: dict[str, tuple[Place, Node]] = {}
    for key, (key_line, key_column, item) in value.items():
        items[str(key)] = (Place(file, _count(key_line), _count(key_column)), _node(item, file))
    return Mapping(items, place)


def _count(number: Any) -> int:
    if type(number) is not int or number < 1:
        raise TypeError("no line or column")
    return number
