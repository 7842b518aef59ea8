"""What a PDF says of itself: pages and fonts. Only as much as it takes to believe it or not.

LibreOffice writes page and font objects in clear; newer ones may put them into compressed object
streams (ISO 32000-2, 7.5.7), which are unpacked first, within bounds.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_STREAM: Final = 64 * 2**20  # bytes of one object stream; a page object has about 200
_PAGE: Final = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_FONT: Final = re.compile(rb"/BaseFont\s*/([^\s/<>\[\]()]+)")
_OBJECTS: Final = re.compile(rb"/Type\s*/ObjStm\b[^>]*>>\s*stream\r?\n")
_SUBSET: Final = re.compile(r"[A-Z]{6}\+")
_ESCAPE: Final = re.compile(rb"#([0-9A-Fa-f]{2})")


class Printed(Struct, frozen=True):
    """``faces`` are PostScript names, sorted, without the mark of a subset."""

    pages: int
    faces: tuple[str, ...]


def read(pdf: bytes) -> Printed | None:
    """None where it is no whole PDF: cut off, or not one at all."""
    if not pdf.startswith(b"%PDF-") or b"%%EOF" not in pdf[-1024:]:
        return None
    pages, faces = 0, set()
    for objects in (pdf, *_packed(pdf)):
        pages += len(_PAGE.findall(objects))
        faces |= {_name(found) for found in _FONT.findall(objects)}
    return Printed(pages, tuple(sorted(faces)))


def _packed(pdf: bytes) -> Iterator[bytes]:
    for found in _OBJECTS.finditer(pdf):
        try:
            yield zlib.decompressobj().decompress(pdf[found.end() :], MAX_STREAM)
        except zlib.error:
            continue


def _name(raw: bytes) -> str:
    plain = _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), raw)
    return _SUBSET.sub("", plain.decode("utf-8", "replace"), count=1)
