"""What one ``w:pPr`` or ``w:rPr`` sets, as a small mapping; absent keys are inherited.

Layers of such mappings are laid one over another with ``over``. Run keys: ``ascii hAnsi
eastAsia`` (names, theme resolved), ``hint size lang langEast vertAlign fit rStyle`` and the
toggles ``b vanish caps smallCaps``. Paragraph keys: ``style numId ilvl left right first
leftChars rightChars firstChars jc outline line lineRule before after … tabs`` and the switches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from docgen.docx.facts.measure import on, points, twips, whole
from docgen.docx.xml import w

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from docgen.docx.xml import Element

Reader: TypeAlias = "Callable[[Element, dict[str, Any]], None]"
Props: TypeAlias = "Mapping[str, Any]"

TOGGLES: Final = ("b", "vanish", "caps", "smallCaps")  # ECMA-376 17.7.3, those that we read
_VAL: Final = w("val")


def over(lower: Props, upper: Props) -> Props:
    """``upper`` laid over ``lower``; tab stops are joined, the rest replaced."""
    if not upper:
        return lower
    merged = {**lower, **upper}
    if "tabs" in upper and "tabs" in lower:
        merged["tabs"] = tuple({**dict(lower["tabs"]), **dict(upper["tabs"])}.items())
    return merged


def run_properties(element: Element | None, theme: Mapping[str, str]) -> dict[str, Any]:
    """What a ``w:rPr`` sets."""
    found: dict[str, Any] = {}
    if element is not None:
        for child in element:
            tag = child.tag
            read = _RUN.get(tag)
            if read is not None:
                read(child, found)
            elif tag == _FONTS:
                _fonts(child, found, theme)
    return found


def paragraph_properties(element: Element | None) -> dict[str, Any]:
    """What a ``w:pPr`` sets."""
    found: dict[str, Any] = {}
    if element is not None:
        for child in element:
            read = _PARAGRAPH.get(child.tag)
            if read is not None:
                read(child, found)
    return found


_FONTS: Final = w("rFonts")
_SLOTS: Final = tuple((slot, w(slot), w(f"{slot}Theme")) for slot in ("ascii", "hAnsi", "eastAsia"))
_HINT, _LANG_EAST = w("hint"), w("eastAsia")


def _fonts(child: Element, found: dict[str, Any], theme: Mapping[str, str]) -> None:
    """A theme's name goes before the plain one (17.3.2.26), unless the theme has no such font."""
    for slot, plain, themed in _SLOTS:
        name = theme.get(child.get(themed, "")) or child.get(plain)
        if name:
            found[slot] = name
    if _HINT in child.attrib:
        found["hint"] = child.get(_HINT)


def _language(child: Element, found: dict[str, Any]) -> None:
    for key, attribute in (("lang", _VAL), ("langEast", _LANG_EAST)):
        value = child.get(attribute)
        if value:
            found[key] = value


def _switch(key: str) -> Callable[[Element, dict[str, Any]], None]:
    def read(child: Element, found: dict[str, Any]) -> None:
        found[key] = on(child.get(_VAL))

    return read


def _text(key: str) -> Callable[[Element, dict[str, Any]], None]:
    def read(child: Element, found: dict[str, Any]) -> None:
        found[key] = child.get(_VAL, "")

    return read


def _differs(key: str, plain: int) -> Callable[[Element, dict[str, Any]], None]:
    """A number that means something only when it is not ``plain``."""

    def read(child: Element, found: dict[str, Any]) -> None:
        value = whole(child.get(_VAL, "").rstrip("%"))
        found[key] = value not in {None, plain}

    return read


def _size(child: Element, found: dict[str, Any]) -> None:
    size = points(child.get(_VAL))
    if size is not None and size > 0:
        found["size"] = size


def _east_asian_layout(child: Element, found: dict[str, Any]) -> None:
    found["eastAsianLayout"] = any(
        name in child.attrib and on(child.get(name)) for name in (w("combine"), w("vert"))
    )


def _special(child: Element, found: dict[str, Any]) -> None:
    found["fitText"] = (whole(child.get(_VAL)) or 0) > 0


_RUN: Final[Mapping[object, Reader]] = {
    w("b"): _switch("b"),
    w("vanish"): _switch("vanish"),
    w("caps"): _switch("caps"),
    w("smallCaps"): _switch("smallCaps"),
    w("rStyle"): _text("rStyle"),
    w("vertAlign"): _text("vertAlign"),
    w("sz"): _size,
    w("lang"): _language,
    w("position"): _differs("position", 0),
    w("w"): _differs("w", 100),
    w("spacing"): _differs("spacing", 0),
    w("eastAsianLayout"): _east_asian_layout,
    w("fitText"): _special,
}

_INDENT: Final = (
    ("left", (w("start"), w("left"))),
    ("right", (w("end"), w("right"))),
    ("leftChars", (w("startChars"), w("leftChars"))),
    ("rightChars", (w("endChars"), w("rightChars"))),
)
_FIRST: Final = (
    ("first", w("hanging"), w("firstLine")),
    ("firstChars", w("hangingChars"), w("firstLineChars")),
)


def _indent(child: Element, found: dict[str, Any]) -> None:
    for key, names in _INDENT:
        value = next((v for v in (twips(child.get(n)) for n in names) if v is not None), None)
        if value is not None:
            found[key] = value
    for key, hanging, first in _FIRST:  # hanging goes before firstLine (17.3.1.12)
        back, ahead = twips(child.get(hanging)), twips(child.get(first))
        if back is not None and (back or not ahead):
            found[key] = -back
        elif ahead is not None:
            found[key] = ahead


_SPACES: Final = tuple(
    (key, w(key)) for key in ("line", "before", "after", "beforeLines", "afterLines")
)
_AUTOMATIC: Final = tuple((key, w(key)) for key in ("beforeAutospacing", "afterAutospacing"))
_RULE: Final = w("lineRule")


def _spacing(child: Element, found: dict[str, Any]) -> None:
    for key, name in _SPACES:
        value = twips(child.get(name))
        if value is not None:
            found[key] = value
    for key, name in _AUTOMATIC:
        if name in child.attrib:
            found[key] = on(child.get(name))
    if _RULE in child.attrib:
        found["lineRule"] = child.get(_RULE)


def _numbering(child: Element, found: dict[str, Any]) -> None:
    for key in ("numId", "ilvl"):
        element = child.find(w(key))
        value = None if element is None else whole(element.get(_VAL))
        if value is not None:
            found[key] = value


def _tabs(child: Element, found: dict[str, Any]) -> None:
    stops = {}
    for tab in child:
        position = twips(tab.get(w("pos")))
        if position is not None:
            stops[position] = tab.get(_VAL, "left")
    found["tabs"] = tuple(stops.items())


def _outline(child: Element, found: dict[str, Any]) -> None:
    found["outline"] = whole(child.get(_VAL))


def _borders(child: Element, found: dict[str, Any]) -> None:
    found["pBdr"] = any(side.get(_VAL, "none") not in {"none", "nil"} for side in child)


def _frame(_child: Element, found: dict[str, Any]) -> None:
    found["framePr"] = True


def _direction(child: Element, found: dict[str, Any]) -> None:
    found["textDirection"] = child.get(_VAL, "lrTb") not in {"lrTb", "tb"}


SWITCHES: Final = (
    "snapToGrid",
    "keepNext",
    "keepLines",
    "widowControl",
    "pageBreakBefore",
    "overflowPunct",
    "autoSpaceDE",
    "autoSpaceDN",
)
ODD_WHEN_ON: Final = ("bidi", "contextualSpacing", "mirrorIndents", "topLinePunct")
ODD_WHEN_OFF: Final = ("kinsoku", "wordWrap")

_PARAGRAPH: Final[Mapping[object, Reader]] = {
    w("pStyle"): _text("style"),
    w("jc"): _text("jc"),
    w("ind"): _indent,
    w("spacing"): _spacing,
    w("numPr"): _numbering,
    w("tabs"): _tabs,
    w("outlineLvl"): _outline,
    w("pBdr"): _borders,
    w("framePr"): _frame,
    w("textDirection"): _direction,
    **{w(name): _switch(name) for name in (*SWITCHES, *ODD_WHEN_ON, *ODD_WHEN_OFF)},
}
