"""What a PDF prints, as text: which characters stand under which mark of the structure.

A glyph has a number in its font; ToUnicode says which character that is (ISO 32000-1, 9.10.3).
Level A asks that every glyph has one, none of them from a private area (ISO 19005-2, 6.2.11.7.3).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pikepdf
from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pikepdf import Object, Page, Pdf

_CODES: Final = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)
_HEX: Final = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff\ufffd\x00]")
_SHOWS: Final = frozenset({"Tj", "TJ", "'", '"'})
_PAINTS: Final = _SHOWS | frozenset(
    {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "INLINE IMAGE"}
)


class Printed(Struct):
    """``texts``: (page object's number, mark) → text. ``lacks`` as in ``Finished``."""

    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    lacks: list[str] = field(default_factory=list)


class _Font(Struct, frozen=True):
    width: int  # bytes of a glyph's number
    characters: dict[int, str]
    is_embedded: bool


def read(pdf: Pdf) -> Printed:
    """All pages."""
    found = Printed()
    fonts: dict[tuple[int, int], _Font] = {}
    for page in pdf.pages:
        _page(page, found, fonts)
    return found


def _page(page: Page, found: Printed, fonts: dict[tuple[int, int], _Font]) -> None:
    number = page.obj.objgen[0]
    font: _Font | None = None
    marks: list[int | None] = []  # None: an artifact, or a mark without number
    for step in pikepdf.parse_content_stream(page):
        operator = str(step.operator)
        if operator in {"BMC", "BDC"}:
            marks.append(_mark(step.operands))
        elif operator == "EMC":
            marks = marks[:-1]
        elif operator == "Tf":
            font = _font(page.Resources.Font[str(step.operands[0])], fonts)
        elif operator in _PAINTS and not marks:
            found.lacks.append("pdf-untagged")
        if operator in _SHOWS and font is not None:
            mark = next((each for each in reversed(marks) if each is not None), None)
            _show("".join(_characters(step.operands[-1], font)), font, found, number, mark)


def _show(text: str, font: _Font, found: Printed, page: int, mark: int | None) -> None:
    if _PRIVATE.search(text):
        found.lacks.append("pdf-without-characters")
    if not font.is_embedded:
        found.lacks.append("pdf-font-not-embedded")
    if mark is not None:
        found.texts[page, mark] = found.texts.get((page, mark), "") + text


def _mark(operands: Iterable[Object]) -> int | None:
    properties = list(operands)[-1]
    if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties:
        return int(properties.MCID)
    return None


def _characters(shown: Object, font: _Font) -> Iterator[str]:
    strings = shown if isinstance(shown, pikepdf.Array) else (shown,)
    for string in strings:
        if isinstance(string, pikepdf.String):
            codes = bytes(string)
            for at in range(0, len(codes), font.width):
                code = int.from_bytes(codes[at : at + font.width], "big")
                yield font.characters.get(code, "\ufffd")


def _font(font: Object, fonts: dict[tuple[int, int], _Font]) -> _Font:
    if font.objgen not in fonts:
        cmap = font.get("/ToUnicode")
        is_wide = font.Subtype == "/Type0"
        inner = font.DescendantFonts[0] if is_wide else font
        fonts[font.objgen] = _Font(
            width=2 if is_wide else 1,
            characters={} if cmap is None else dict(_mapped(cmap.read_bytes())),
            is_embedded=any(
                f"/FontFile{n}" in inner.get("/FontDescriptor", {}) for n in ("", 2, 3)
            ),
        )
    return fonts[font.objgen]


def _mapped(cmap: bytes) -> Iterator[tuple[int, str]]:
    """``<code> <text>`` of bfchar; ``<first> <last> <text>`` or ``[<text> …]`` of bfrange."""
    for kind, body in _CODES.findall(cmap):
        words = [_word(found) for found in _HEX.finditer(body)]
        if kind == b"bfchar":
            for code, text in zip(words[::2], words[1::2], strict=False):
                yield _number(code), _text(text)
            continue
        while len(words) >= 3:
            first, last = _number(words[0]), _number(words[1])
            if words[2] == b"[":
                end = words.index(b"]")
                yield from zip(range(first, last + 1), map(_text, words[3:end]), strict=False)
                words = words[end + 1 :]
            else:
                start = words[2]
                for step in range(min(last - first, 0xFFFF) + 1):
                    yield first + step, _text(_plus(start, step))
                words = words[3:]


def _word(found: re.Match[bytes]) -> bytes:
    return found[0] if found[1] is None else bytes.fromhex(found[1].decode())


def _number(code: bytes) -> int:
    return int.from_bytes(code, "big")


def _text(word: bytes) -> str:
    return word.decode("utf-16-be", "replace")


def _plus(word: bytes, step: int) -> bytes:
    return (_number(word) + step).to_bytes(max(len(word), 1), "big")
