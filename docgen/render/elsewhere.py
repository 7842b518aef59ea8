"""Tags that stand in no run's words: alternative texts, formulas, and where none may stand.

A value that is printed as words is words whatever it holds. In the instruction of a field it
could bring a switch, another address or a field that starts a program, in many an attribute a
file that is fetched; so tags are known in texts that a reader sees, and refused everywhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.docx.xml import ancestor, local, own_paragraphs, w
from docgen.render.tags import OPENED, read_tag, replaced, spans
from docgen.render.weave import MARK, SHIELDED

if TYPE_CHECKING:
    from collections.abc import Callable

    from docgen.docx.xml import Element
    from docgen.render.weave import Pattern

    Fault = Callable[[str, dict[str, str]], None]

# What Word shows or reads aloud: of drawings, links, and of the old kind of WordArt.
_SHOWN: Final = frozenset({"descr", "title", "alt", "tooltip", "string"})
_TABLE_WORDS: Final = (w("tblCaption"), w("tblDescription"))
_CODE: Final = w("instrText")


def mark_elsewhere(
    root: Element,
    place_of: Callable[[Element], int],
    pattern: Pattern,
    fault_at: Callable[[int], Fault],
) -> None:
    """Give every such tag the mark of its place, and shield other braces from docxtpl."""
    for paragraph in own_paragraphs(root):
        codes = [code for code in paragraph.iter(_CODE) if ancestor(code, w("p")) is paragraph]
        if tag := _first_tag("".join(code.text or "" for code in codes)):
            args = {"tag": tag, "element": "instrText"}
            fault_at(place_of(paragraph))("tag-not-in-text", args)
    for element in root.iter():
        _texts(element, place_of, pattern, fault_at)
        for key, text in element.attrib.items():
            if not OPENED.search(text):
                continue
            place = place_of(element)
            if _is_shown(element, str(key)):
                element.set(key, _marked(text, element, place, pattern, fault_at(place)))
            else:
                fault_at(place)("tag-not-in-text", _args(text, element))


def _texts(
    element: Element,
    place_of: Callable[[Element], int],
    pattern: Pattern,
    fault_at: Callable[[int], Fault],
) -> None:
    """The element's own words, and what stands behind it, where no words may be."""
    text, tail = element.text or "", element.tail or ""
    if OPENED.search(tail):
        fault_at(place_of(element))("tag-not-in-text", _args(tail, element))
    if ("{" not in text and "}" not in text) or _is_woven(element):
        return
    if local(element) == "t":
        place = place_of(element)
        element.text = _marked(text, element, place, pattern, fault_at(place))
    elif element.tag == _CODE:
        element.text = text.translate(SHIELDED)
    elif OPENED.search(text):
        fault_at(place_of(element))("tag-not-in-text", _args(text, element))


def _is_woven(element: Element) -> bool:
    holder = element.getparent()
    return element.tag == w("t") and holder is not None and holder.tag == w("r")


def _is_shown(element: Element, key: str) -> bool:
    return key.rpartition("}")[2] in _SHOWN or (element.tag in _TABLE_WORDS and key == w("val"))


def _first_tag(text: str) -> str:
    """The first tag, or what begins like one; empty where nothing does."""
    found = OPENED.search(text)
    if found is None:
        return ""
    begin, end = next(spans(text), (found.start(), found.start() + 40))
    return text[begin:end]


def _args(text: str, element: Element) -> dict[str, str]:
    return {"tag": _first_tag(text), "element": local(element)}


def _marked(text: str, element: Element, place: int, pattern: Pattern, fault: Fault) -> str:
    """The text with its tags as Jinja reads them; only what prints or chooses words is known."""
    mark = MARK.format(place)
    kept: list[str] = []

    def change(found: str) -> str:
        tag = read_tag(found)
        if tag is None or tag.level or tag.kind == "cell":
            fault("unsupported-tag", {"tag": found})
            return ""
        if tag.kind == "block":
            pattern.blocks.append((tag, element, place))
        around = {"print": f"{{{{ {mark}({tag.body}) }}}}", "block": f"{{% {mark}{tag.body} %}}"}
        kept.append(around.get(tag.kind, ""))
        return "\0"

    rest = replaced(text, change)
    if OPENED.search(rest):
        fault("unclosed-tag", {"tag": _first_tag(rest)})
    first, *others = rest.translate(SHIELDED).split("\0")
    return first + "".join(tag + words for tag, words in zip(kept, others, strict=True))
