"""What LibreOffice left in ``out/`` for one document, believed only as far as it agrees.

The macro's own words must be whole and well formed, the PDF must open and have the pages that
the macro spoke of, every file that was asked for must be there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from docgen.layout import ParagraphLayout
from docgen.layout.libreoffice import pdf
from docgen.problem import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_TOLD: Final = re.compile(
    r"pages (?P<pages>[1-9][0-9]{0,5})\n"
    r"(?P<lines>(?:paragraph [1-9][0-9]{0,6}\n|line [1-9][0-9]{0,5} -?[0-9]{1,9}\n)*)"
    r"end\n"
)
_FAILED: Final = re.compile(r"failed (?P<action>[a-z]{1,10}) [0-9]+\n\Z")
_VERSION: Final = re.compile(r"[0-9A-Za-z.]{1,40}\Z")
_SAME_LINE: Final = 200  # 1/100 mm: cells side by side differ less, lines of 10 pt more
_ODT: Final = b"application/vnd.oasis.opendocument.text"


class Answer(Struct, frozen=True):
    """All that one document gave: ``lines`` as in ``Layout``, ``files`` by extension."""

    version: str
    pages: int
    lines: int | None
    paragraphs: tuple[ParagraphLayout, ...]
    faces: tuple[str, ...]
    files: dict[str, bytes]


class Failure(Struct, frozen=True):
    """Why there is no answer.

    ``never``: it was not begun; ``silent``: begun and not ended; ``failed``: the macro says at
    which ``action``; ``lie``: ``action`` is not what it should be.
    """

    how: Literal["never", "silent", "failed", "lie"]
    action: str = ""


def read(out: Path, number: int, to: Iterable[str]) -> Answer | Failure:
    """The answer for document ``number``. ``to`` are the extensions asked for beside the PDF."""
    if not (out / f"{number}.began").exists():
        return Failure("never")
    told = _text(out / f"{number}.told")
    failed = _FAILED.search(told)
    if failed:
        return Failure("failed", failed["action"])
    if not told.endswith("end\n"):
        return Failure("silent")
    found, version = _TOLD.fullmatch(told), _text(out / "version").strip()
    if not found or not _VERSION.match(version):
        return Failure("lie", "told")
    files = {extension: _bytes(out / f"{number}.{extension}") for extension in ("pdf", *to)}
    printed = pdf.read(files["pdf"])
    if printed is None or printed.pages != int(found["pages"]):
        return Failure("lie", "pdf")
    if "odt" in files and not _is_odt(files["odt"]):
        return Failure("lie", "odt")
    lines, paragraphs = _laid_out(found["lines"].splitlines(), printed.pages)
    return Answer(version, printed.pages, lines, paragraphs, printed.faces, files)


def _text(path: Path) -> str:
    return _bytes(path).decode("ascii", "replace").replace("\r\n", "\n")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _is_odt(content: bytes) -> bool:
    from docgen.docx.package import unpacked

    try:
        parts = unpacked(content, "odt")
    except Refused:
        return False
    return parts.get("mimetype") == _ODT and bool(parts.get("content.xml"))


def _laid_out(told: Sequence[str], pages: int) -> tuple[int | None, tuple[ParagraphLayout, ...]]:
    """``paragraph N`` and, for each of its lines, ``line PAGE HEIGHT`` (1/100 mm)."""
    places: dict[int, list[tuple[int, int]]] = {}
    number = 0
    for kind, *values in (line.split() for line in told):
        if kind == "paragraph":
            number = int(values[0])
            places[number] = []
        elif number:
            places[number].append((int(values[0]), int(values[1])))
    paragraphs = tuple(
        ParagraphLayout(number=number, page=lines[0][0], lines=len(lines))
        for number, lines in sorted(places.items())
        if lines
    )
    if not paragraphs:
        return None, ()
    heights = sorted(y for lines in places.values() for page, y in lines if page == pages)
    return _different(heights), paragraphs


def _different(heights: Iterable[int]) -> int:
    count, above = 0, None
    for height in heights:
        if above is None or height - above > _SAME_LINE:
            count, above = count + 1, height
    return count
