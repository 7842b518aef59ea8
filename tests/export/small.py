"""Small documents, each with one thing that matters to a PDF or ODT, converted in one start."""

from __future__ import annotations

from functools import cache

from docgen.docx.pack import pack
from docgen.docx.public import public
from docgen.export import Source, digest_of, finished
from docgen.layout.libreoffice import Made, convert
from tests.docx.build import R, cell, p, parts, row, table
from tests.layout.libreoffice.documents import KAI, SECTION, kai, line
from tests.layout.libreoffice.test_measure import PNG, picture

TITLE = "甲 & 乙 <計畫>"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title>'
    "<dc:creator>王小明</dc:creator><cp:lastModifiedBy>王小明</cp:lastModifiedBy></cp:coreProperties>"
)
_HEADINGS = "".join(
    f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/><w:basedOn '
    f'w:val="Normal"/><w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr></w:style>'
    for n in (1, 2, 3)
)
_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:rPr>'
    f'<w:rFonts w:ascii="{KAI}" w:hAnsi="{KAI}" w:eastAsia="{KAI}"/>'
    '<w:lang w:val="en-US" w:eastAsia="zh-TW"/></w:rPr></w:style>'
    f'{_HEADINGS}<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/></w:style>'
)
_HEAD = row("甲", "乙", trpr="<w:tblHeader/>")
_LONG = [p("字" * 200) for _ in range(12)]
_IMAGE = f'<Relationship Id="net" Type="{R}/image" Target="media/p.png"/>'
_LINK = f'<Relationship Id="l" Type="{R}/hyperlink" Target="https://example.org/" TargetMode="External"/>'
_PICTURE = picture("net").replace("r:link", "r:embed")
_START, _ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
CONTROL = '<w:sdt><w:sdtPr><w:tag w:val="plan:secret.text"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'


def small(
    *blocks: str, title: str = TITLE.replace("&", "&amp;").replace("<", "&lt;"), rels: str = ""
) -> bytes:
    """A docx of these blocks in 標楷體, with a title and the name of a person in its properties."""
    made = parts(
        *blocks,
        section=SECTION,
        styles=_STYLES,
        rels=rels,
        more={"docProps/core.xml": _CORE.format(title), "word/media/p.png": PNG},
        overrides=f'<Override PartName="/docProps/core.xml" ContentType="{_CORE_TYPE}"/>',
    )
    core = (
        '<Relationship Id="c" Type="http://schemas.openxmlformats.org/package/2006/relationships/'
        'metadata/core-properties" Target="docProps/core.xml"/></Relationships>'
    )
    root = made["_rels/.rels"].decode().replace("</Relationships>", core)
    return pack({**made, "_rels/.rels": root.encode()})


FINE = {
    "plain": small(line("一、服務"), line(CONTROL.format(kai("品質"))), CONTROL.format(line("末"))),
    "headings": small(
        p("甲", style="Heading1"), p("乙", style="Heading2"), p("丙", style="Heading1")
    ),
    "languages": small(line("本文 Facebook 105 年 (一)")),
    "table": small(table(_HEAD, row("丙", "丁"))),
    "no head": small(table(row("甲", "乙"), row("丙", "丁"))),
    "nested": small(table(_HEAD, row(cell(table(_HEAD, row("丙", "丁")), p("末")), "乙"))),
    "row over pages": small(table(_HEAD, row(cell(*_LONG), cell(*_LONG)), row("丙", "丁"))),
    "merge over pages": small(
        table(
            _HEAD,
            row(cell("甲", tcpr=_START), cell(*_LONG)),
            row(cell("", tcpr=_ON), cell(*_LONG)),
            row(cell("丙", tcpr=_START), cell(*_LONG, *_LONG)),
            row(cell("", tcpr=_ON), cell("丁")),
        )
    ),
    "picture": small(
        line("圖"), _PICTURE.replace('name="x"/>', 'name="x" descr="一張圖"/>', 1), rels=_IMAGE
    ),
    "link": small(
        '<w:p><w:hyperlink r:id="l"><w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr>'
        "<w:t>網站</w:t></w:r></w:hyperlink></w:p>",
        rels=_LINK,
    ),
}
LACKING = {
    "picture-without-words": small(line("圖"), _PICTURE, rels=_IMAGE),
    "heading-skips-level": small(p("甲", style="Heading1"), p("乙", style="Heading3")),
    "pdf-without-title": small(line("一"), title=" "),
    "pdf-without-characters": small(line("一\ue000二")),
}


@cache
def made(start: int = 0) -> dict[str, dict[str, bytes]]:
    """Name → LibreOffice's files by extension; another number is another start."""
    del start
    every = {**FINE, **LACKING}
    copies = [public(docx, name).docx for name, docx in every.items()]
    told = convert(copies, list(every))
    assert all(isinstance(each, Made) for each in told), told
    return {n: each.files for n, each in zip(every, told, strict=True) if isinstance(each, Made)}


def source(name: str) -> Source:
    """Where the small document of that name comes from."""
    return Source(digest_of({**FINE, **LACKING}[name]), "zh-TW")


@cache
def given_out(name: str, extension: str) -> bytes:
    """The finished file of the small document of that name."""
    return finished(extension, made()[name][extension], source(name)).content
