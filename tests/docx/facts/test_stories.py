"""Where paragraphs stand: body, tables, headers, notes; sections, changes, what lies around."""

from __future__ import annotations

import pytest

from docgen.docx import open_safely, pack
from docgen.docx.facts import facts_of
from docgen.docx.facts.shape import Cell, Change, Section
from docgen.problem import Refused
from tests.docx.build import cell, p, r, row, table
from tests.docx.facts.small import KINDS, NAMES, OFFICE, facts, made

CONTINUE = "<w:vMerge/>"
BEGIN = '<w:vMerge w:val="restart"/>'


def stands(found: object) -> list[tuple[str, tuple[int, ...]]]:
    return [
        (x.text, (x.cell.table, x.cell.row, x.cell.column, x.cell.span, x.cell.depth))
        for x in found.paragraphs  # type: ignore[attr-defined]
        if x.cell
    ]


# Tables.


def test_cells_have_their_place() -> None:
    wide = cell("寬", tcpr='<w:gridSpan w:val="2"/>')
    assert stands(facts(p("前"), table(row("一", "二", "三"), row(wide, "四"), columns=3))) == [
        ("一", (1, 1, 1, 1, 1)),
        ("二", (1, 1, 2, 1, 1)),
        ("三", (1, 1, 3, 1, 1)),
        ("寬", (1, 2, 1, 2, 1)),
        ("四", (1, 2, 3, 1, 1)),
    ]


def test_a_nested_table_is_deeper() -> None:
    inner = table(row("內"), columns=1)
    assert stands(facts(table(row(cell("前", inner, "後")), columns=1))) == [
        ("前", (1, 1, 1, 1, 1)),
        ("內", (2, 1, 1, 1, 2)),
        ("後", (1, 1, 1, 1, 1)),
    ]


def test_header_rows_are_told() -> None:
    found = facts(table(row("題", trpr="<w:tblHeader/>"), row("值"), columns=1)).paragraphs
    assert [x.cell == Cell(1, n, 1, header=n == 1) for n, x in enumerate(found, 1)] == [True, True]


def test_a_cell_s_text_direction() -> None:
    found = facts(table(row(cell("直", tcpr='<w:textDirection w:val="tbRlV"/>')), columns=1))
    assert found.paragraphs[0].cell == Cell(1, 1, 1, direction="tbRlV")


def test_the_covered_cell_of_a_merge_prints_nothing_but_is_counted() -> None:
    grid = table(row(cell("甲", tcpr=BEGIN), "乙"), row(cell("蓋", tcpr=CONTINUE), "丙"), columns=2)
    assert [(x.text, x.number) for x in facts(grid).paragraphs] == [("甲", 1), ("乙", 2), ("丙", 4)]


def test_a_merge_that_continues_nothing_prints() -> None:
    assert facts(table(row(cell("甲", tcpr=CONTINUE)), columns=1)).paragraphs[0].text == "甲"


def test_rows_and_cells_in_content_controls() -> None:
    def held(inner: str, tag: str) -> str:
        return f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'

    inner = row("甲").replace("</w:tr>", held(cell("乙"), "b") + "</w:tr>")
    found = facts(table(held(inner, "a"), columns=2)).paragraphs
    assert [(x.text, x.runs[0].address) for x in found] == [("甲", "a"), ("乙", "b")]


def test_a_hidden_row_is_hidden_text() -> None:
    found = facts(table(row("甲", trpr="<w:hidden/>"), columns=1)).paragraphs[0]
    assert (found.text, found.runs[0].text, found.runs[0].hidden) == ("", "甲", True)


def test_a_deleted_row_is_deleted_text() -> None:
    found = facts(table(row("甲", trpr='<w:del w:id="1"/>'), columns=1))
    assert (found.paragraphs[0].text, found.paragraphs[0].runs[0].change) == ("", "deleted")
    assert found.changes == (Change("del", 1),)


# Headers, footers, notes.

TWO = (
    '<w:headerReference w:type="first" r:id="h1"/><w:headerReference w:type="even" r:id="h2"/>'
    '<w:footerReference w:type="default" r:id="h3"/>'
)


def headed(section: str, settings: str = "") -> list[tuple[str, str]]:
    names = ("h1", "h2", "h3")
    rels = "".join(
        f'<Relationship Id="{n}" Type="{OFFICE}header" Target="{n}.xml"/>' for n in names
    )
    more = {f"word/{n}.xml": f"<w:hdr {NAMES}>{p(n)}</w:hdr>" for n in names}
    found = facts(p("體"), section=section, rels=rels, more=more, settings=settings)
    return [(x.part, x.text) for x in found.paragraphs[1:]]


def test_headers_that_print() -> None:
    even = "<w:evenAndOddHeaders/>"
    assert headed(f"<w:sectPr>{TWO}</w:sectPr>") == [("footer", "h3")]
    assert headed(f"<w:sectPr>{TWO}<w:titlePg/></w:sectPr>") == [("header", "h1"), ("footer", "h3")]
    assert headed(f"<w:sectPr>{TWO}</w:sectPr>", even) == [("header", "h2"), ("footer", "h3")]


def test_a_header_that_sections_share_is_read_once() -> None:
    first = p("甲", ppr='<w:sectPr><w:headerReference w:type="default" r:id="header"/></w:sectPr>')
    found = facts(first, p("乙"), header=p("頁首")).paragraphs
    assert [(x.part, x.text, x.section) for x in found] == [
        ("body", "甲", 0),
        ("body", "乙", 1),
        ("header", "頁首", 0),
    ]


def noted(*references: int, settings: str = "", kind: str = "footnote") -> list[tuple[str, str]]:
    marks = [f'<w:r><w:{kind}Reference w:id="{n}"/></w:r>' for n in references]
    notes = "".join(
        f'<w:{kind} w:id="{n}">{p(f"<w:r><w:{kind}Ref/></w:r>", f"註{n}")}</w:{kind}>'
        for n in (1, 2, 3)
    )
    notes += (
        f'<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
    )
    found = facts(p("字", *marks), settings=settings, others={f"{kind}s": (f"{kind}s", notes)})
    return [(x.part, x.text) for x in found.paragraphs]


def test_notes_that_are_referred_to_in_that_order() -> None:
    assert noted(2, 1) == [("body", "字12"), ("footnote", "1註2"), ("footnote", "2註1")]
    assert noted(2, kind="endnote") == [("body", "字i"), ("endnote", "i註2")]
    assert noted() == [("body", "字")]


def test_the_form_of_note_numbers() -> None:
    told = '<w:footnotePr><w:numFmt w:val="taiwaneseCountingThousand"/><w:numStart w:val="3"/></w:footnotePr>'
    assert noted(1, settings=told)[0] == ("body", "字三")


def test_a_note_knows_its_paragraph() -> None:
    mark = '<w:r><w:footnoteReference w:id="1" w:customMarkFollows="1"/></w:r>'
    notes = f'<w:footnote w:id="1">{p("註")}</w:footnote>'
    found = facts(p("一"), p("二", mark, "※"), others={"footnotes": ("footnotes", notes)})
    assert [(x.text, x.number, x.anchor) for x in found.paragraphs] == [
        ("一", 1, None),
        ("二※", 2, None),
        ("註", 3, 2),
    ]


# Sections.


def test_a_section_s_page() -> None:
    inner = (
        '<w:type w:val="continuous"/><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
        '<w:pgMar w:top="1" w:right="2" w:bottom="3" w:left="4" w:header="5" w:footer="6" w:gutter="7"/>'
        '<w:cols w:num="2"/><w:textDirection w:val="tbRl"/><w:docGrid w:type="lines" w:linePitch="360"/>'
    )
    assert facts(p("字"), section=f"<w:sectPr>{inner}</w:sectPr>").sections == (
        Section(16838, 11906, True, 1, 2, 3, 4, 5, 6, 7, "lines", 360, "tbRl", 2, "continuous"),  # noqa: FBT003
    )


def test_a_section_that_says_nothing_is_word_s_own() -> None:
    assert facts(p("字"), section="").sections == (
        Section(12240, 15840, False, 1440, 1440, 1440, 1440, 720, 720),  # noqa: FBT003
    )


@pytest.mark.parametrize(
    "grid", ['<w:docGrid w:linePitch="360"/>', '<w:docGrid w:type="default"/>']
)
def test_a_grid_without_a_type_is_none(grid: str) -> None:
    assert facts(p("字"), section=f"<w:sectPr>{grid}</w:sectPr>").sections[0].grid is None


def test_margins_with_units() -> None:
    margins = '<w:sectPr><w:pgMar w:top="2.5cm" w:left="1in"/></w:sectPr>'
    section = facts(p("字"), section=margins).sections[0]
    assert (section.top, section.left) == (1417, 1440)


# Changes and what lies around.


def test_changes_besides_text() -> None:
    changed = "<w:rPr><w:ins/><w:rPrChange><w:rPr/></w:rPrChange></w:rPr><w:pPrChange><w:pPr/></w:pPrChange>"
    grid = table(row(cell("甲", tcpr="<w:tcPrChange><w:tcPr/></w:tcPrChange>"), trpr="<w:ins/>"))
    found = facts(p("字"), p(f"<w:ins>{r('字')}</w:ins>", ppr=changed), grid)
    assert found.changes == (
        Change("ins", 2),
        Change("rPrChange", 2),
        Change("pPrChange", 2),
        Change("ins", 3),
        Change("tcPrChange", 3),
    )


def test_a_comment_s_words() -> None:
    inner = f'<w:comment w:id="0">{p("請改")}{p("謝謝")}</w:comment>'
    assert facts(p("字"), others={"comments": ("comments", inner)}).comments == ("請改\n謝謝",)


def test_links_and_what_comes_from_outside() -> None:
    rels = (
        f'<Relationship Id="a" Type="{OFFICE}hyperlink" Target="https://a.tw/" TargetMode="External"/>'
        f'<Relationship Id="b" Type="{OFFICE}image" Target="http://b.tw/b.png" TargetMode="External"/>'
        f'<Relationship Id="c" Type="{OFFICE}aFChunk" Target="c.html"/>'
    )
    codes = ('HYPERLINK "https://d.tw/"', 'INCLUDEPICTURE  "http://e.tw/e.png" \\d')
    fields = [f"<w:fldSimple w:instr='{code}'>{r('字')}</w:fldSimple>" for code in codes]
    found = facts(p(*fields), rels=rels)
    assert found.links == ("https://a.tw/", "https://d.tw/")
    assert found.external == ("http://b.tw/b.png", "c.html", "INCLUDEPICTURE http://e.tw/e.png \\d")


def test_macros_are_told_not_refused() -> None:
    assert facts(p("字"), more={"word/vbaProject.bin": b"x"}).macros
    assert not facts(p("字")).macros


def test_a_document_with_macros_by_its_type_is_read() -> None:
    data = made(p("字"))
    kinds = f"{KINDS}document.main+xml"
    assert facts_of(data, "a").paragraphs
    macro = made(
        p("字"),
        more={
            "[Content_Types].xml": _types(data).replace(
                kinds, "application/vnd.ms-word.document.macroEnabled.main+xml"
            )
        },
    )
    found = facts_of(macro, "a.docm")
    assert (found.macros, found.paragraphs[0].text) == (True, "字")


def _types(data: bytes) -> str:
    return open_safely(data, "a")["[Content_Types].xml"].decode()


def test_personal_properties_that_are_set() -> None:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>題</dc:title>'
        "<dc:creator>某</dc:creator><cp:lastModifiedBy></cp:lastModifiedBy></cp:coreProperties>"
    )
    app = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'extended-properties"><Application>W</Application><Manager>某</Manager></Properties>'
    )
    kinds = _types(made(p("字"))).replace(
        "</Types>",
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-'
        'package.core-properties+xml"/><Override PartName="/docProps/app.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>',
    )
    more = {"docProps/core.xml": core, "docProps/app.xml": app, "[Content_Types].xml": kinds}
    assert facts(p("字"), more=more).properties == ("creator", "manager")


@pytest.mark.parametrize(
    ("words", "tags"),
    [
        ("{{ title }}", ("{{ title }}",)),
        ("甲｛｛ 名稱 ｝｝乙", ("｛｛ 名稱 ｝｝",)),
        ("{%p if x %}字", ("{%p if x %}",)),
        ("{{ 沒有結尾", ("{{",)),
        ("集合 {a, b} ｛甲｝", ()),
    ],
)
def test_tags_that_nobody_filled(words: str, tags: tuple[str, ...]) -> None:
    assert facts(p(words)).tags == tags


# Strict and hostile files.


def test_a_strict_document_says_the_same() -> None:
    plain = made(p(r("字", '<w:sz w:val="14pt"/>'), ppr='<w:ind w:start="24pt"/>'))
    strict = {
        name: content.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, content in open_safely(plain, "a").items()
    }
    assert facts_of(pack(strict), "a.docx") == facts_of(plain, "a.docx")


def test_what_is_no_docx_is_refused_by_name() -> None:
    with pytest.raises(Refused) as refused:
        facts_of(b"", "a.docx")
    assert refused.value.problems[0].rule == "not-a-docx"


def test_a_document_that_names_a_main_part_and_has_none_is_refused() -> None:
    parts = dict(open_safely(made(p("字")), "a"))
    del parts["word/document.xml"]
    with pytest.raises(Refused):
        facts_of(pack(parts), "a.docx")


@pytest.mark.parametrize(
    "xml",
    [
        "<w:p><w:pPr><w:ind w:left='9999999999999'/><w:spacing w:line='x'/></w:pPr></w:p>",
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='-1'/><w:numId w:val='99999999999'/></w:numPr></w:pPr></w:p>",
        "<w:tbl><w:tr><w:tc/><w:tc><w:p/></w:tc></w:tr><w:tr/></w:tbl><w:tbl/>",
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='99999999'/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>",
        "<w:p><w:r><w:fldChar w:fldCharType='end'/><w:fldChar/></w:r></w:p>",
        "<w:p><w:r><w:footnoteReference/><w:drawing/><w:ruby/></w:r><w:sdt/></w:p>",
        "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>",
        "<w:tbl>" * 40 + "<w:p/>" + "</w:tbl>" * 40,
        "<w:p><w:r><w:rPr><w:sz w:val='0'/><w:rStyle/><w:lang/></w:rPr><w:t>字</w:t></w:r></w:p>",
    ],
)
def test_odd_documents_are_read(xml: str) -> None:
    assert facts(xml, p("字")).paragraphs[-1].text == "字"


def test_two_hundred_pages_are_read() -> None:
    line = "<w:sz w:val='28'/><w:rFonts w:eastAsia='標楷體' w:ascii='標楷體'/>"
    paragraph = p(*(r("便民服務措施公告事項", line) for _ in range(10)), ppr="<w:keepNext/>")
    grid = table(*(row(cell(paragraph), cell(paragraph)) for _ in range(50)))
    data = made(*[paragraph] * 1600, *[grid] * 5)  # 210,000 characters: 200 pages of 32 × 33
    found = facts_of(data, "a.docx")
    assert sum(len(x.text) for x in found.paragraphs) == 210_000
