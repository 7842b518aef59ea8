"""Pairs of documents that hypothesis makes: the second is the first, changed here and there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from tests.docx.build import STYLES, cell, docx, p, r, row
from tests.docx.build import table as build_table

if TYPE_CHECKING:
    from collections.abc import Callable

LOOKS = ("", "<w:b/>", '<w:sz w:val="28"/>')
PROPERTIES = ("", '<w:jc w:val="center"/>', '<w:ind w:left="600"/>', "<w:keepNext/>")
STYLED = STYLES + "".join(
    f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/></w:style>'
    for name in ("Head", "Body")
)
words = st.text("設置單一窗口，提供整合服務。ab12 (", min_size=1, max_size=12)
runs = st.builds(r, words, st.sampled_from(LOOKS))
things = st.one_of(runs, runs, runs, st.just("<w:r><w:tab/></w:r>"), st.just("<w:r><w:br/></w:r>"))


@st.composite
def paragraph(draw: st.DrawFn) -> str:
    style = draw(st.sampled_from(("", "Head", "Body")))
    inside = draw(st.lists(things, max_size=3))
    return p(*inside, style=style, ppr=draw(st.sampled_from(PROPERTIES)))


@st.composite
def table(draw: st.DrawFn) -> str:
    """Two or three columns; the first may be merged over rows, two may be one."""
    columns = draw(st.integers(2, 3))
    rows: list[str] = []
    for merged in draw(
        st.lists(st.sampled_from(("", "restart", "continue")), min_size=1, max_size=4)
    ):
        state = "restart" if merged == "continue" and not rows else merged
        merge = f'<w:vMerge w:val="{state}"/>' if state else ""
        first = cell(draw(paragraph()), tcpr=f'<w:tcW w:w="1000" w:type="dxa"/>{merge}')
        rest = [
            cell(*draw(st.lists(paragraph(), min_size=1, max_size=3))) for _ in range(columns - 1)
        ]
        rows.append(row(first, *rest, trpr=draw(st.sampled_from(("", "<w:cantSplit/>")))))
    grid = '<w:gridCol w:w="1000"/>' * columns
    properties = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


@st.composite
def changed(
    draw: st.DrawFn, blocks: list[str], one: Callable[[], st.SearchStrategy[str]]
) -> list[str]:
    """The blocks with some left out, some new, some in another wording."""
    made: list[str] = []
    for block in blocks:
        what = draw(st.sampled_from(("keep", "keep", "keep", "drop", "add", "reword", "other")))
        if what == "add":
            made.append(draw(one()))
        if what == "reword":
            made.append(block.replace("設", "改").replace("服務", "", 1).replace("Head", "Body"))
        elif what == "other":
            made.append(draw(one()))
        elif what != "drop":
            made.append(block)
    return made


def blocks() -> st.SearchStrategy[str]:
    return st.one_of(paragraph(), paragraph(), table())


@st.composite
def documents(draw: st.DrawFn) -> tuple[bytes, bytes]:
    old = draw(st.lists(blocks(), max_size=6))
    new = draw(changed(old, blocks))
    end = draw(st.lists(paragraph(), min_size=1, max_size=2))
    return (
        docx(*old, *end, styles=STYLED),
        docx(*new, *draw(changed(end, paragraph)), draw(paragraph()), styles=STYLED),
    )


@st.composite
def said(draw: st.DrawFn) -> str:
    """A paragraph with words."""
    style = draw(st.sampled_from(("", "Head", "Body")))
    return p(draw(runs), *draw(st.lists(runs, max_size=2)), style=style)


@st.composite
def for_office(draw: st.DrawFn) -> tuple[bytes, bytes]:
    """A table between paragraphs that stay; everything has words (docs/decisions: what it loses)."""
    rows = st.builds(row, st.builds(cell, said()), st.builds(cell, said(), said()))
    old = [draw(st.lists(one, max_size=5)) for one in (said(), rows, said())]
    new = [
        draw(changed(one, kind)) for one, kind in zip(old, (said, lambda: rows, said), strict=True)
    ]
    stays = [p(f"{word}。") for word in ("表前", "表後", "文末")]
    head = row("項目", "內容")
    made = [
        docx(*top, stays[0], build_table(head, *middle), stays[1], *low, stays[2], styles=STYLED)
        for top, middle, low in (old, new)
    ]
    return made[0], made[1]
