"""A docx of the fewest parts from facts: what ``facts_of`` reads from it are those facts again.

Only what the made-up reports need: one section, exact line heights, bold and plain text.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from bench.reports import KAI, TAB

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.docx.facts.shape import Facts, Paragraph


def docx(made: Facts) -> bytes:
    """The facts as a docx of the fewest parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _RELS)
        package.writestr("word/_rels/document.xml.rels", _DOCUMENT_RELS)
        package.writestr("word/styles.xml", _STYLES)
        package.writestr("word/settings.xml", _SETTINGS)
        package.writestr("word/document.xml", "".join(_document(made)))
    return out.getvalue()


def _document(made: Facts) -> Iterator[str]:
    page = made.sections[0]
    yield f'<w:document xmlns:w="{_W}"><w:body>'
    for each in made.paragraphs:
        yield from _paragraph(each)
    yield (
        f'<w:sectPr><w:pgSz w:w="{page.width}" w:h="{page.height}"/>'
        f'<w:pgMar w:top="{page.top}" w:right="{page.right}" w:bottom="{page.bottom}"'
        f' w:left="{page.left}" w:header="{page.header}" w:footer="{page.footer}"'
        ' w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


def _paragraph(each: Paragraph) -> Iterator[str]:
    yield "<w:p><w:pPr>"
    yield "<w:keepNext/>" if each.keep_next else ""
    yield "<w:keepLines/>" if each.keep_lines else ""
    yield "<w:pageBreakBefore/>" if each.page_break_before else ""
    yield "" if each.widow_control else '<w:widowControl w:val="0"/>'
    if each.tabs:
        stops = "".join(f'<w:tab w:val="left" w:pos="{stop}"/>' for stop in each.tabs)
        yield f"<w:tabs>{stops}</w:tabs>"
    yield (
        f'<w:spacing w:before="{each.before}" w:after="{each.after}" w:line="{each.line}"'
        f' w:lineRule="exact"/>'
    )
    first = each.indent.first
    hang = f'w:hanging="{-first}"' if first < 0 else f'w:firstLine="{first}"'
    yield f'<w:ind w:left="{each.indent.left}" w:right="{each.indent.right}" {hang}/>'
    yield f'<w:jc w:val="{each.alignment}"/></w:pPr>'
    for run in each.runs:
        bold = "<w:rPr><w:b/><w:bCs/></w:rPr>" if run.bold else ""
        text = escape(run.text)
        for sign, tag in (("\t", "<w:tab/>"), ("\n", "<w:br/>")):
            text = text.replace(sign, f'</w:t>{tag}<w:t xml:space="preserve">')
        yield f'<w:r>{bold}<w:t xml:space="preserve">{text}</w:t></w:r>'
    yield "</w:p>"


_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES: Final = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_WORD}.settings+xml"/>'
    "</Types>"
)
_RELS: Final = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
_DOCUMENT_RELS: Final = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/settings" Target="settings.xml"/>'
    "</Relationships>"
)
_SETTINGS: Final = (
    f'<w:settings xmlns:w="{_W}"><w:defaultTabStop w:val="{TAB}"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting'
    ' w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    "</w:compat></w:settings>"
)
_STYLES: Final = (
    f'<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>'
    f'<w:rFonts w:ascii="{KAI}" w:eastAsia="{KAI}" w:hAnsi="{KAI}" w:cs="{KAI}"/>'
    '<w:sz w:val="28"/><w:szCs w:val="28"/>'
    '<w:lang w:val="en-US" w:eastAsia="zh-TW" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1"'
    ' w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:widowControl/><w:kinsoku/>'
    '<w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
    '<w:snapToGrid w:val="0"/></w:pPr></w:style></w:styles>'
)
