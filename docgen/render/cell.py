"""The tags of a cell become its properties: merged down, width, columns spanned, background."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.docx.xml import Element, local, make, w

if TYPE_CHECKING:
    from docgen.render.tags import Tag

# ECMA-376 17.4.66, 17.4.67: the orders that the schema demands
CELL_ORDER: Final = ("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd")
BORDER_ORDER: Final = ("top", "start", "left", "bottom")
NOLINE: Final = "noline"  # an attribute of w:tcPr until the table is laid out


def set_cell(cell: Element, tag: Tag, mark: str) -> None:
    """Write ``vm``, ``noline``, ``width`` … into the cell's properties, in order."""
    properties = cell.find(w("tcPr"))
    if properties is None:
        properties = make("tcPr")
        cell.insert(0, properties)
    told = f"{mark}({tag.body})"
    if tag.word == NOLINE:
        properties.set(NOLINE, f"{{{{ {told}|_key }}}}")
        return
    name, attributes = _CELL_PROPERTY[tag.word]
    filled = {key: text.replace("@", told) for key, text in attributes.items()}
    put(properties, make(name, filled), CELL_ORDER)


def put(holder: Element, child: Element, order: tuple[str, ...]) -> None:
    """Add a child where ``order`` wants it, in the place of one of the same name."""
    for old in holder.findall(w(local(child))):
        holder.remove(old)
    rank = order.index(local(child))
    earlier = [other for other in holder if local(other) in order[:rank]]
    holder.insert(len(earlier), child)


_CELL_PROPERTY: Final = {
    "vm": ("vMerge", {"val": "={{ @|_key }}"}),
    "width": ("tcW", {"w": "{{ @|_int }}", "type": "dxa"}),
    "colspan": ("gridSpan", {"val": "{{ @|_int }}"}),
    "cellbg": ("shd", {"val": "clear", "color": "auto", "fill": "{{ @|_color }}"}),
}
