"""Vega's SVG → one that may stand in any page: shapes and text, named for who cannot see it.

What lies inside is no longer described piece by piece (``aria-label="points: 255; row: 1"``): the
whole is one picture with a title and a description (SVG 2, 5.7; WAI-ARIA ``img``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docgen.docx.xml import ILLEGAL, local, parse, serialize, to_text

if TYPE_CHECKING:
    from docgen.docx.xml import Element

SVG: Final = "http://www.w3.org/2000/svg"
ALONE: Final = "svg{color-scheme:light dark;color:CanvasText}"
"""The only style that a picture of its own has; one in a page takes the page's colour."""
_LANGUAGE: Final = "zh-Hant-TW"
_SHAPES: Final = frozenset({"svg", "g", "path", "line", "rect", "circle", "text", "tspan"})
_KEPT: Final = frozenset(
    {
        *("d", "x", "y", "x1", "x2", "y1", "y2", "dx", "dy", "r", "cx", "cy", "width", "height"),
        *("transform", "viewBox", "fill", "stroke", "opacity", "fill-opacity", "stroke-opacity"),
        *("stroke-width", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap"),
        *("stroke-linejoin", "stroke-miterlimit", "font-family", "font-size", "font-weight"),
        *("font-style", "text-anchor"),
    }
)
_DROPPED: Final = re.compile(
    r"(?:aria-.*|role|class|pointer-events|display|version|cursor|xml:space)\Z"
)
_COLOURS: Final = ("fill", "stroke")
_ADDRESS: Final = re.compile(r"url\(|:", re.IGNORECASE)
_FRACTION: Final = re.compile(r"-?[0-9]+\.[0-9]{3,}(?:e-?[0-9]+)?")
_NUMBERS: Final = frozenset({"d", "transform", "x", "y", "x1", "x2", "y1", "y2", "width", "height"})


class NotPlain(Exception):  # noqa: N818 - an answer, caught where the file is known
    """The picture holds ``what``, which no picture may."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def tidied(raw: str, name: str, title: str, desc: str, *, alone: bool) -> bytes:
    """The picture as UTF-8; its ids begin with ``name``. Raises NotPlain.

    One that is not ``alone`` has no XML declaration: it stands inside a page.
    """
    root = parse(raw.encode())
    _clean(root)
    family = _one_family(root)
    made = parse(f'<svg xmlns="{SVG}"/>'.encode())
    for key in ("width", "height", "viewBox"):
        made.set(key, root.get(key, ""))
    made.set("role", "img")
    made.set("aria-labelledby", f"{name}-title {name}-desc")
    made.set("lang", _LANGUAGE)
    made.set("fill", "none")
    if family:
        made.set("font-family", family)
    for kind, text in (("title", title), ("desc", desc)):
        element = made.makeelement(f"{{{SVG}}}{kind}", {"id": f"{name}-{kind}"})
        element.text = ILLEGAL.sub("", text)
        made.append(element)
    if alone:
        style = made.makeelement(f"{{{SVG}}}style", {})
        style.text = ALONE
        made.append(style)
    for child in list(root):
        made.append(child)
    return serialize(made) if alone else to_text(made).encode()


def _clean(element: Element) -> None:
    """Hold an element to what is allowed, and leave out what draws nothing."""
    name = local(element)
    if name not in _SHAPES:
        raise NotPlain(f"<{name}>")
    for key, value in [(str(key), str(value)) for key, value in element.attrib.items()]:
        if _DROPPED.match(key):
            del element.attrib[key]
        elif key not in _KEPT:
            raise NotPlain(key)
        elif key in _COLOURS and _ADDRESS.search(value):
            raise NotPlain(value)
        elif key in _NUMBERS:
            element.set(key, _FRACTION.sub(_rounded, value))
    for child in list(element):
        hidden = child.get("display") == "none" or (local(child) == "path" and _is_idle(child))
        if not hidden:
            _clean(child)
        if hidden or (local(child) == "g" and not len(child)):
            element.remove(child)


def _is_idle(path: Element) -> bool:
    """The backgrounds that Vega lays under every group, without colour."""
    return not path.get("fill") and not path.get("stroke")


def _rounded(found: re.Match[str]) -> str:
    """Hundredths of a pixel: what lies below may differ between processors, and nobody sees it."""
    text = f"{float(found.group()):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _one_family(root: Element) -> str:
    """The font said once, above, where all texts have the same."""
    texts = [element for element in root.iter() if element.get("font-family")]
    families = {element.get("font-family", "") for element in texts}
    if len(families) != 1:
        return ""
    for element in texts:
        del element.attrib["font-family"]
    return families.pop()
