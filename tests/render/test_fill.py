"""What was typed arrives whole, where it belongs, under its address, in the same bytes."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from docgen.docx import open_safely, text_of
from docgen.problem import Refused, Where
from docgen.render import Missing, Properties, Value, fill, prepare
from tests.docx.build import cell, docx, p, r, row, table
from tests.render.filling import CONTEXT, NAME, Context, Row, filled, refused, row_of, words, xml

pytestmark = pytest.mark.usefixtures("way")

LEGAL = st.text(
    st.characters(
        exclude_categories=["Cs"],
        exclude_characters=[*map(chr, range(9)), *map(chr, range(11, 32)), "\ufffe", "\uffff"],
    ),
    min_size=1,
)
EVERYWHERE = docx(p("{{ title }}"), table(row("{{ title }}", "x")), header=p("{{ title }}"))


@given(LEGAL)
def test_any_text_arrives_whole_in_body_table_and_header(text: str) -> None:
    made = text_of(filled(EVERYWHERE, title=Value(text, "plan:title")))
    assert made.startswith(text + "\n")
    assert f"│ {text}\n" in made
    assert f"[header] {text}\n" in made


@pytest.mark.parametrize(
    "text",
    [
        "A & B",
        "a<b>c</w:t>",
        "{{ title }}",
        "{% if %}",
        "{_{ x }_}",
        "{# x #}",
        "&amp; &#65;",
        "\"double\" 'single'",
        "行一\n行二\n\n行四",
        "a\tb",
        " 前後空白 ",
        "　全形　",
        "𠮷野家、𡘙",
        "｛｛全形｝｝（）()％%",
        "‘彎’“引號”",
        "\u0085\u2028\ufdd0\ufdd1",
        "]]>",
    ],
)
def test_hard_texts_arrive_whole(text: str) -> None:
    assert words(docx(p("{{ title }}")), title=Value(text, "plan:title")) == text


def test_every_kind_of_line_break_is_one() -> None:
    assert words(docx(p("{{ title }}")), title=Value("a\r\nb\rc", "plan:t")) == "a\nb\nc"


@given(st.sampled_from([chr(n) for n in (0, 1, 8, 11, 12, 27, 31, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF)]))
def test_what_xml_cannot_hold_is_refused_with_its_address(character: str) -> None:
    (problem,) = refused(docx(p("{{ title }}")), title=Value(f"a{character}", "plan:title"))
    assert (problem.rule, problem.where.address) == ("illegal-character", "plan:title")


LINES = docx(p("{%p for row in rows %}"), p("{{ row.group }}\t{{ row.title }}"), p("{%p endfor %}"))


@pytest.mark.parametrize(
    "text", ["a & b", "<b/>", "<w:r><w:tab/></w:r>", '"', " a", "a\nb", "a\tb", "]]>", "\u0085"]
)
def test_hard_texts_of_records_arrive_whole_in_lines_of_label_and_text(text: str) -> None:
    rows = tuple(Row("1.", Value(each, "plan:a"), Missing("plan:n")) for each in ("甲", text, "乙"))
    assert words(LINES, rows=rows) == f"1.\t甲\n1.\t{text}\n1.\t乙"
    assert (
        words(LINES, rows=(Row(text, Value("甲", "plan:a"), Missing("plan:n")),)) == f"{text}\t甲"
    )


@pytest.mark.parametrize("character", ["\0", "\x0b", "\ud800", "\ufffe", "\uffff"])
def test_what_xml_cannot_hold_is_refused_in_them_with_its_address(character: str) -> None:
    rows = tuple(
        Row("1.", Value(f"a{each}", f"plan:{n}"), Missing("plan:n"))
        for n, each in enumerate(("", "", character, ""))
    )
    (problem,) = refused(LINES, rows=rows)
    assert (problem.rule, problem.where.address) == ("illegal-character", "plan:2")
    assert problem.where.paragraph == 2


def test_a_value_stands_in_a_control_under_its_address_and_keeps_the_format() -> None:
    made = xml(docx(p("a ", r("{{ title }}", "<w:b/>"), " z")))
    assert (
        '<w:sdt><w:sdtPr><w:tag w:val="plan:title"/><w:id w:val="1"/><w:text w:multiLine="1"/>'
        "</w:sdtPr><w:sdtContent><w:r><w:rPr><w:b/></w:rPr><w:t>標題</w:t></w:r></w:sdtContent></w:sdt>"
    ) in made


def test_a_label_or_number_stands_in_none() -> None:
    assert "w:sdt" not in xml(docx(p("{{ count }}{{ 'label' }}{{ title ~ '' }}")))


def test_words_around_a_tag_keep_their_format() -> None:
    made = xml(docx(p(r("前{{ title }}後{{ count }}", "<w:i/>"))))
    assert made.count("<w:i/>") == 4


def test_controls_are_numbered_over_all_parts() -> None:
    made = open_safely(filled(EVERYWHERE), "x")
    assert b'<w:id w:val="2"/>' in made["word/document.xml"]
    assert b'<w:id w:val="3"/>' in made["word/header1.xml"]


def test_conditions_in_a_line() -> None:
    template = docx(p("{% if note %}有{{ note }}{% else %}無{% endif %}。"))
    assert words(template) == "無。"
    assert words(template, note=Value("註", "plan:note")) == "有註。"


def test_paragraphs_are_chosen_by_elif() -> None:
    template = docx(
        p("{%p if count == 1 %}"), p("one"), p("{%p elif count < 4 %}"), p("few"),
        p("{%p else %}"), p("many"), p("{%p endif %}"),
    )  # fmt: skip
    assert [words(template, count=n) for n in (1, 3, 9)] == ["one", "few", "many"]


def test_loops_know_where_they_are() -> None:
    template = docx(
        p("{%p for row in rows %}"),
        p("{{ loop.index }}/{{ loop.length }} {{ row.loud }}{% if not loop.last %},{% endif %}"),
        p("{%p endfor %}"),
    )
    assert words(template, rows=(row_of("g", "a"), row_of("g", "b"))) == "1/2 a!,\n2/2 b!"


def test_filters_sets_and_comments() -> None:
    template = docx(
        p("{%p set all = columns %}"),
        p("{# for designers #}{{ all|length }} {{ all|join('、') }} {{ all|first }}{{ all|last }}"),
        p("{#p a line of its own #}"),
    )
    assert words(template, columns=("甲", "乙")) == "2 甲、乙 甲乙"


def test_a_tag_that_word_split_by_spelling_or_language_is_joined() -> None:
    halves = (
        r("{{ ti", '<w:b/><w:lang w:val="en-US"/>')
        + '<w:proofErr w:type="spellStart"/>'
        + r("tle }}!", '<w:rFonts w:hint="eastAsia"/><w:b/>')
    )
    assert words(docx(p(halves))) == "標題!"


def test_typographic_quotes_in_a_tag_are_quotes() -> None:
    assert words(docx(p("{% if title == “標題” %}same{% endif %}"))) == "same"


def test_and_signs_in_a_tag_are_read() -> None:
    template = docx(p("{% if title == 'A & B' and 1 < 2 %}same{% endif %}"))
    assert words(template, title=Value("A & B", "plan:t")) == "same"


def test_lonely_braces_in_a_template_are_words() -> None:
    assert words(docx(p("{a} 100%"), p("}{"), p("{ ", "{{ title }}}"))) == "{a} 100%\n}{\n{ 標題}"


def test_tags_in_alternative_texts_are_filled() -> None:
    drawing = (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        'wordprocessingDrawing"><wp:docPr id="7" name="p" descr="{{ title }}"/></wp:inline>'
        "</w:drawing></w:r>"
    )
    made = xml(docx(p(drawing)), title=Value('"A" & <B>', "plan:title"))
    assert 'descr="&quot;A&quot; &amp; &lt;B&gt;"' in made


# --- what is missing -------------------------------------------------------------------------


def test_a_missing_value_says_template_paragraph_and_data_line() -> None:
    template = docx(p("first"), p("備註：{{ note }}"))
    prepared = prepare(template, name=NAME, context_type=Context)
    with pytest.raises(Refused) as stop:
        fill(
            prepared,
            CONTEXT,
            properties=Properties("T"),
            where=lambda address: Where(file="data/a/105/plan.yaml", line=4, address=address),
        )
    (problem,) = stop.value.problems
    assert problem.rule == "missing-value"
    assert problem.where == Where(
        file="data/a/105/plan.yaml",
        line=4,
        docx=NAME,
        paragraph=2,
        text="備註：{{ note }}",
        address="plan:note",
    )


def test_in_a_table_it_says_the_cell() -> None:
    template = docx(
        p("a"), table(row("a", "b"), row("{%tr for row in rows %}", ""), row("x", "{{ row.note }}"),
                      row("{%tr endfor %}", ""))
    )  # fmt: skip
    (problem,) = refused(template, rows=(row_of("g", "a"),))
    assert problem.args["table"] == "1"
    assert (problem.args["row"], problem.args["cell"]) == ("3", "2")
    assert problem.where.address == "plan:a.note"


def test_in_a_header_it_says_which() -> None:
    (problem,) = refused(docx(p("a"), header=p("{{ note }}")))
    assert problem.where.docx == f"{NAME}#header1.xml"


def test_none_is_never_printed() -> None:
    template = docx(p("{{ first.title if first else note }}"))
    assert refused(template)[0].rule == "missing-value"


def test_missing_is_false_in_conditions_and_knows_its_address() -> None:
    assert not Missing("plan:a")
    assert Missing("plan:a") == Missing("plan:a") != Missing("plan:b")


def test_an_address_that_word_would_cut_is_a_fault_of_ours() -> None:
    assert Value("a", "p:" + "x" * 62).address.startswith("p:")
    with pytest.raises(ValueError, match="64"):
        Value("a", "p:" + "x" * 63)


# --- the package -----------------------------------------------------------------------------


def test_properties_say_title_and_language_and_nobody() -> None:
    prepared = prepare(docx(p("a")), name=NAME, context_type=Context)
    date = dt.date(2016, 1, 14)
    made = fill(prepared, CONTEXT, properties=Properties("A & B", date=date))
    core = open_safely(made, "x")["docProps/core.xml"].decode()
    assert "<dc:title>A &amp; B</dc:title><dc:language>zh-TW</dc:language>" in core
    assert core.count("2016-01-14T00:00:00Z") == 2
    assert "creator" not in core
    assert "lastModifiedBy" not in core


def test_without_a_date_in_the_data_there_is_none() -> None:
    assert b"dcterms:created" not in open_safely(filled(docx(p("a"))), "x")["docProps/core.xml"]


def test_traces_of_the_designer_are_left_behind() -> None:
    office = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
    template = docx(
        p('<w:bookmarkStart w:id="3" w:name="_GoBack"/><w:bookmarkEnd w:id="3"/>', "a"),
        overrides='<Override PartName="/docProps/custom.xml" ContentType="application/xml"/>',
        more={
            "docProps/thumbnail.png": b"x",
            "docProps/custom.xml": "<a/>",
            "docProps/core.xml": "<creator>王小明</creator>",
            "customXml/item1.xml": "<a/>",
            "word/settings.xml": '<w:settings xmlns:w="http://schemas.openxmlformats.org/'
            'wordprocessingml/2006/main"><w:rsids><w:rsid w:val="1"/></w:rsids></w:settings>',
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            'relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/'
            'officeDocument/2006/relationships/officeDocument" Target="/word/document.xml"/>'
            f'<Relationship Id="b" Type="{office}thumbnail" Target="docProps/thumbnail.png"/>'
            f'<Relationship Id="c" Type="{office}core-properties" Target="docProps/core.xml"/>'
            "</Relationships>",
        },
    )
    made = open_safely(filled(template), "x")
    assert not any("thumbnail" in n or "custom" in n for n in made)
    whole = b"".join(made.values())
    assert "王小明".encode() not in whole
    assert b"_GoBack" not in whole
    assert b"rsid" not in whole
    assert [name for name in made if "core" in name] == ["docProps/core.xml"]


BIG = docx(
    p("{{ title }}", style="Normal"),
    table(
        row("h", "i", trpr="<w:tblHeader/>"),
        row("{%tr for row in rows %}", ""),
        row("{% vm row.group %}{{ row.group }}", "{{ row.title }}"),
        row("{%tr endfor %}", ""),
    ),
    table(
        row(cell("{%tc for c in columns %}"), cell("{{ c }}"), cell("{%tc endfor %}")),
        row(cell("{% colspan columns|length %}{% cellbg 'D9D9D9' %}{{ count }}")),
    ),
    header=p("{{ title }}"),
    footer=p("f"),
)
ROWS = (row_of("g", "a"), row_of("g", "b"), row_of("h", "c"))


@pytest.mark.parametrize("rows", [(), ROWS])
@pytest.mark.parametrize("columns", [("1",), ("1", "2", "3")])
def test_the_document_is_valid(
    tmp_path: Path, rows: tuple[object, ...], columns: tuple[str, ...]
) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(filled(BIG, rows=rows, columns=columns, title=Value("a\n b\t", "plan:t")))
    assert OpenXmlValidator().validate(path).errors == []


def test_the_same_bytes_twice() -> None:
    assert filled(BIG, rows=ROWS, columns=("1",)) == filled(BIG, rows=ROWS, columns=("1",))


def test_the_same_bytes_under_another_locale_zone_and_hash_seed() -> None:
    code = (
        "import hashlib\nfrom tests.render import test_fill as t\n"
        "print(hashlib.sha256(t.filled(t.BIG, rows=t.ROWS, columns=('1',))).hexdigest())"
    )
    here = hashlib.sha256(filled(BIG, rows=ROWS, columns=("1",))).hexdigest()
    root = Path(__file__).resolve().parents[2]
    for seed, zone, lang in (("1", "Asia/Taipei", "zh_TW.UTF-8"), ("2", "America/New_York", "C")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": lang, "USER": "other"}
        there = subprocess.run(
            [sys.executable, "-c", code],
            env=env,
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        )
        assert there.stdout.strip() == here


def test_a_context_of_another_kind_is_a_fault_of_ours() -> None:
    prepared = prepare(docx(p("a")), name=NAME, context_type=Context)
    with pytest.raises(TypeError):
        fill(prepared, object(), properties=Properties("T"))
