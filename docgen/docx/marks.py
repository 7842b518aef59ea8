"""What another program needs to speak of a docx in our terms: numbered paragraphs, font names.

LibreOffice knows paragraphs by nothing that survives import (tables are walked apart, covered
cells and removed section breaks shift every count), but it keeps bookmarks where they stand. So
each paragraph of the body gets one, named with its number in the facts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from docgen.docx.pack import pack
from docgen.docx.package import Parts, is_xml, main_part
from docgen.docx.xml import local, parse, serialize

if TYPE_CHECKING:
    from docgen.docx.xml import Element

MARK: Final = "docgen-p"  # not with "_", which Word would hide, nor a name that people type
_FIRST_ID: Final = 1_000_000  # beyond the bookmarks that are there
_FONT_SLOTS: Final = frozenset({"ascii", "hAnsi", "eastAsia", "cs", "font", "typeface"})
_NAMING: Final = ("{*}rFonts", "{*}sym", "{*}latin", "{*}ea", "{*}cs", "{*}font")
_APART: Final = frozenset({"txbxContent", "Fallback"})


class Marked(NamedTuple):
    """The docx with a bookmark ``docgen-p<number>`` in each paragraph, and the fonts it names."""

    docx: bytes
    fonts: frozenset[str]


def marked(parts: Parts) -> Marked:
    """Text boxes have no numbers in the facts' count and get none here.

    A covered cell of a vertical merge prints nothing: its paragraphs count, but get no bookmark.
    """
    main = main_part(parts)
    root = parse(parts[main])
    space = str(root.tag).rpartition("}")[0]  # strict documents have another namespace
    for number, paragraph in enumerate(_body(root, f"{space}}}p"), start=1):
        if not _is_covered(paragraph):
            _mark(paragraph, number)
    return Marked(pack({**parts, main: serialize(root)}), _fonts(parts))


def _body(root: Element, tag: str) -> list[Element]:
    found = root.iter(tag)
    return [p for p in found if not any(local(above) in _APART for above in p.iterancestors())]


def _is_covered(paragraph: Element) -> bool:
    for cell in paragraph.iterancestors("{*}tc"):
        merge = cell.find("{*}tcPr/{*}vMerge")
        if merge is not None and "restart" not in merge.attrib.values():
            return True
    return False


def _mark(paragraph: Element, number: int) -> None:
    space = str(paragraph.tag).rpartition("}")[0] + "}"
    name, id_ = f"{MARK}{number}", str(_FIRST_ID + number)
    start = paragraph.makeelement(
        f"{space}bookmarkStart", {f"{space}id": id_, f"{space}name": name}
    )
    end = paragraph.makeelement(f"{space}bookmarkEnd", {f"{space}id": id_})
    behind = 1 if len(paragraph) and local(paragraph[0]) == "pPr" else 0
    paragraph[behind:behind] = [start, end]


def _fonts(parts: Parts) -> frozenset[str]:
    """Every family that a style, a run, a symbol or the theme names, used or not."""
    return frozenset(
        value
        for name, content in parts.items()
        if name.startswith("word/") and is_xml(name) and not name.endswith("fontTable.xml")
        for element in parse(content).iter(*_NAMING)
        for slot, value in element.attrib.items()
        if value and str(slot).rpartition("}")[2] in _FONT_SLOTS
    )
