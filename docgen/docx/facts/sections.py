"""Page geometry: each ``w:sectPr`` as Word prints it, and which headers a section has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from docgen.docx.facts.cascade import Grid
from docgen.docx.facts.measure import on, twips, whole
from docgen.docx.facts.notes import note_forms
from docgen.docx.facts.shape import Section
from docgen.docx.xml import r, w

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from docgen.docx.facts.notes import NoteForm
    from docgen.docx.xml import Element

_LETTER: Final = (12240, 15840)  # Word's own page and margins where a section names none
_MARGIN: Final = 1440
_EDGE: Final = 720
_HORIZONTAL: Final = frozenset({"lrTb", "tb", ""})
_BY_CHARACTER: Final = frozenset({"linesAndChars", "snapToChars"})


class Spread(NamedTuple):
    """A section with what only the reader needs: its element, its grid."""

    section: Section
    grid: Grid
    element: Element | None
    notes: Mapping[str, NoteForm]


def spreads(body: Element, settings: Element | None) -> tuple[Spread, ...]:
    """All sections in order; a body that ends without one ends in Word's default."""
    found = [e for e in body.iter(w("sectPr")) if _parent(e) in {w("pPr"), w("body")}]
    ended = len(body) > 0 and body[-1].tag == w("sectPr")
    elements: list[Element | None] = [*found] if ended else [*found, None]
    return tuple(_spread(element, settings) for element in elements)


def _parent(element: Element) -> str:
    parent = element.getparent()
    return "" if parent is None else str(parent.tag)


def _spread(element: Element | None, settings: Element | None) -> Spread:
    width = _length(element, "pgSz", "w", _LETTER[0])
    height = _length(element, "pgSz", "h", _LETTER[1])
    kind = _attribute(element, "docGrid", "type")
    typed = kind in {"lines", *_BY_CHARACTER}
    pitch = twips(_attribute(element, "docGrid", "linePitch"))
    direction = _attribute(element, "textDirection", "val") or ""
    section = Section(
        width=width,
        height=height,
        landscape=width > height,
        top=_length(element, "pgMar", "top", _MARGIN),
        right=_length(element, "pgMar", "right", _MARGIN),
        bottom=_length(element, "pgMar", "bottom", _MARGIN),
        left=_length(element, "pgMar", "left", _MARGIN),
        header=_length(element, "pgMar", "header", _EDGE),
        footer=_length(element, "pgMar", "footer", _EDGE),
        gutter=_length(element, "pgMar", "gutter", 0),
        grid=kind if typed else None,
        pitch=pitch,
        direction=None if direction in _HORIZONTAL else direction,
        columns=_columns(element),
        start=_attribute(element, "type", "val") or "nextPage",
    )
    spread = whole(_attribute(element, "docGrid", "charSpace")) if kind in _BY_CHARACTER else None
    return Spread(section, Grid(pitch, typed, spread), element, note_forms(element, settings))


def _columns(element: Element | None) -> int:
    if element is None:
        return 1
    columns = element.find(w("cols"))
    if columns is None:
        return 1
    own = columns.findall(w("col"))
    if own and not on(columns.get(w("equalWidth"))):
        return len(own)
    return max(1, whole(columns.get(w("num"))) or 1)


def _attribute(element: Element | None, name: str, attribute: str) -> str | None:
    found = None if element is None else element.find(w(name))
    return None if found is None else found.get(w(attribute))


def _length(element: Element | None, name: str, attribute: str, plain: int) -> int:
    value = twips(_attribute(element, name, attribute))
    return plain if value is None else value


def around(found: Sequence[Spread], *, even: bool) -> Iterable[tuple[str, str, int]]:
    """The headers and footers that print: kind, relationship id, first section that has it.

    A section without one of a kind takes the one before it; ``first`` needs ``w:titlePg``,
    ``even`` the setting ``evenAndOddHeaders``.
    """
    seen: dict[tuple[str, str], str] = {}
    printed: dict[tuple[str, str], int] = {}
    for index, spread in enumerate(found):
        if spread.element is None:
            continue
        for kind in ("header", "footer"):
            for reference in spread.element.findall(w(f"{kind}Reference")):
                seen[kind, reference.get(w("type"), "default")] = reference.get(r("id"), "")
            title = spread.element.find(w("titlePg"))
            wanted = {"default": True, "even": even, "first": False}
            wanted["first"] = title is not None and on(title.get(w("val")))
            for page, shown in wanted.items():
                if shown and (kind, page) in seen:
                    printed.setdefault((kind, seen[kind, page]), index)
    return [(kind, target, index) for (kind, target), index in printed.items()]
