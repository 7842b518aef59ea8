"""After filling: what Word calls corrupt is mended, equal cells are merged, ids are unique.

Loops and conditions leave cells without a paragraph, tables without rows, ids that come twice
(reference/traps.md). Each part is parsed once, here.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Final

from docgen.docx.ids import Ids, renumber
from docgen.docx.xml import Element, drop, local, make, parse, serialize, w

if TYPE_CHECKING:
    from collections.abc import Iterator

P, TBL, TR, TC = w("p"), w("tbl"), w("tr"), w("tc")
_VAL: Final = w("val")
_BLOCKS: Final = frozenset({P, TBL, w("sdt")})
_HOLDERS: Final = tuple(map(w, ("hdr", "ftr", "footnote", "endnote", "txbxContent", "body")))


def tidy(text: str, ids: Ids) -> bytes:
    """The bytes of a filled part. Raises XmlFault where it is not well-formed."""
    root = parse(text)
    for table in reversed(list(root.iter(TBL))):
        _table(table)
    for cell in root.iter(TC):
        if not len(cell) or cell[-1].tag not in (P, w("sdt")):
            cell.append(make("p"))
    for holder in root.iter(_HOLDERS):
        _filled(holder)
    renumber(root, ids)
    return serialize(root)


def _filled(holder: Element) -> None:
    """Something to read in every holder, and a paragraph after a table: Word demands both."""
    section = holder.find(w("sectPr"))
    blocks = [child for child in holder if child.tag in _BLOCKS]
    if blocks and blocks[-1].tag != TBL:
        return
    last = _tiny() if blocks else make("p")
    if section is not None and section.getparent() is holder:
        section.addprevious(last)
    else:
        holder.append(last)


def _tiny() -> Element:
    """A paragraph of one point: it must be there and should not be seen."""
    paragraph = make("p")
    properties = make("pPr")
    properties.append(
        make("spacing", {"before": "0", "after": "0", "line": "20", "lineRule": "exact"})
    )
    paragraph.append(properties)
    return paragraph


def _table(table: Element) -> None:
    for row in table.findall(TR):
        if row.find(TC) is None:
            drop(row)
    rows = table.findall(TR)
    if not rows:
        drop(table)
        return
    following = table.getnext()
    if following is not None and following.tag == TBL:
        table.addnext(_tiny())  # Word joins tables that touch
    grid = table.find(w("tblGrid"))
    if grid is not None and grid.get("anew"):
        del grid.attrib["anew"]
        _grid_anew(grid, rows)
    _merge_down(rows)


def _span(cell: Element) -> int:
    found = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    return 1 if found is None else int(found.get(_VAL, "1"))


def _before(row: Element) -> int:
    found = row.find(f"{w('trPr')}/{w('gridBefore')}")
    return 0 if found is None else int(found.get(_VAL, "0"))


def _cells(row: Element) -> Iterator[tuple[int, int, Element]]:
    """(first grid column, number of columns, cell)."""
    at = _before(row)
    for cell in row.findall(TC):
        span = _span(cell)
        yield at, span, cell
        at += span


def _merge_down(rows: list[Element]) -> None:
    """``{% vm KEY %}``: a cell continues the one above where grid columns and keys are equal."""
    above: dict[tuple[int, int], tuple[str, Element]] = {}
    for row in rows:
        here: dict[tuple[int, int], tuple[str, Element]] = {}
        for at, span, cell in _cells(row):
            merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
            written = "" if merge is None else merge.get(_VAL, "")
            if merge is None or not written.startswith("="):
                continue
            key = written[1:]
            upper = above.get((at, span))
            if key and upper is not None and upper[0] == key:
                del merge.attrib[_VAL]
                upper[1].set(_VAL, "restart")
                here[at, span] = (key, upper[1])
                _emptied(cell)
            else:
                here[at, span] = (key, merge)
        above = here
    for row in rows:
        for merge in list(row.iter(w("vMerge"))):
            if merge.get(_VAL, "").startswith("="):
                drop(merge)  # nothing below continues it


def _emptied(cell: Element) -> None:
    first = next(cell.iter(P), None)
    paragraph = make("p")
    properties = None if first is None else first.find(w("pPr"))
    if properties is not None:
        paragraph.append(deepcopy(properties))
    for child in [c for c in cell if local(c) != "tcPr"]:
        cell.remove(child)
    cell.append(paragraph)


def _width(cell: Element) -> int:
    found = cell.find(f"{w('tcPr')}/{w('tcW')}")
    if found is None or found.get(w("type"), "dxa") != "dxa":
        return 0
    return int(float(found.get(w("w"), "0")))


def _grid_anew(grid: Element, rows: list[Element]) -> None:
    """The grid of a table with looped columns, from its cells' widths (twips).

    A column takes the width of the first cell that stands in it alone; what only spanning cells
    tell is shared out evenly. LibreOffice lays out by the grid, Word by the cells: both agree.
    """
    layout = [list(_cells(row)) for row in rows]
    count = max(at + span for cells in layout for at, span, _ in cells)
    old = [int(float(column.get(w("w"), "0"))) for column in grid]
    widths: dict[int, int] = {}
    spanning = []
    for at, span, cell in (entry for cells in layout for entry in cells):
        if span == 1 and _width(cell):
            widths.setdefault(at, _width(cell))
        elif _width(cell):
            spanning.append((at, span, _width(cell)))
    for at, span, width in sorted(spanning, key=lambda entry: entry[1]):
        unknown = [c for c in range(at, at + span) if c not in widths]
        rest = width - sum(widths.get(c, 0) for c in range(at, at + span))
        for place, column in enumerate(unknown):
            widths[column] = max(1, (rest + place) // len(unknown))
    for column in range(count):
        widths.setdefault(column, old[column] if column < len(old) else (old or [1])[-1])
    for stale in list(grid):
        grid.remove(stale)
    for column in range(count):
        grid.append(make("gridCol", {"w": str(widths[column])}))
    for at, span, cell in (entry for cells in layout for entry in cells):
        _set_width(cell, sum(widths[c] for c in range(at, at + span)), span)


def _set_width(cell: Element, width: int, span: int) -> None:
    properties = cell.find(w("tcPr"))
    if properties is None:
        properties = make("tcPr")
        cell.insert(0, properties)
    found = properties.find(w("tcW"))
    if found is None:
        found = make("tcW")
        properties.insert(1 if properties.find(w("cnfStyle")) is not None else 0, found)
    found.set(w("w"), str(width))
    found.set(w("type"), "dxa")
    spanned = properties.find(w("gridSpan"))
    if span == 1 and spanned is not None:
        properties.remove(spanned)
