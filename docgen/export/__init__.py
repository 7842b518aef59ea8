"""The files beside the docx: what LibreOffice wrote, made the same on every day, and judged.

Pure: bytes in, bytes out. LibreOffice (``layout``) writes clocks, random numbers and elements of
its own into a file, and promises of a PDF what it does not keep; each function here takes out the
former and holds the latter to what is there.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable

FORMATS: Final = {"docx": "", "odt": "docgen.export.odt", "pdf": "docgen.export.pdf"}
"""The formats of a document by extension, and what makes each of LibreOffice's file.

The docx is our own; the others come from it. A module here has ``finished`` and ``made_of``.
"""
OTHERS: Final = tuple(extension for extension, module in FORMATS.items() if module)


class Source(Struct, frozen=True):
    """Where a file comes from: the docx's ``digest`` (``digest_of``), its whole ``language``."""

    digest: str
    language: str


class Finished(Struct, frozen=True):
    """``lacks`` names the faults (``problem.faults.export``) that keep a file from its promise."""

    content: bytes
    lacks: tuple[str, ...] = ()


def digest_of(docx: bytes) -> str:
    """32 hexadecimal digits that stand for the docx in the files that are made of it."""
    import hashlib

    return hashlib.sha256(docx).hexdigest()[:32]


def finished(extension: str, raw: bytes, source: Source) -> Finished:
    """LibreOffice's file of that format as it is given out. ValueError where it is no such file."""
    made: Callable[[bytes, Source], Finished] = import_module(FORMATS[extension]).finished
    return made(raw, source)


def made_of(extension: str, content: bytes) -> str | None:
    """The digest of the docx that a finished file was made of; None where it does not say."""
    told: Callable[[bytes], str | None] = import_module(FORMATS[extension]).made_of
    return told(content)
