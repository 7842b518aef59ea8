"""Comments stand at the characters that they speak of, and the text stays what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from docgen.docx import open_safely, pack
from docgen.docx.annotate import Note, annotated
from docgen.docx.facts import facts_of, traced
from docgen.docx.package import unpacked
from docgen.docx.xml import parse, w
from docgen.layout.libreoffice import Made, convert
from tests.documents import documents
from tests.docx.build import R, W, cell, docx, p, parts, r, row, table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docgen.docx.xml import Element

NOTE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


def noted(content: bytes, *notes: tuple[int | None, int, int | None]) -> bytes:
    """With a comment at each (paragraph, start, end), which says its own number."""
    made = [Note(at, start, end, (f"註{n}",)) for n, (at, start, end) in enumerate(notes)]
    return annotated(traced(content, "x"), made)


def covered(content: bytes) -> dict[str, str]:
    """The words of each comment → the text of its range."""
    opened = open_safely(content, "x")
    comments = parse(opened["word/comments.xml"])
    said = {c.get(w("id"), ""): "".join(c.itertext()) for c in comments.iter(w("comment"))}
    found: dict[str, str] = {}
    running: dict[str, str] = {}
    referred: list[str] = []
    for element in parse(opened["word/document.xml"]).iter():
        id_ = element.get(w("id"), "")
        if element.tag == w("commentRangeStart"):
            running[id_] = ""
        elif element.tag == w("commentRangeEnd"):
            found[said[id_]] = running.pop(id_)
        elif element.tag == w("commentReference"):
            referred.append(id_)
        elif element.tag == w("t"):
            running = {key: text + (element.text or "") for key, text in running.items()}
    assert not running
    assert sorted(referred) == sorted(said)
    return found


def control(inner: str) -> str:
    return f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("paragraph", "start", "end", "text"),
    [
        (p("甲乙丙丁"), 1, 3, "乙丙"),
        (p("甲乙", "丙丁"), 1, 3, "乙丙"),
        (p("甲乙", "丙丁"), 0, None, "甲乙丙丁"),
        (p("甲乙"), 2, 2, "甲乙"),  # a place between two characters cannot be shown
        (p(control(r("甲乙丙"))), 1, 2, "甲乙丙"),  # a control is commented as a whole
        (p("甲", control(r("乙丙")), "丁"), 0, 2, "甲乙丙"),
        (p(f'<w:ins w:id="9" w:author="a">{r("甲乙丙")}</w:ins>'), 1, 2, "乙"),
        (p(f'<w:hyperlink w:anchor="x">{r("甲乙丙")}</w:hyperlink>', "丁"), 2, 4, "甲乙丙丁"),
        (p(f'<w:fldSimple w:instr="PAGE">{r("12")}</w:fldSimple>'), 1, 2, "12"),
        (p(r("甲乙", "<w:vanish/>"), "丙丁"), 0, 1, "丙"),
        (p(), 0, 0, ""),
    ],
)
def test_the_range_is_what_was_meant(
    paragraph: str, start: int, end: int | None, text: str
) -> None:
    content = docx(paragraph)
    made = noted(content, (0, start, end))
    assert covered(made) == {"註0": text}
    assert [x.text for x in facts_of(made, "x").paragraphs] == [
        x.text for x in facts_of(content, "x").paragraphs
    ]


def test_the_format_of_a_run_that_is_cut_stays_with_both_parts() -> None:
    made = noted(docx(p(r("甲乙丙", "<w:b/>"))), (0, 1, 2))
    xml = open_safely(made, "x")["word/document.xml"].decode()
    assert xml.count("<w:b/>") == 3
    assert [run.bold for run in facts_of(made, "x").paragraphs[0].runs] == [True]


def test_comments_at_one_place_and_inside_each_other_are_told_apart() -> None:
    made = noted(docx(p("甲乙丙丁")), (0, 0, 2), (0, 1, 3), (0, 1, 2), (0, 0, None), (0, 0, 2))
    assert covered(made) == {
        "註0": "甲乙",
        "註1": "乙丙",
        "註2": "乙",
        "註3": "甲乙丙丁",
        "註4": "甲乙",
    }


def test_what_has_no_paragraph_stands_at_the_first_with_words() -> None:
    assert covered(noted(docx(p(), p("甲"), p("乙")), (None, 0, None))) == {"註0": "甲"}


def test_what_stands_outside_of_the_body_stands_where_word_takes_a_comment() -> None:
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{p("註解")}</w:footnote></w:footnotes>'
    )
    content = docx(
        p("甲"),
        p("乙", '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        header=p("頁首"),
        more={"word/footnotes.xml": notes},
        rels=f'<Relationship Id="fn" Type="{R}/footnotes" Target="footnotes.xml"/>',
    )
    said = [paragraph.text for paragraph in facts_of(content, "x").paragraphs]
    made = noted(content, (said.index("頁首"), 0, 1), (said.index("註解"), 0, 1))
    assert covered(made) == {"註0": "甲", "註1": "乙"}
    header, footnote = (open_safely(made, "x")[f"word/{n}.xml"] for n in ("header1", "footnotes"))
    assert b"comment" not in header + footnote


def test_a_body_without_a_paragraph_gets_one_for_the_comment() -> None:
    assert covered(noted(docx(section=""), (None, 0, None))) == {"註0": ""}


def test_comments_that_are_there_stay() -> None:
    old = f'<w:comments xmlns:w="{W}"><w:comment w:id="7" w:author="王">{p("舊")}</w:comment></w:comments>'
    inner = '<w:commentRangeStart w:id="7"/>', r("甲"), '<w:commentRangeEnd w:id="7"/>'
    content = docx(
        p(*inner, '<w:r><w:commentReference w:id="7"/></w:r>', "乙"),
        more={"word/comments.xml": old},
        rels=f'<Relationship Id="c" Type="{R}/comments" Target="comments.xml"/>',
        overrides=f'<Override PartName="/word/comments.xml" ContentType="{NOTE}"/>',
    )
    made = noted(content, (0, 1, 2))
    assert covered(made) == {"舊": "甲", "註0": "乙"}
    comments = parse(open_safely(made, "x")["word/comments.xml"])
    assert [c.get(w("author")) for c in comments] == ["王", "docgen"]
    before = unpacked(content, "x")
    assert made.count(b"word/comments.xml") == content.count(b"word/comments.xml")
    assert open_safely(made, "x")["[Content_Types].xml"] == before["[Content_Types].xml"]


def test_the_same_document_gets_the_same_bytes_without_a_date() -> None:
    content = docx(p("甲乙"))
    assert noted(content, (0, 0, 1)) == noted(content, (0, 0, 1))
    assert b"w:date" not in open_safely(noted(content, (0, 0, 1)), "x")["word/comments.xml"]


def test_a_strict_document_gets_strict_comments() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    made = {name: c.replace(W.encode(), strict.encode()) for name, c in parts(p("甲乙")).items()}
    opened = open_safely(noted(pack(made), (0, 0, 1)), "x")
    assert strict.encode() in opened["word/comments.xml"]
    assert W.encode() not in opened["word/comments.xml"] + opened["word/document.xml"]


def test_what_xml_cannot_hold_is_left_out_of_a_comment() -> None:
    made = annotated(traced(docx(p("甲")), "x"), [Note(0, 0, 1, ("壞\x00字",))])
    assert covered(made) == {"壞字": "甲"}


PIECES = st.lists(st.text("甲乙丙丁 ", max_size=4), min_size=1, max_size=4)
PLACES = st.lists(st.tuples(st.integers(0, 16), st.integers(0, 16)), max_size=5)


@settings(max_examples=150, deadline=None)
@given(PIECES, PLACES)
def test_any_ranges_cover_their_characters_and_change_none(
    pieces: list[str], places: list[tuple[int, int]]
) -> None:
    content, text = docx(p(*(r(each) for each in pieces))), "".join(pieces)
    notes = [(0, min(pair), max(pair)) for pair in places]
    if not notes:
        assert noted(content) == content
        return
    made = noted(content, *notes)
    assert facts_of(made, "x").paragraphs == facts_of(content, "x").paragraphs
    for number, (_, start, end) in enumerate(notes):
        assert covered(made)[f"註{number}"] == (text[start:end] or text)


def everywhere(content: bytes) -> tuple[bytes, dict[str, str]]:
    """The document with comments at many places, and what each should cover."""
    read = traced(content, "x")
    notes = []
    for at, paragraph in enumerate(read.facts.paragraphs):
        if len(paragraph.text) > 8:
            notes += [(at, 2, 5), (at, 0, None), (at, len(paragraph.text) - 2, len(paragraph.text))]
    made = noted(content, *notes)
    return made, covered(made)


def test_an_annotated_report_is_valid(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(everywhere(documents("demo")["report"])[0])
    assert list(OpenXmlValidator().validate(path).errors) == []


T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def office(odt: bytes) -> tuple[list[str], dict[str, str]]:
    """Paragraphs as LibreOffice has them, and the words of each comment → what it covers."""
    root = parse(unpacked(odt, "odt")["content.xml"])
    body: list[str] = []
    said: dict[str, str] = {}
    found: dict[str, str] = {}
    running: set[str] = set()
    for paragraph in root.iter(f"{T}p", f"{T}h"):
        if any(str(above.tag).endswith("}annotation") for above in paragraph.iterancestors()):
            continue
        body.append("")
        for kind, value, words_ in events(paragraph):
            if kind == "annotation":
                said[value], found[value] = words_, ""
                running.add(value)
            elif kind == "annotation-end":
                running.discard(value)
            else:
                body[-1] += value
                found |= {key: found[key] + value for key in running}
    assert not running
    return body, {said[key]: text for key, text in found.items()}


def events(element: Element) -> Iterator[tuple[str, str, str]]:
    """Text, and the beginning (name, words) and end (name) of comments, in order."""
    yield "text", element.text or "", ""
    for child in element:
        name = str(child.tag).rpartition("}")[2]
        if name.startswith("annotation"):
            key = next(str(v) for k, v in child.attrib.items() if str(k).endswith("}name"))
            words_ = "".join("".join(each.itertext()) for each in child.iter(f"{T}p"))
            yield name, key, words_
        else:
            yield from events(child)
        yield "text", child.tail or "", ""


@pytest.mark.slow
def test_libreoffice_has_the_comments_at_the_same_text() -> None:
    def kai(text: str) -> str:
        return r(text, '<w:rFonts w:ascii="標楷體" w:hAnsi="標楷體" w:eastAsia="標楷體"/>')

    small = docx(
        p(kai("甲乙丙丁戊己庚辛壬")),
        p(
            kai("連到"),
            f'<w:hyperlink w:anchor="x">{kai("某個連結文字")}</w:hyperlink>',
            kai("之後"),
        ),
        p(f'<w:ins w:id="9" w:author="a">{kai("增列文字")}</w:ins>', kai("後面還有文字")),
        p(kai("前"), control(kai("控制項之文字內容")), kai("後面")),
        table(row(cell(p(kai("儲存格內之一段文字"))), cell(p(kai("乙"))))),
    )
    contents = [small, documents("demo")["report"]]
    made = [everywhere(each) for each in contents]
    told = convert([*contents, *(each for each, _ in made)], ["a", "b", "c", "d"])
    for plain, annotated_, (_, wanted) in zip(told[:2], told[2:], made, strict=True):
        assert isinstance(plain, Made)
        assert isinstance(annotated_, Made)
        body, found = office(annotated_.files["odt"])
        assert body == office(plain.files["odt"])[0]
        assert found == wanted
