"""Tables of the structure tree: no cell that is none, no table that is none, every grid whole.

At a page break LibreOffice repeats the covered cells of a vertical merge, without height or
content; and a borderless table that only sets words side by side is tagged as data, though it has
no head (ISO 14289-1, 7.5: a table has headers).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pikepdf
from pikepdf import Array, Name

from docgen.export.pdf.structure import Node, is_empty, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pikepdf import Object

_CELLS: Final = frozenset({"/TH", "/TD"})
_GROUPS: Final = frozenset({"/THead", "/TBody", "/TFoot"})
_PARTS: Final = _CELLS | _GROUPS | {"/TR"}


def mend(root: Node) -> None:
    """In place: the tree and the elements."""
    for table in [node for node in walk(root) if node.kind == "/Table"]:
        for row in _rows(table):
            kept = [cell for cell in row.children if not _is_ghost(cell)]
            if len(kept) < len(row.children):
                row.children = kept
                row.element.K = Array([cell.element for cell in kept])
        if not any(cell.kind == "/TH" for row in _rows(table) for cell in row.children):
            _demote(table)


def lacks(root: Node) -> Iterator[str]:
    """``table-not-rectangular`` where rows of a table span different numbers of columns."""
    for table in walk(root):
        if table.kind == "/Table" and not _is_rectangular(table):
            yield "table-not-rectangular"


def _rows(table: Node) -> Iterator[Node]:
    for child in table.children:
        if child.kind == "/TR":
            yield child
        elif child.kind in _GROUPS:
            yield from _rows(child)


def _is_ghost(cell: Node) -> bool:
    heights = [each.Height for each in _attributes(cell.element) if "/Height" in each]
    return cell.kind in _CELLS and bool(heights) and not any(heights) and is_empty(cell)


def _attributes(element: Object) -> list[Object]:
    found = element.get("/A", Array())
    every = list(found) if isinstance(found, Array) else [found]
    return [each for each in every if isinstance(each, pikepdf.Dictionary)]


def _demote(node: Node) -> None:
    """A table without a head, its rows and cells: groups, read one after the other."""
    node.kind = "/Div"
    node.element.S = Name.Div
    if "/A" in node.element:
        del node.element.A
    for child in node.children:
        if child.kind in _PARTS:
            _demote(child)


def _is_rectangular(table: Node) -> bool:
    """Each row fills as many columns as the first, with what reaches down from above."""
    width = None
    reaching: dict[int, int] = {}  # column → in how many more rows it is taken
    for row in _rows(table):
        reaching = {column: rows - 1 for column, rows in reaching.items() if rows}
        column = 0
        for cell in row.children:
            while column in reaching:
                column += 1
            across = range(column, column + _span(cell.element, "/ColSpan"))
            if any(each in reaching for each in across):
                return False
            reaching |= dict.fromkeys(across, _span(cell.element, "/RowSpan") - 1)
        width = len(reaching) if width is None else width
        if sorted(reaching) != list(range(width)):
            return False
    return not any(reaching.values())


def _span(element: Object, name: str) -> int:
    return next((int(each[name]) for each in _attributes(element) if name in each), 1)
