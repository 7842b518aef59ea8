"""Lay one document's styles beside another's: equal ones are shared, different ones renamed.

Document defaults cannot be had twice, so those of a later document that differ are written into
its styles (ECMA-376 17.7.2: a style without ``basedOn`` stands on the defaults).
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Final

from docgen.docx.xml import canonical, local, make, w

if TYPE_CHECKING:
    from docgen.docx.xml import Element

REFERENCES: Final = tuple(map(w, ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")))
_VAL, _ID, _TYPE = w("val"), w("styleId"), w("type")


def join_styles(base: Element, other: Element) -> dict[str, str]:
    """Add to ``base`` what ``other`` has more; old id → new id of every style of ``other``."""
    if _defaults(base) != _defaults(other):
        _write_defaults_out(other)
    known = {style.get(_ID, ""): style for style in base.iter(w("style"))}
    coming = {style.get(_ID, ""): style for style in other.iter(w("style"))}
    different = _different(known, coming)
    names = {_name(style).lower() for style in known.values()}
    renamed = {old: _free(old, known) if old in known else old for old in different}
    for old, style in coming.items():
        if old not in different:
            continue
        copy = deepcopy(style)
        copy.set(_ID, renamed[old])
        copy.attrib.pop(w("default"), None)
        _rename(copy, names)
        base.append(copy)
        known[renamed[old]] = copy
        rewrite(copy, renamed)
    return renamed


def _defaults(styles: Element) -> bytes:
    found = styles.find(w("docDefaults"))
    return b"" if found is None else canonical(found)


def _different(known: dict[str, Element], coming: dict[str, Element]) -> set[str]:
    """Those that ``base`` has not, or not so; and those that stand on one of these."""
    different = {
        old
        for old, style in coming.items()
        if old not in known
        or canonical(style) != canonical(known[old])
        or next(style.iter(w("numId")), None) is not None
    }
    while True:
        more = {old for old, style in coming.items() if _stands_on(style) & different} - different
        if not more:
            return different
        different |= more


def _stands_on(style: Element) -> set[str]:
    found = (style.find(w(tag)) for tag in ("basedOn", "link"))
    return {element.get(_VAL, "") for element in found if element is not None}


def _free(old: str, known: dict[str, Element]) -> str:
    number = 2
    while f"{old}-{number}" in known:
        number += 1
    return f"{old}-{number}"


def _name(style: Element) -> str:
    found = style.find(w("name"))
    return "" if found is None else found.get(_VAL, "")


def _rename(style: Element, names: set[str]) -> None:
    wanted = _name(style)
    free, number = wanted, 1
    while free.lower() in names:
        number += 1
        free = f"{wanted} {number}"
    names.add(free.lower())
    found = style.find(w("name"))
    if found is not None:
        found.set(_VAL, free)


def rewrite(root: Element, renamed: dict[str, str]) -> None:
    """Let every reference to a style name its new id."""
    for reference in root.iter(REFERENCES):
        old = reference.get(_VAL, "")
        reference.set(_VAL, renamed.get(old, old))


def default_of(styles: Element, kind: str) -> str | None:
    """The id of the default style of a kind: what a paragraph without ``w:pStyle`` has."""
    for style in styles.iter(w("style")):
        if style.get(_TYPE) == kind and style.get(w("default")) in {"1", "true", "on"}:
            return style.get(_ID)
    return None


def say_default(root: Element, style: str) -> None:
    """Write the default paragraph style's new id where nothing was said."""
    for paragraph in root.iter(w("p")):
        properties = paragraph.find(w("pPr"))
        if properties is None:
            properties = make("pPr")
            paragraph.insert(0, properties)
        if properties.find(w("pStyle")) is None:
            properties.insert(0, make("pStyle", {"val": style}))


def _write_defaults_out(styles: Element) -> None:
    defaults = styles.find(w("docDefaults"))
    if defaults is None:
        return
    for style in styles.iter(w("style")):
        if style.get(_TYPE) != "paragraph" or style.find(w("basedOn")) is not None:
            continue
        for holder, name in (("pPrDefault", "pPr"), ("rPrDefault", "rPr")):
            source = defaults.find(f"{w(holder)}/{w(name)}")
            if source is not None:
                _filled(style, name, source)


_AFTER: Final = {"pPr": (), "rPr": ("pPr",)}
_BEFORE: Final = frozenset(
    [
        "name",
        "aliases",
        "basedOn",
        "next",
        "link",
        "autoRedefine",
        "hidden",
        "uiPriority",
        "semiHidden",
        "unhideWhenUsed",
        "qFormat",
        "locked",
        "personal",
        "personalCompose",
        "personalReply",
        "rsid",
    ]
)


def _filled(style: Element, name: str, source: Element) -> None:
    """The style's properties over the defaults' (in the defaults' order, then its own)."""
    own = style.find(w(name))
    merged = deepcopy(source)
    for child in [] if own is None else own:
        same = merged.find(w(local(child)))
        if same is not None and local(child) in {"rFonts", "lang", "spacing", "ind"}:
            for key, text in child.attrib.items():
                same.set(key, text)
        elif same is not None:
            merged.replace(same, deepcopy(child))
        else:
            _insert_in_order(merged, deepcopy(child))
    if own is not None:
        style.replace(own, merged)
        return
    earlier = [c for c in style if local(c) in _BEFORE or local(c) in _AFTER[name]]
    style.insert(len(earlier), merged)


_ORDER: Final = {
    name: place
    for place, name in enumerate(
        # ECMA-376 17.3.1.26 (pPr) and 17.3.2.28 (rPr), in the order that the schema demands
        [
            "pStyle",
            "keepNext",
            "keepLines",
            "pageBreakBefore",
            "framePr",
            "widowControl",
            "numPr",
            "suppressLineNumbers",
            "pBdr",
            "shd",
            "tabs",
            "suppressAutoHyphens",
            "kinsoku",
            "wordWrap",
            "overflowPunct",
            "topLinePunct",
            "autoSpaceDE",
            "autoSpaceDN",
            "bidi",
            "adjustRightInd",
            "snapToGrid",
            "spacing",
            "ind",
            "contextualSpacing",
            "mirrorIndents",
            "suppressOverlap",
            "jc",
            "textDirection",
            "textAlignment",
            "textboxTightWrap",
            "outlineLvl",
            "divId",
            "cnfStyle",
            "rStyle",
            "rFonts",
            "b",
            "bCs",
            "i",
            "iCs",
            "caps",
            "smallCaps",
            "strike",
            "dstrike",
            "outline",
            "shadow",
            "emboss",
            "imprint",
            "noProof",
            "vanish",
            "webHidden",
            "color",
            "w",
            "kern",
            "position",
            "sz",
            "szCs",
            "highlight",
            "u",
            "effect",
            "bdr",
            "fitText",
            "vertAlign",
            "rtl",
            "cs",
            "em",
            "lang",
            "eastAsianLayout",
            "specVanish",
            "oMath",
        ]
    )
}


def _insert_in_order(holder: Element, child: Element) -> None:
    rank = _ORDER.get(local(child), len(_ORDER))
    before = [c for c in holder if _ORDER.get(local(c), len(_ORDER)) <= rank]
    holder.insert(len(before), child)
