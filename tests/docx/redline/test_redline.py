"""Accept all is the new document, reject all the old one: real documents and generated ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from openxml_audit import OpenXmlValidator

from docgen.docx.facts import facts_of
from docgen.docx.redline import pairs, redline
from docgen.docx.text import text_of
from docgen.problem import Refused
from tests.documents import documents
from tests.docx.build import LANDSCAPE, cell, docx, p, row, table
from tests.docx.redline import pairs_of
from tests.docx.redline.looks import looks
from tests.docx.redline.settle import accepted, rejected

if TYPE_CHECKING:
    from pathlib import Path

PAIRS = (
    ("wra", "plan", "10river", "plan"),
    ("10river", "plan", "demo", "plan"),
    ("wra", "scoresheet", "10river", "scoresheet"),
    ("demo", "scoresheet", "demo", "scoresheet-secretariat-q1"),
    ("10river", "report", "demo", "report"),
    ("demo", "proposal", "demo", "proposal-flood-map"),
    ("demo", "results-q1", "demo", "results-q3"),
    ("wra", "set", "10river", "set"),
)


def sides(pair: tuple[str, str, str, str]) -> tuple[bytes, bytes]:
    one, name, other, other_name = pair
    return documents(one)[name], documents(other)[other_name]


def marked(old: bytes, new: bytes) -> bytes:
    return redline(old, new, "old.docx", "new.docx").docx


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_both_sides_of_real_documents_come_back(pair: tuple[str, str, str, str]) -> None:
    old, new = sides(pair)
    made = marked(old, new)
    assert looks(accepted(made)) == looks(new)
    assert looks(rejected(made)) == looks(old)
    assert looks(made) != looks(new)


def test_tables_of_other_columns_come_back_in_all_but_how_many_lines_a_cell_spans() -> None:
    old, new = sides(("wra", "results", "demo", "results-q1"))
    made = marked(old, new)
    assert looks(accepted(made), spans=False) == looks(new, spans=False)
    assert looks(rejected(made), spans=False) == looks(old, spans=False)


def test_a_section_that_got_longer_ends_where_the_new_one_does() -> None:
    old, new = sides(("wra", "set", "demo", "set"))
    made = marked(old, new)
    assert looks(accepted(made)) == looks(new)


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_the_result_is_valid(pair: tuple[str, str, str, str], tmp_path: Path) -> None:
    path = tmp_path / "made.docx"
    path.write_bytes(marked(*sides(pair)))
    assert OpenXmlValidator().validate(str(path)).errors == []


@given(pairs_of.documents())
def test_both_sides_of_any_documents_come_back(pair: tuple[bytes, bytes]) -> None:
    old, new = pair
    made = marked(old, new)
    assert looks(accepted(made)) == looks(new)
    assert looks(rejected(made)) == looks(old)


@given(pairs_of.documents())
def test_a_document_beside_itself_has_no_changes(pair: tuple[bytes, bytes]) -> None:
    made = marked(pair[0], pair[0])
    assert not facts_of(made, "made.docx").changes
    assert b"w:ins" not in made
    assert looks(made) == looks(pair[0])


def test_the_same_two_give_the_same_bytes() -> None:
    old, new = sides(PAIRS[0])
    assert marked(old, new) == marked(old, new)


def runs(docx_: bytes) -> list[tuple[str, str | None]]:
    return [
        (run.text, run.change)
        for paragraph in facts_of(docx_, "made.docx").paragraphs
        for run in paragraph.runs
    ]


def test_only_what_changed_is_marked_in_a_sentence() -> None:
    made = marked(docx(p("設置單一窗口，提供服務。")), docx(p("設置單一窗口，由專人服務。")))
    assert runs(made) == [
        ("設置單一窗口，", None),
        ("提供", "deleted"),
        ("由專人", "inserted"),
        ("服務。", None),
    ]


def test_a_new_paragraph_at_the_end_is_taken_back_whole() -> None:
    old = docx(p("一", style="Head"), styles=pairs_of.STYLED)
    new = docx(p("一", style="Head"), p("二", style="Body"), styles=pairs_of.STYLED)
    assert looks(rejected(marked(old, new))) == looks(old)
    assert looks(accepted(marked(new, old))) == looks(old)


def test_a_row_that_is_new_comes_as_a_row() -> None:
    old = docx(table(row("甲", "一"), row("乙", "二")), p())
    new = docx(table(row("甲", "一"), row("丙", "三"), row("乙", "二")), p())
    changes = [change.kind for change in facts_of(marked(old, new), "made.docx").changes]
    assert changes.count("ins") == 3  # the row, and the marks of the paragraphs in its two cells
    assert runs(marked(old, new))[2:4] == [("丙", "inserted"), ("三", "inserted")]


def test_a_table_with_another_column_keeps_its_lines_on_both_sides() -> None:
    old = docx(table(row("甲", "一"), columns=2), p())
    new = docx(table(row("甲", "一", "1"), columns=3), p())
    made = marked(old, new)
    assert text_of(accepted(made)) == text_of(new)
    assert text_of(rejected(made)) == text_of(old)


def test_a_row_whose_merge_is_another_goes_and_comes_whole() -> None:
    top = '<w:tcW w:w="1000" w:type="dxa"/><w:vMerge w:val="restart"/>'
    low = '<w:tcW w:w="1000" w:type="dxa"/><w:vMerge/>'
    old = docx(table(row(cell("甲", tcpr=top), "一"), row(cell(p(), tcpr=low), "二")), p())
    new = docx(table(row("甲", "一"), row("乙", "二")), p())
    made = marked(old, new)
    assert looks(accepted(made)) == looks(new)
    assert looks(rejected(made)) == looks(old)


def test_a_field_comes_or_goes_as_one() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    old, new = docx(p("頁", field)), docx(p("頁數"))
    made = marked(old, new)
    assert text_of(rejected(made)) == text_of(old)
    assert text_of(accepted(made)) == text_of(new)


def test_a_header_is_compared_too() -> None:
    old, new = docx(p("文"), header=p("105年度")), docx(p("文"), header=p("106年度"))
    assert text_of(rejected(marked(old, new))) == text_of(old)
    assert text_of(accepted(marked(old, new))) == text_of(new)


def test_documents_of_other_sections_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        marked(docx(p("文")), docx(p("文", ppr=LANDSCAPE), p("文")))
    assert [problem.rule for problem in refused.value.problems] == ["other-sections"]


def test_a_document_that_has_changes_already_is_refused() -> None:
    old, new = docx(p("文")), docx(p("書"))
    with pytest.raises(Refused) as refused:
        marked(marked(old, new), new)
    assert {problem.rule for problem in refused.value.problems} == {"tracked-change"}


def test_styles_that_the_new_one_lacks_are_told_and_taken_along() -> None:
    old = docx(p("文", style="Head"), styles=pairs_of.STYLED)
    made = redline(old, docx(p("文")), "old.docx", "new.docx")
    assert [(told.rule, told.level) for told in made.told] == [("other-styles", "warning")]
    assert facts_of(rejected(made.docx), "old.docx").paragraphs[0].style_name == "Head"


def test_a_picture_of_the_old_one_is_told_and_left_out() -> None:
    picture = '<w:r><w:drawing><x xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="rId9"/></w:drawing></w:r>'
    made = redline(docx(p("文", picture)), docx(p("文")), "old.docx", "new.docx")
    assert [told.rule for told in made.told] == ["other-pictures"]
    assert text_of(rejected(made.docx)) == text_of(docx(p("文")))


def test_rows_are_not_all_compared_with_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Six hundred rows, a tenth of them in another wording: only what may be paired is compared."""
    asked = []
    likeness = pairs._likeness

    def counted(a: pairs.Known, b: pairs.Known, *, by_words: bool) -> float:
        asked.append(a)
        return likeness(a, b, by_words=by_words)

    monkeypatch.setattr(pairs, "_likeness", counted)
    texts = [f"第{n}項評分參考標準，提供{n * 7}種管道" for n in range(600)]
    edited = [text.replace("提供", "設置") if n % 10 == 3 else text for n, text in enumerate(texts)]
    old, new = (
        docx(table(*(row(str(n), text) for n, text in enumerate(side))), p())
        for side in (texts, edited)
    )
    made = marked(old, new)
    assert 0 < len(asked) < 5_000
    assert looks(rejected(made)) == looks(old)
