"""A set is one file: each annex keeps its page, nothing is doubled, every number comes once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from openxml_audit import OpenXmlValidator

from docgen.docx import merge, open_safely, text_of
from tests.docx.build import LANDSCAPE, PORTRAIT, STYLES, W, docx, p, r, row, table

if TYPE_CHECKING:
    from pathlib import Path

REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def style(id_: str, rpr: str = "", more: str = "", ppr: str = "") -> str:
    fmt = (f"<w:pPr>{ppr}</w:pPr>" if ppr else "") + (f"<w:rPr>{rpr}</w:rPr>" if rpr else "")
    return f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{id_}"/>{more}{fmt}</w:style>'


def merged(*annexes: bytes) -> dict[str, str]:
    """The parts of the merged file as text."""
    return {n: c.decode() for n, c in open_safely(merge(annexes), "set").items() if n[-1] in "ls"}


def document(*annexes: bytes) -> str:
    return merged(*annexes)["word/document.xml"]


def ids(parts: dict[str, str], pattern: str) -> list[Any]:
    return [found for content in parts.values() for found in re.findall(pattern, content)]


BIG, SMALL = '<w:sz w:val="40"/>', '<w:sz w:val="20"/>'


def test_bodies_follow_each_other_without_an_empty_line() -> None:
    assert text_of(merge([docx(p("a")), docx(p("b"), section=LANDSCAPE), docx(p("c"))])) == (
        "a\n§ portrait\nb\n§ landscape\nc\n§ portrait\n"
    )


def test_one_docx_alone_stays_what_it_is() -> None:
    assert text_of(merge([docx(p("a"))])) == text_of(docx(p("a")))


def test_merging_twice_gives_the_same_bytes() -> None:
    annexes = [docx(p("a"), header=p("h")), docx(p("b"), footer=p("f"))]
    assert merge(annexes) == merge(annexes)


def test_a_body_that_ends_in_a_table_gets_one_tiny_paragraph() -> None:
    made = document(docx(p("a"), table(row("x", "y"))), docx(p("b")))
    assert made.count('w:line="20"') == 1
    assert re.search(r"</w:tbl><w:p>.{0,200}<w:sectPr>", made)


def test_annexes_begin_on_a_new_page_and_go_on_counting() -> None:
    section = PORTRAIT.replace(
        "</w:sectPr>", '<w:pgNumType w:fmt="decimal" w:start="1"/></w:sectPr>'
    ).replace("<w:sectPr>", '<w:sectPr><w:type w:val="continuous"/>')
    made = document(docx(p("a"), section=section), docx(p("b"), section=section))
    assert made.count('w:start="1"') == 1  # the first document's own
    assert 'w:val="nextPage"' in made.partition("b</w:t>")[2]


def test_equal_styles_are_shared() -> None:
    one = docx(p("a", style="X"), styles=STYLES + style("X", BIG))
    assert merged(one, one, one)["word/styles.xml"].count("<w:style ") == 2


def test_styles_of_one_name_that_differ_are_kept_apart() -> None:
    one = docx(p("a", style="X"), styles=STYLES + style("X", BIG))
    two = docx(p("b", style="X"), styles=STYLES + style("X", SMALL))
    made = merged(one, two)
    assert re.findall(r'w:pStyle w:val="([^"]+)"', made["word/document.xml"]) == ["X", "X-2"]
    assert re.findall(r'w:name w:val="([^"]+)"', made["word/styles.xml"]) == ["Normal", "X", "X 2"]


def test_a_style_that_stands_on_a_different_one_is_different_too() -> None:
    child = style("Y", more='<w:basedOn w:val="X"/>')
    one = docx(p("a", style="Y"), styles=STYLES + style("X", BIG) + child)
    two = docx(p("b", style="Y"), styles=STYLES + style("X", SMALL) + child)
    made = merged(one, two)
    assert re.findall(r'w:pStyle w:val="([^"]+)"', made["word/document.xml"]) == ["Y", "Y-2"]
    assert re.findall(r'w:basedOn w:val="([^"]+)"', made["word/styles.xml"]) == ["X", "X-2"]


def test_a_different_default_style_is_named_where_nothing_was_said() -> None:
    other = STYLES.replace("</w:style>", f"<w:rPr>{BIG}</w:rPr></w:style>")
    made = merged(docx(p("a")), docx(p("b"), styles=other, header=p("h")))
    assert (
        '<w:pStyle w:val="Normal-2"/></w:pPr><w:r><w:t xml:space="preserve">b<'
        in (made["word/document.xml"])
    )
    assert "Normal-2" in made["word/header1.xml"]
    assert made["word/styles.xml"].count("w:default=") == 1


def test_different_document_defaults_are_written_into_the_styles() -> None:
    defaults = "<w:docDefaults><w:rPrDefault><w:rPr>{}</w:rPr></w:rPrDefault></w:docDefaults>"
    own = style("X", '<w:b/><w:lang w:eastAsia="zh-TW"/>')
    one = docx(p("a"), styles=defaults.format(BIG) + STYLES)
    two = docx(p("b", style="X"), styles=defaults.format(SMALL) + STYLES + own)
    made = merged(one, two)["word/styles.xml"]
    assert made.count("<w:docDefaults>") == 1
    assert '<w:b/><w:sz w:val="20"/><w:lang ' in made.partition('w:styleId="X"')[2]


def test_equal_footers_are_one_part() -> None:
    made = merged(docx(p("a"), footer=p("f")), docx(p("b"), footer=p("f")))
    assert [name for name in made if "footer" in name] == ["word/footer1.xml"]
    assert len(set(ids(made, r'footerReference [^>]*r:id="([^"]+)"'))) == 1


def test_different_headers_are_two_parts() -> None:
    made = merged(docx(p("a"), header=p("one")), docx(p("b"), header=p("two")))
    assert len(set(ids(made, r'headerReference [^>]*r:id="([^"]+)"'))) == 2
    assert "one" in made["word/header1.xml"]
    assert "two" in made["word/header2.xml"]


def test_an_annex_without_a_header_does_not_inherit_one() -> None:
    made = merged(docx(p("a"), header=p("mine")), docx(p("b")))
    assert made["word/document.xml"].count("headerReference") == 2
    assert "mine" not in made["word/header2.xml"]


def test_controls_bookmarks_and_drawings_get_numbers_of_their_own() -> None:
    control = (
        '<w:sdt><w:sdtPr><w:tag w:val="plan:a"/><w:id w:val="1"/></w:sdtPr>'
        f"<w:sdtContent>{r('v')}</w:sdtContent></w:sdt>"
    )
    mark = '<w:bookmarkStart w:id="0" w:name="here"/><w:bookmarkEnd w:id="0"/>'
    one = docx(p(control, mark), header=p(control))
    made = merged(one, one)
    numbers = ids(made, r'<w:id w:val="(\d+)"')
    assert len(numbers) == len(set(numbers)) == 3  # the header is shared
    assert ids(made, r'bookmarkStart w:id="(\d+)" w:name="(\w+)"') == [
        ("1", "here"),
        ("2", "here_2"),
    ]
    assert ids(made, r'bookmarkEnd w:id="(\d+)"') == ["1", "2"]


def test_lists_count_anew_in_each_document() -> None:
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:nsid w:val="12345678"/>'
        '<w:lvl w:ilvl="0"><w:pStyle w:val="X"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    one = docx(
        p("a", ppr=listed),
        styles=STYLES + style("X", ppr=listed),
        rels=f'<Relationship Id="n" Type="{REL}numbering" Target="numbering.xml"/>',
        overrides=f'<Override PartName="/word/numbering.xml" ContentType="{TYPE}numbering+xml"/>',
        more={"word/numbering.xml": numbering},
    )
    made = merged(one, one)
    assert re.findall(r'numId w:val="(\d)"', made["word/document.xml"]) == ["1", "2"]
    assert re.findall(r'numId w:val="(\d)"', made["word/styles.xml"]) == ["1", "2"]
    assert re.findall(r'pStyle w:val="([^"]+)"', made["word/numbering.xml"]) == ["X", "X-2"]
    assert made["word/numbering.xml"].count("nsid") == 1
    alone = merged(docx(p("plain")), one)
    assert re.findall(r'numId w:val="(\d)"', alone["word/document.xml"]) == ["1"]
    assert "word/numbering1.xml" in alone


def test_pictures_and_links_come_along() -> None:
    drawing = '<w:r><w:drawing><x r:embed="pic"/></w:drawing></w:r>'
    link = '<w:hyperlink r:id="web"><w:r><w:t>link</w:t></w:r></w:hyperlink>'
    rels = (
        f'<Relationship Id="pic" Type="{REL}image" Target="media/a.png"/>'
        f'<Relationship Id="web" Type="{REL}hyperlink" Target="https://x/" TargetMode="External"/>'
    )
    one = docx(p(drawing, link), rels=rels, more={"word/media/a.png": b"1"})
    two = docx(p(drawing, link), rels=rels, more={"word/media/a.png": b"2"})
    parts = open_safely(merge([one, two, one]), "set")
    assert [parts[name] for name in parts if "media" in name] == [b"1", b"2"]
    rels_ = parts["word/_rels/document.xml.rels"].decode()
    assert rels_.count("https://x/") == 1
    used = set(re.findall(r'r:(?:id|embed)="([^"]+)"', parts["word/document.xml"].decode()))
    assert used <= set(re.findall(r'Id="([^"]+)"', rels_))


def notes(text: str) -> dict[str, object]:
    return {
        "rels": f'<Relationship Id="fn" Type="{REL}footnotes" Target="footnotes.xml"/>',
        "overrides": f'<Override PartName="/word/footnotes.xml" ContentType="{TYPE}footnotes+xml"/>',
        "more": {
            "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" '
            f'w:id="0">{p()}</w:footnote><w:footnote w:id="1">{p(text)}</w:footnote></w:footnotes>'
        },
    }


def test_footnotes_are_numbered_on() -> None:
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    made = merged(docx(p(mark), **notes("one")), docx(p(mark), **notes("two")))
    assert re.findall(r'footnoteReference w:id="(\d)"', made["word/document.xml"]) == ["1", "2"]
    assert re.findall(r'w:id="(\d)"', made["word/footnotes.xml"]) == ["0", "1", "2"]
    assert "two" in made["word/footnotes.xml"]


def test_one_core_properties_part_and_the_one_that_was_asked_for() -> None:
    one = docx(p("a"), more={"docProps/core.xml": b"<old/>"})
    parts = open_safely(merge([one, one], core=b"<new/>"), "set")
    assert [parts[name] for name in parts if "core" in name] == [b"<new/>"]


def test_nothing_to_merge_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="nothing"):
        merge([])


def test_the_merged_file_is_valid(tmp_path: Path) -> None:
    one = docx(p("a"), table(row("x", "y")), p("z"), header=p("h"))
    two = docx(p("b"), section=LANDSCAPE, footer=p("f"))
    path = tmp_path / "set.docx"
    path.write_bytes(merge([one, two, one]))
    assert OpenXmlValidator().validate(path).errors == []
