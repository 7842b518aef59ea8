"""What the kinds that look for sections share: named headings, and what stands below them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.check.labels import level_of, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docgen.check.subject import Line, Subject


def is_named(line: Line, names: str) -> bool:
    """Whether the paragraph is the heading ``names`` (several, with ``|`` between them).

    It begins with it, and no further Chinese character follows: 檢討 is not 檢討會紀錄.
    """
    return _is_named(words_of(line.paragraph, line.item), names)


def _is_named(words: str, names: str) -> bool:
    for name in names.split("|"):
        after = words[len(name) : len(name) + 1]
        if words.startswith(name) and not "\u4e00" <= after <= "\u9fff":
            return True
    return False


def find(seen: Sequence[Line], headings: Sequence[str]) -> dict[str, int]:
    """Heading → its place among the lines, for those that are there."""
    found: dict[str, int] = {}
    for place, line in enumerate(seen):
        words = words_of(line.paragraph, line.item)
        for name in headings:
            if name not in found and _is_named(words, name):
                found[name] = place
    return found


def below(seen: Sequence[Line], place: int, subject: Subject) -> Iterator[Line]:
    """The lines below a heading, up to the next one that is no deeper."""
    level = _level(seen[place], subject)
    for line in seen[place + 1 :]:
        here = _level(line, subject)
        if here is not None and (level is None or here <= level):
            return
        yield line


def _level(line: Line, subject: Subject) -> int | None:
    if line.item and not line.paragraph.cell:
        level = level_of(line.item.form, subject.ladder)
        if level is not None:
            return level
    return line.paragraph.outline
