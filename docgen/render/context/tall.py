"""A tall cell laid out in several rows, so that no row need break over pages.

Word and LibreOffice leave single lines behind where they break a row, so no row of ours is
broken. A tall cell is cut between its pieces (practices, bands, criteria), and the template
leaves out the lines between the rows (``{% noline %}``): it is one cell to the eye, open below
where it goes on over the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def lines(text: str, width: int, em: int) -> int:
    """About how many lines a text takes in ``width`` twips, a character ``em`` wide."""
    across = max(1, width // em - 2)  # less margins and hanging indent
    return -(-len(text) // across)


def rows(heights: Sequence[int], least: int) -> Iterator[slice]:
    """The pieces of each row: as few as make ``least`` lines, so that none stands forlorn.

    The first row has twice as many, for the merged cells beside it begin there. ``heights`` are
    the lines of the pieces. No pieces make one row; ``least`` 0 makes one row of each.
    """
    start = height = 0
    rest = sum(heights)
    for stop, more in enumerate(heights[:-1], 1):
        height += more
        rest -= more
        if height >= (least if start else 2 * least) and rest >= least:
            yield slice(start, stop)
            start, height = stop, 0
    yield slice(start, len(heights))
