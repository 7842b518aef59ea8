"""A program that knows the document's structure, so that what it prints needs no mending.

Jinja's tree says where text, tags and blocks stand, not where a table or a cell ends. Here the
texts of a program are read as the XML that they are, once per template, and put together anew:
a table, a row, a cell, what holds paragraphs, a number that must come once are statements of
their own (``elements`` reads, ``opening`` tells a cell's). The program then merges cells, drops empty rows and numbers controls while it prints
(``frame``); without this each document would have to be parsed and mended (``tidy``).

It is also the proof that what is printed is well-formed: every body holds whole elements, and a
value cannot bring markup. What is not told here exactly (rows in content controls, bookmarks
between paragraphs …) is ``Unstructured``: that part is tidied as a whole instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docgen.render.elements import (
    Node,
    Unstructured,
    bodies,
    forest,
    joined,
    nodes,
    one_name_each,
    split,
    written,
)
from docgen.render.opening import is_laid, shape, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Tell = Callable[[list[Any]], list[Any]]

_HOLDERS: Final = frozenset(
    f"w:{name}" for name in ("hdr", "ftr", "footnote", "endnote", "txbxContent", "body")
)
_BLOCKS: Final = frozenset({"w:p", "w:tbl", "w:sdt"})


def structured(body: list[Any]) -> list[Any]:
    """The program of a part, its structure told. Raises Unstructured."""
    top = forest(body)
    if len(top) != 1 or not isinstance(top[0], Node):
        raise Unstructured("more than a root")
    root = top[0]
    one_name_each(root)
    return joined(_element(root))


def _all(inner: list[Any]) -> list[Any]:
    return [told for one in inner for told in _any(one)]


def _any(one: Any) -> list[Any]:
    if isinstance(one, Node):
        return _element(one)
    return [one] if isinstance(one, str) else [_with_bodies(one, _all)]


def _with_bodies(told: list[Any], tell: Tell) -> list[Any]:
    """A statement with its bodies told."""
    if told[0] == "if":
        branches = [[test, joined(tell(body)), place] for test, body, place in told[1]]
        return ["if", branches, joined(tell(told[2]))]
    if told[0] == "for":
        return [*told[:4], joined(tell(told[4])), joined(tell(told[5])), *told[6:]]
    return told


def _element(node: Node) -> list[Any]:
    name = node.name
    if any(piece[:2] == ["print", "key"] for piece in node.opening):
        raise Unstructured(f"a key in {name}")
    if name in {"w:tr", "w:tc", "w:tcPr"}:
        raise Unstructured(f"{name} out of its place")
    if name == "w:tbl":
        return [_table(node)]
    if name in {"w:id", "wp:docPr", "w:bookmarkStart", "w:bookmarkEnd"}:
        return _numbered(node)
    if name in _HOLDERS:
        return _holder(node)
    if name in _BLOCKS and node.alone and node.text() != "<w:p/>":
        raise Unstructured("an empty block with attributes")
    return written(node, _all(node.inner))


def _numbered(node: Node) -> list[Any]:
    """An element whose number comes once in a document. Its place in the tag is kept."""
    if node.inner:
        raise Unstructured(f"{node.name} is not empty")
    if node.name == "wp:docPr":
        return [*_numbered_tag(node, "id", ["number", "docPr"])]
    if node.name == "w:id":
        return [*_numbered_tag(node, "w:val", ["number", "sdt"])]
    old = node.attribute("w:id") or ""
    if node.name == "w:bookmarkEnd":
        before, _, after = _numbered_tag(node, "w:id", [])
        return [["end", old, before, after]]
    name = node.attribute("w:name")
    if name is None or "&" in name:
        raise Unstructured("a bookmark without a plain name")
    tag = _numbered_tag(node, "w:id", ["start", old])
    spot = ' w:name="'
    for place, piece in enumerate(tag):
        if isinstance(piece, str) and spot in piece:
            before, _, after = piece.partition(spot)
            _, _, behind = after.partition('"')
            return [
                *tag[:place],
                before + spot,
                ["bookmark", name],
                f'"{behind}',
                *tag[place + 1 :],
            ]
    raise Unstructured("a bookmark without a name")


def _numbered_tag(node: Node, attribute: str, number: list[str]) -> list[Any]:
    spot = f' {attribute}="'
    for place, piece in enumerate(node.opening):
        if isinstance(piece, str) and spot in piece:
            before, _, after = piece.partition(spot)
            _, quote, behind = after.partition('"')
            if not quote:
                raise Unstructured("a number that is printed")
            rest = [f'"{behind}', *node.opening[place + 1 :]]
            return [*node.opening[:place], before + spot, number, *rest]
    raise Unstructured(f"{node.name} without a number")


def _holder(node: Node) -> list[Any]:
    """What must hold a paragraph, and none but a table before the last one."""
    if node.alone:
        return [f"{node.text()[:-2]}>", "<w:p/>", f"</{node.name}>"]
    inner = list(node.inner)
    last: list[Any] = []
    if inner and isinstance(inner[-1], Node) and inner[-1].name == "w:sectPr":
        last = _element(inner.pop())
    _only_blocks(inner)
    filled = [] if _ends_in_paragraph(inner) else [["filled"]]
    return [*node.opening, *_all(inner), *filled, *last, f"</{node.name}>"]


def _only_blocks(inner: list[Any]) -> None:
    """Raises Unstructured for what is no paragraph, table or control, in blocks too."""
    for one in inner:
        if isinstance(one, Node) and one.name in _BLOCKS:
            continue
        if isinstance(one, list) and one[0] in {"if", "for", "set"}:
            for body in bodies(one):
                _only_blocks(body)
            continue
        raise Unstructured("something between paragraphs")


def _ends_in_paragraph(inner: list[Any]) -> bool:
    """Whether the last block is a paragraph or a control whatever is printed."""
    last = inner[-1] if inner else None
    return isinstance(last, Node) and last.name in {"w:p", "w:sdt"}


def _table(node: Node) -> list[Any]:
    """``[table, before the rows, old grid or null, rows, laid]``.

    The grid is given where it is to be made anew; ``laid``: cells are merged or measured.
    """
    if node.alone:
        raise Unstructured("an empty block with attributes")
    head, rows = split(node.inner, ("w:tblPr", "w:tblGrid"))
    old: list[int] | None = None
    before: list[Any] = [*node.opening]
    for one in head:
        if one.name == "w:tblGrid" and one.attribute("anew") is not None:
            old = [whole(column.attribute("w:w") or "0") for column in nodes(one.inner)]
        else:
            before += _element(one)
    if old is not None and head[-1].name != "w:tblGrid":
        raise Unstructured("a grid out of its place")
    laid = old is not None or any(is_laid(cell) for cell in _cells(rows))
    told = _in_place(rows, "w:tr", lambda row: _row(row, laid=laid, anew=old is not None))
    return ["table", joined(before), old, joined(told), laid]


def _in_place(inner: list[Any], name: str, tell: Callable[[Node], list[Any]]) -> list[Any]:
    """Rows or cells told, those in blocks too. Raises Unstructured for anything else."""
    told: list[Any] = []
    for one in inner:
        if isinstance(one, Node) and one.name == name:
            told += tell(one)
        elif isinstance(one, list) and one[0] in {"if", "for", "set"}:
            told.append(_with_bodies(one, lambda body: _in_place(body, name, tell)))
        else:
            raise Unstructured(f"something between {name}")
    return told


def _cells(inner: list[Any]) -> Iterator[Node]:
    """The table's own cells."""
    for one in inner:
        if isinstance(one, Node):
            if one.name == "w:tc":
                yield one
            elif one.name == "w:tr":
                yield from _cells(one.inner)
        elif isinstance(one, list):
            for body in bodies(one):
                yield from _cells(body)


def _row(node: Node, *, laid: bool, anew: bool) -> list[Any]:
    """``[row, columns skipped, before the cells, cells]``."""
    head, cells = split(node.inner, ("w:tblPrEx", "w:trPr"))
    if node.alone or any(one.name == "w:trPr" and _nodes_of(one, "w:trPr") for one in head):
        raise Unstructured("an odd row")
    skipped = 0
    for one in nodes([*head]):
        if one.name == "w:gridBefore":
            skipped = whole(one.attribute("w:val") or "0")
    before = joined([*node.opening, *_all([*head])])
    told = _in_place(cells, "w:tc", lambda cell: _cell(cell, laid=laid, anew=anew))
    return [["row", skipped, before, joined(told)]]


def _nodes_of(node: Node, name: str) -> bool:
    return any(one.name == name for one in nodes(node.inner))


def _cell(node: Node, *, laid: bool, anew: bool) -> list[Any]:
    """``[cell, opening, shape, blocks, first]``, or where the table is not laid the texts.

    ``shape``: see ``shape``. ``first``: the first paragraph, emptied, where that is known.
    """
    if node.alone:
        raise Unstructured("a cell that holds nothing")
    head, blocks = split(node.inner, ("w:tcPr",))
    _only_blocks(blocks)
    inner = [*_all(blocks), *([] if _ends_in_paragraph(blocks) else [["closed"]]), "</w:tc>"]
    if len(head) > 1:
        raise Unstructured("an odd w:tcPr")
    properties = head[0] if head else None
    if laid:
        told = shape(properties, anew=anew)
        return [["cell", str(*node.opening), told, joined(inner), _first(blocks)]]
    before = [] if properties is None else written(properties, _all(properties.inner))
    return [*node.opening, *before, *inner]


def _first(blocks: list[Any]) -> str | None:
    """The first paragraph, emptied, where it is the same whatever is printed."""
    first = blocks[0] if blocks else None
    if not isinstance(first, Node) or first.name != "w:p":
        return None
    for child in first.inner:
        if isinstance(child, Node) and child.name == "w:pPr":
            told = joined(_element(child))
            return f"<w:p>{told[0]}</w:p>" if len(told) == 1 and isinstance(told[0], str) else None
    return "<w:p/>"


__all__ = ["Unstructured", "structured"]
