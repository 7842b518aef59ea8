"""A text as it reads: ``⼈:`` reads ``人:``, so that its colon is at fault before it is mended and after.

What rules of signs will mend (kind ``characters``, ``mend: true``) must hide no fault from rules of
words, or mending would uncover some that nobody was told of. Offsets stay those of the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from docgen.docx.mend import Replace

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from docgen.check.subject import Subject
    from docgen.docx.mend import Edit


class Reading(Struct, frozen=True):
    """A text with ordinary signs, and where each of its characters begins and ends in the document's."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


class Hit(NamedTuple):
    """What a pattern found: in the text as it reads, and from where to where that stands."""

    match: re.Match[str]
    start: int
    end: int


def readings(texts: tuple[str, ...], edits: Iterable[Edit]) -> dict[int, Reading]:
    """Paragraph → its reading, where these edits of signs change it."""
    wanted: dict[int, dict[int, Replace]] = {}
    for edit in edits:
        if isinstance(edit, Replace):
            wanted.setdefault(edit.paragraph, {}).setdefault(edit.start, edit)
    return {index: _read(texts[index], signs) for index, signs in wanted.items()}


def _read(text: str, signs: dict[int, Replace]) -> Reading:
    made: list[tuple[str, int, int]] = []
    at = 0
    while at < len(text):
        edit = signs.get(at)
        said, end = (edit.wanted, edit.end) if edit else (text[at], at + 1)
        made += ((sign, at, end) for sign in said)
        at = end
    return Reading(
        "".join(sign for sign, _, _ in made),
        tuple(start for _, start, _ in made),
        tuple(end for _, _, end in made),
    )


def hits(pattern: re.Pattern[str], subject: Subject, index: int, *, read: bool) -> Iterator[Hit]:
    """What the pattern finds in a paragraph as it reads, or as it stands; nothing is no hit."""
    reading = subject.readings.get(index) if read else None
    for match in pattern.finditer(reading.text if reading else subject.texts[index]):
        start, end = match.span()
        if start < end:
            if reading:
                start, end = reading.starts[start], reading.ends[end - 1]
            yield Hit(match, start, end)
