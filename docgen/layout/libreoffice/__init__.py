"""LibreOffice as judge of pages and as maker of pdf and odt: documents loaded once, asked, saved.

The only room that starts ``soffice``. What it says is believed when the files it wrote agree
(``answer``), and no verdict is given that rests on another font than the document names. One
document that fails does not fail the others; what fails is tried once more. A process lives as
long as ``kept`` says, and works on the next document while the last one is finished here.
"""

from __future__ import annotations

from collections import deque
from itertools import chain
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from docgen.layout import Layout
from docgen.layout.libreoffice import found
from docgen.layout.libreoffice.office import begin, kept
from docgen.layout.libreoffice.row import Place, Row
from docgen.layout.libreoffice.start import Limits
from docgen.problem import Problem, Refused, Where

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence

    from docgen.layout.libreoffice.answer import Answer

__all__ = ["Ask", "Limits", "Made", "begin", "convert", "converting", "kept", "measure"]

ENGINE: Final = "libreoffice"
AHEAD: Final = 3  # documents that are asked for before the first of them is given back


class Ask(Struct, frozen=True):
    """A docx to be laid out and saved; problems call it ``name``."""

    docx: bytes
    name: str


class Made(Struct, frozen=True):
    """A document laid out, and the files of the same load by extension, as LibreOffice wrote them."""

    layout: Layout
    files: dict[str, bytes]


def measure(
    docx: Sequence[bytes], names: Sequence[str], limits: Limits | None = None
) -> list[Layout | Problem]:
    """Pages and lines of each docx, in order; a problem names the docx by its ``name``."""
    asked = map(Ask, docx, names)
    made = converting(asked, (), limits, lines=True)
    return [each.layout if isinstance(each, Made) else each for each in made if each is not None]


def convert(
    docx: Sequence[bytes],
    names: Sequence[str],
    to: Sequence[str] = ("pdf", "odt"),
    limits: Limits | None = None,
) -> list[Made | Problem]:
    """Each docx laid out and saved as ``to``: pdf (PDF/A-2, tagged for UA-1), odt (ODF 1.3 strict).

    In order; a problem stands for what could not be made. Lines are not asked for.
    """
    made = converting(map(Ask, docx, names), to, limits)
    return [each for each in made if each is not None]


def converting(
    asked: Iterable[Ask | None],
    to: Sequence[str] = ("pdf", "odt"),
    limits: Limits | None = None,
    *,
    lines: bool = False,
) -> Generator[Made | Problem | None]:
    """As ``convert``, while the documents come and go: what is asked for is taken ``AHEAD``.

    So LibreOffice works on the next ones while whoever gets the answer is busy with it. None is
    answered with None, in its turn. ``lines`` of each paragraph cost a fifth of a document's time.
    """
    source = iter(asked)
    waiting: deque[tuple[Ask | None, frozenset[str], Place | Problem | None]] = deque()
    with kept() as ours:
        row = Row(ours, tuple(to), limits or Limits(), lines=lines)
        try:
            for one in chain(source, [_END] * AHEAD):
                if one is not _END:
                    waiting.append(_joined(row, one))
                    if len(waiting) < AHEAD:
                        continue
                if waiting:
                    yield _answered(row, *waiting.popleft(), tuple(to))
        finally:
            row.leave()


_END: Final = Ask(b"", "")


def _joined(row: Row, ask: Ask | None) -> tuple[Ask | None, frozenset[str], Place | Problem | None]:
    from docgen.docx.marks import marked
    from docgen.docx.package import open_safely

    if ask is None:
        return None, frozenset(), None
    try:
        task = marked(open_safely(ask.docx, ask.name, active=True))
    except Refused as refused:
        return ask, frozenset(), refused.problems[0]
    return ask, task.fonts, row.join(task)


def _answered(
    row: Row,
    ask: Ask | None,
    fonts: frozenset[str],
    place: Place | Problem | None,
    to: tuple[str, ...],
) -> Made | Problem | None:
    if ask is None or place is None:
        return None
    if isinstance(place, Problem):
        return place
    answer, where = row.answered(place), Where(docx=ask.name)
    if isinstance(answer, Problem):
        return Problem(answer.rule, where, answer.args)
    return _judged(answer, fonts, to, where)


def _judged(
    answer: Answer, named: frozenset[str], to: Sequence[str], where: Where
) -> Made | Problem:
    foreign = found.foreign(answer.faces, named)
    if foreign:
        args = {"used": ", ".join(foreign), "named": ", ".join(sorted(named))}
        return Problem("foreign-font", where, args)
    families = tuple(sorted({found.family(face) for face in answer.faces}))
    layout = Layout(
        engine=ENGINE,
        version=answer.version,
        fonts=families,
        pages=answer.pages,
        lines=answer.lines,
        paragraphs=answer.paragraphs,
    )
    return Made(layout, {extension: answer.files[extension] for extension in to})
