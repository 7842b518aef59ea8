"""The way back from facts to the XML that they were read from, for whoever changes or marks it.

The reader itself leaves the trace: a second walk that counts paragraphs and characters on its own
would sooner or later count otherwise (controls, fields, tracked changes, text boxes).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docgen.docx.facts.runs import Piece
    from docgen.docx.facts.shape import Facts
    from docgen.docx.package import Parts
    from docgen.docx.xml import Element


class Trace(NamedTuple):
    """One paragraph: its ``w:p``, its pieces in order, and what each stands in (``w:t`` …)."""

    element: Element
    pieces: tuple[Piece, ...]
    sources: tuple[Element, ...]

    def visible(self) -> list[tuple[int, int]]:
        """(offset in the paragraph's text, index of the piece), of the pieces that print."""
        found, start = [], 0
        for index, piece in enumerate(self.pieces):
            if not (piece.deleted or piece.look.hidden):
                found.append((start, index))
                start += len(piece.text)
        return found


class Traced(NamedTuple):
    """Facts with the trees they were read from: ``traces`` go with ``facts.paragraphs``.

    ``sections`` are the ``w:sectPr`` (None where the body ends without one), ``roots`` the parts
    that were read, by name. The trees are this reading's own and may be changed. ``strict``: the
    file is in the namespaces of ISO 29500 strict, the trees are not.
    """

    facts: Facts
    parts: Parts
    main: str
    roots: Mapping[str, Element]
    traces: tuple[Trace, ...]
    sections: tuple[Element | None, ...]
    strict: bool
