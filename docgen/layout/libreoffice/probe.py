"""Which font LibreOffice really sets for 標楷體 here: a line of it laid out, the PDF asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.layout import Layout, fonts, libreoffice
from docgen.layout.libreoffice.start import Limits

if TYPE_CHECKING:
    from docgen.problem import Problem

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PARTS: Final = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    ),
}
_LIMITS: Final = Limits(seconds=30)


def kai() -> str | Problem | None:
    """The family that stood for 標楷體; a problem where LibreOffice does not answer, None: no font."""
    (made,) = libreoffice.measure([_sample()], ["標楷體"], _LIMITS)
    if not isinstance(made, Layout):
        return made
    known = {family.name for family in fonts.families()}
    return next((font for font in made.fonts if font in known), None)


def _sample() -> bytes:
    from docgen.docx.pack import pack

    name = fonts.families()[0].name
    body = (
        f'<w:document xmlns:w="{_W}"><w:body><w:p><w:r><w:rPr><w:rFonts w:ascii="{name}" '
        f'w:hAnsi="{name}" w:eastAsia="{name}"/></w:rPr><w:t>{name}Aa1</w:t></w:r></w:p>'
        "</w:body></w:document>"
    )
    texts = {**_PARTS, "word/document.xml": body}
    return pack({part: text.encode() for part, text in texts.items()})
