"""Where in a table a cell stands, and which conditions of its table's style hold there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from docgen.docx.facts.inline import tag_of
from docgen.docx.facts.measure import on, whole
from docgen.docx.xml import w

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.docx.xml import Element

_VAL: Final = w("val")
# Attribute of w:tblLook, its bit in the older w:val (ECMA-376 17.4.56, Part 4 2.4.52).
_LOOKS: Final = {
    "firstRow": 0x0020,
    "lastRow": 0x0040,
    "firstColumn": 0x0080,
    "lastColumn": 0x0100,
    "noHBand": 0x0200,
    "noVBand": 0x0400,
}
_HOLDERS: Final = frozenset({w("customXml"), w("ins"), w("moveTo"), w("del"), w("moveFrom")})


class Placed(NamedTuple):
    """A row or cell with the content control around it."""

    element: Element
    address: str | None


class Looks(NamedTuple):
    """Which conditions a table asks for, and how high and wide its style's bands are."""

    asked: frozenset[str]
    bands: tuple[int, int]


def placed(holder: Element, kind: str, address: str | None) -> Iterator[Placed]:
    """The rows of a table or the cells of a row, also those inside content controls."""
    wanted = w(kind)
    for child in holder:
        if child.tag == wanted:
            yield Placed(child, address)
        elif child.tag == w("sdt"):
            content = child.find(w("sdtContent"))
            if content is not None:
                yield from placed(content, kind, tag_of(child) or address)
        elif child.tag in _HOLDERS:
            yield from placed(child, kind, address)


def property_of(element: Element, holder: str, name: str) -> Element | None:
    """``w:trPr/w:tblHeader`` and the like."""
    found = element.find(w(holder))
    return None if found is None else found.find(w(name))


def has(element: Element, holder: str, name: str) -> bool:
    """Whether a switch is on."""
    found = property_of(element, holder, name)
    return found is not None and on(found.get(_VAL))


def count_of(element: Element, holder: str, name: str, plain: int) -> int:
    """A number of columns; what is not one is ``plain``."""
    found = property_of(element, holder, name)
    value = None if found is None else whole(found.get(_VAL))
    return plain if value is None or not 0 <= value < 1000 else value


def continues(cell: Element, name: str) -> bool:
    """Whether a merge (``vMerge``, ``hMerge``) goes on in this cell."""
    found = property_of(cell, "tcPr", name)
    return found is not None and found.get(_VAL, "continue") == "continue"


def asked(table: Element) -> frozenset[str]:
    """What a table's ``w:tblLook`` switches on; none without one."""
    look = property_of(table, "tblPr", "tblLook")
    if look is None:
        return frozenset({"noHBand", "noVBand"})
    try:
        bits = int(look.get(_VAL, "0"), 16)
    except ValueError:
        bits = 0
    return frozenset(
        name
        for name, bit in _LOOKS.items()
        if (on(look.get(w(name))) if w(name) in look.attrib else bits & bit)
    )


def conditions(looks: Looks, row: tuple[int, int], column: tuple[int, int]) -> frozenset[str]:
    """The conditions that hold in a cell; ``row`` and ``column`` are (index from 0, how many)."""
    first_row = row[0] == 0 and "firstRow" in looks.asked
    last_row = row[0] == row[1] - 1 and "lastRow" in looks.asked
    first_column = column[0] == 0 and "firstColumn" in looks.asked
    last_column = column[0] == column[1] - 1 and "lastColumn" in looks.asked
    held = {
        "firstRow": first_row,
        "lastRow": last_row,
        "firstCol": first_column,
        "lastCol": last_column,
        "nwCell": first_row and first_column,
        "neCell": first_row and last_column,
        "swCell": last_row and first_column,
        "seCell": last_row and last_column,
    }
    if "noHBand" not in looks.asked and not (first_row or last_row):
        band = (row[0] - ("firstRow" in looks.asked)) // looks.bands[0] % 2
        held["band2Horz" if band else "band1Horz"] = True
    if "noVBand" not in looks.asked and not (first_column or last_column):
        band = (column[0] - ("firstColumn" in looks.asked)) // looks.bands[1] % 2
        held["band2Vert" if band else "band1Vert"] = True
    return frozenset({"wholeTable", *(name for name, holds in held.items() if holds)})
