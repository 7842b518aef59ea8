"""Where in a table a cell stands, and which conditions of its table's style hold there."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from docgen.docx.facts.inline import tag_of
from docgen.docx.facts.measure import on, whole
from docgen.docx.xml import w

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
_SDT, _CONTENT = w("sdt"), w("sdtContent")
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
    """The rows of a table or the cells of a row, also those inside content controls; ``kind`` is their tag."""
    for child in holder:
        tag = child.tag
        if tag == kind:
            yield Placed(child, address)
        elif tag == _SDT:
            content = child.find(_CONTENT)
            if content is not None:
                yield from placed(content, kind, tag_of(child) or address)
        elif tag in _HOLDERS:
            yield from placed(child, kind, address)


Properties: TypeAlias = "Mapping[object, Element]"
"""What stands in a ``w:trPr`` or ``w:tcPr``, by its tag; of two of one kind the first counts."""


def properties_of(holder: Element | None) -> Properties:
    """All properties of a row or a cell at once."""
    found: dict[object, Element] = {}
    for child in () if holder is None else holder:
        found.setdefault(child.tag, child)
    return found


def property_of(element: Element, holder: str, name: str) -> Element | None:
    """``w:trPr/w:tblHeader`` and the like."""
    found = element.find(w(holder))
    return None if found is None else found.find(w(name))


def has(properties: Properties, tag: str) -> bool:
    """Whether a switch is on."""
    found = properties.get(tag)
    return found is not None and on(found.get(_VAL))


def count_of(properties: Properties, tag: str, plain: int) -> int:
    """A number of columns; what is not one is ``plain``."""
    found = properties.get(tag)
    value = None if found is None else whole(found.get(_VAL))
    return plain if value is None or not 0 <= value < 1000 else value


def continues(properties: Properties, tag: str) -> bool:
    """Whether a merge (``vMerge``, ``hMerge``) goes on in this cell."""
    found = properties.get(tag)
    return found is not None and found.get(_VAL, "continue") == "continue"


PLAIN: Final = frozenset({"noHBand", "noVBand"})
"""What a table without looks asks for: its style says the same in every row."""


def asked(table: Element) -> frozenset[str]:
    """What a table's ``w:tblLook`` switches on; none without one."""
    look = property_of(table, "tblPr", "tblLook")
    if look is None:
        return PLAIN
    try:
        bits = int(look.get(_VAL, "0"), 16)
    except ValueError:
        bits = 0
    return frozenset(
        name
        for name, bit in _LOOKS.items()
        if (on(look.get(w(name))) if w(name) in look.attrib else bits & bit)
    )


@lru_cache(maxsize=1024)  # most cells of most tables are alike
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
