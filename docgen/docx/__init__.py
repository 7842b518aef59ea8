"""A docx as a package and a text: open safely, say its text, merge, pack to the same bytes.

The only door to lxml, zip and deflate. Names are looked up when used (start-up time): opening
and packing need no lxml.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.docx.pack import pack
from docgen.docx.package import Parts, open_safely

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Parts", "merge", "open_safely", "pack", "text_of"]


def text_of(docx: bytes) -> str:
    """The words of a docx, one line a paragraph (``docgen.docx.text``)."""
    from docgen.docx.text import text_of as words

    return words(docx)


def merge(annexes: Sequence[bytes], *, core: bytes | None = None) -> bytes:
    """Several docx as one, section after section (``docgen.docx.join``)."""
    from docgen.docx.join import merge as joined

    return joined(annexes, core=core)
