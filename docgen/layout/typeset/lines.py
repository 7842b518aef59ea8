"""Where the lines of one paragraph begin, as LibreOffice Writer fills them.

The first character that does not fit is looked at: a space ends the line and is swallowed; else
the line ends at the last allowed place before it, by the rules of the language of the nearest
letter or digit at or before it (so ``43.0％；`` breaks by Western rules). Where no place is allowed
in the whole line, it is cut.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from docgen.layout.typeset.breaks import chinese, western
from docgen.layout.typeset.characters import runs
from docgen.layout.typeset.widths import EM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.layout.typeset.widths import Widths

_BLANKS: Final = " \u3000"
_FAR: Final = 1000  # characters: nothing that people type has more signs in a row


class Measure(Struct, frozen=True):
    """What a line may take, in twips from the left margin; ``stops`` are tab stops.

    ``every``: the default tab stops beyond the last one, None where they are not known.
    ``twip``: how many units of ``places`` a twip has.
    """

    first: int
    left: int
    right: int
    twip: float
    stops: tuple[int, ...] = ()
    every: int | None = None


class TabUnknownError(Exception):
    """A tab beyond the last stop, in a document of which the default stops are not known."""


def twip(size: float) -> float:
    """How many units of ``places`` a twip has where the first piece has this size."""
    return EM / (size * 20)


def places(pieces: Sequence[tuple[str, float]], widths: Widths) -> list[float]:
    """Where each character begins and the last one ends, in the widths' unit at the first size.

    ``pieces`` are the text in parts of one size (points).
    """
    base = pieces[0][1]
    parts = (
        map(widths.__getitem__, part)
        if size == base
        else (widths[each] * size / base for each in part)
        for part, size in pieces
    )
    return list(accumulate(chain.from_iterable(parts), initial=0))


def starts(text: str, at: list[float], measure: Measure) -> list[int]:
    """The offset of each line's first character; an empty paragraph has one line."""
    found = [0]
    begin = 0
    x: float = measure.first
    edges: tuple[int, ...] | None = None
    while (cut := _overflow(text, begin, at, x, measure)) is not None:
        edges = runs(text) if edges is None else edges
        begin = _end(text, begin, cut, edges)
        if begin == len(text) and text[cut] != "\n":
            break  # only blanks were left
        found.append(begin)
        x = measure.left
    return found


def _end(text: str, begin: int, cut: int, edges: tuple[int, ...]) -> int:
    """Where the next line begins when ``cut`` is the first character that does not fit.

    Writer looks at one run at a time. Where the place is in an earlier run than the cut, it lays
    the run before the cut anew, one character short; so the place may move.
    """
    while True:
        if text[cut] == "\n":
            return cut + 1
        if text[cut] in _BLANKS:
            return _behind_blanks(text, cut)
        place = _rule(text, begin, cut, edges)
        number = bisect_right(edges, cut)
        run = max(begin, edges[number - 1] if number else 0, text.rfind("\t", begin, cut) + 1)
        if place < begin or (place == begin == run):
            return max(cut, begin + 1)  # no place in the line
        if place == run and text[run - 1] == "\t" and run - 1 > begin:
            return run - 1  # a tab goes over with what stands behind it
        if place >= run:
            return place
        cut = run - 1


def _behind_blanks(text: str, cut: int) -> int:
    while cut < len(text) and text[cut] in _BLANKS:
        cut += 1
    return cut


def _rule(text: str, begin: int, cut: int, edges: tuple[int, ...]) -> int:
    """The place by the rules of the language at the cut; anything before ``begin`` is no place."""
    near = cut
    least = max(0, cut - _FAR)
    while near > least and not text[near].isalnum():
        near -= 1
    rule = western if bisect_right(edges, near) % 2 else chinese
    return rule(text, cut, begin)


def _overflow(text: str, begin: int, at: list[float], x: float, measure: Measure) -> int | None:
    """The first character that does not fit the line (or its line break); None at the end."""
    while True:
        room = at[begin] + (measure.right - x) * measure.twip
        fits = max(begin, bisect_right(at, room, begin) - 1)
        hard = text.find("\n", begin, fits + 1)
        tab = text.find("\t", begin, fits + 1)
        if hard >= 0 and not 0 <= tab < hard:
            return hard
        if tab < 0:
            return fits if fits < len(text) else None
        x = _stop(x + (at[tab] - at[begin]) / measure.twip, measure)
        if x > measure.right:
            return tab
        begin = tab + 1


def _stop(x: float, measure: Measure) -> float:
    """The next tab stop.

    The paragraph's own, its left indent where the first line hangs out, then the default ones.
    """
    for stop in measure.stops:
        if stop > x:
            return stop
    if measure.first < measure.left and x < measure.left:
        return measure.left
    if measure.every is None or measure.every <= 0:
        raise TabUnknownError
    return (x // measure.every + 1) * measure.every
