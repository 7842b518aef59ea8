"""Whether every prefix of a program is declared where it stands: asked once, when it is prepared.

What is printed is checked by expat without namespaces (``docx/wellformed.py``), which is quicker
and does not see a prefix that nobody declares; no reader opens such a document. Prefixes stand
only in the program's texts and in the formats of its runs, so they are read here, every branch
once and every value as a sign.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Iterator

    Piece = tuple[str, int | None]


class Unbound(NamedTuple):
    """``reason`` as the parser says it; ``place`` of the tag that stands there or before."""

    reason: str
    place: int | None


def unbound(body: list[Any], formats: tuple[str, ...]) -> Unbound | None:
    """The first prefix without a namespace of a translated script, before its structure is told."""
    pieces = list(_pieces(body, formats))
    parser = expat.ParserCreate(namespace_separator=" ")
    try:
        parser.Parse("".join(text for text, _ in pieces).encode(), True)  # noqa: FBT003
    except expat.ExpatError as fault:
        if fault.code != expat.errors.codes[expat.errors.XML_ERROR_UNBOUND_PREFIX]:
            return None  # branches that are whole only one at a time
        return Unbound(str(fault).partition(":")[0], _place_at(pieces, parser.ErrorByteIndex))
    return None


def _pieces(body: list[Any], formats: tuple[str, ...]) -> Iterator[Piece]:
    for told in body:
        if isinstance(told, str):
            yield told, None
        elif told[0] == "print":
            yield _printed(told[1], told[3], formats), told[4]
        elif told[0] == "if":
            for _, inner, _ in told[1]:
                yield from _pieces(inner, formats)
            yield from _pieces(told[2], formats)
        elif told[0] == "for":
            yield from _pieces(told[4], formats)
            yield from _pieces(told[5], formats)


def _printed(how: str, number: int, formats: tuple[str, ...]) -> str:
    if how == "run":
        return f"<w:r>{formats[number]}<w:t/></w:r>"
    return "" if how == "block" else "1"


def _place_at(pieces: list[Piece], index: int) -> int | None:
    found = None
    at = 0
    for text, place in pieces:
        if at > index:
            break
        found = found if place is None else place
        at += len(text.encode())
    return found
