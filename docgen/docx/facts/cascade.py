"""The cascade of ECMA-376 17.7.2: what a run, a paragraph finally looks like.

Document defaults, table style, paragraph style and its bases, character style and its bases,
direct formatting. A list's indents come just below the layer that names the list: direct
numbering wins over the style's indents, a style's own indents over its numbering. Toggles
(17.7.3) are on where an odd number of table, paragraph and character style turns them on.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from docgen.docx.facts.properties import (
    ODD_WHEN_OFF,
    ODD_WHEN_ON,
    SWITCHES,
    TOGGLES,
    Props,
    over,
)
from docgen.docx.facts.shape import Indent
from docgen.docx.facts.styles import Layer, table_layer

if TYPE_CHECKING:
    from docgen.docx.facts.numbering import Numbering
    from docgen.docx.facts.styles import Style, Stylesheet

_DEFAULT_FONT: Final = "Times New Roman"  # Word's own, where nothing names one
_DEFAULT_SIZE: Final = 10.0
_AUTOMATIC_SPACE: Final = 280  # 14 points: w:beforeAutospacing as Word does it
_FIT: Final = ("position", "w", "eastAsianLayout")
_WIDER: Final = ("spacing", "fitText", "caps", "smallCaps")
_SCRIPT: Final = frozenset({"superscript", "subscript"})
_ALIGNMENT: Final = {"start": "left", "end": "right", "": "left"}

_NOTHING: Final = Layer({}, {})
_SERIALS: Final = count()

TableLook = tuple[str | None, frozenset[str]]
"""A table style and the conditions that hold in a cell."""


class Look(NamedTuple):
    """A run's format, resolved."""

    ascii: str
    other_latin: str
    east: str
    size: float
    hint: bool
    language_east: str | None
    language_latin: str | None
    bold: bool
    hidden: bool
    raised: bool
    fit: bool
    other: tuple[str, ...]


class Grid(NamedTuple):
    """What of a section a paragraph's lengths depend on; twips. ``char_space`` is in 1/4096 pt."""

    pitch: int | None
    typed: bool
    char_space: int | None


class Shape(NamedTuple):
    """A paragraph's format, resolved but for the indents that need a size."""

    props: Props
    style: Style | None
    number: int
    depth: int


class Cascade:
    """Style sheet and lists of one document; remembers what it has resolved."""

    def __init__(self, sheet: Stylesheet, numbering: Numbering) -> None:
        self.serial = next(_SERIALS)  # no two of a process have the same
        self.sheet = sheet
        self.numbering = numbering
        self._tables: dict[TableLook, Layer] = {}
        self._runs: dict[tuple[Any, ...], Props] = {}
        self._looks: dict[tuple[Any, ...], Look] = {}
        self._shapes: dict[tuple[Any, ...], Shape] = {}
        self._plain: dict[int, dict[str, Any]] = {}  # by id of a remembered shape
        self.unit = self.look(None, None, {}).size  # the default style's character

    def look(self, table: TableLook | None, style: str | None, direct: Props) -> Look:
        """A run's look in a paragraph of that style."""
        key = (table, style, *direct.items())
        found = self._looks.get(key)
        if found is None:
            found = self._looks[key] = _look({**self._styled(table, style, direct), **direct})
        return found

    def _styled(self, table: TableLook | None, style: str | None, direct: Props) -> Props:
        key = (table, style, direct.get("rStyle"))
        found = self._runs.get(key)
        if found is None:
            found = self._runs[key] = self._run(table, style, direct.get("rStyle"))
        return found

    def _run(self, table: TableLook | None, style: str | None, character: str | None) -> Props:
        levels: list[Props] = [self._table(table).run]
        for kind, name in (("paragraph", style), ("character", character)):
            level: Props = {}
            for one in self.sheet.chain(kind, name):
                level = over(level, one.layer.run)
            levels.append(level)
        default = self.sheet.defaults.run
        merged: dict[str, Any] = dict(default)
        for level in levels:
            merged.update(level)
        for toggle in TOGGLES:
            odd = sum(bool(level.get(toggle)) for level in levels) % 2 == 1
            merged[toggle] = bool(default.get(toggle)) or odd
        return merged

    def _table(self, table: TableLook | None) -> Layer:
        if table is None:
            return _NOTHING
        found = self._tables.get(table)
        if found is None:
            found = self._tables[table] = table_layer(self.sheet, *table)
        return found

    def shape(self, table: TableLook | None, direct: Props) -> Shape:
        """A paragraph's format and its place in a list (number 0: in none)."""
        key = (table, *direct.items())
        found = self._shapes.get(key)
        if found is None:
            found = self._shapes[key] = self._shape(table, direct)
        return found

    def _shape(self, table: TableLook | None, direct: Props) -> Shape:
        chain = self.sheet.chain("paragraph", direct.get("style"))
        layers: list[tuple[str | None, Props]] = [
            (None, self.sheet.defaults.paragraph),
            (None, self._table(table).paragraph),
            *((style.id, style.layer.paragraph) for style in chain),
            (None, direct),
        ]
        number, depth, place = self._listed(layers)
        level = self.numbering.level(number, depth)
        props: Props = {}
        for at, (_, layer) in enumerate(layers):
            if at == place and level is not None:
                props = over(props, level.paragraph)
            props = over(props, layer)
        return Shape(props, chain[-1] if chain else None, number if level else 0, depth)

    def plain(self, shape: Shape) -> dict[str, Any]:
        """The fields of a ``Paragraph`` that need nothing but its own properties."""
        key = id(shape)
        found = self._plain.get(key)
        if found is None:
            found = self._plain[key] = _plain(shape.props)
        return found

    def _listed(self, layers: list[tuple[str | None, Props]]) -> tuple[int, int, int]:
        """List number, level, and the layer that says so; a style's level is that linked to it."""
        number, depth, place = 0, 0, -1
        for at, (style, layer) in enumerate(layers):
            if "numId" in layer or "ilvl" in layer:
                number = layer.get("numId", number)
                depth, place = layer.get("ilvl", depth), at
                linked = self.numbering.linked(number, style)
                depth = depth if linked is None else linked
        return number, depth, place


def _look(props: Props) -> Look:
    latin = props.get("ascii") or _DEFAULT_FONT
    return Look(
        latin,
        props.get("hAnsi") or _DEFAULT_FONT,
        props.get("eastAsia") or _DEFAULT_FONT,
        props.get("size", _DEFAULT_SIZE),
        props.get("hint") == "eastAsia",
        props.get("langEast"),
        props.get("lang"),
        bool(props.get("b")),
        bool(props.get("vanish")),
        props.get("vertAlign") in _SCRIPT,
        any(props.get(name) for name in _FIT),
        tuple(name for name in _WIDER if props.get(name)),
    )


def indent(props: Props, unit: float, size: float, grid: Grid) -> Indent:
    """Left, right and first-line indent in twips.

    Character units (1/100 of a character) go before lengths where they are not 0: left and
    right count characters of the default style (``unit`` points), the first line those of the
    paragraph's own text (``size`` points); a hanging indent adds to a left one in characters.
    """
    first = _characters(props, "first", size, grid)
    left = _characters(props, "left", unit, grid)
    if props.get("leftChars") and first < 0:
        left -= first
    return Indent(left, _characters(props, "right", unit, grid), first)


def _characters(props: Props, side: str, points: float, grid: Grid) -> int:
    count: int = props.get(f"{side}Chars", 0)
    if not count:
        return int(props.get(side, 0))
    wide = points * 20 + (grid.char_space or 0) / 4096 * 20
    return round(count * wide / 100)


def space(props: Props, side: str, grid: Grid) -> int:
    """Space ``before`` or ``after`` in twips; lines (1/100) go before lengths."""
    if props.get(f"{side}Autospacing"):
        return _AUTOMATIC_SPACE
    lines: int = props.get(f"{side}Lines", 0)
    if lines:
        return round(lines * (grid.pitch if grid.typed and grid.pitch else 240) / 100)
    return int(props.get(side, 0))


def _plain(props: Props) -> dict[str, Any]:
    """The fields of a ``Paragraph`` that need nothing but its own properties."""
    rule = props.get("lineRule", "auto")
    outline = props.get("outline")
    jc = props.get("jc", "")
    renamed = {
        "snapToGrid": "snap",
        "keepNext": "keep_next",
        "keepLines": "keep_lines",
        "widowControl": "widow_control",
        "pageBreakBefore": "page_break_before",
        "overflowPunct": "overflow_punct",
        "autoSpaceDE": "auto_space_de",
        "autoSpaceDN": "auto_space_dn",
    }
    return {
        **{renamed[name]: props[name] for name in SWITCHES if name in props},
        "alignment": _ALIGNMENT.get(jc, jc),
        "rule": rule if rule in {"exact", "atLeast"} else "auto",
        "line": abs(props.get("line", 240)) or 240,
        "outline": outline if outline is not None and 0 <= outline < 9 else None,
        "tabs": tuple(sorted(at for at, kind in props.get("tabs", ()) if kind != "clear")),
        "other": tuple(
            name
            for name in ("framePr", "pBdr", "textDirection", *ODD_WHEN_ON, *ODD_WHEN_OFF)
            if props.get(name, name in ODD_WHEN_OFF) is not (name in ODD_WHEN_OFF)
        ),
    }
