"""Facts of a tiny document in one line: ``one(p("字"))``, ``facts(…, styles=style("A", …))``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.docx.facts import facts_of
from tests.docx.build import STYLES, R, W, docx, p

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docgen.docx.facts.shape import Facts, Paragraph, Run

OFFICE = R + "/"
KINDS = "application/vnd.openxmlformats-officedocument.wordprocessingml."
NAMES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
FONTS = '<w:rFonts w:ascii="{0}" w:hAnsi="{0}" w:eastAsia="{0}"/>'


def style(
    name: str, ppr: str = "", rpr: str = "", *, kind: str = "paragraph", more: str = ""
) -> str:
    """A style; ``more`` comes before its properties (``<w:basedOn …/>``)."""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name.lower()}"/>{more}'
        f"<w:pPr>{ppr}</w:pPr><w:rPr>{rpr}</w:rPr></w:style>"
    )


def based(on: str) -> str:
    return f'<w:basedOn w:val="{on}"/>'


def defaults(rpr: str = "", ppr: str = "") -> str:
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{rpr}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{ppr}</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/>'


def level(
    depth: int,
    form: str = "decimal",
    text: str | None = None,
    *,
    start: int | None = 1,
    more: str = "",
    ppr: str = "",
) -> str:
    """A level of a list; ``more`` stands where ``lvlRestart``, ``pStyle``, ``suff`` … do."""
    begin = "" if start is None else f'<w:start w:val="{start}"/>'
    shown = f"%{depth + 1}、" if text is None else text
    return (
        f'<w:lvl w:ilvl="{depth}">{begin}<w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{shown}"/><w:pPr>{ppr}</w:pPr></w:lvl>'
    )


def abstract(number: int, *levels: str, more: str = "") -> str:
    inner = "".join(levels)
    return f'<w:abstractNum w:abstractNumId="{number}">{more}{inner}</w:abstractNum>'


def num(number: int, kind: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{kind}"/>{overrides}</w:num>'


def item(number: int, depth: int = 0) -> str:
    """The direct numbering of a paragraph."""
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


def made(
    *blocks: str,
    styles: str = "",
    numbering: str = "",
    settings: str = "",
    theme: str = "",
    rels: str = "",
    more: Mapping[str, str | bytes] | None = None,
    others: Mapping[str, tuple[str, str]] | None = None,
    section: str = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>',
    header: str = "",
    footer: str = "",
) -> bytes:
    """A docx; ``others`` are further parts: relationship kind → (root element, inner XML)."""
    others = dict(others or {})
    if numbering:
        others["numbering"] = ("numbering", numbering)
    extra: dict[str, str | bytes] = dict(more or {})
    overrides = ""
    for kind, (root, inner) in others.items():
        extra[f"word/{kind}.xml"] = f"<w:{root} {NAMES}>{inner}</w:{root}>"
        rels += f'<Relationship Id="{kind}" Type="{OFFICE}{kind}" Target="{kind}.xml"/>'
        overrides += f'<Override PartName="/word/{kind}.xml" ContentType="{KINDS}{kind}+xml"/>'
    if settings:
        extra["word/settings.xml"] = f"<w:settings {NAMES}>{settings}</w:settings>"
    if theme:
        extra["word/theme/theme1.xml"] = theme
    extra["word/document.xml"] = (
        f"<w:document {NAMES}><w:body>{''.join(blocks)}{_with_furniture(section, header, footer)}"
        "</w:body></w:document>"
    )
    return docx(
        section=section,
        header=header,
        footer=footer,
        styles=styles if "w:default=" in styles else styles + STYLES,
        rels=rels,
        overrides=overrides,
        more=extra,
    )


def _with_furniture(section: str, header: str, footer: str) -> str:
    named = "".join(
        f'<w:{kind}Reference w:type="default" r:id="{kind}"/>'
        for kind, inner in (("header", header), ("footer", footer))
        if inner
    )
    return section.replace("<w:sectPr>", f"<w:sectPr>{named}", 1)


def facts(*blocks: str, **options: object) -> Facts:
    """The facts of such a document."""
    return facts_of(made(*blocks, **options), "a.docx")  # type: ignore[arg-type]


def one(block: str, **options: object) -> Paragraph:
    """The first paragraph's facts."""
    return facts(block, **options).paragraphs[0]


def run(block: str, **options: object) -> Run:
    """The first run of the first paragraph."""
    return one(block, **options).runs[0]


def text(*runs: str, **options: object) -> str:
    """The visible text of one paragraph."""
    return one(p(*runs), **options).text


def labels(*blocks: str, **options: object) -> list[str]:
    """The labels of all paragraphs."""
    return [paragraph.label for paragraph in facts(*blocks, **options).paragraphs]
