"""The document's own properties: what it is called and in which language, nothing of who or when.

A date stands there only if the data gives one, never the clock's (same bytes on another day).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from docgen.docx.names import ILLEGAL

if TYPE_CHECKING:
    import datetime as dt

_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms='
    '"http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
)


class Properties(Struct, frozen=True):
    """``title`` is what a reader's window and a screen reader say; ``date`` is the document's."""

    title: str
    language: str = "zh-TW"
    date: dt.date | None = None


def core(properties: Properties) -> bytes:
    """``docProps/core.xml`` (ECMA-376-2 11). The title's line breaks become spaces."""
    title = " ".join(ILLEGAL.sub("", properties.title).split("\n"))
    dated = ""
    if properties.date is not None:
        stamp = f"{properties.date.isoformat()}T00:00:00Z"
        dated = "".join(
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>'
            for name in ("created", "modified")
        )
    return (
        f"{_HEAD}<dc:title>{_text(title)}</dc:title>"
        f"<dc:language>{_text(properties.language)}</dc:language>{dated}</cp:coreProperties>"
    ).encode()


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
