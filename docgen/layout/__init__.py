"""How many pages and lines a document takes: what both engines answer with.

``typeset`` computes it, ``libreoffice`` lays the document out. Neither judges: limits are rules
of the document type (``check``).
"""

from __future__ import annotations

from msgspec import Struct


class ParagraphLayout(Struct, frozen=True):
    """One paragraph of the body, numbered as in the facts (from 1, tables included).

    ``page`` is where it begins, from 1; ``lines`` how many lines it takes. Paragraphs that are
    not printed (hidden, in a cell that another one covers) are left out.
    """

    number: int
    page: int
    lines: int


class Layout(Struct, frozen=True):
    """A document laid out. ``lines`` are those on the last page, side by side counted once.

    ``fonts`` are the families really used, ``engine`` and ``version`` who says so.
    """

    engine: str
    version: str
    fonts: tuple[str, ...]
    pages: int
    lines: int | None
    paragraphs: tuple[ParagraphLayout, ...]
