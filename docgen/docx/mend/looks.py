"""Change how runs, paragraphs and sections look, by direct formatting: it wins over every style."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.docx.mend.order import properties, put
from docgen.docx.mend.texts import keeps
from docgen.docx.xml import w

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.docx.facts.runs import Piece
    from docgen.docx.facts.trace import Trace
    from docgen.docx.mend.edits import Respace, Restyle
    from docgen.docx.xml import Element


def restyle(trace: Trace, edit: Restyle) -> Element | None:
    """The last run that was changed, None where there is none that may be (a formula, a symbol)."""
    done = None
    for run, piece in _runs(trace, edit):
        if run.getparent() is None or any(keeps(sdt) for sdt in run.iterancestors(w("sdt"))):
            continue
        look = properties(run, "rPr")
        if edit.slot == "size":
            put(look, "sz").set(w("val"), f"{float(edit.wanted) * 2:g}")
        elif edit.slot.endswith("language"):
            attribute = "eastAsia" if edit.slot == "east-language" else "val"
            put(look, "lang").set(w(attribute), edit.wanted)
        else:
            _font(put(look, "rFonts"), edit, piece)
        done = run
    return done


def _runs(trace: Trace, edit: Restyle) -> Iterator[tuple[Element, Piece]]:
    for start, index in trace.visible():
        piece, source = trace.pieces[index], trace.sources[index]
        if not (start < edit.end and edit.start < start + len(piece.text)):
            continue
        if edit.slot.endswith("font") and source.tag == w("sym"):
            continue  # it names a font of its own, and means nothing in another
        run = next(source.iterancestors(w("r")), None)
        if run is not None:
            yield run, piece


def _font(fonts: Element, edit: Restyle, piece: Piece) -> None:
    """A name of the theme would go before the plain one (17.3.2.26)."""
    slots = ["eastAsia"] if edit.slot == "east-font" else ["ascii"]
    if edit.slot == "latin-font" and piece.look.other_latin == piece.look.ascii:
        slots.append("hAnsi")
    for slot in slots:
        fonts.attrib.pop(w(f"{slot}Theme"), None)
        fonts.set(w(slot), edit.wanted)


def respace(trace: Trace, edit: Respace) -> Element:
    """固定行高 (17.3.1.33); the space before and after the paragraph stays."""
    spacing = put(properties(trace.element, "pPr"), "spacing")
    spacing.set(w("line"), str(edit.twips))
    spacing.set(w("lineRule"), "exact")
    return spacing


def ungrid(section: Element | None) -> Element | None:
    """No grid (17.6.5): its pitch stays, as Word itself leaves it."""
    grid = None if section is None else section.find(w("docGrid"))
    if grid is None:
        return None
    for name in ("type", "charSpace"):
        grid.attrib.pop(w(name), None)
    return grid
