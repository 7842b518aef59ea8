"""Tiny documents for tests: one line builds one. ``docx(p("{{ title }}"), table(row("a", "b")))``."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from docgen.docx import pack

if TYPE_CHECKING:
    from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE = R + "/"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
_CLR = "".join(
    f'<a:{n}><a:srgbClr val="{v}"/></a:{n}>'
    for n, v in zip(
        [
            "dk1",
            "lt1",
            "dk2",
            "lt2",
            "accent1",
            "accent2",
            "accent3",
            "accent4",
            "accent5",
            "accent6",
            "hlink",
            "folHlink",
        ],
        ["000000", "FFFFFF"] * 6,
        strict=True,
    )
)
_FONT = '<a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/>'
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="6350">{_FILL}</a:ln>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"
THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="t">'
    f'<a:themeElements><a:clrScheme name="t">{_CLR}</a:clrScheme><a:fontScheme name="t">'
    f"<a:majorFont>{_FONT}</a:majorFont><a:minorFont>{_FONT}</a:minorFont></a:fontScheme>"
    f'<a:fmtScheme name="t"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>'
    f"<a:lnStyleLst>{_LINE * 3}</a:lnStyleLst><a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst>"
    f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
)
PORTRAIT = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
LANDSCAPE = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'


def r(text: str, rpr: str = "") -> str:
    """A run; ``rpr`` is its format as XML."""
    fmt = f"<w:rPr>{rpr}</w:rPr>" if rpr else ""
    return f'<w:r>{fmt}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def p(*runs: str, style: str = "", ppr: str = "") -> str:
    """A paragraph of texts or of ready-made XML."""
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    props = f"<w:pPr>{styled}{ppr}</w:pPr>" if styled or ppr else ""
    return f"<w:p>{props}{inner}</w:p>"


def cell(*blocks: str, tcpr: str = '<w:tcW w:w="1000" w:type="dxa"/>') -> str:
    """A cell of paragraphs; a plain text is one."""
    inner = "".join(b if b.startswith("<") else p(b) for b in blocks)
    return f"<w:tc><w:tcPr>{tcpr}</w:tcPr>{inner}</w:tc>"


def control(inner: str) -> str:
    """A content control around runs, paragraphs, cells or rows."""
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def row(*cells: str, trpr: str = "") -> str:
    """A row of cells, or of controls around some; a plain text is a cell."""
    whole = ("<w:tc>", "<w:sdt>", "<w:customXml")
    inner = "".join(c if c.startswith(whole) else cell(c) for c in cells)
    return f"<w:tr>{f'<w:trPr>{trpr}</w:trPr>' if trpr else ''}{inner}</w:tr>"


def table(*rows: str, columns: int = 2) -> str:
    """A table with equal columns of 1000 twips."""
    grid = '<w:gridCol w:w="1000"/>' * columns
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def parts(
    *blocks: str,
    section: str = PORTRAIT,
    header: str = "",
    footer: str = "",
    styles: str = STYLES,
    rels: str = "",
    more: Mapping[str, str | bytes] | None = None,
    overrides: str = "",
) -> dict[str, bytes]:
    """The parts of a small docx; ``more`` adds or replaces parts."""
    links = ""
    around: dict[str, str] = {}
    for kind, inner in (("header", header), ("footer", footer)):
        if inner:
            tag = {"header": "hdr", "footer": "ftr"}[kind]
            around[f"word/{kind}1.xml"] = f'{_HEAD}<w:{tag} xmlns:w="{W}">{inner}</w:{tag}>'
            links += f'<Relationship Id="{kind}" Type="{_OFFICE}{kind}" Target="{kind}1.xml"/>'
            overrides += f'<Override PartName="/word/{kind}1.xml" ContentType="{_WORD}{kind}+xml"/>'
            section = section.replace(
                "<w:sectPr>", f'<w:sectPr><w:{kind}Reference w:type="default" r:id="{kind}"/>', 1
            )
    types = (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_WORD}styles+xml"/>'
        f'<Override PartName="/word/settings.xml" ContentType="{_WORD}settings+xml"/>'
        f'<Override PartName="/word/fontTable.xml" ContentType="{_WORD}fontTable+xml"/>'
        '<Override PartName="/word/theme/theme1.xml" ContentType="application/vnd.openxmlformats-'
        f'officedocument.theme+xml"/>{overrides}</Types>'
    )
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": types,
        "_rels/.rels": _rels(
            f'<Relationship Id="rId1" Type="{_OFFICE}officeDocument" Target="word/document.xml"/>'
        ),
        "word/document.xml": (
            f'{_HEAD}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{"".join(blocks)}{section}'
            "</w:body></w:document>"
        ),
        "word/_rels/document.xml.rels": _rels(
            f'<Relationship Id="styles" Type="{_OFFICE}styles" Target="styles.xml"/>'
            f'<Relationship Id="settings" Type="{_OFFICE}settings" Target="settings.xml"/>'
            f'<Relationship Id="fonts" Type="{_OFFICE}fontTable" Target="fontTable.xml"/>'
            f'<Relationship Id="theme" Type="{_OFFICE}theme" Target="theme/theme1.xml"/>{links}{rels}'
        ),
        "word/styles.xml": f'{_HEAD}<w:styles xmlns:w="{W}">{styles}</w:styles>',
        "word/settings.xml": f'{_HEAD}<w:settings xmlns:w="{W}"/>',
        "word/fontTable.xml": f'{_HEAD}<w:fonts xmlns:w="{W}"/>',
        "word/theme/theme1.xml": _HEAD + THEME,
        **around,
        **(more or {}),
    }
    return {n: c if isinstance(c, bytes) else c.encode() for n, c in made.items()}


def _rels(inner: str) -> str:
    ns = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{_HEAD}<Relationships xmlns="{ns}">{inner}</Relationships>'


def docx(*blocks: str, **options: object) -> bytes:
    """The bytes of a small docx: blocks of its body, then the options of ``parts``."""
    return pack(parts(*blocks, **options))  # type: ignore[arg-type]
