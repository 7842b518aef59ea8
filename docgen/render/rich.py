"""Values that a context may hold beside texts: pictures, words with formats or a link, documents.

Frozen and plain like every value; docxtpl prints them (``by_docxtpl``). A picture or a document
is its bytes: whoever makes the context reads the file, and no template can name one.
"""

from __future__ import annotations

from decimal import Decimal  # noqa: TC003 - msgspec reads the types of records
from typing import ClassVar

from msgspec import Struct

from docgen.render.value import Kept


class Picture(Struct, Kept, frozen=True):
    """``description`` is what a screen reader says; ``width`` in millimetres, None: as it is.

    ``address`` is where the data name it, for faults.
    """

    content: bytes
    description: str
    width: Decimal | None = None
    address: str | None = None


class Piece(Struct, frozen=True):
    """Words of one format; ``link`` is an address (http, https, mailto), empty for none.

    ``style`` is the id of a character style of the template.
    """

    text: str
    style: str = ""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    link: str = ""


class Rich(Struct, Kept, frozen=True):
    """Words of several formats in one paragraph (docxtpl's RichText)."""

    pieces: tuple[Piece, ...]


class SubDocument(Struct, Kept, frozen=True):
    """Paragraphs and tables of another docx; ``name`` is what faults call it."""

    content: bytes
    name: str
    is_block: ClassVar[bool] = True
