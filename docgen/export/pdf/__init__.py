"""PDF: LibreOffice's tagged file, mended, judged, and named for what it is.

PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2) are declared where nothing lacks; a PDF that
lacks something (a picture without words, a font that was not embedded) says PDF/A-2b, as
LibreOffice made it, and what lacks is told. Why: docs/decisions/14-odt-and-pdf.md.
"""

from __future__ import annotations

import base64
import io
import re
from typing import TYPE_CHECKING, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from docgen.export import Finished
from docgen.export.pdf import metadata, printed, structure, tables

if TYPE_CHECKING:
    from docgen.export import Source

_ICC_DATE: Final = slice(24, 36)  # ICC.1:2022, 7.2.8: when the profile was made
_ICC_2000: Final = bytes((7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))
_AMBIGUOUS: Final = b"\r\nendstream"
_DIGEST: Final = re.compile(rb"<xmpMM:DocumentID>uuid:([0-9a-f-]{36})</xmpMM:DocumentID>")


def finished(raw: bytes, source: Source) -> Finished:
    """The same pages; structure, language, metadata and ids as they should be."""
    try:
        with Pdf.open(io.BytesIO(raw)) as pdf:
            return Finished(*_finished(pdf, source))
    except (pikepdf.PdfError, KeyError, AttributeError, TypeError, RecursionError) as fault:
        raise ValueError(f"not a PDF of LibreOffice: {fault}") from None


def made_of(content: bytes) -> str | None:
    """As the metadata stream says it, which PDF/A leaves in clear (ISO 19005-2, 6.6.2.1)."""
    found = _DIGEST.search(content)
    return found[1].decode().replace("-", "") if found else None


def _finished(pdf: Pdf, source: Source) -> tuple[bytes, tuple[str, ...]]:
    told = metadata.read(pdf)
    texts = printed.read(pdf)
    tree = structure.read(pdf)
    tables.mend(tree)
    structure.speak(tree, texts, source.language)
    lacks = tuple(
        dict.fromkeys(
            (
                *(() if told.title else ("pdf-without-title",)),
                *texts.lacks,
                *structure.lacks(pdf, tree),
                *tables.lacks(tree),
            )
        )
    )
    _settle(pdf, source)
    metadata.write(pdf, told, source, is_accessible=not lacks)
    return _saved(pdf), lacks


def _settle(pdf: Pdf, source: Source) -> None:
    """What LibreOffice leaves open, or takes from the clock."""
    pdf.Root.Lang = String(source.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    for page in pdf.pages:
        page.obj.Tabs = Name.S  # it writes a string
    for intent in pdf.Root.get("/OutputIntents", ()):
        profile = intent.get("/DestOutputProfile")
        if profile is not None:
            colours = bytearray(profile.read_bytes())
            colours[_ICC_DATE] = _ICC_2000
            profile.write(bytes(colours))
    for random in ("/ID", "/DocChecksum"):
        if random in pdf.trailer:
            del pdf.trailer[random]


def _saved(pdf: Pdf) -> bytes:
    """Small where that goes: ids from the content, objects packed into streams.

    One in 256 packed streams ends with CR. With the LF before ``endstream`` that reads as one line
    end, and the length as wrong (ISO 19005-2, 6.1.7.1); then nothing is packed anew.
    """
    small = _written(pdf, pikepdf.ObjectStreamMode.generate, pack=True)
    if _AMBIGUOUS not in small:
        return small
    _guard_ends(pdf)
    return _written(pdf, pikepdf.ObjectStreamMode.disable, pack=False)


def _written(pdf: Pdf, mode: pikepdf.ObjectStreamMode, *, pack: bool) -> bytes:
    written = io.BytesIO()
    pdf.save(
        written,
        deterministic_id=True,
        object_stream_mode=mode,
        compress_streams=pack,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        recompress_flate=False,
        fix_metadata_version=False,
    )
    return written.getvalue()


def _guard_ends(pdf: Pdf) -> None:
    """A stream that ends with CR gets an outer ASCII85, which ends with ``~>``."""
    for stream in pdf.objects:
        if not isinstance(stream, pikepdf.Stream):
            continue
        raw = stream.read_raw_bytes()
        if raw.endswith(b"\r"):
            filters, parameters = _listed(stream, "/Filter"), _listed(stream, "/DecodeParms")
            stream.write(
                base64.a85encode(raw) + b"~>",
                filter=Array([Name.ASCII85Decode, *filters]),
                decode_parms=Array([None, *parameters, *[None] * (len(filters) - len(parameters))]),
            )


def _listed(stream: pikepdf.Stream, key: str) -> list[pikepdf.Object]:
    found = stream.get(key)
    if found is None:
        return []
    return list(found) if isinstance(found, Array) else [found]
