"""The paragraphs of a story in the order of the file, in tables and content controls too."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from docgen.docx.facts import cascade as lay
from docgen.docx.facts.inline import Line, State, characters, tag_of
from docgen.docx.facts.known import Merges, known
from docgen.docx.facts.properties import paragraph_properties, run_properties
from docgen.docx.facts.reading import chosen
from docgen.docx.facts.runs import Piece, runs
from docgen.docx.facts.shape import Cell, Change, Paragraph, Run
from docgen.docx.facts.styles import band_sizes
from docgen.docx.facts.tables import (
    PLAIN,
    Looks,
    asked,
    conditions,
    continues,
    count_of,
    has,
    placed,
    properties_of,
    property_of,
)
from docgen.docx.facts.trace import Trace
from docgen.docx.xml import local, w

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docgen.docx.facts.reading import At, Reading
    from docgen.docx.facts.tables import Placed
    from docgen.docx.xml import Element

_P, _TBL, _SDT, _PPR, _RPR = w("p"), w("tbl"), w("sdt"), w("pPr"), w("rPr")
_CONTENT, _SECTION = w("sdtContent"), w("sectPr")
_TR, _TRPR, _TBLPREX, _TC, _TCPR = w("tr"), w("trPr"), w("tblPrEx"), w("tc"), w("tcPr")
_HEADER, _HIDDEN, _DEL, _BEFORE = w("tblHeader"), w("hidden"), w("del"), w("gridBefore")
_SPAN, _VMERGE, _HMERGE, _DIRECTION = w("gridSpan"), w("vMerge"), w("hMerge"), w("textDirection")
_ALTERNATE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_TAKEN_OUT: Final = frozenset({w("del"), w("moveFrom")})
_THROUGH: Final = frozenset({w("customXml"), w("ins"), w("moveTo"), *_TAKEN_OUT})
_VAL: Final = w("val")
# Tracked changes that are not text; ins and del only where they mark a paragraph or a row.
_CHANGES: Final = tuple(
    w(name)
    for name in (
        "rPrChange",
        "pPrChange",
        "tblPrChange",
        "trPrChange",
        "tcPrChange",
        "sectPrChange",
        "tblGridChange",
        "tblPrExChange",
        "numberingChange",
        "cellIns",
        "cellDel",
        "cellMerge",
        "ins",
        "del",
        "moveFrom",
        "moveTo",
    )
)
_MARKS: Final = frozenset({w("rPr"), w("trPr"), w("numPr")})
_TEXTUAL: Final = frozenset({w("ins"), w("del"), w("moveFrom"), w("moveTo")})


_NO_MERGES: Final[Merges] = frozenset()


class Story:
    """One document's stories, read with the same theme into the same reading."""

    def __init__(self, reading: Reading, theme: Mapping[str, str], *, tracked: bool) -> None:
        self.reading = reading
        self.theme = theme
        self.tracked = tracked

    def blocks(self, holder: Iterable[Element], at: At) -> None:
        """Read what stands in a body, a cell, a note, a header or a text box."""
        for child in holder:
            tag = child.tag
            if tag == _P:
                if at.cell is None:
                    self._known_paragraph(child, at)
                else:
                    self.paragraph(child, at)
            elif tag == _TBL:
                self.table(child, at)
            elif tag == _SDT:
                content = child.find(_CONTENT)
                inner = at._replace(address=tag_of(child) or at.address)
                self.blocks(() if content is None else content, inner)
            elif tag in _THROUGH:
                self.blocks(child, at._replace(deleted=at.deleted or tag in _TAKEN_OUT))
            elif tag == _ALTERNATE:
                branch = chosen(child)
                self.blocks(() if branch is None else branch, at)
            elif tag == _SECTION:
                self._changes(child, self.reading.number)

    def _known_paragraph(self, element: Element, at: At) -> None:
        def read() -> Merges:
            self.paragraph(element, at)
            return _NO_MERGES

        known(self.reading, at, element, (self.tracked,), None, read)

    def paragraph(self, element: Element, at: At) -> None:
        """Read one paragraph; a silent one is only counted."""
        reading = self.reading
        reading.number += 1
        properties = next(iter(element), None)
        if properties is not None and properties.tag != _PPR:
            properties = None
        direct = paragraph_properties(properties)
        style = direct.get("style")
        line = Line(reading, at, style, self.theme, [], [])
        characters(line, element, State(at.address))
        if not at.silent:
            self._changes(element, reading.number)
            mark = None if properties is None else properties.find(_RPR)
            look = reading.cascade.look(at.table, style, run_properties(mark, self.theme))
            reading.paragraphs.append(self._made(direct, at, line.out, look))
            if reading.traces is not None:
                reading.traces.append(Trace(element, tuple(line.out), tuple(line.sources)))
        if properties is not None and properties.find(_SECTION) is not None:
            reading.section = min(reading.section + 1, len(reading.spreads) - 1)

    def _made(
        self, direct: Mapping[str, object], at: At, pieces: list[Piece], mark: lay.Look
    ) -> Paragraph:
        reading = self.reading
        shape = reading.cascade.shape(at.table, direct)
        made, text = runs(pieces)
        grid = reading.spreads[reading.section].grid
        label, suffix = "", "nothing"
        gone = (mark.hidden or at.hidden) and not any(run.visible for run in made)
        if shape.number and not gone:
            label, suffix = at.counters.label(shape.number, shape.depth)
        return Paragraph(
            number=reading.number,
            part=at.part,
            text=text,
            runs=made,
            label=label,
            style=shape.style.id if shape.style else None,
            style_name=shape.style.name if shape.style else None,
            indent=lay.indent(shape.props, reading.cascade.unit, _size(made, mark), grid),
            before=lay.space(shape.props, "before", grid),
            after=lay.space(shape.props, "after", grid),
            cell=at.cell,
            section=reading.section,
            mark_size=mark.size,
            suffix=suffix,  # type: ignore[arg-type]
            anchor=at.anchor,
            **reading.cascade.plain(shape),
        )

    def table(self, element: Element, at: At) -> None:
        """Read a table row by row, cell by cell."""
        reading = self.reading
        reading.tables += 1
        number, depth = reading.tables, (at.cell.depth if at.cell else 0) + 1
        found = property_of(element, "tblPr", "tblStyle")
        style = None if found is None else found.get(_VAL)
        looks = Looks(asked(element), band_sizes(reading.cascade.sheet, style))
        for part in ("tblPr", "tblGrid"):
            self._table_changes(element.find(w(part)))
        rows = list(placed(element, _TR, at.address))
        open_merges = _NO_MERGES
        for index, row in enumerate(rows):
            own = properties_of(row.element.find(_TRPR))
            cell = Cell(number, index + 1, 1, depth=depth, header=has(own, _HEADER))
            inner = at._replace(
                hidden=at.hidden or has(own, _HIDDEN), deleted=at.deleted or _DEL in own
            )
            told = (style, looks, len(rows))
            read = partial(self._row, row, inner, cell, told, open_merges)
            rank = (index, len(rows)) if looks.asked != PLAIN else None
            where = (self.tracked, depth, style, looks, rank, open_merges, row.address)
            open_merges = known(reading, inner, row.element, where, cell, read)

    def _row(
        self,
        row: Placed,
        at: At,
        place: Cell,
        table: tuple[str | None, Looks, int],
        merges: Merges,
    ) -> Merges:
        """Read a row; the columns where a vertical merge may go on below.

        ``table`` is its style, its looks and how many rows it has.
        """
        properties = row.element.find(_TRPR)
        self._table_changes(properties)
        self._table_changes(row.element.find(_TBLPREX))
        cells = list(placed(row.element, _TC, row.address))
        column = count_of(properties_of(properties), _BEFORE, 0)
        below: set[int] = set()
        for index, (cell, address) in enumerate(cells):
            properties = cell.find(_TCPR)
            own = properties_of(properties)
            span = max(1, count_of(own, _SPAN, 1))
            if _VMERGE in own:
                below.add(column)
            covered = continues(own, _VMERGE) and column in merges
            held = conditions(table[1], (place.row - 1, table[2]), (index, len(cells)))
            direction = _direction(own.get(_DIRECTION))
            where = replace(place, column=column + 1, span=span, direction=direction)
            self._table_changes(properties)
            self.blocks(
                cell,
                at._replace(
                    cell=where,
                    table=(table[0], held),
                    address=address,
                    silent=at.silent or covered or (index > 0 and continues(own, _HMERGE)),
                ),
            )
            column += span
        return frozenset(below)

    def _table_changes(self, properties: Element | None) -> None:
        if properties is not None:
            self._changes(properties, self.reading.number + 1)

    def _changes(self, holder: Element, number: int) -> None:
        """Note what was changed besides text, at the paragraph where it shows."""
        if not self.tracked:
            return
        for found in holder.iter(_CHANGES):
            parent = found.getparent()
            if found.tag in _TEXTUAL and (parent is None or parent.tag not in _MARKS):
                continue
            if holder.tag != _P or next(found.iterancestors(_P, _TBL)) is holder:
                self.reading.changes.append(Change(local(found), number))


def _size(made: tuple[Run, ...], mark: lay.Look) -> float:
    """The size that a character of the paragraph has: its first one's, or its mark's."""
    first = next((run.size for run in made if run.visible), None)
    return mark.size if first is None else first


def _direction(element: Element | None) -> str | None:
    value = "lrTb" if element is None else element.get(_VAL, "lrTb")
    return None if value in {"lrTb", "tb"} else value


def is_tracked(root: Element) -> bool:
    """Whether a part has any tracked change (so that others need not be searched)."""
    return next(root.iter(_CHANGES), None) is not None
