"""The grid of a filled table: equal cells merged down or unlined, columns as wide as they say."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Final, NamedTuple

from docgen.docx.xml import Element, drop, make, own, w
from docgen.render.cell import BORDER_ORDER, CELL_ORDER, NOLINE, put
from docgen.render.columns import widths_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_TC, _P, _PPR = w("tc"), w("p"), w("pPr")
_TCPR, _TRPR, _GRID = w("tcPr"), w("trPr"), w("tblGrid")
_SPAN, _MERGE, _WIDTH, _BEFORE = w("gridSpan"), w("vMerge"), w("tcW"), w("gridBefore")
_VAL, _W, _TYPE = w("val"), w("w"), w("type")
_KEY: Final = "="  # begins the value that ``{% vm KEY %}`` leaves in w:vMerge


class Cell(NamedTuple):
    """A cell in its row: first grid column, columns spanned, width in twips (0: not said)."""

    at: int
    span: int
    width: int
    element: Element
    merge: Element | None


def lay_out(table: Element, rows: list[Element]) -> None:
    """Merge cells and make the grid anew, where the template asks for it."""
    grid = next(table.iterchildren(_GRID), None)
    anew = grid is not None and grid.get("anew") is not None
    unlined = any(NOLINE in properties.attrib for properties in table.iter(_TCPR))
    if not anew and not unlined and next(table.iter(_MERGE), None) is None:
        return
    layout = [list(_cells(row)) for row in rows]
    if grid is not None and anew:
        del grid.attrib["anew"]
        _grid_anew(grid, layout)
    _merge_down(layout)
    if unlined:
        _leave_lines_out(layout)


def marked(root: Element) -> bool:
    """Whether a cell still says what only the layout of its table understands."""
    return (
        any(NOLINE in properties.attrib for properties in root.iter(_TCPR))
        or any(merge.get(_VAL, "").startswith(_KEY) for merge in root.iter(_MERGE))
        or any(grid.get("anew") is not None for grid in root.iter(_GRID))
    )


def _cells(row: Element) -> Iterator[Cell]:
    properties = next(row.iterchildren(_TRPR), None)
    skipped = None if properties is None else next(properties.iterchildren(_BEFORE), None)
    at = 0 if skipped is None else int(skipped.get(_VAL, "0"))
    for element in own(row, _TC):
        span, width, merge = 1, 0, None
        for child in next(element.iterchildren(_TCPR), ()):
            if child.tag == _SPAN:
                span = int(child.get(_VAL, "1"))
            elif child.tag == _MERGE:
                merge = child
            elif child.tag == _WIDTH and child.get(_TYPE, "dxa") == "dxa":
                width = int(float(child.get(_W, "0")))
        yield Cell(at, span, width, element, merge)
        at += span


def _merge_down(layout: list[list[Cell]]) -> None:
    """A cell continues the one above it where grid columns and keys are equal."""
    above: dict[tuple[int, int], tuple[str, Element]] = {}
    alone: list[Element] = []
    for cells in layout:
        here: dict[tuple[int, int], tuple[str, Element]] = {}
        for cell in cells:
            written = "" if cell.merge is None else cell.merge.get(_VAL, "")
            if cell.merge is None or not written.startswith(_KEY):
                continue
            upper = above.get((cell.at, cell.span))
            if written != _KEY and upper is not None and upper[0] == written:
                del cell.merge.attrib[_VAL]
                upper[1].set(_VAL, "restart")
                here[cell.at, cell.span] = upper
                _empty(cell.element)
            else:
                here[cell.at, cell.span] = (written, cell.merge)
                alone.append(cell.merge)
        above = here
    for merge in alone:
        if merge.get(_VAL, "").startswith(_KEY):
            drop(merge)  # nothing below continues it


def _leave_lines_out(layout: list[list[Cell]]) -> None:
    """No line between a cell and the one above it where grid columns and keys are equal.

    Both borders are taken off: of two that meet, the one that is there would be drawn.
    """
    above: dict[tuple[int, int], tuple[str, Element]] = {}
    for cells in layout:
        here: dict[tuple[int, int], tuple[str, Element]] = {}
        for cell in cells:
            properties = next(cell.element.iterchildren(_TCPR), None)
            key = "" if properties is None else properties.attrib.pop(NOLINE, "")
            if properties is None or not key:
                continue
            upper = above.get((cell.at, cell.span))
            if upper is not None and upper[0] == key:
                _no_border(upper[1], "bottom")
                _no_border(properties, "top")
            here[cell.at, cell.span] = (str(key), properties)
        above = here


def _no_border(properties: Element, side: str) -> None:
    borders = properties.find(w("tcBorders"))
    if borders is None:
        borders = make("tcBorders")
        put(properties, borders, CELL_ORDER)
    put(borders, make(side, {"val": "nil"}), BORDER_ORDER)


def _empty(cell: Element) -> None:
    """Leave one paragraph of the same kind: it is not seen, but Word demands it."""
    first = next(cell.iter(_P), None)
    paragraph = make("p")
    properties = None if first is None else next(first.iterchildren(_PPR), None)
    if properties is not None:
        paragraph.append(deepcopy(properties))
    for child in [c for c in cell if c.tag != _TCPR]:
        cell.remove(child)
    cell.append(paragraph)


def _grid_anew(grid: Element, layout: list[list[Cell]]) -> None:
    """The grid of a table with looped columns, from its cells' widths (twips)."""
    cells = [cell for row in layout for cell in row]
    widths = widths_of(cells, [int(float(column.get(_W, "0"))) for column in grid])
    for stale in list(grid):
        grid.remove(stale)
    for width in widths:
        grid.append(make("gridCol", {"w": str(width)}))
    for cell in cells:
        _set_width(cell, sum(widths[cell.at : cell.at + cell.span]))


def _set_width(cell: Cell, width: int) -> None:
    properties = next(cell.element.iterchildren(_TCPR), None)
    if properties is None:
        properties = make("tcPr")
        cell.element.insert(0, properties)
    found = next(properties.iterchildren(_WIDTH), None)
    if found is None:
        found = make("tcW")
        properties.insert(1 if properties.find(w("cnfStyle")) is not None else 0, found)
    found.set(_W, str(width))
    found.set(_TYPE, "dxa")
    if cell.span == 1:
        for spanned in properties.iterchildren(_SPAN):
            properties.remove(spanned)
