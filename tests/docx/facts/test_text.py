"""What is text and what is not: runs, fields, changes, controls, drawings."""

from __future__ import annotations

import pytest

from docgen.docx.facts.shape import OBJECT
from docgen.docx.facts.slots import is_east
from tests.docx.build import p, r
from tests.docx.facts.small import facts, one, run, style, text

HIDE = "<w:vanish/>"


def w_run(inner: str) -> str:
    return f"<w:r>{inner}</w:r>"


def field(instruction: str, result: str | None = None) -> str:
    """A complex field; without a result it has no separator."""
    shown = "" if result is None else f"{sign('separate')}{r(result)}"
    code = w_run(f"<w:instrText>{instruction}</w:instrText>")
    return sign("begin") + code + shown + sign("end")


def sign(kind: str) -> str:
    return w_run(f'<w:fldChar w:fldCharType="{kind}"/>')


def control(tag: str, inner: str) -> str:
    return f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'


def box(inner: str, *, fallback: str = "", hidden: str = "0") -> str:
    return w_run(
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>'
        f'<wp:docPr id="1" name="a" hidden="{hidden}"/><wps:txbx><w:txbxContent>{inner}'
        "</w:txbxContent></wps:txbx></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f"<v:textbox><w:txbxContent>{fallback or inner}</w:txbxContent></v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent>"
    )


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (r("便民"), "便民"),
        (w_run("<w:t>  便民 </w:t>"), "便民"),
        (w_run('<w:t xml:space="preserve"> 便民 </w:t>'), " 便民 "),
        (w_run('<w:t xml:space="preserve">便\n民</w:t>'), "便 民"),
        (w_run("<w:t>一</w:t><w:tab/><w:t>二</w:t><w:ptab/>"), "一\t二\t"),
        (w_run("<w:t>一</w:t><w:br/><w:t>二</w:t><w:cr/>"), "一\n二\n"),
        (w_run('<w:br w:type="page"/><w:br w:type="column"/>'), "\f\v"),
        (w_run("<w:noBreakHyphen/><w:softHyphen/>"), "\u2011\u00ad"),
        (w_run('<w:sym w:font="Wingdings" w:char="F0FC"/>'), "\uf0fc"),
        (w_run('<w:sym w:font="Wingdings" w:char="zz"/>'), ""),
        (w_run("<w:drawing/>"), OBJECT),
        ("<w:proofErr/><w:bookmarkStart/>", ""),
        (f"<w:hyperlink>{r('連結')}</w:hyperlink>", "連結"),
        (f"<w:smartTag>{r('民')}<w:customXml>{r('國')}</w:customXml></w:smartTag>", "民國"),
        (control("plan:x", r("值")), "值"),
        (f"<w:ins>{r('新')}</w:ins><w:moveTo>{r('移')}</w:moveTo>", "新移"),
        ("<w:del><w:r><w:delText>舊</w:delText></w:r></w:del>", ""),
        (f"<w:moveFrom>{r('移')}</w:moveFrom>", ""),
        (f"<w:ins><w:del>{r('又')}</w:del></w:ins>", ""),
        (r("隱", HIDE), ""),
        (f'<w:fldSimple w:instr="PAGE">{r("3")}</w:fldSimple>', "3"),
        (field("PAGE", "3"), "3"),
        (field("PAGE"), ""),
        (field("IF " + "1", "甲"), "甲"),
        (sign("begin") + field("PAGE", "3") + sign("separate") + r("甲") + sign("end"), "甲"),
        (sign("begin") + r("後"), "後"),
        (field(r" eq \o\ad(\s\up 5(土方),\s\do 2(土)) "), "土方土"),
        (
            w_run(
                "<w:ruby><w:rt><w:r><w:t>ㄕㄨㄟˇ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>水</w:t>"
                "</w:r></w:rubyBase></w:ruby>"
            ),
            "水",
        ),
        ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1"),
    ],
)
def test_text(xml: str, expected: str) -> None:
    assert text(xml) == expected


def test_a_field_may_end_in_a_later_paragraph() -> None:
    code = w_run("<w:instrText>TOC</w:instrText>")
    found = facts(
        p(sign("begin") + code),
        p(code, sign("separate"), r("壹、")),
        p("貳、", sign("end"), "參、"),
    )
    assert [x.text for x in found.paragraphs] == ["", "壹、", "貳、參、"]
    assert [x.field for x in found.paragraphs[2].runs] == [True, False]


def test_runs_that_print_nothing_keep_their_place() -> None:
    found = one(p("前", r("隱", HIDE), "<w:del><w:r><w:delText>舊</w:delText></w:r></w:del>", "後"))
    assert [(x.text, x.start, x.hidden, x.change) for x in found.runs] == [
        ("前", 0, False, None),
        ("隱", 1, True, None),
        ("舊", 1, False, "deleted"),
        ("後", 1, False, None),
    ]
    assert found.text == "".join(x.text for x in found.runs if x.visible) == "前後"


def test_hidden_by_style_and_shown_again() -> None:
    styles = style("A", rpr=HIDE)
    assert run(p("隱", style="A"), styles=styles).hidden
    assert not run(p(r("顯", '<w:vanish w:val="0"/>'), style="A"), styles=styles).hidden


def test_neighbours_of_one_look_are_one_run() -> None:
    found = one(p(r("便", "<w:b/>"), r("民", "<w:b/>"), r("服務")))
    assert [(x.text, x.start, x.bold) for x in found.runs] == [
        ("便民", 0, True),
        ("服務", 2, False),
    ]


def test_insertions_are_marked() -> None:
    assert run(p(f"<w:ins>{r('新')}</w:ins>")).change == "inserted"


def test_the_address_is_that_of_the_innermost_control() -> None:
    found = facts(control("plan:a", p("外", control("plan:b", r("內")), "外"))).paragraphs[0]
    assert [x.address for x in found.runs] == ["plan:a", "plan:b", "plan:a"]


@pytest.mark.parametrize(
    "rpr",
    [
        '<w:eastAsianLayout w:combine="1"/>',
        '<w:eastAsianLayout w:vert="true"/>',
        '<w:position w:val="6"/>',
        '<w:w w:val="90"/>',
    ],
)
def test_characters_drawn_as_one_are_marked(rpr: str) -> None:
    assert run(p(r("方土", rpr))).fit


@pytest.mark.parametrize(
    "rpr", ['<w:position w:val="0"/>', '<w:w w:val="100%"/>', '<w:eastAsianLayout w:id="1"/>']
)
def test_characters_as_they_are_are_not(rpr: str) -> None:
    assert not run(p(r("方土", rpr))).fit


def test_ruby_and_composed_fields_are_marked() -> None:
    ruby = "<w:r><w:ruby><w:rubyBase><w:r><w:t>水</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    assert run(p(ruby)).fit
    composed = run(p(field(r"eq \o(○,1)")))
    assert (composed.text, composed.fit, composed.field) == ("○1", True, True)


def test_raised_and_lowered_characters_are_marked() -> None:
    assert run(p(r("2", '<w:vertAlign w:val="superscript"/>'))).raised
    assert run(p(r("2", '<w:vertAlign w:val="subscript"/>'))).raised
    assert not run(p(r("2", '<w:vertAlign w:val="baseline"/>'))).raised


def test_formats_without_a_field_are_named() -> None:
    assert run(p(r("字", '<w:spacing w:val="-5"/><w:fitText w:val="900"/><w:caps/>'))).other == (
        "spacing",
        "fitText",
        "caps",
    )
    assert run(p("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>")).other == ("oMath",)


def test_a_symbol_brings_its_font() -> None:
    found = run(p(w_run('<w:sym w:font="Wingdings" w:char="F0FC"/>')))
    assert (found.latin, found.east) == ("Wingdings", "Wingdings")


def test_a_text_box_is_read_once_after_the_body() -> None:
    found = facts(p("前", box(p("盒"))), p("後")).paragraphs
    assert [(x.part, x.text, x.number, x.anchor) for x in found] == [
        ("body", f"前{OBJECT}", 1, None),
        ("body", "後", 2, None),
        ("textbox", "盒", 3, 1),
    ]


def test_a_box_in_a_box_and_an_old_box() -> None:
    old = w_run(f"<w:pict><v:textbox><w:txbxContent>{p('舊')}</w:txbxContent></v:textbox></w:pict>")
    found = facts(p(box(p("外", box(p("內"))))), p(old)).paragraphs
    assert [x.text for x in found if x.part == "textbox"] == [f"外{OBJECT}", "舊", "內"]


def test_a_hidden_box_prints_nothing() -> None:
    found = facts(p(box(p("盒"), hidden="1"))).paragraphs
    assert [x.text for x in found] == [""]


def test_what_word_does_not_understand_it_replaces() -> None:
    strange = (
        '<mc:AlternateContent><mc:Choice xmlns:q="urn:q" Requires="q"><w:r><w:t>甲</w:t></w:r>'
        "</mc:Choice><mc:Fallback><w:r><w:t>乙</w:t></w:r></mc:Fallback></mc:AlternateContent>"
    )
    assert text(strange) == "乙"


@pytest.mark.parametrize("character", "字，（Ａ﹔㈠\U00020000")
def test_chinese_characters_take_the_east_asian_font(character: str) -> None:
    assert is_east(character, hint=False)


@pytest.mark.parametrize("character", "“…—·①α℃")
def test_signs_of_both_worlds_take_it_with_the_hint(character: str) -> None:
    assert is_east(character, hint=True)
    assert not is_east(character, hint=False)


@pytest.mark.parametrize("character", "a1(é")
def test_latin_never_does(character: str) -> None:
    assert not is_east(character, hint=True)
