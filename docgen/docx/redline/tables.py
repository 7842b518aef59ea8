"""Tables row by row, and rows that have the same cells cell by cell.

A row whose cells or merges are others goes whole and the new one comes: tracked changes know rows
(17.13.5.12, 17.13.5.17), but neither Word nor LibreOffice takes back a change of merges. Where the
columns of both differ, the table gets the lines of both and each cell spans as many as it needs.
"""

from __future__ import annotations

from copy import deepcopy
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from docgen.docx.redline.marks import Marks, alike, without
from docgen.docx.redline.pairs import Pair, known, paired
from docgen.docx.xml import make, w

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docgen.docx.redline.pairs import Known
    from docgen.docx.xml import Element

    Story = Callable[[Sequence[Element], Sequence[Element], Marks], list[Element]]

_VAL: Final = w("val")
_ROW, _CELL = w("tr"), w("tc")
_ROW_PROPERTIES, _CELL_PROPERTIES = w("trPr"), w("tcPr")
_TRACKED: Final = ("ins", "del", "trPrChange", "tcPrChange", "tblPrChange")


class Side(NamedTuple):
    """One version of the table: the places of its column lines in twips from the left."""

    table: Element
    lines: tuple[int, ...]


def table(old: Element | None, new: Element | None, marks: Marks, story: Story) -> Element:
    """Both as one; None on a side: every row comes, or goes."""
    before, after = (None if each is None else _side(each) for each in (old, new))
    lines = tuple(sorted({*(before.lines if before else ()), *(after.lines if after else ())}))
    made = make("tbl")
    made.append(_properties(old, new, marks))
    grid = make("tblGrid")
    grid.extend(make("gridCol", {"w": str(right - left)}) for left, right in pairwise(lines))
    made.append(grid)
    for pair in paired(_rows(before), _rows(after)):
        row = _row(pair, before, after, marks, story)
        made.append(row)
    for side in (before, after):
        if side is not None and side.lines != lines:
            _spread(made, lines)
            break
    return made


def _side(element: Element) -> Side:
    widths = [
        int(col.get(w("w"), "0")) for col in element.iterfind(f"{w('tblGrid')}/{w('gridCol')}")
    ]
    return Side(element, (0, *accumulate(widths)))


def _properties(old: Element | None, new: Element | None, marks: Marks) -> Element:
    was, now = (
        None if each is None else without(each.find(w("tblPr")), "tblPr", *_TRACKED)
        for each in (old, new)
    )
    made = now if now is not None else was
    if made is None:
        return make("tblPr")
    if was is not None and now is not None and not alike(was, now):
        made.append(marks.formerly("tblPrChange", was))
    return made


def _rows(side: Side | None) -> list[Known]:
    if side is None:
        return []
    return [known(row, _cells(row, side)) for row in side.table.iter(_ROW) if _own(row, side.table)]


def _own(row: Element, table: Element) -> bool:
    return next(row.iterancestors(w("tbl")), None) is table


def _cells(row: Element, side: Side) -> tuple[tuple[int, int, str], ...]:
    """Where each cell begins and ends, and how it is merged with the ones above and below."""
    found = []
    at = _number(row, f"{w('trPr')}/{w('gridBefore')}", 0)
    for cell in row.iterchildren(_CELL):
        until = at + _number(cell, f"{w('tcPr')}/{w('gridSpan')}", 1)
        merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
        merged = "" if merge is None else merge.get(_VAL, "continue")
        found.append((_line(side, at), _line(side, until), merged))
        at = until
    return tuple(found)


def _line(side: Side, at: int) -> int:
    return side.lines[min(at, len(side.lines) - 1)]


def _number(element: Element, path: str, missing: int) -> int:
    found = element.find(path)
    return missing if found is None else int(found.get(_VAL, str(missing)))


def _row(
    pair: Pair, before: Side | None, after: Side | None, marks: Marks, story: Story
) -> Element:
    made = make("tr")
    now = pair.new if pair.new is not None else pair.old
    assert now is not None  # noqa: S101 - a pair has one side at least
    made.extend(deepcopy(each) for each in now if each.tag == w("tblPrEx"))
    properties = _row_properties(pair, marks)
    if len(properties):
        made.append(properties)
    side = after if pair.new is not None else before
    assert side is not None  # noqa: S101 - the row is of that side
    places = _cells(now, side)
    cells: list[tuple[Element | None, Element | None]] = [
        (None, cell) if pair.new is not None else (cell, None) for cell in now.iterchildren(_CELL)
    ]
    if pair.old is not None and pair.new is not None:
        cells = list(zip(pair.old.iterchildren(_CELL), pair.new.iterchildren(_CELL), strict=True))
    for (old, new), (left, right, _) in zip(cells, places, strict=True):
        cell = _cell(old, new, marks, story)
        cell.set(_PLACE, f"{left} {right}")
        made.append(cell)
    return made


_PLACE: Final = "docgen-place"  # of a cell while the table is made: its lines in twips


def _row_properties(pair: Pair, marks: Marks) -> Element:
    was, now = (
        None if each is None else without(each.find(_ROW_PROPERTIES), "trPr", *_TRACKED)
        for each in (pair.old, pair.new)
    )
    if was is not None and now is not None:
        if not alike(was, now):
            now.append(marks.formerly("trPrChange", was))
        return now
    kind, made = ("ins", now) if now is not None else ("del", was)
    assert made is not None  # noqa: S101 - a pair has one side at least
    made.append(marks.change(kind))
    return made


def _cell(old: Element | None, new: Element | None, marks: Marks, story: Story) -> Element:
    made = make("tc")
    was, now = (
        None if each is None else without(each.find(_CELL_PROPERTIES), "tcPr", *_TRACKED)
        for each in (old, new)
    )
    properties = now if now is not None else was
    if properties is not None:
        if was is not None and now is not None and not alike(was, now):
            properties.append(marks.formerly("tcPrChange", was))
        made.append(properties)
    made.extend(story(_inside(old), _inside(new), marks))
    return made


def _inside(cell: Element | None) -> list[Element]:
    return [] if cell is None else [each for each in cell if each.tag != _CELL_PROPERTIES]


def _spread(made: Element, lines: tuple[int, ...]) -> None:
    """Each cell spans as many of the lines of both as lie in it."""
    places = {line: at for at, line in enumerate(lines)}
    for row in made.iterchildren(_ROW):
        for cell in row.iterchildren(_CELL):
            left, right = map(int, cell.get(_PLACE, "0 0").split())
            span = places[right] - places[left]
            properties = cell.find(_CELL_PROPERTIES)
            if properties is not None:
                _set_span(properties, span)


def _set_span(properties: Element, span: int) -> None:
    """``w:gridSpan`` stands behind ``w:tcW`` (17.4.70); one line needs none."""
    for holder in (properties, *properties.iterfind(f"{w('tcPrChange')}/{w('tcPr')}")):
        for old in holder.findall(w("gridSpan")):
            holder.remove(old)
        if span > 1:
            before = [each for each in holder if each.tag in {w("cnfStyle"), w("tcW")}]
            holder.insert(len(before), make("gridSpan", {"val": str(span)}))
