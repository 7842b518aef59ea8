"""The style sheet: styles with their bases, table styles with their conditions, the defaults."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from docgen.docx.facts.properties import over, paragraph_properties, run_properties
from docgen.docx.xml import w

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docgen.docx.facts.properties import Props
    from docgen.docx.xml import Element

_VAL, _ID, _TYPE = w("val"), w("styleId"), w("type")
_PPR, _RPR, _BASE = w("pPr"), w("rPr"), w("basedOn")
_DEEPEST: Final = 64  # bases of bases; Word itself allows fewer
# In the order in which they are laid over one another (ECMA-376 17.7.6).
CONDITIONS: Final = (
    "wholeTable",
    "band1Vert",
    "band2Vert",
    "band1Horz",
    "band2Horz",
    "firstRow",
    "lastRow",
    "firstCol",
    "lastCol",
    "neCell",
    "nwCell",
    "seCell",
    "swCell",
)


class Layer(NamedTuple):
    """What one style (or one condition of a table style) sets."""

    paragraph: Props
    run: Props


class Style(NamedTuple):
    """``conditions``: table styles only; ``bands`` their heights in rows and columns."""

    id: str
    name: str
    kind: str
    base: str | None
    layer: Layer
    conditions: Mapping[str, Layer]
    bands: tuple[int | None, int | None]


class Stylesheet(NamedTuple):
    """All styles by id, the default style of each kind, and the document's defaults."""

    styles: Mapping[str, Style]
    standard: Mapping[str, str]
    defaults: Layer
    chains: dict[tuple[str, str | None], tuple[Style, ...]]  # filled as asked

    def chain(self, kind: str, style: str | None) -> tuple[Style, ...]:
        """The style with its bases, the lowest base first; the default where it is none."""
        found = self.chains.get((kind, style))
        if found is None:
            found = self.chains[kind, style] = self._chain(kind, style)
        return found

    def _chain(self, kind: str, style: str | None) -> tuple[Style, ...]:
        one = self.styles.get(style or "")
        if one is None or one.kind != kind:
            one = self.styles.get(self.standard.get(kind, ""))
        chain: list[Style] = []
        while one is not None and one.kind == kind and len(chain) < _DEEPEST:
            if any(one is below for below in chain):
                break
            chain.append(one)
            one = self.styles.get(one.base or "")
        return tuple(reversed(chain))


def read_styles(root: Element | None, theme: Mapping[str, str]) -> Stylesheet:
    """``word/styles.xml``; without it nothing is set."""
    styles: dict[str, Style] = {}
    standard: dict[str, str] = {}
    defaults = Layer({}, {})
    for child in () if root is None else root:
        if child.tag == w("docDefaults"):
            defaults = Layer(
                paragraph_properties(child.find(f"{w('pPrDefault')}/{_PPR}")),
                run_properties(child.find(f"{w('rPrDefault')}/{_RPR}"), theme),
            )
        elif child.tag == w("style"):
            style = _style(child, theme)
            styles.setdefault(style.id, style)
            if child.get(w("default")) in {"1", "true", "on"}:
                standard[style.kind] = style.id
    return Stylesheet(styles, standard, defaults, {})


def _style(element: Element, theme: Mapping[str, str]) -> Style:
    name, base = element.find(w("name")), element.find(_BASE)
    return Style(
        element.get(_ID, ""),
        "" if name is None else name.get(_VAL, ""),
        element.get(_TYPE, "paragraph"),
        None if base is None else base.get(_VAL),
        _layer(element, theme),
        {one.get(_TYPE, ""): _layer(one, theme) for one in element.findall(w("tblStylePr"))},
        (_band(element, "tblStyleRowBandSize"), _band(element, "tblStyleColBandSize")),
    )


def _layer(element: Element, theme: Mapping[str, str]) -> Layer:
    return Layer(
        paragraph_properties(element.find(_PPR)), run_properties(element.find(_RPR), theme)
    )


def _band(element: Element, name: str) -> int | None:
    found = element.find(f"{w('tblPr')}/{w(name)}")
    value = "" if found is None else found.get(_VAL, "")
    return int(value) if value.isdecimal() and len(value) < 5 else None


def table_layer(sheet: Stylesheet, style: str | None, conditions: frozenset[str]) -> Layer:
    """What a table style sets in a cell where these conditions hold."""
    chain = sheet.chain("table", style)
    paragraph: Props = {}
    run: Props = {}
    layers = [one.layer for one in chain]
    for condition in CONDITIONS:
        if condition in conditions:
            layers += [one.conditions[condition] for one in chain if condition in one.conditions]
    for layer in layers:
        paragraph, run = over(paragraph, layer.paragraph), over(run, layer.run)
    return Layer(paragraph, run)


def band_sizes(sheet: Stylesheet, style: str | None) -> tuple[int, int]:
    """How many rows and columns a band of the table style has."""
    sizes: list[Any] = [1, 1]
    for one in sheet.chain("table", style):
        sizes = [new or old for new, old in zip(one.bands, sizes, strict=True)]
    return sizes[0], sizes[1]
