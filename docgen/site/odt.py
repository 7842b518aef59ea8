"""The words of an ODT as lines, read in the order in which those of a docx and a page are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.docx.package import unpacked
from docgen.docx.xml import local, parse
from docgen.site.text import lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.docx.xml import Element

_SPACES: Final = {"s": " ", "tab": "\t", "line-break": "\n"}
_APART: Final = frozenset(
    ("note", "annotation", "tracked-changes", "forms", "sequence-decls", "soft-page-break")
) | frozenset(("title", "desc"))  # of a picture: they are for those who hear it
_CELLS: Final = frozenset(("table-cell", "covered-table-cell"))


def words_of_odt(odt: bytes) -> tuple[str, ...]:
    """The lines of the body; Refused where it is no package."""
    body = parse(unpacked(odt, "odt")["content.xml"]).find("{*}body")
    return () if body is None else lines(_blocks(body))


def _blocks(holder: Element) -> Iterator[str]:
    for child in holder:
        name = local(child)
        if name in {"p", "h"}:
            yield "".join(_said(child))
        elif name == "table":
            yield from _table(child)
        elif name not in _APART:
            yield from _blocks(child)


def _said(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = local(child)
        if name in _SPACES:
            yield _SPACES[name]
        elif name not in _APART:
            yield from _said(child)
        yield child.tail or ""


def _table(table: Element) -> Iterator[str]:
    """Column by column where it has header rows, else as it is written."""
    rows = [row for row in table.iter("{*}table-row") if _owner(row) is table]
    if table.find("{*}table-header-rows") is None:
        for row in rows:
            yield from _blocks(row)
        return
    columns: dict[int, list[str]] = {}
    for row in rows:
        at = 0
        for cell in row:
            if local(cell) not in _CELLS:
                continue
            columns.setdefault(at, []).extend(_blocks(cell))
            at += _repeated(cell)
    for _, texts in sorted(columns.items()):
        yield from texts


def _owner(row: Element) -> Element:
    return next(row.iterancestors("{*}table"))


def _repeated(cell: Element) -> int:
    told = next((v for k, v in cell.attrib.items() if str(k).endswith("columns-repeated")), "1")
    return int(told) if str(told).isdecimal() else 1
