"""After filling: what Word calls corrupt is mended, equal cells are merged, ids are unique.

Loops and conditions leave cells without a paragraph, tables without rows, ids that come twice.
Only for parts whose structure the program does not know (``structure``): they are parsed here.
"""

from __future__ import annotations

from typing import Final

from docgen.docx.ids import Ids, renumber
from docgen.docx.wellformed import Malformed
from docgen.docx.xml import (
    Element,
    XmlFault,
    drop,
    make,
    own,
    parse,
    serialize,
    tiny_paragraph,
    w,
)
from docgen.render.grid import lay_out, marked

P, TBL, TR, TC = w("p"), w("tbl"), w("tr"), w("tc")
SDT, CONTENT, CUSTOM = w("sdt"), w("sdtContent"), w("customXml")
_BLOCKS: Final = frozenset({P, TBL, SDT})
_HOLDERS: Final = tuple(map(w, ("hdr", "ftr", "footnote", "endnote", "txbxContent", "body")))


def tidy(text: bytes, ids: Ids) -> bytes:
    """The bytes of a filled part. Raises Malformed where it is not well-formed, or no table."""
    try:
        root = parse(text)
    except XmlFault as fault:
        raise Malformed(fault.msg or "") from None
    for table in reversed(list(root.iter(TBL))):
        _table(table)
    if marked(root):
        raise Malformed("a cell that is to be merged stands in no row of a table")
    for cell in root.iter(TC):
        if _last_block(cell) not in (P, SDT):
            cell.append(make("p"))
    for holder in root.iter(_HOLDERS):
        _filled(holder)
    renumber(root, ids)
    return serialize(root)


def _filled(holder: Element) -> None:
    """Something to read in every holder, and a paragraph after a table: Word demands both."""
    section = holder.find(w("sectPr"))
    found = _last_block(holder)
    if found in (P, SDT):
        return
    last = tiny_paragraph() if found == TBL else make("p")
    if section is not None and section.getparent() is holder:
        section.addprevious(last)
    else:
        holder.append(last)


def _last_block(holder: Element) -> str:
    """The tag of the last paragraph, table or control, which may stand in custom XML; or nothing.

    A bookmark may end behind it.
    """
    for child in holder.iterchildren(*_BLOCKS, CUSTOM, reversed=True):
        found = _last_block(child) if child.tag == CUSTOM else str(child.tag)
        if found:
            return found
    return ""


def _table(table: Element) -> None:
    for row in list(own(table, TR)):
        if _without_hollow(row, TC):
            drop(row)
    if _without_hollow(table, TR):
        drop(table)
        return
    following = table.getnext()
    if following is not None and following.tag == TBL:
        table.addnext(tiny_paragraph())  # Word joins tables that touch
    if rows := list(own(table, TR)):
        lay_out(table, rows)


def _without_hollow(holder: Element, tag: str) -> bool:
    """Whether it holds no row or cell at all; controls in it go with the last that they held."""
    if next(holder.iter(tag), None) is None:
        return True
    for around in list(holder.iterchildren(SDT, CONTENT, CUSTOM)):
        if _without_hollow(around, tag):
            drop(around)
    return False
