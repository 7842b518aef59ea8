"""A data file with some of its texts changed: comments, order, quotes and blank lines as they were.

Only writing needs ruamel.yaml; reading is ``reader``'s. Every scalar stays the word that was
typed: ruamel's own types are switched off, as PyYAML's are when reading.
"""

from __future__ import annotations

from io import StringIO
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from docgen.load.nodes import Mapping, Scalar, Sequence
from docgen.load.reader import read

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from collections.abc import Mapping as Map

    from docgen.load.nodes import Node, Place

Path = tuple[str | int, ...]
"""Keys, and positions in lists (from 0), from the top of the file to a value."""

# How far lists stand in: (of the dash and its text, of the dash). The first is ours.
_STYLES: Final = tuple(product((2, 4), ((4, 2), (2, 0), (6, 4))))


def scalars(node: Node, path: Path = ()) -> Iterator[tuple[Path, Scalar]]:
    """Every text of a tree that was read, with its path, in order."""
    if isinstance(node, Scalar):
        yield path, node
    elif isinstance(node, Mapping):
        for key, (_, value) in node.items.items():
            yield from scalars(value, (*path, key))
    elif isinstance(node, Sequence):
        for number, value in enumerate(node.items):
            yield from scalars(value, (*path, number))


def rewritten(source: str, texts: Map[Path, str]) -> str:
    """The file with other texts at these paths, all else as it was.

    A file that is indented in more than one way comes back indented in ours.
    """
    if not texts:
        return source
    style = next((each for each in _STYLES if _dumped(_loaded(source), each) == source), _STYLES[0])
    tree = _loaded(source)
    for path, text in texts.items():
        holder = tree
        for step in path[:-1]:
            holder = holder[step]
        old = holder[path[-1]]
        holder[path[-1]] = text if type(old) is str else type(old)(text)
    return _dumped(tree, style)


def commented(source: str, notes: Map[Path, str], gone: Collection[str] = ()) -> str:
    """The file with a comment above the line of each of these values.

    The names ``gone`` of its top level become comments themselves, to be filled in and taken back.
    """
    tree = read(source.encode(), "")
    beside = [name for name in gone if name in tree.items and tree.items[name][0].column > 1]
    if beside:
        return commented(without(source, beside), notes, [n for n in gone if n not in beside])
    lines = source.split("\n")
    places = {path: _place(tree, path) for path in notes}
    out = set(_lines_of(tree, gone, lines))
    above: dict[int, list[str]] = {}
    for path, place in places.items():
        if place is not None:
            above.setdefault(place.line - 1, []).append(notes[path])
    made: list[str] = []
    for number, line in enumerate(lines):
        indent = line[: len(line) - len(line.lstrip(" "))]
        made += [f"{indent}# {' '.join(note.split())}" for note in above.get(number, ())]
        made.append(f"# {line}" if number in out else line)
    return "\n".join(made)


def _place(node: Node, path: Path) -> Place | None:
    """Where the key of the value stands (of a list's item, the item)."""
    place: Place | None = None
    for step in path:
        if isinstance(node, Mapping) and isinstance(step, str) and step in node.items:
            place, node = node.items[step]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            place = node.place
        else:
            return None
    return place


def _lines_of(tree: Mapping, names: Collection[str], lines: list[str]) -> Iterator[int]:
    """The lines of these names: up to the next name, less the comments that belong to that."""
    starts = sorted(place.line - 1 for place, _ in tree.items.values())
    for name in names:
        if name in tree.items:
            first = tree.items[name][0].line - 1
            end = next((line for line in starts if line > first), len(lines))
            while end > first + 1 and (not lines[end - 1].strip() or lines[end - 1][0] == "#"):
                end -= 1
            yield from range(first, end)


def without(source: str, names: Collection[str]) -> str:
    """The file without these names of its top level, for a file that is one ``{…}``."""
    tree = _loaded(source)
    for name in names:
        del tree[name]
    return _dumped(tree, _STYLES[0])


def _yaml(style: tuple[int, tuple[int, int]]) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.nodes import ScalarNode
    from ruamel.yaml.resolver import VersionedResolver

    class Typed(VersionedResolver):
        """Every scalar is a text."""

        def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
            if kind is ScalarNode:
                return self.DEFAULT_SCALAR_TAG
            return super().resolve(kind, value, implicit)

    made = YAML()
    made.Resolver = Typed
    made.preserve_quotes = True
    made.width = 10**9  # lines are as long as they were typed
    mapping, (sequence, offset) = style
    made.indent(mapping=mapping, sequence=sequence, offset=offset)
    return made


def _loaded(source: str) -> Any:
    return _yaml(_STYLES[0]).load(source)


def _dumped(tree: Any, style: tuple[int, tuple[int, int]]) -> str:
    out = StringIO()
    _yaml(style).dump(tree, out)
    return out.getvalue()
