"""Mending: only what is mechanical, nothing lost, and nothing to do the second time."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from docgen.docx import open_safely
from docgen.docx.facts import facts_of
from docgen.pipeline.checking import Bench, bench, judge
from docgen.pipeline.mending import Mended, mend
from docgen.problem import Refused
from docgen.workspace import Workspace
from tests.conftest import PROJECT
from tests.documents import documents, names
from tests.docx.build import LANDSCAPE, PORTRAIT, R, W, cell, docx, p, parts, r, row, table
from tests.docx.facts.small import NAMES

if TYPE_CHECKING:
    from pathlib import Path

FONTS = '<w:rFonts w:ascii="{0}" w:hAnsi="{0}" w:eastAsia="{0}"/>'
LANGUAGE = '<w:lang w:val="en-US" w:eastAsia="zh-TW"/>'
KAI = FONTS.format("標楷體") + '<w:sz w:val="28"/>' + LANGUAGE
LINES = '<w:spacing w:line="420" w:lineRule="exact"/>'
BENCH: Bench = bench(Workspace(PROJECT))


def good(*runs: str) -> str:
    """A paragraph of the report's form; a text is a run of its form."""
    return p(*(run if run.startswith("<") else r(run, KAI) for run in runs), ppr=LINES)


def mended(content: bytes, *, filled: bool = True) -> Mended:
    return mend(BENCH, content, "report", name="x.docx", filled=filled)


def texts(content: bytes) -> list[str]:
    return [each.text for each in facts_of(content, "x").paragraphs]


def after(*blocks: str, **options: object) -> list[str]:
    """The texts of a document of these blocks, mended."""
    return texts(mended(docx(*blocks, **options)).docx)


def told(content: bytes) -> list[tuple[str, str, str]]:
    return [(fix.rule, fix.found, fix.wanted) for fix in mended(content).fixes]


def rules(content: bytes) -> set[str]:
    return {each.rule for each in judge(BENCH, content, "report", name="x.docx")}


# what is mended


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("㈠甲", "(一)甲"),
        ("⑴甲⒉乙", "(1)甲2.乙"),
        ("面積5㎡，重3㎏", "面積5平方公尺，重3公斤"),
        ("第Ⅲ期", "第III期"),
        ("︰﹐甲", "：，甲"),
        ("㆟⼈", "人人"),
        ("１２ＡＢ％", "12AB%"),
        ("甲。。", "甲。"),
        ("甲,乙;丙:丁!", "甲，乙；丙：丁！"),
        ("甲.", "甲。"),
        ("甲﹐，乙", "甲，乙"),  # the mend of one fault uncovers another
    ],
)
def test_characters_are_mended(text: str, right: str) -> None:
    assert after(good(text)) == [right]


@pytest.mark.parametrize(
    "text",
    [
        "①甲",  # the ring would be lost
        "2⅓",
        "⒈5",  # would read 1.5
        "甲ⅡB",
        "5㎟",
        "甲。。。",  # may stand for ……
        "甲。，乙",
        "見https://x.tw/查詢?甲=乙,丙",
        "A,B 1:2 10.5",
        "甲　乙  丙",
        "計劃",  # words are a person's
        "105/1/1",
    ],
)
def test_what_would_lose_something_is_left(text: str) -> None:
    assert after(good(text)) == [text]


def test_a_full_width_number_is_not_joined_by_the_sign_beside_it() -> None:
    assert after(good("１⒈")) == ["1⒈"]  # not 11.


def test_looks_are_mended_directly_and_leave_the_rest_of_the_format() -> None:
    look = FONTS.format("新細明體") + '<w:b/><w:sz w:val="24"/><w:u w:val="single"/>'
    content = docx(p(r("甲A1", look), ppr='<w:jc w:val="left"/>'), section=GRID)
    result = mended(content)
    (paragraph,) = facts_of(result.docx, "x").paragraphs
    (run,) = paragraph.runs
    assert (run.east, run.latin, run.size, run.bold) == ("標楷體", "標楷體", 14, True)
    assert (run.language_east, run.language_latin) == ("zh-TW", "en-US")
    assert (paragraph.rule, paragraph.line) == ("exact", 420)
    xml = open_safely(result.docx, "x")["word/document.xml"].decode()
    assert '<w:u w:val="single"/>' in xml
    assert 'w:linePitch="360"' in xml
    assert facts_of(result.docx, "x").sections[0].grid is None
    assert {fix.rule for fix in result.fixes} == {
        "wrong-font",
        "wrong-latin-font",
        "wrong-size",
        "wrong-line-height",
        "wrong-language",
        "page-grid",
    }


GRID = PORTRAIT.replace("</w:sectPr>", '<w:docGrid w:type="lines" w:linePitch="360"/></w:sectPr>')


def test_a_font_of_the_theme_gives_way() -> None:
    look = '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:eastAsia="標楷體"/>'
    content = docx(p(r("甲A", look + '<w:sz w:val="28"/>' + LANGUAGE), ppr=LINES))
    assert [fix.rule for fix in mended(content).fixes] == ["wrong-latin-font"]
    (run,) = facts_of(mended(content).docx, "x").paragraphs[0].runs
    assert run.latin == "標楷體"


def test_signs_of_a_symbol_font_keep_it() -> None:
    wing = FONTS.format("Wingdings") + '<w:sz w:val="28"/>' + LANGUAGE
    content = docx(p(r("l", wing), r("甲", KAI), ppr=LINES))
    assert mended(content) == Mended(content, ())
    assert "wrong-latin-font" in rules(content)


def test_japanese_may_be_marked_as_such_and_chinese_not() -> None:
    marked = FONTS.format("標楷體") + '<w:sz w:val="28"/><w:lang w:val="en-US" w:eastAsia="ja-JP"/>'
    content = mended(docx(p(r("さくら", marked), ppr=LINES), p(r("水利", marked), ppr=LINES))).docx
    found = [each.runs[0].language_east for each in facts_of(content, "x").paragraphs]
    assert found == ["ja-JP", "zh-TW"]


def test_a_line_is_not_made_lower_than_its_picture() -> None:
    content = docx(p("<w:r><w:drawing/></w:r>", r("甲", KAI)), p(r("乙", KAI)))
    shapes = [(each.rule, each.line) for each in facts_of(mended(content).docx, "x").paragraphs]
    assert shapes == [("auto", 240), ("exact", 420)]


def test_a_line_is_lowered_once_its_type_is_small_enough() -> None:
    large = KAI.replace('"28"', '"60"')
    (paragraph,) = facts_of(mended(docx(p(r("甲", large)))).docx, "x").paragraphs
    assert (paragraph.runs[0].size, paragraph.line) == (14, 420)


def test_each_section_loses_its_own_grid() -> None:
    grid = LANDSCAPE.replace("</w:sectPr>", '<w:docGrid w:type="snapToChars"/></w:sectPr>')
    content = docx(p(r("甲", KAI), ppr=LINES + grid), good("乙"), section=GRID)
    assert [fix.found for fix in mended(content).fixes] == ["snapToChars", "lines"]
    assert [each.grid for each in facts_of(mended(content).docx, "x").sections] == [None, None]


# where it stands


def ins(*inner: str) -> str:
    return f'<w:ins w:id="1" w:author="a">{"".join(inner)}</w:ins>'


def gone(text: str) -> str:
    return f'<w:del w:id="2" w:author="a"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def control(inner: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def field(result: str) -> str:
    sign = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = '<w:r><w:instrText xml:space="preserve"> REF x </w:instrText></w:r>'
    return sign.format("begin") + code + sign.format("separate") + result + sign.format("end")


@pytest.mark.parametrize(
    ("runs", "right"),
    [
        ((r("甲。", KAI), r("。乙", KAI)), "甲。乙"),
        ((r("㈠", KAI), r("甲㈡", KAI + "<w:b/>")), "(一)甲(二)"),
        ((control(r("㈠", KAI)),), "(一)"),
        ((control(r("甲。", KAI)), control(r("。", KAI))), "甲。"),
        ((ins(r("㈠甲。。", KAI)),), "(一)甲。"),
        ((f'<w:hyperlink w:anchor="x">{r("㈠", KAI)}</w:hyperlink>',), "(一)"),
        ((r("甲", KAI), "<w:r><w:tab/></w:r>", r("㈠ ", KAI)), "甲\t(一) "),
    ],
)
def test_texts_are_mended_across_runs_and_inside_of_what_holds_them(
    runs: tuple[str, ...], right: str
) -> None:
    assert after(p(*runs, ppr=LINES)) == [right]


@pytest.mark.parametrize(
    ("runs", "left"),
    [
        ((field(r("㈠", KAI)),), "㈠"),  # Word computes it anew
        ((f'<w:fldSimple w:instr="REF x">{r("㈠", KAI)}</w:fldSimple>',), "㈠"),
        ((control(r("㈠", KAI), '<w:dataBinding w:xpath="/a" w:storeItemID="b"/>'),), "㈠"),
        ((control(r("㈠", KAI), '<w:lock w:val="sdtContentLocked"/>'),), "㈠"),
        ((control(r("㈠", KAI), "<w:dropDownList/>"),), "㈠"),
        ((r("甲。", KAI), ins(r("。", KAI))), "甲。。"),  # who rejects it would lose the stop
        ((r("甲。", KAI), gone("乙"), r("。", KAI)), "甲。。"),
        ((r("甲。", KAI), r("乙", "<w:vanish/>"), r("。", KAI)), "甲。。"),
        ((gone("㈠"), r("甲", KAI)), "甲"),
    ],
)
def test_what_would_not_last_is_left_and_said(runs: tuple[str, ...], left: str) -> None:
    content = docx(p(*runs, ppr=LINES))
    assert after(p(*runs, ppr=LINES)) == [left]
    if "㈠" in left:
        assert "composed-character" in rules(mended(content).docx)
    if "。。" in left:
        assert "doubled-punctuation" in rules(mended(content).docx)


def test_tables_headers_footnotes_and_text_boxes_are_mended() -> None:
    box = (
        f'<w:r><mc:AlternateContent {NAMES}><mc:Choice Requires="wps"><w:drawing><wp:inline>'
        f"<wps:txbx><w:txbxContent>{good('㈢')}</w:txbxContent></wps:txbx></wp:inline></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{good('㈢')}"
        "</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    footnotes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{good("㈣")}</w:footnote></w:footnotes>'
    )
    content = docx(
        good("甲", note, box),
        table(row(cell(good("㈠")), cell(table(row(good("㈡"), "")), good("")))),
        header=good("㈤"),
        more={"word/footnotes.xml": footnotes},
        rels=f'<Relationship Id="fn" Type="{R}/footnotes" Target="footnotes.xml"/>',
    )
    result = mended(content)
    said = "".join(texts(result.docx))
    assert all(f"({each})" in said for each in "一二三四五")
    xml = open_safely(result.docx, "x")["word/document.xml"].decode()
    assert "㈢" not in xml
    assert xml.count("(三)") == 2  # the older drawing of the box says the same


def test_parts_that_need_nothing_stay_the_same_bytes() -> None:
    before = parts(good("㈠"), header=good("頁首"))
    now = dict(open_safely(mended(docx(good("㈠"), header=good("頁首"))).docx, "x"))
    assert {name for name in before if before[name] != now[name]} == {"word/document.xml"}


def test_a_strict_document_stays_strict() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    made = {name: c.replace(W.encode(), strict.encode()) for name, c in parts(good("㈠")).items()}
    from docgen.docx import pack

    result = mended(pack(made)).docx
    assert texts(result) == ["(一)"]
    document = open_safely(result, "x")["word/document.xml"]
    assert strict.encode() in document
    assert W.encode() not in document


# properties

CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>報告</dc:title>'
    "<dc:creator>王</dc:creator><cp:lastModifiedBy>李</cp:lastModifiedBy></cp:coreProperties>"
)
CORE_OPTIONS = {
    "more": {"docProps/core.xml": CORE},
    "overrides": '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats'
    '-package.core-properties+xml"/>',
}


def test_names_of_persons_are_taken_out_and_the_title_stays() -> None:
    content = docx(good("甲"), **CORE_OPTIONS)
    result = mended(content)
    assert [(fix.rule, fix.found) for fix in result.fixes] == [
        ("personal-property", "creator"),
        ("personal-property", "lastModifiedBy"),
    ]
    core = open_safely(result.docx, "x")["docProps/core.xml"].decode()
    assert "<dc:title>報告</dc:title>" in core
    assert "王" not in core


@pytest.mark.parametrize("shown", [" AUTHOR ", ' DOCPROPERTY "Creator" '])
def test_a_property_that_the_text_shows_stays(shown: str) -> None:
    simple = f"<w:fldSimple w:instr='{shown}'>{r('王', KAI)}</w:fldSimple>"
    content = docx(p(simple, ppr=LINES), **CORE_OPTIONS)
    assert [fix.found for fix in mended(content).fixes] == ["lastModifiedBy"]
    assert facts_of(mended(content).docx, "x").properties == ("creator",)


# what is said of it


def test_each_fix_is_told_with_its_place_once_for_a_paragraph() -> None:
    content = docx(good("甲"), p(r("乙。。", KAI.replace("標楷體", "新細明體")), ppr=LINES))
    assert [(f.rule, f.found, f.wanted, f.where.paragraph) for f in mended(content).fixes] == [
        ("wrong-font", "新細明體", "標楷體", 2),
        ("doubled-punctuation", "。。", "。", 2),
    ]


def test_nothing_to_mend_is_the_same_file() -> None:
    content = documents("demo")["report"]
    assert mended(content) == Mended(content, ())


def test_guidance_of_a_blank_form_is_not_touched() -> None:
    content = docx(good("〔如㈠〕㈡"))
    assert texts(mended(content, filled=False).docx) == ["〔如㈠〕(二)"]


def test_a_signed_document_is_refused() -> None:
    content = docx(good("㈠"), more={"_xmlsignatures/sig1.xml": "<a/>"})
    with pytest.raises(Refused) as refused:
        mended(content)
    assert refused.value.problems[0].rule == "signed-document"


def test_rules_that_undo_each_other_are_refused(tmp_path: Path) -> None:
    rule = (
        "  {name}: {{kind: pattern, pattern: {old}, words: {{{old}: {new}}}, mend: true,"
        " because: x, help: {{zh: x, en: x}}}}\n"
    )
    (tmp_path / "data").mkdir()
    (tmp_path / "templates" / "memo").mkdir(parents=True)
    both = rule.format(name="one", old="甲", new="乙") + rule.format(name="two", old="乙", new="甲")
    (tmp_path / "templates" / "house.yaml").write_text(f"rules:\n{both}", "utf-8")
    (tmp_path / "templates" / "memo" / "doctype.yaml").write_text("title: {zh: 便箋, en: Memo}\n")
    with pytest.raises(Refused) as refused:
        mend(bench(Workspace(tmp_path)), docx(p("甲")), "memo", name="x", filled=True)
    (problem,) = refused.value.problems
    assert (problem.rule, problem.args) == ("mends-go-round", {"rules": "two"})


def test_what_a_sign_reads_as_hides_no_fault_that_is_left() -> None:
    """A colon chosen from a list, a comma that Word computes: told before, not only after."""
    chosen = control(r(":", KAI), "<w:dropDownList/>")
    for runs in ((r("⼈", KAI), chosen), (r("㎡", KAI), field(r(",", KAI)))):
        content = docx(p(*runs, ppr=LINES), good("末"))
        assert "halfwidth-punctuation" in rules(content)
        assert "halfwidth-punctuation" in rules(mended(content).docx)


# laws

SIGNS = st.text("甲乙㈠⑴①⒈㎡︰﹐１ａ％。，,.;:!?、：a1 \u3000⅓人⼈…", max_size=8)
LOOKS = st.sampled_from(
    [
        KAI,
        "",
        FONTS.format("新細明體"),
        FONTS.format("Wingdings"),
        '<w:sz w:val="24"/>',
        "<w:vanish/>",
        '<w:rFonts w:hint="eastAsia"/><w:lang w:eastAsia="zh-CN"/>',
    ]
)
PLAIN = st.builds(r, SIGNS, LOOKS)
RUNS = st.one_of(
    PLAIN,
    st.builds(ins, PLAIN),
    st.builds(gone, SIGNS.map(lambda text: text.strip() or "甲")),
    st.builds(control, PLAIN, st.sampled_from(["", "<w:text/>", "<w:dropDownList/>"])),
    st.builds(field, PLAIN),
)
PARAGRAPHS = st.builds(
    lambda runs, ppr: p(*runs, ppr=ppr), st.lists(RUNS, max_size=5), st.sampled_from(["", LINES])
)
BLOCKS = st.lists(
    st.one_of(PARAGRAPHS, st.builds(lambda one: table(row(cell(one), "乙")), PARAGRAPHS)),
    min_size=1,
    max_size=4,
)
DOCUMENTS = st.builds(
    lambda blocks, section: docx(*blocks, good("末"), section=section),
    BLOCKS,
    st.sampled_from([PORTRAIT, GRID]),
)
WORDS = {"㎡": "平方公尺", "︰": "："}
WIDE = str.maketrans({"：": ":", "；": ";", "！": "!", "？": "?", "，": ",", "。": ".", "、": ","})


def bare(text: str) -> str:
    """A text as far as mending may not change it: written out otherwise than in the code."""
    spelt = "".join(WORDS.get(sign, sign) for sign in text)
    plain = unicodedata.normalize("NFKC", spelt).translate(WIDE)
    return re.sub(r"([.,;:!?])\1+", r"\1", plain)


# What is told of only when the other is mended: a sentence long enough, two marks one of which was
# half-width.
PROSE = {"doubled-punctuation", "repeated-sentence"}


def unseen(content: bytes) -> list[str]:
    found = facts_of(content, "x").paragraphs
    return ["".join(run.text for run in each.runs if not run.visible) for each in found]


@settings(max_examples=150, deadline=None)
@given(DOCUMENTS)
def test_a_second_run_changes_nothing(content: bytes) -> None:
    once = mended(content).docx
    assert mended(once) == Mended(once, ())


@settings(max_examples=150, deadline=None)
@given(DOCUMENTS)
def test_the_text_is_otherwise_the_same(content: bytes) -> None:
    once = mended(content).docx
    assert list(map(bare, texts(once))) == list(map(bare, texts(content)))
    assert unseen(once) == unseen(content)


@settings(max_examples=100, deadline=None)
@given(DOCUMENTS)
def test_mending_adds_no_fault_and_takes_away_those_it_tells(content: bytes) -> None:
    result = mended(content)
    before, now = rules(content), rules(result.docx)
    assert now - before <= PROSE
    assert bool(result.fixes) == (result.docx != content)
    signs = {"page-grid", "wrong-line-height"} & {fix.rule for fix in result.fixes}
    assert not signs & now


@pytest.mark.parametrize(("agency", "name"), [n for n in names() if n[0] == "demo"])
def test_our_own_documents_in_another_type_s_form_stay_valid(
    agency: str, name: str, tmp_path: Path
) -> None:
    result = mended(documents(agency)[name])
    path = tmp_path / "x.docx"
    path.write_bytes(result.docx)
    assert list(OpenXmlValidator().validate(path).errors) == []
    assert mended(result.docx) == Mended(result.docx, ())
