"""Tables while they are printed: equal cells merged or unlined, columns as wide as they say.

What a cell becomes is known only when the rows below it are: its opening is left blank in what is
printed, and written when the table ends. Same rules as ``grid``, which does it to a parsed part.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from docgen.render.columns import widths_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docgen.render.expression import State, Values

    Number = Callable[[Values, State], int]
    Text = Callable[[Values, State], str]

TABLE_END: Final = b"</w:tbl>"
TINY: Final = (  # a paragraph of one point: Word joins tables that touch
    b'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
)
BLOCK_ENDS: Final = (b"</w:p>", b"<w:p/>", b"</w:sdt>")
_FIRST: Final = re.compile(rb"<w:p(?: [^>]*)?(?:/>|>(<w:pPr/>|<w:pPr>.*?</w:pPr>)?)", re.DOTALL)
_KEPT: Final = 1_000  # openings that the shape of a cell remembers


class Cell(Struct, gc=False):
    """A cell whose opening is not written yet.

    ``merge``: nothing, ``restart`` or ``continue``; ``lines``: 1 none above, 2 none below;
    ``shown``: colours and the like in its opening; ``left``: what those that continue it keep.
    """

    at: int
    span: int
    width: int
    slot: int
    shape: Shape
    merge: str = ""
    lines: int = 0
    shown: tuple[str, ...] = ()
    end: int = 0
    left: bytes | None = None


_Above = dict[tuple[int, int], tuple[str, Cell]]


class Frame:
    """A table that is being printed."""

    __slots__ = ("above", "at", "cells", "here", "lined", "lined_above")

    def __init__(self) -> None:
        self.cells: list[Cell] = []
        self.at = 0
        self.above: _Above = {}
        self.here: _Above = {}
        self.lined_above: _Above = {}
        self.lined: _Above = {}

    def end_row(self) -> None:
        """What is below now has this row above it."""
        self.above, self.here = self.here, {}
        if self.lined or self.lined_above:
            self.lined_above, self.lined = self.lined, {}

    def open(self, out: list[bytes], shape: Shape, span: int, width: int) -> Cell:
        """A cell begins; its opening is left blank in what is printed."""
        at = self.at
        self.at = at + span
        cell = Cell(at, span, width, len(out), shape)
        self.cells.append(cell)
        out.append(b"")
        return cell

    def merged(
        self, out: list[bytes], shape: Shape, span: int, width: int, key: str
    ) -> Cell | None:
        """A cell begins; given is the one it continues: equal key and grid columns, right above."""
        at = self.at
        self.at = at + span
        cell = Cell(at, span, width, len(out), shape)
        self.cells.append(cell)
        out.append(b"")
        spot = (at, span)
        upper = self.above.get(spot)
        if upper is not None and upper[0] == key and key:
            cell.merge = "continue"
            upper[1].merge = "restart"
            self.here[spot] = upper
            return upper[1]
        self.here[spot] = (key, cell)
        return None

    def leave_line_out(self, cell: Cell, key: str) -> None:
        """No line between this cell and the one above it where keys and columns are equal."""
        if not key:
            return
        spot = (cell.at, cell.span)
        upper = self.lined_above.get(spot)
        if upper is not None and upper[0] == key:
            upper[1].lines |= 2
            cell.lines |= 1
        self.lined[spot] = (key, cell)

    def write(self, out: list[bytes], old: Sequence[int] | None, slot: int) -> None:
        """The openings of all cells into their blanks, and a grid made anew into ``slot``."""
        ends: list[int] = []
        if old is not None:
            widths = widths_of(self.cells, old)
            columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
            out[slot] = f"<w:tblGrid>{columns}</w:tblGrid>".encode()
            ends = [0, *accumulate(widths)]
        for cell in self.cells:
            at, span, width, shape = cell.at, cell.span, cell.width, cell.shape
            if ends:
                width = ends[at + span] - ends[at]
            told = (width, span, cell.merge, cell.lines, cell.shown)
            out[cell.slot] = shape.known.get(told) or shape.opening(cell, told)


class Shape:
    """What stands in the opening of a cell's statement, in order.

    ``parts`` are texts, or ``width``, ``span``, ``merge``, ``borders``, or the index of a value
    in ``Cell.shown``. ``anew``: the table's columns are measured anew.
    """

    __slots__ = ("anew", "known", "parts", "properties", "tag")

    def __init__(
        self, tag: str, properties: str | None, parts: tuple[str | int, ...], *, anew: bool
    ) -> None:
        self.tag = tag
        self.properties = properties
        self.parts = parts
        self.anew = anew
        self.known: dict[tuple[Any, ...], bytes] = {}

    def opening(self, cell: Cell, told: tuple[Any, ...]) -> bytes:
        """The opening tag and the properties; ``told`` is what they depend on, width first."""
        if len(self.known) >= _KEPT:
            self.known.clear()
        made = self.known[told] = self._made(cell, told[0]).encode()
        return made

    def _made(self, cell: Cell, width: int) -> str:
        inner = "".join(self._part(part, cell, width) for part in self.parts)
        name = self.properties or "<w:tcPr"
        if inner:
            return f"{self.tag}{name}>{inner}</w:tcPr>"
        return self.tag if self.properties is None else f"{self.tag}{name}/>"

    def _part(self, part: str | int, cell: Cell, width: int) -> str:
        if isinstance(part, int):
            return cell.shown[part]
        if part == "width":
            return f'<w:tcW w:w="{width}" w:type="dxa"/>'
        if part == "span":
            return "" if self.anew and cell.span == 1 else f'<w:gridSpan w:val="{cell.span}"/>'
        if part == "merge":
            restart = '<w:vMerge w:val="restart"/>'
            return {"": "", "restart": restart, "continue": "<w:vMerge/>"}[cell.merge]
        if part == "borders":
            above = '<w:top w:val="nil"/>' if cell.lines & 1 else ""
            below = '<w:bottom w:val="nil"/>' if cell.lines & 2 else ""
            return f"<w:tcBorders>{above}{below}</w:tcBorders>" if cell.lines else ""
        return part


def left_of(cell: Cell, out: list[bytes]) -> bytes:
    """What a cell that continues this one keeps: an empty paragraph of the same format."""
    if cell.left is None:
        found = _FIRST.search(out[cell.slot + 1])  # as a rule it is all in the first piece
        if found is None or not found.group(1):
            found = _FIRST.search(b"".join(out[cell.slot + 1 : cell.end]))
        properties = found and found.group(1)
        cell.left = b"<w:p>%b</w:p>" % properties if properties else b"<w:p/>"
    return cell.left
