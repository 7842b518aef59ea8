"""What must come back: every block in order, each paragraph with its format and its runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.docx.package import main_part, unpacked
from docgen.docx.redline.plain import TAG, plain
from docgen.docx.xml import canonical, drop, local, w

if TYPE_CHECKING:
    from docgen.docx.xml import Element

Look = tuple[object, ...]


def looks(docx: bytes, *, spans: bool = True) -> list[Look]:
    """Paragraphs, rows and cells of the body; runs of one format are one, controls are none.

    ``spans``: also how many of the grid's columns a cell takes.
    """
    parts = unpacked(docx, "docx")
    root = plain(parts[main_part(parts)])
    for run in root.iter(w("r")):
        run.attrib.pop(TAG, None)
    for span in [] if spans else list(root.iter(w("gridSpan"))):
        drop(span)
    return [_block(block) for block in root[0] if block.tag in {w("p"), w("tbl")}]


def _block(block: Element) -> Look:
    if block.tag == w("p"):
        return ("p", _properties(block, "pPr"), *_runs(block))
    rows = block.iterchildren(w("tr"))
    return ("tbl", _properties(block, "tblPr"), *map(_row, rows))


def _row(row: Element) -> Look:
    cells = [
        (_properties(cell, "tcPr"), *(_block(b) for b in cell if b.tag in {w("p"), w("tbl")}))
        for cell in row.iterchildren(w("tc"))
    ]
    return ("tr", _properties(row, "trPr"), *cells)


def _properties(element: Element, name: str) -> tuple[bytes, ...]:
    found = element.find(w(name))
    if found is None:
        return ()
    empty = {w("rPr")}  # an empty one says nothing
    return tuple(canonical(one) for one in found if len(one) or one.tag not in empty)


def _runs(paragraph: Element) -> list[tuple[tuple[bytes, ...], str]]:
    found: list[tuple[tuple[bytes, ...], str]] = []
    for run in paragraph:
        if run.tag == w("pPr"):
            continue
        look = _properties(run, "rPr")
        said = "".join(
            (one.text or "") if local(one) == "t" else f"<{local(one)}>"
            for one in run
            if local(one) != "rPr"
        )
        if not said:
            continue
        if found and found[-1][0] == look:
            found[-1] = (look, found[-1][1] + said)
        else:
            found.append((look, said))
    return found
