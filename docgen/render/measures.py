"""Columns and widths that stand in a template, where its tables are laid out by them.

They are asked when a template is prepared: what a cell says of itself is then a number, and one
that a table can have.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from docgen.docx.xml import w
from docgen.render.cell import NOLINE
from docgen.render.controls import COLUMNS, WIDEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.docx.xml import Element

_COUNTS: Final = (w("gridSpan"), w("gridBefore"), w("gridAfter"))
_WIDTHS: Final = (w("tcW"), w("gridCol"))


class Wrong(NamedTuple):
    """A fault by name with its arguments, and the element that has it."""

    element: Element
    rule: str
    args: dict[str, str]


def wrong_measures(table: Element) -> Iterator[Wrong]:
    """Numbers of columns in a table, and widths where it is laid out; those of tables in it too."""
    laid = _is_laid(table)
    for one in table.iter(*_COUNTS):
        text = one.get(w("val"), "1")
        if "{{" not in text and not (text.isdecimal() and len(text) < 9 and int(text) <= COLUMNS):
            yield Wrong(one, "too-many-columns", {"count": text[:20], "limit": str(COLUMNS)})
    for one in table.iter(*_WIDTHS) if laid else ():
        text = one.get(w("w"), "0")
        if one.get(w("type"), "dxa") == "dxa" and "{{" not in text and not _is_width(text):
            yield Wrong(one, "not-a-width", {"value": text[:40]})


def _is_laid(table: Element) -> bool:
    """Whether its grid is made anew, or cells are merged or lose a line."""
    grid = table.find(w("tblGrid"))
    return (
        (grid is not None and grid.get("anew") is not None)
        or next(table.iter(w("vMerge")), None) is not None
        or any(NOLINE in properties.attrib for properties in table.iter(w("tcPr")))
    )


def _is_width(text: str) -> bool:
    try:
        number = float(text)
    except ValueError:
        return False
    return math.isfinite(number) and 0 <= number <= WIDEST
