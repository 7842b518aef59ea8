"""What was read before says the same as what is read anew, whatever stands around it."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pytest

from docgen.docx import open_safely, pack
from docgen.docx.facts import facts_of, traced
from docgen.docx.kept import SMALL, Kept
from docgen.problem import Refused
from tests.conftest import PROJECT
from tests.documents import documents
from tests.docx.build import cell, docx, p, r, row, table

if TYPE_CHECKING:
    from docgen.docx.facts.shape import Facts

PLACED = (  # what is put into a document somewhere
    "<w:r><w:tab/></w:r>",
    '<w:r><w:br w:type="page"/></w:r>',
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    "<w:r><w:instrText>PAGE</w:instrText></w:r>",
    '<w:fldSimple w:instr="DATE"><w:r><w:t>1</w:t></w:r></w:fldSimple>',
    '<w:ins w:id="1" w:author="x"><w:r><w:t>新增</w:t></w:r></w:ins>',
    '<w:r><w:footnoteReference w:id="1"/></w:r>',
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隱</w:t></w:r>",
    "<w:r><w:drawing><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:drawing></w:r>",
)
SET = {  # what is put at the beginning of properties
    "<w:pPr>": (
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
        '<w:outlineLvl w:val="1"/>',
        "<w:rPr><w:vanish/></w:rPr>",
    ),
    "<w:tcPr>": (
        "<w:vMerge/>",
        '<w:vMerge w:val="restart"/>',
        '<w:gridSpan w:val="2"/>',
        "<w:hMerge/>",
        '<w:textDirection w:val="tbRl"/>',
    ),
    "<w:trPr>": (
        "<w:tblHeader/>",
        "<w:hidden/>",
        '<w:del w:id="9" w:author="x"/>',
        '<w:gridBefore w:val="1"/>',
    ),
    "<w:tblPr>": ('<w:tblLook w:val="04A0"/>', '<w:tblStyle w:val="TableGrid"/>'),
}
BLOCKS = ("<w:tr[ >].*?</w:tr>", "<w:tbl>.*?</w:tbl>", "<w:p(?: [^>]*)?>(?:(?!<w:p[ >]).)*?</w:p>")


def changed(xml: str, chance: random.Random) -> str:
    """A few things put in, taken out, or said twice."""
    for _ in range(chance.randint(1, 5)):
        kind = chance.randrange(4)
        if kind == 0:
            places = [hit.start() for hit in re.finditer(r"<w:r>|<w:r [^>]*>", xml)]
            added = chance.choice(PLACED)
        elif kind == 1:
            start = chance.choice(tuple(SET))
            places = [hit.end() for hit in re.finditer(start, xml)]
            added = chance.choice(SET[start])
        else:
            hits = list(re.finditer(chance.choice(BLOCKS), xml, re.DOTALL))
            if not hits:
                continue
            hit = chance.choice(hits)
            if kind == 2:
                places, added = [hit.end()], f"<w:p/>{hit.group()}"
            else:
                xml = xml[: hit.start()] + "<w:p/>" + xml[hit.end() :]
                continue
        if places:
            at = chance.choice(places)
            xml = xml[:at] + added + xml[at:]
    return xml


def read_anew(content: bytes) -> Facts:
    """By the way that remembers nothing."""
    return traced(content, "x.docx").facts


MADE = sorted({**documents("10river"), **documents("demo")}.items())


@pytest.mark.parametrize(("name", "content"), MADE, ids=[name for name, _ in MADE])
def test_a_document_that_differs_in_a_few_blocks_is_read_as_if_alone(
    name: str, content: bytes
) -> None:
    chance = random.Random(name)  # noqa: S311 - which blocks
    parts = dict(open_safely(content, name))
    xml = parts["word/document.xml"].decode()
    assert facts_of(content, name) == read_anew(content)
    for _ in range(12):
        other = pack({**parts, "word/document.xml": changed(xml, chance).encode()})
        assert facts_of(other, name) == read_anew(other)
    assert facts_of(content, name) == read_anew(content)


def test_a_row_says_where_it_stands_now() -> None:
    same = row(cell("甲"), cell("乙"))
    first = facts_of(docx(table(same)), "x").paragraphs
    later = facts_of(
        docx(p("前"), table(row(cell("丙"))), p("間"), table(row(cell("丁")), same)), "x"
    )
    assert [(one.text, one.number) for one in first] == [("甲", 1), ("乙", 2)]
    moved = [
        (one.text, one.number, one.cell.table, one.cell.row)
        for one in later.paragraphs
        if one.cell and one.text in "甲乙"
    ]
    assert moved == [("甲", 5, 2, 2), ("乙", 6, 2, 2)]


def test_the_same_paragraph_looks_as_the_styles_of_its_own_document_say() -> None:
    def styled(half_points: int) -> bytes:
        style = (
            '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
            f'<w:rPr><w:sz w:val="{half_points}"/></w:rPr></w:style>'
        )
        return docx(p(r("字")), styles=style)

    sizes = [facts_of(styled(size), "x").paragraphs[0].runs[0].size for size in (24, 28, 24, 28)]
    assert sizes == [12, 14, 12, 14]


BEGIN = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>字</w:t></w:r></w:p>'
END = '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'


def test_what_a_field_hides_depends_on_where_it_ends() -> None:
    for blocks, said in (((BEGIN,), ["字"]), ((BEGIN, END), ["", ""]), ((BEGIN,), ["字"])):
        assert [one.text for one in facts_of(docx(*blocks), "x").paragraphs] == said


def test_tables_are_counted_behind_a_row_that_holds_one() -> None:
    holds = table(row(f"<w:tc>{table(row(cell('內')))}<w:p/></w:tc>"))
    for _ in range(2):
        made = facts_of(docx(holds, table(row(cell("後")))), "x").paragraphs
        assert [(one.text, one.cell.table) for one in made if one.cell and one.text] == [
            ("內", 2),
            ("後", 3),
        ]


def test_a_broken_part_is_told_each_time() -> None:
    parts = dict(open_safely(docx(p("字")), "x"))
    broken = pack({**parts, "word/styles.xml": b"<w:styles"})
    for _ in range(2):
        with pytest.raises(Refused) as caught:
            facts_of(broken, "x")
        assert [problem.rule for problem in caught.value.problems] == ["broken-xml"]


def test_a_template_of_the_project_is_read_the_same_by_both_ways() -> None:
    for path in sorted((PROJECT / "templates").rglob("template.docx")):
        assert facts_of(path.read_bytes(), path.name) == read_anew(path.read_bytes())


def test_only_the_last_small_parts_are_kept() -> None:
    kept: Kept[int] = Kept(2)
    asked: list[bytes] = []

    def length(content: bytes) -> int:
        asked.append(content)
        return len(content)

    for content in (b"a", b"b", b"a", b"c", b"a", b"b"):
        assert kept.get(content, length) == 1
    assert asked == [b"a", b"b", b"c", b"b"]  # b was asked for longest ago when c came
    large = b"x" * (SMALL + 1)
    assert kept.get(large, length) == kept.get(large, length) == len(large)
    assert asked[-2:] == [large, large]
    with pytest.raises(ZeroDivisionError):
        kept.get(b"d", lambda _: 1 // 0)
    assert kept.get(b"d", length) == 1
