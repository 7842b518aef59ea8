"""Accept or reject all tracked changes, written from the standard (17.13.5), not from our writer.

Rows first, then runs, then marks: a paragraph whose mark goes joins the next and takes its format.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.docx import pack
from docgen.docx.package import main_part, unpacked
from docgen.docx.xml import local, parse, serialize, w

if TYPE_CHECKING:
    from docgen.docx.xml import Element


def accepted(docx: bytes) -> bytes:
    return _settled(docx, gone="del", kept="ins")


def rejected(docx: bytes) -> bytes:
    return _settled(docx, gone="ins", kept="del")


def _settled(docx: bytes, gone: str, kept: str) -> bytes:
    parts = dict(unpacked(docx, "docx"))
    for name, content in list(parts.items()):
        if name == main_part(parts) or name.startswith(("word/header", "word/footer")):
            root = parse(content)
            _rows(root, gone, kept)
            _runs(root, gone, kept)
            _former(root, back=gone == "ins")
            _joined(root, gone, kept)
            parts[name] = serialize(root)
    return pack(parts)


def _rows(root: Element, gone: str, kept: str) -> None:
    for row in list(root.iter(w("tr"))):
        properties = row.find(w("trPr"))
        if properties is None:
            continue
        if properties.find(w(gone)) is not None:
            _remove(row)
            continue
        for mark in properties.findall(w(kept)):
            properties.remove(mark)
    for table in list(root.iter(w("tbl"))):
        if table.find(w("tr")) is None:
            _remove(table)


def _runs(root: Element, gone: str, kept: str) -> None:
    for change in list(root.iter(w(gone), w(kept))):
        parent = change.getparent()
        assert parent is not None
        if local(parent) in {"rPr", "trPr"}:
            continue
        at = parent.index(change)
        parent[at : at + 1] = list(change) if change.tag == w(kept) else []
    for element in root.iter(w("delText"), w("delInstrText")):
        element.tag = w({"delText": "t", "delInstrText": "instrText"}[local(element)])


def _former(root: Element, *, back: bool) -> None:
    """Changed properties: the old ones come back, save what a change of them does not hold."""
    for change in list(
        root.iter(*(w(f"{kind}Change") for kind in ("rPr", "pPr", "trPr", "tcPr", "tblPr")))
    ):
        properties = change.getparent()
        assert properties is not None
        properties.remove(change)
        if back:
            apart = [one for one in properties if local(one) in {"rPr", "sectPr", "ins", "del"}]
            first = local(properties) == "rPr"
            properties[:] = [*apart, *change[0]] if first else [*change[0], *apart]


def _joined(root: Element, gone: str, kept: str) -> None:
    for paragraph in list(root.iter(w("p"))):
        mark = paragraph.find(f"{w('pPr')}/{w('rPr')}")
        if mark is None:
            continue
        goes = mark.find(w(gone)) is not None
        for each in [*mark.findall(w(gone)), *mark.findall(w(kept))]:
            mark.remove(each)
        if not goes:
            continue
        following = paragraph.getnext()
        content = [one for one in paragraph if one.tag != w("pPr")]
        if following is not None and following.tag == w("p"):
            at = 1 if following.find(w("pPr")) is not None else 0
            following[at:at] = content
            _remove(paragraph)
        elif not content:
            _remove(paragraph)
        else:
            msg = "text whose mark went stands before no paragraph"
            raise AssertionError(msg)


def _remove(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
