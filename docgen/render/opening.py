"""What a cell's opening is made of, where its table is laid out while it is printed (``frame``)."""

from __future__ import annotations

from typing import Any, Final

from docgen.render.cell import CELL_ORDER, NOLINE
from docgen.render.elements import ATTRIBUTE, Node, Unstructured, joined, plain, split

_KEY: Final = "="  # begins the value that ``{% vm KEY %}`` leaves in w:vMerge


def is_laid(cell: Node) -> bool:
    """Whether the cell is merged, or loses a line, as the data says."""
    head, _ = split(cell.inner, ("w:tcPr",))
    return any(_has_line_key(one) or any(map(_is_key, one.inner)) for one in head)


def _is_key(child: Any) -> bool:
    return (
        isinstance(child, Node)
        and child.name == "w:vMerge"
        and str(child.opening[0]).endswith(f' w:val="{_KEY}')
    )


def _has_line_key(properties: Node) -> bool:
    return str(properties.opening[0]).endswith(f' {NOLINE}="')


def shape(properties: Node | None, *, anew: bool) -> list[Any]:
    """``[opening or null, children, anew, width, span, key, line's key]`` of a laid cell.

    Children are texts, values that are printed, or ``[width]`` ``[span]`` ``[merge]`` ``[borders]``
    where the layout says what stands there. Keys are null, or expression and place.
    """
    told: dict[str, Any] = {"width": 0, "span": 1, "merge": None, "line": None}
    if properties is None:
        return [None, [["width"]] if anew else [], anew, *told.values()]
    opening = [*properties.opening]
    if _has_line_key(properties):
        told["line"] = [opening[1][2], opening[1][4]]
        opening = [opening[0][: -len(f' {NOLINE}="')] + str(opening[2])[1:], *opening[3:]]
    children: list[Any] = []
    names: list[str] = []
    for child in properties.inner:
        if not isinstance(child, Node) or child.name in names:
            raise Unstructured("an odd w:tcPr")
        names.append(child.name)
        children.append(_child(child, told, anew=anew))
    if anew and "w:tcW" not in names:
        children.insert(1 if "w:cnfStyle" in names else 0, [["width"]])
        names.insert(1 if "w:cnfStyle" in names else 0, "w:tcW")
    if told["line"] is not None:
        if "w:tcBorders" in names:
            raise Unstructured("borders beside noline")
        earlier = CELL_ORDER[: CELL_ORDER.index("tcBorders")]
        behind = sum(1 for name in names if name.removeprefix("w:") in earlier)
        children.insert(behind, [["borders"]])
    flat = joined([piece for child in children for piece in child])
    tag = str(*opening).removesuffix(">").removesuffix("/")
    return [tag, flat, anew, *told.values()]


def _child(child: Node, told: dict[str, Any], *, anew: bool) -> list[Any]:
    if _is_key(child):
        told["merge"] = [child.opening[1][2], child.opening[1][4]]
        return [["merge"]]
    if child.name == "w:tcW" and anew:
        tag = "".join(piece for piece in child.opening if isinstance(piece, str))
        if dict(ATTRIBUTE.findall(tag)).get("w:type", "dxa") == "dxa":
            told["width"] = _number(child, "w:w", "0")
        return [["width"]]
    if child.name == "w:gridSpan":
        told["span"] = _number(child, "w:val", "1")
        return [["span"]]
    return plain(child)


def _number(node: Node, attribute: str, absent: str) -> Any:
    """A number that stands there, or the expression and place of one that is printed."""
    if len(node.opening) == 1:
        return whole(node.attribute(attribute) or absent)
    before, printed, *after = node.opening
    if not before.endswith(f' {attribute}="') or len(after) != 1 or printed[1] != "int":
        raise Unstructured(f"a value in {node.name}")
    return [printed[2], printed[4]]


def whole(text: str) -> int:
    """A number of twips or columns that stands in the template. Raises Unstructured."""
    try:
        return int(float(text))
    except (ValueError, OverflowError):
        raise Unstructured("a width that is none") from None
