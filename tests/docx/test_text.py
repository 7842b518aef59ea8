"""The words of a docx, in a notation that stays readable in a golden text."""

from __future__ import annotations

from docgen.docx import text_of
from tests.docx.build import LANDSCAPE, cell, docx, p, r, row, table

FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def test_paragraphs_are_lines() -> None:
    assert text_of(docx(p("a"), p(), p("b", r("c")))) == "a\n\nbc\n§ portrait\n"


def test_content_controls_are_seen_through() -> None:
    inside = f"<w:sdt><w:sdtContent>{r('in')}</w:sdtContent></w:sdt>"
    around = f"<w:sdt><w:sdtContent>{p('block')}</w:sdtContent></w:sdt>"
    assert text_of(docx(p("a ", inside), around)).startswith("a in\nblock\n")


def test_tables_show_rows_cells_spans_and_merged_cells() -> None:
    merged = cell(p(), tcpr="<w:vMerge/>")
    wide = cell("w", tcpr='<w:gridSpan w:val="2"/>')
    made = docx(
        table(row("h", "i", trpr="<w:tblHeader/>"), row(cell("a", "b"), merged), row(wide)), p("z")
    )
    assert text_of(made).splitlines()[:-2] == [
        "┌", "├ header", "│ h", "│ i", "├", "│ a", "┊ b", "│〃", "├", "│×2 w", "└",
    ]  # fmt: skip


def test_breaks_tabs_and_fields() -> None:
    breaks = "<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r>"
    assert text_of(docx(p(breaks), footer=p("第", FIELD, "頁"))) == (
        "a\nb\tc\n§ portrait\n[footer] 第{PAGE}頁\n"
    )


def test_sections_say_how_they_lie() -> None:
    assert "§ landscape" in text_of(docx(p("a"), section=LANDSCAPE))


def test_deleted_text_is_not_said() -> None:
    assert text_of(docx(p("<w:del><w:r><w:delText>x</w:delText></w:r></w:del>", "a")))[0] == "a"
