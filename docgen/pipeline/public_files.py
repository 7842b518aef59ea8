"""Documents in every format that is given out: the one place where publishing meets the exporter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from docgen.pipeline.gate import Rendered
    from docgen.problem import Problem

    Exporter = Callable[[Sequence[Rendered]], Sequence["Files | Problem"]]


class Files(Struct, frozen=True):
    """A document's files by format, the docx among them; ``engine`` names who laid it out."""

    files: Mapping[str, bytes]
    pages: int | None = None
    engine: str = ""
    fonts: tuple[str, ...] = ()


def formats(rendered: Sequence[Rendered]) -> Sequence[Files | Problem]:
    """ODT and PDF by LibreOffice, all in one start; a problem stands for what it could not make."""
    from docgen.layout import libreoffice

    docx = [each.content for each in rendered]
    made = libreoffice.convert(docx, [f"{each.name}.docx" for each in rendered])
    return [
        Files(
            {**each.files, "docx": content},
            each.layout.pages,
            f"{each.layout.engine} {each.layout.version}",
            each.layout.fonts,
        )
        if isinstance(each, libreoffice.Made)
        else each
        for each, content in zip(made, docx, strict=True)
    ]
