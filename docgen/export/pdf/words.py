"""The words of a PDF as a screen reader says them: in the order of its structure tree."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Pdf

from docgen.export.pdf import printed, structure

if TYPE_CHECKING:
    from docgen.export.pdf.structure import Node


def words_of_pdf(pdf: bytes) -> str:
    """Without page numbers and repeated heads of tables. ValueError where it is no tagged PDF."""
    try:
        with Pdf.open(io.BytesIO(pdf)) as opened:
            texts = printed.read(opened).texts
            return _said(structure.read(opened), texts)
    except (pikepdf.PdfError, KeyError, AttributeError, TypeError, RecursionError) as fault:
        raise ValueError(f"not a tagged PDF: {fault}") from None


def _said(node: Node, texts: dict[tuple[int, int], str]) -> str:
    """Marks and elements below stand mixed in ``/K``, in reading order."""
    kids: Any = node.element.get("/K")
    own, below = iter(node.marks), iter(node.children)
    said = []
    for kid in kids if isinstance(kids, Array) else (kids,):
        if isinstance(kid, Dictionary) and "/S" in kid:
            said.append(_said(next(below), texts))
        elif isinstance(kid, int) or (isinstance(kid, Dictionary) and "/MCID" in kid):
            said.append(texts.get(next(own), ""))
    return "".join(said)
