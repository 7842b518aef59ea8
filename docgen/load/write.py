"""Data files written back, comments and order kept. The only use of ruamel.yaml: writing.

What is read is read by ``reader``, which refuses whatever a data file has no business to hold;
only a text that it has accepted comes here. ruamel hangs a comment on the value before it, so
that it would move or vanish with that: here every comment is first hung on what it stands above.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from docgen.load.nodes import Mapping, Node, Scalar, Sequence
from docgen.load.reader import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docgen.load.threeway import Edit, Path, Tree

_WIDE: Final = 1_000_000  # columns: a text stays on its line, however long
_INDENT: Final = 2
_ABOVE, _BEHIND, _BEFORE = 1, 2, 3  # where ruamel keeps the comments of a key


def plain(data: bytes, file: str) -> Tree:
    """A data file as mappings, lists and texts; Refused as ``reader.read`` refuses."""
    found: Tree = _plain(read(data, file))
    return found


def _plain(node: Node) -> Any:
    if isinstance(node, Mapping):
        return {key: _plain(value) for key, (_, value) in node.items.items()}
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return node.value.rstrip("\n") if isinstance(node, Scalar) else None  # as the models have it


def text_of(tree: Tree, head: str = "") -> str:
    """A tree as a data file, below the comment lines of ``head``."""
    return head + _dumped(tree)


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text after the steps of a merge; what they do not name stays, comments included."""
    document = _loaded(text)
    for edit in edits:
        *above, last = edit.path or ("",)
        owner = _at(document, above if edit.kind != "order" else edit.path)
        if edit.kind == "set":
            owner[last] = edit.value
        elif edit.kind == "remove":
            del owner[last]
        else:
            for key in edit.order:
                owner.move_to_end(key)
    return _dumped(document)


def noted(text: str) -> frozenset[Path]:
    """The entries of a file that have a comment above them or inside."""
    return frozenset(_noted(_loaded(text), ()))


def _noted(node: Any, path: Path) -> Iterator[Path]:
    for key, value in node.items():
        here = (*path, key)
        inside = list(_noted(value, here)) if isinstance(value, dict) else []
        yield from inside
        if inside or "#" in _comments(node.ca.items.get(key)):
            yield here


def _comments(slots: Any) -> str:
    """All that ruamel keeps of comments at one key, in one text."""
    tokens = [
        token for slot in slots or () for token in (slot if isinstance(slot, list) else [slot])
    ]
    return "".join(token.value for token in tokens if token is not None)


def _at(document: Any, path: Iterable[str]) -> Any:
    for key in path:
        document = document[key]
    return document


def _yaml() -> Any:
    from ruamel.yaml import YAML

    yaml = YAML()  # round trip
    yaml.preserve_quotes = True
    yaml.width = _WIDE
    yaml.allow_unicode = True
    yaml.indent(mapping=_INDENT, sequence=2 * _INDENT, offset=_INDENT)
    return yaml


def _loaded(text: str) -> Any:
    document = _yaml().load(text)
    _lift(document, 0)
    return document


def _dumped(tree: Any) -> str:
    stream = io.StringIO()
    _yaml().dump(tree, stream)
    return stream.getvalue()


def _lift(node: Any, depth: int) -> None:
    """Hang what stands above a key on that key, all the way down."""
    keys = list(node)
    for key, behind in zip(keys, [*keys[1:], None], strict=True):
        value = node[key]
        if isinstance(value, dict) and _is_block(value):
            first = next(iter(value))
            lines = [*_below(node.ca.items.get(key), _BEHIND, in_text=False), *_led(node, key)]
            _hang(value, first, lines, depth + 1)
            _lift(value, depth + 1)
        if behind is not None:
            _hang(node, behind, _trailing(node, key), depth)


def _is_block(value: Any) -> bool:
    return bool(value) and not value.fa.flow_style()


def _hang(node: Any, key: str, lines: list[str], depth: int) -> None:
    from ruamel.yaml.error import CommentMark
    from ruamel.yaml.tokens import CommentToken

    if lines:
        mark = CommentMark(depth * _INDENT)
        slots = node.ca.items.setdefault(key, [None, None, None, None])
        slots[_ABOVE] = [CommentToken(f"{line}\n", mark) for line in lines]


def _led(node: Any, key: str) -> list[str]:
    """The comment lines between a key and the mapping below it, taken off the key."""
    slots = node.ca.items.get(key)
    tokens = (slots[_BEFORE] or []) if slots and len(slots) > _BEFORE else []
    if tokens:
        slots[_BEFORE] = None
        node[key].ca.comment = None  # the same again
    return [line.strip() for token in tokens for line in token.value.rstrip("\n").split("\n")]


def _trailing(node: Any, key: Any) -> list[str]:
    """The comment lines below the last value under a key, taken off it."""
    value = node[key]
    while isinstance(value, (dict, list)) and _is_block(value):
        node, key = value, list(value)[-1] if isinstance(value, dict) else len(value) - 1
        value = node[key]
    place = _BEHIND if isinstance(node, dict) else 0
    in_text = isinstance(value, str) and getattr(value, "comment", None) is not None
    in_text = in_text or type(value).__name__ in ("LiteralScalarString", "FoldedScalarString")
    return _below(node.ca.items.get(key), place, in_text=in_text)


def _below(slots: Any, place: int, *, in_text: bool) -> list[str]:
    """The lines of a comment behind a value, without the one on its own line, taken off it."""
    token = slots[place] if slots and len(slots) > place else None
    if token is None:
        return []
    same, _, below = ("", "", token.value) if in_text else token.value.partition("\n")
    if same.strip():
        token.value = f"{same}\n"
    else:
        slots[place] = None
    return [line.strip() for line in below.removesuffix("\n").split("\n")] if below else []
