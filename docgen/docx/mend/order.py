"""Put a property where the schema wants it: Word refuses a ``w:rPr`` in another order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.docx.xml import local, make, w

if TYPE_CHECKING:
    from docgen.docx.xml import Element

# ECMA-376 part 1, annex A: CT_RPr, CT_PPr. What is not named comes before all that is.
_RUN: Final = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof"
    " snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd"
    " fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath glow reflection props3d"
    " scene3d textOutline textFill ligatures numForm numSpacing stylisticSets cntxtAlts rPrChange"
)
_PARAGRAPH: Final = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr"
    " shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE"
    " autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents"
    " suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr"
    " sectPr pPrChange"
)
_ORDER: Final = {
    holder: {name: place for place, name in enumerate(names.split())}
    for holder, names in (("rPr", _RUN), ("pPr", _PARAGRAPH))
}


def properties(element: Element, name: str) -> Element:
    """The ``w:rPr`` of a run or the ``w:pPr`` of a paragraph, made where it has none."""
    if len(element) and element[0].tag == w(name):
        return element[0]
    made = make(name)
    element.insert(0, made)
    return made


def put(holder: Element, name: str) -> Element:
    """The property of that name, made in its place where there is none."""
    found = holder.find(w(name))
    if found is not None:
        return found
    order = _ORDER[local(holder)]
    before = [
        place for place, child in enumerate(holder) if order.get(local(child), -1) < order[name]
    ]
    made = make(name)
    holder.insert(before[-1] + 1 if before else 0, made)
    return made
