"""Documents in the form of 附錄2, to be laid out: 標楷體 14, exact 21 points, 2.5 cm margins."""

from __future__ import annotations

from tests.docx.build import docx, p, r

KAI = "標楷體"
FORM = '<w:spacing w:line="420" w:lineRule="exact"/>'
SECTION = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418"/></w:sectPr>'
)
ACROSS = 32  # characters in a line
DOWN = 33  # lines on a page


def kai(text: str, font: str = KAI, more: str = "") -> str:
    """A run as 附錄2 orders it."""
    return r(
        text,
        f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/>{more}<w:sz w:val="28"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-TW"/>',
    )


def line(*runs: str, ppr: str = "") -> str:
    """A paragraph as 附錄2 orders it; plain text is one run."""
    inner = [run if run.startswith("<") else kai(run) for run in runs]
    return p(*inner, ppr=f"{ppr}{FORM}")


def report(*blocks: str) -> bytes:
    """A docx of these blocks."""
    return docx(*blocks, section=SECTION)
