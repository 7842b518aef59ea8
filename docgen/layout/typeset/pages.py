"""Lines onto pages, as LibreOffice Writer flows paragraphs of exact line heights.

Heights are twips. The space between two paragraphs is the larger of the one's ``after`` and the
other's ``before``; at a page's top there is none, except on the first page and behind a page
break. A paragraph is split so that two lines stay and two go over (widow control). One that is
kept with the next, or whose lines are kept together, is not split; a paragraph kept with the
next goes over with it where the next's beginning does not fit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOGETHER: Final = 2  # lines that widow control keeps at either end


class Block(Struct, frozen=True):
    """A paragraph as so many lines of one height. ``whole``: not to be split."""

    lines: int
    height: int
    before: int = 0
    after: int = 0
    keep_next: bool = False
    whole: bool = False
    widows: bool = True
    breaks: bool = False  # page break before


class Spot(NamedTuple):
    """A place on the pages: the page, the height used on it, the space below it, its lines."""

    page: int
    y: int
    below: int
    lines: int


TOP: Final = Spot(1, 0, 0, 0)


class Flow(Struct, frozen=True):
    """The page on which each block begins, from 1; the last page, and the lines on it."""

    begins: tuple[int, ...]
    pages: int
    lines: int
    end: Spot = TOP


def flow(blocks: Sequence[Block], body: int, start: Spot = TOP) -> Flow | None:
    """Lay the blocks on pages whose text is ``body`` high, from a place on.

    None where what is to be kept together is higher than a page: what gives way is not known.
    A place is where an earlier stretch ended, whose last block is not kept with the next.
    """
    begins: list[int] = []
    page, y, below, lines = start
    for number, block in enumerate(blocks):
        gap = max(below, block.before)
        fitting = _beginning(blocks, number, body - y - gap)
        if (number or start != TOP) and (block.breaks or (y and not fitting)):
            page, y, lines = page + 1, 0, 0
            gap = block.before if block.breaks else 0
            fitting = _beginning(blocks, number, body - gap)
        if not fitting and (block.keep_next or block.whole):
            return None
        fitting = fitting or max(1, body // block.height)  # higher than a page: nothing helps
        begins.append(page)
        y += gap
        left = block.lines
        while left > fitting:
            left -= fitting
            page, y, lines = page + 1, 0, 0
            fitting = _fitting(block, body, left) or 1
        y += left * block.height
        lines += left
        below = block.after
    return Flow(tuple(begins), page, lines, Spot(page, y, below, lines))


def _beginning(blocks: Sequence[Block], number: int, room: int) -> int:
    """How many lines of a block stand in the room, if it may begin there at all."""
    lines = blocks[number].lines
    for place in range(number, len(blocks)):
        block = blocks[place]
        if not block.keep_next:
            fitting = _fitting(block, room, block.lines)
            return fitting if place == number or not fitting else lines
        room -= block.lines * block.height
        if room < 0:
            return 0
        if place + 1 == len(blocks) or blocks[place + 1].breaks:
            return lines
        room -= max(block.after, blocks[place + 1].before)
    return lines


def _fitting(block: Block, room: int, lines: int) -> int:
    """How many of the lines that are left of a block stand in the room."""
    fitting = max(0, room) // block.height
    if fitting >= lines:
        return lines
    if block.whole:
        return 0
    if not block.widows:
        return fitting
    fitting = min(fitting, lines - _TOGETHER)
    return fitting if fitting >= _TOGETHER or lines < block.lines else 0
