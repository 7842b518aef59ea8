"""Prints the values that docxtpl brings: its InlineImage, its RichText, another docx's blocks.

What is brought in is looked at first: a picture is one by its bytes and of bounded size, a link
is http, https or mailto, a document brings nothing but words, tables, pictures and links.
"""

from __future__ import annotations

import io
import re
import struct
from typing import TYPE_CHECKING, Any, Final

from docxtpl import InlineImage, RichText

from docgen.docx.names import ILLEGAL, R
from docgen.docx.xml import w
from docgen.load.pictures import KINDS, LARGEST
from docgen.problem.words import N_
from docgen.render.controls import Unprintable, attribute, words
from docgen.render.rich import Picture, Piece, Rich, SubDocument

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

    from docgen.docx.xml import Element

WIDEST: Final = 12_000  # pixels of a side
_EMU_OF_MM: Final = 36_000
_EMU_OF_TWIP: Final = 635
_LINK: Final = re.compile(r"(?:https?://[^\s/]|mailto:[^\s@]+@)[^\s]*\Z", re.IGNORECASE)
_HYPERLINK: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_EMPTY: Final = re.compile(r"<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t[^>]*></w:t></w:r>")
# What python-docx raises for a head of a picture that it cannot read, among its own exceptions.
_UNREADABLE: Final = (ArithmeticError, LookupError, TypeError, ValueError, struct.error, OSError)


class Printer:
    """The values that docxtpl prints, into the part that it is at."""

    def __init__(self, template: DocxTemplate) -> None:
        self._template = template

    def inline(self, value: object, properties: str) -> bytes:
        """Whole runs. Raises Unprintable."""
        if isinstance(value, Picture):
            try:
                return self.picture(value, properties).encode()
            except Unprintable as fault:
                raise Unprintable(fault.rule, value.address, **fault.told) from None
        if isinstance(value, Rich):
            return self._rich(value, properties).encode()
        raise Unprintable("unprintable-value", kind=type(value).__name__)

    def block(self, value: object) -> bytes:
        """Whole paragraphs and tables. Raises Unprintable."""
        if not isinstance(value, SubDocument):
            raise Unprintable("unprintable-value", kind=type(value).__name__)
        from docgen.render.inserted import blocks

        return blocks(value, self)

    def picture(self, value: Picture, properties: str) -> str:
        """A drawing in the line, with its alternative text, no wider than the page's text."""
        description = _clean(value.description)
        if not description.strip():
            raise _no_picture(N_("it has no alternative text"))
        width = None if value.width is None else int(value.width * _EMU_OF_MM)
        if width is not None and width <= 0:
            raise _no_picture(N_("its width is none"))
        _, own, tall = self._related(value.content)
        wide, high = self._page()
        drawn = InlineImage(
            self._template,
            io.BytesIO(value.content),
            width=max(1, min(width or own, wide, high * own // tall)),
        )
        html = str(drawn).replace("<wp:docPr ", f'<wp:docPr descr="{attribute(description)}" ', 1)
        text = f'<w:r>{properties}<w:t xml:space="preserve">{html}</w:t></w:r>'
        return _EMPTY.sub("", text)

    def media(self, content: bytes) -> str:
        """The id of a picture's relationship of the part that is printed. Raises Unprintable."""
        return self._related(content)[0]

    def styles(self) -> dict[str, str]:
        """Names of the template's styles by id."""
        from docgen.render.inserted import named

        return named(self._template.docx.styles.element)

    def _related(self, content: bytes) -> tuple[str, int, int]:
        """Relationship, own width and height in EMU. Raises Unprintable for what is no picture or too large."""
        if not content.startswith(KINDS):
            raise _no_picture(N_("it is no PNG, JPEG or GIF"))
        if len(content) > LARGEST:
            raise _no_picture(N_("the file is too large"))
        part = self.part
        if not hasattr(part, "get_or_add_image"):
            raise Unprintable("cannot-insert", reason=N_("notes hold no pictures"))
        try:
            related, image = part.get_or_add_image(io.BytesIO(content))
            sides = (image.px_width, image.px_height)
            width, height = int(image.width), int(image.height)
        except _UNREADABLE:
            raise _no_picture(N_("the file is damaged")) from None
        except Exception as fault:
            if type(fault).__module__.startswith("docx."):
                raise _no_picture(N_("the file is damaged")) from None
            raise
        if not all(1 <= side <= WIDEST for side in sides) or min(width, height) <= 0:
            raise _no_picture(N_("it has no pixels, or too many"))
        return str(related), width, height

    @property
    def part(self) -> Any:
        """The part that docxtpl is at, as python-docx knows it."""
        return self._template.current_rendering_part

    def _page(self) -> tuple[int, int]:
        """EMU between the margins, across and down, of the smallest section; A4's for want of one."""
        sections = list(self._template.docx.element.iter(w("sectPr")))
        across = [_between(each, "w", ("left", "right", "gutter")) for each in sections]
        down = [_between(each, "h", ("top", "bottom")) for each in sections]
        return (
            min([each for each in across if each > 0], default=9_000 * _EMU_OF_TWIP),
            min([each for each in down if each > 0], default=14_000 * _EMU_OF_TWIP),
        )

    def _rich(self, value: Rich, properties: str) -> str:
        made = ""
        for piece in value.pieces:
            text = RichText()
            text.add(
                _clean(words(piece.text)),
                style=attribute(piece.style or self._link_style(piece)) or None,
                bold=piece.bold,
                italic=piece.italic,
                underline="single" if piece.underline else None,
                url_id=self.link(piece.link) if piece.link else None,
            )
            printed = str(text).replace("<w:hyperlink ", f'<w:hyperlink xmlns:r="{R}" ', 1)
            made += printed if "<w:rPr>" in printed else printed.replace(
                "<w:r>", f"<w:r>{properties}", 1
            )  # fmt: skip
        return made

    def _link_style(self, piece: Piece) -> str:
        """LibreOffice's PDF has a living link only where the style of links is used."""
        names = self.styles() if piece.link else {}
        return next((key for key, name in names.items() if name == "Hyperlink"), "")

    def link(self, address: str) -> str:
        """The id of a relationship of the part that is printed. docxtpl's is the document's only."""
        if ILLEGAL.search(address) or not _LINK.match(address):
            raise Unprintable("not-a-link", address=None, link=ascii(address[:80])[1:-1])
        return str(self.part.relate_to(address, _HYPERLINK, is_external=True))


def _between(section: Element, side: str, around: tuple[str, ...]) -> int:
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    if size is None:
        return 0
    taken = 0 if margins is None else sum(_twips(margins.get(w(one))) for one in around)
    return (_twips(size.get(w(side))) - taken) * _EMU_OF_TWIP


def _twips(text: str | None) -> int:
    return int(text) if text and text.lstrip("-").isdecimal() else 0


def _clean(text: str) -> str:
    if ILLEGAL.search(text):
        raise Unprintable("illegal-character", text=ascii(text[:40])[1:-1])
    return text


def _no_picture(reason: str) -> Unprintable:
    return Unprintable("not-a-picture", reason=reason)
