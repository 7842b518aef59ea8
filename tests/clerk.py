"""A report as a clerk sends it back from Word: better meant than typed, as Word itself writes it."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from docgen.docx import pack
from docgen.docx.package import unpacked
from docgen.docx.xml import parse, serialize, w
from tests.documents import short_report
from tests.docx.build import W

if TYPE_CHECKING:
    from docgen.docx.xml import Element

SPACING = '<w:spacing w:line="420" w:lineRule="exact"/>'
MING = '<w:rFonts w:ascii="新細明體" w:eastAsia="新細明體" w:hAnsi="新細明體" w:hint="eastAsia"/>'
CELLS = (("場次", "人次"), ("24場", "1,036人"))
ADDED = "另於{}辦理宣導，計{}人參加。"
PLACES = [
    "河濱公園",
    "鄉公所",
    "圖書館",
    "老街",
    "車站",
    "市場",
    "運動場",
    "文化館",
    "活動中心",
    "小學",
    "中學",
    "農會",
    "漁會",
    "社區",
    "廟埕",
    "碼頭",
    "遊客中心",
    "稅務局",
    "戶政所",
    "衛生所",
    "消防隊",
    "派出所",
    "郵局",
    "苗圃",
    "步道",
]


def improved(lines: int) -> bytes:
    """The demonstration report with a wrong font in one cell, ㈠ for (一), a level left out, and
    ``lines`` lines more."""
    parts = dict(unpacked(short_report(), "report.docx"))
    root = parse(parts["word/document.xml"])
    paragraphs = [p for p in root.iter(w("p")) if p.getparent() is not None]
    _label(paragraphs[4], "(一)", "㈠")
    _label(paragraphs[29], "1、", "(1)")
    _label(paragraphs[30], "2、", "(2)")
    body = paragraphs[7]
    for place, name in enumerate(PLACES[:lines]):
        body.addnext(_paragraph(body, ADDED.format(name, 30 + place)))
    body.addnext(_table(body))
    parts["word/document.xml"] = serialize(root)
    return pack(parts)


def _label(paragraph: Element, before: str, after: str) -> None:
    text = next(t for t in paragraph.iter(w("t")) if t.text == before)
    text.text = after


def _paragraph(like: Element, text: str, look: str = "") -> Element:
    """A paragraph of the same style, as Enter makes it: typed text, marked by Word's sessions."""
    made = parse(
        f'<w:p xmlns:w="{W}" w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E"><w:r w:rsidRPr="00B52C11">'
        f"<w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r></w:p>"
    )
    style = like.find(w("pPr"))
    if style is not None:
        made.insert(0, deepcopy(style))
    return made


def _table(like: Element) -> Element:
    table = parse(
        f'<w:tbl xmlns:w="{W}"><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblLook w:val="04A0"/>'
        '</w:tblPr><w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid></w:tbl>'
    )
    for texts in CELLS:
        row = parse(f'<w:tr xmlns:w="{W}"/>')
        for text in texts:
            cell = parse(
                f'<w:tc xmlns:w="{W}"><w:tcPr><w:tcW w:w="4000" w:type="dxa"/></w:tcPr></w:tc>'
            )
            cell.append(_paragraph(like, text, MING if text == "1,036人" else ""))
            row.append(cell)
        table.append(row)
    return table
