"""Labelled lines as nested lists: a screen reader then says how many there are and how deep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.render.context.ladder import Line


class Rung(Struct, frozen=True):
    """One line with those below it."""

    label: str
    text: str
    rungs: tuple[Rung, ...]


def nested(lines: Sequence[Line]) -> tuple[Rung, ...]:
    """Lines in the order of reading as a tree; a line belongs to the nearest higher one above."""
    made: list[Rung] = []
    start = 0
    while start < len(lines):
        stop = start + 1
        while stop < len(lines) and lines[stop].level > lines[start].level:
            stop += 1
        line = lines[start]
        made.append(Rung(line.label, line.text, nested(lines[start + 1 : stop])))
        start = stop
    return tuple(made)
