"""The tags of a cell become its properties: merged down, width, columns spanned, background."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.docx.xml import Element, local, make, w

if TYPE_CHECKING:
    from docgen.render.tags import Tag

# ECMA-376 17.4.66: the order that the schema demands
CELL_ORDER: Final = ("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd")


def set_cell(cell: Element, tag: Tag, mark: str) -> None:
    """Write ``vm``, ``width``, ``colspan`` or ``cellbg`` into the cell's properties, in order."""
    name, attributes = _CELL_PROPERTY[tag.word]
    filled = {key: text.replace("@", f"{mark}({tag.body})") for key, text in attributes.items()}
    properties = cell.find(w("tcPr"))
    if properties is None:
        properties = make("tcPr")
        cell.insert(0, properties)
    for old in properties.findall(w(name)):
        properties.remove(old)
    rank = CELL_ORDER.index(name)
    earlier = [child for child in properties if local(child) in CELL_ORDER[:rank]]
    properties.insert(len(earlier), make(name, filled))


_CELL_PROPERTY: Final = {
    "vm": ("vMerge", {"val": "={{ @|_key }}"}),
    "width": ("tcW", {"w": "{{ @|_int }}", "type": "dxa"}),
    "colspan": ("gridSpan", {"val": "{{ @|_int }}"}),
    "cellbg": ("shd", {"val": "clear", "color": "auto", "fill": "{{ @|_color }}"}),
}
