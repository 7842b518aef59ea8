"""A paragraph's characters as runs: neighbours of one look joined, each with its offset."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docgen.docx.facts.shape import Run
from docgen.docx.facts.slots import latin_pieces

if TYPE_CHECKING:
    from docgen.docx.facts.cascade import Look


class Piece(NamedTuple):
    """Some characters of one look."""

    text: str
    look: Look
    deleted: bool
    inserted: bool
    field: bool
    address: str | None


def runs(pieces: list[Piece]) -> tuple[tuple[Run, ...], str]:
    """Neighbours of one look joined, with their offsets; and the visible text."""
    joined: list[tuple[str, str, Piece]] = []
    for piece in pieces:
        look = piece.look
        cuts = [(piece.text, True)]
        if look.ascii != look.other_latin:
            cuts = latin_pieces(piece.text, hint=look.hint)
        for text, is_ascii in cuts:
            latin = look.ascii if is_ascii else look.other_latin
            if joined and joined[-1][1] == latin and joined[-1][2][1:] == piece[1:]:
                joined[-1] = (joined[-1][0] + text, latin, piece)
            else:
                joined.append((text, latin, piece))
    made: list[Run] = []
    said: list[str] = []
    start = 0
    for text, latin, piece in joined:
        run = _made(text, start, latin, piece)
        made.append(run)
        if run.visible:
            said.append(text)
            start += len(text)
    return tuple(made), "".join(said)


def _made(text: str, start: int, latin: str, piece: Piece) -> Run:
    look = piece.look
    return Run(
        text=text,
        start=start,
        east=look.east,
        latin=latin,
        size=look.size,
        language_east=look.language_east,
        language_latin=look.language_latin,
        bold=look.bold,
        hidden=look.hidden,
        raised=look.raised,
        fit=look.fit,
        change="deleted" if piece.deleted else "inserted" if piece.inserted else None,
        field=piece.field,
        address=piece.address,
        hint=look.hint,
        other=look.other,
    )
