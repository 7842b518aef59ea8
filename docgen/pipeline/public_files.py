"""Documents in every format that is given out: the one place where publishing meets the exporter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from docgen.export import OTHERS, Source, digest_of, finished
from docgen.problem import Problem, Where

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from docgen.layout.libreoffice import Made

    Exporter = Callable[[Sequence["Copy"]], Sequence["Files | Problem"]]


class Copy(Struct, frozen=True):
    """A docx as it leaves the house (``docx.public``); ``name`` is its file's stem."""

    name: str
    content: bytes
    language: str


class Files(Struct, frozen=True):
    """A document's files by format, the docx among them; ``engine`` names who laid it out.

    ``fonts`` with their versions. ``lacks`` are the faults that keep a file from its promise.
    """

    files: Mapping[str, bytes]
    pages: int | None = None
    engine: str = ""
    fonts: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


def formats(copies: Sequence[Copy]) -> Sequence[Files | Problem]:
    """ODT and PDF by LibreOffice, all by one LibreOffice; a problem stands for what it could not make."""
    from docgen.layout import libreoffice
    from docgen.layout.libreoffice.found import font_versions

    asked = (libreoffice.Ask(each.content, f"{each.name}.docx") for each in copies)
    versions = font_versions()
    made = zip(copies, libreoffice.converting(asked, OTHERS), strict=True)
    return [
        each if isinstance(each, Problem) else _files(copy, each, versions)
        for copy, each in made
        if each is not None
    ]


def _files(copy: Copy, made: Made, versions: Mapping[str, str]) -> Files | Problem:
    """The files finished: the same bytes whenever LibreOffice's are the same otherwise."""
    source = Source(digest_of(copy.content), copy.language)
    files = {"docx": copy.content}
    lacks: list[str] = []
    for extension, raw in made.files.items():
        try:
            done = finished(extension, raw, source)
        except ValueError:
            return Problem("libreoffice-lies", Where(docx=copy.name), {"output": extension})
        files[extension] = done.content
        lacks += done.lacks
    layout = made.layout
    fonts = tuple(f"{name} {versions.get(name, '')}".strip() for name in layout.fonts)
    return Files(files, layout.pages, f"{layout.engine} {layout.version}", fonts, tuple(lacks))
