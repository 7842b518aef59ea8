"""Labels of automatic lists, as they print."""

from __future__ import annotations

import pytest

from docgen.docx.facts.numerals import numeral
from tests.docx.build import cell, p, r, row, table
from tests.docx.facts.small import (
    abstract,
    based,
    facts,
    item,
    labels,
    level,
    num,
    one,
    style,
)

LADDER = (
    level(0, "taiwaneseCountingThousand", "%1、"),
    level(1, "taiwaneseCountingThousand", "(%2)"),
    level(2, "decimal", "%3、"),
)
LIST = abstract(0, *LADDER) + num(1, 0)


def at(*depths: int, number: int = 1) -> list[str]:
    return [p("字", ppr=item(number, depth)) for depth in depths]


def test_the_ladder_counts_and_starts_again_below_each_step() -> None:
    assert labels(*at(0, 1, 1, 2, 2, 1, 2, 0, 1, 2), numbering=LIST) == [
        "一、",
        "(一)",
        "(二)",
        "1、",
        "2、",
        "(三)",
        "1、",
        "二、",
        "(一)",
        "1、",
    ]


def test_a_level_names_those_above() -> None:
    lists = abstract(0, level(0, text="%1."), level(1, "upperLetter", "%1.%2")) + num(1, 0)
    assert labels(*at(0, 1, 1, 0, 1), numbering=lists) == ["1.", "1.A", "1.B", "2.", "2.A"]


def test_a_level_above_that_has_not_counted_shows_its_start() -> None:
    lists = abstract(0, level(0, start=3), level(1, text="%1.%2")) + num(1, 0)
    assert labels(*at(1, 0), numbering=lists) == ["3.1", "3、"]


def test_legal_numbering_writes_every_level_in_arabic() -> None:
    lists = abstract(
        0, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", more="<w:isLgl/>")
    ) + num(1, 0)
    assert labels(*at(0, 0, 1), numbering=lists) == ["I.", "II.", "2.1"]


def test_lists_of_one_kind_count_on() -> None:
    lists = LIST + num(2, 0)
    blocks = at(0, 0) + at(0, number=2) + at(0)
    assert labels(*blocks, numbering=lists) == ["一、", "二、", "三、", "四、"]


def test_a_start_override_restarts_once() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    blocks = at(0, 0) + at(0, 0, number=2) + at(0)
    found = labels(*blocks, numbering=LIST + num(2, 0, override))
    assert found == ["一、", "二、", "一、", "二、", "三、"]


def test_an_overridden_level_has_its_own_form() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "%1)", start=5)}</w:lvlOverride>'
    blocks = at(0) + at(0, 0, number=2)
    assert labels(*blocks, numbering=LIST + num(2, 0, own)) == ["一、", "5)", "6)"]


@pytest.mark.parametrize(
    ("restart", "expected"),
    [("", ["1、", "1、"]), ("0", ["1、", "2、"]), ("1", ["1、", "1、"])],
)
def test_a_level_restarts_as_it_is_told(restart: str, expected: list[str]) -> None:
    told = f'<w:lvlRestart w:val="{restart}"/>' if restart else ""
    lists = abstract(0, level(0), level(1), level(2, more=told)) + num(1, 0)
    assert labels(*at(0, 2, 0, 2), numbering=lists)[1::2] == expected


def test_a_level_that_restarts_after_the_first_goes_on_after_the_second() -> None:
    lists = abstract(0, level(0), level(1), level(2, more='<w:lvlRestart w:val="1"/>')) + num(1, 0)
    assert labels(*at(0, 1, 2, 1, 2, 0, 2), numbering=lists)[2::2] == ["1、", "2、", "1、"]


def test_a_start_that_is_not_named_is_nought() -> None:
    lists = abstract(0, level(0, start=None)) + num(1, 0)
    assert labels(*at(0), numbering=lists) == ["0、"]


def test_what_follows_a_label() -> None:
    levels = [
        level(0),
        level(1, more='<w:suff w:val="space"/>'),
        level(2, more='<w:suff w:val="nothing"/>'),
    ]
    found = facts(*at(0, 1, 2), p("字"), numbering=abstract(0, *levels) + num(1, 0)).paragraphs
    assert [x.suffix for x in found] == ["tab", "space", "nothing", "nothing"]


def test_a_bullet_prints_its_sign() -> None:
    lists = abstract(0, level(0, "bullet", "●")) + num(1, 0)
    assert labels(*at(0, 0), numbering=lists) == ["●", "●"]


def test_a_custom_form_is_filled_with_noughts() -> None:
    custom = level(0).replace(
        '<w:numFmt w:val="decimal"/>',
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" '
        'w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/>'
        "</mc:Fallback></mc:AlternateContent>",
    )
    assert labels(*at(0), numbering=abstract(0, custom) + num(1, 0)) == ["001、"]


# Where the list is named.


def test_a_style_s_list_and_level() -> None:
    styles = style("A", item(1)) + style(
        "B", '<w:numPr><w:ilvl w:val="1"/></w:numPr>', more=based("A")
    )
    blocks = [p("字", style="A"), p("字", style="B"), p("字", style="B")]
    assert labels(*blocks, styles=styles, numbering=LIST) == ["一、", "(一)", "(二)"]


def test_a_level_linked_to_a_style_is_that_style_s() -> None:
    lists = abstract(
        0,
        level(0, more='<w:pStyle w:val="A"/>'),
        level(1, text="%1.%2", more='<w:pStyle w:val="B"/>'),
    ) + num(1, 0)
    listed = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    styles = style("A", listed) + style("B", listed)
    blocks = [p("字", style="A"), p("字", style="B")]
    assert labels(*blocks, styles=styles, numbering=lists) == ["1、", "1.1"]


def test_a_list_may_be_that_of_a_numbering_style() -> None:
    lists = (
        abstract(0, more='<w:numStyleLink w:val="L"/>')
        + abstract(1, *LADDER, more='<w:styleLink w:val="L"/>')
        + num(1, 0)
        + num(2, 1)
    )
    styles = style("L", '<w:numPr><w:numId w:val="2"/></w:numPr>', kind="numbering")
    assert labels(*at(0, 1), numbering=lists, styles=styles) == ["一、", "(一)"]


def test_direct_numbering_is_taken_away_with_nought() -> None:
    off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    blocks = [p("字", style="A"), p("字", style="A", ppr=off), p("字", style="A")]
    assert labels(*blocks, styles=style("A", item(1)), numbering=LIST) == ["一、", "", "二、"]


def test_a_list_that_is_not_there_prints_nothing() -> None:
    assert labels(*at(0, number=9), numbering=LIST) == [""]


# What is counted.


def test_an_empty_paragraph_of_a_list_prints_its_number() -> None:
    assert labels(p("", ppr=item(1)), *at(0), numbering=LIST) == ["一、", "二、"]


def test_a_hidden_paragraph_has_no_number() -> None:
    hidden = p(r("字", "<w:vanish/>"), ppr=item(1) + "<w:rPr><w:vanish/></w:rPr>")
    assert labels(hidden, *at(0), numbering=LIST) == ["", "一、"]


def test_a_hidden_label_is_counted_and_not_printed() -> None:
    lists = abstract(0, level(0).replace("</w:lvl>", "<w:rPr><w:vanish/></w:rPr></w:lvl>")) + num(
        1, 0
    )
    assert labels(*at(0), numbering=lists) == [""]


def test_cells_count_on_row_by_row() -> None:
    listed = p("字", ppr=item(1))
    grid = table(row(cell(listed), cell(listed)), row(cell(listed), cell(listed)))
    assert labels(grid, numbering=LIST) == ["一、", "二、", "三、", "四、"]


def test_a_header_counts_for_itself() -> None:
    found = facts(*at(0, 0), header=p("字", ppr=item(1)), numbering=LIST).paragraphs
    assert [x.label for x in found] == ["一、", "二、", "一、"]


def test_the_label_is_not_in_the_text() -> None:
    found = one(at(0)[0], numbering=LIST)
    assert (found.label, found.text) == ("一、", "字")


# Forms.


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("decimal", "1 2 10 11 20 21 100 101 110"),
        ("decimalZero", "01 02 10 11 20 21 100 101 110"),
        ("decimalFullWidth", "１ ２ １０ １１ ２０ ２１ １００ １０１ １１０"),
        ("decimalEnclosedCircle", "① ② ⑩ ⑪ ⑳ 21 100 101 110"),
        ("decimalEnclosedParen", "⑴ ⑵ ⑽ ⑾ ⒇ 21 100 101 110"),
        ("decimalEnclosedFullstop", "⒈ ⒉ ⒑ ⒒ ⒛ 21 100 101 110"),
        ("upperLetter", "A B J K T U VVVV WWWW FFFFF"),
        ("lowerLetter", "a b j k t u vvvv wwww fffff"),
        ("upperRoman", "I II X XI XX XXI C CI CX"),
        ("lowerRoman", "i ii x xi xx xxi c ci cx"),
        ("taiwaneseCountingThousand", "一 二 十 十一 二十 二十一 一百 一百零一 一百一十"),
        ("chineseCountingThousand", "一 二 十 十一 二十 二十一 一百 一百零一 一百一十"),
        ("taiwaneseCounting", "一 二 十 十一 二十 二十一 一○○ 一○一 一一○"),
        ("ideographDigital", "一 二 一〇 一一 二〇 二一 一〇〇 一〇一 一一〇"),
        ("ideographTraditional", "甲 乙 癸 11 20 21 100 101 110"),
        ("ideographZodiac", "子 丑 酉 戌 20 21 100 101 110"),
        ("ideographZodiacTraditional", "甲子 乙丑 癸酉 甲戌 癸未 甲申 100 101 110"),
        ("ideographEnclosedCircle", "㊀ ㊁ ㊉ 11 20 21 100 101 110"),
        ("ideographLegalTraditional", "壹 貳 壹拾 壹拾壹 貳拾 貳拾壹 壹佰 壹佰零壹 壹佰壹拾"),
        ("ordinal", "1st 2nd 10th 11th 20th 21st 100th 101st 110th"),
        ("thaiCounting", "1 2 10 11 20 21 100 101 110"),
    ],
)
def test_number_forms(form: str, expected: str) -> None:
    numbers = (1, 2, 10, 11, 20, 21, 100, 101, 110)
    assert [numeral(n, form) for n in numbers] == expected.split()


def test_numbers_that_a_form_cannot_write() -> None:
    assert numeral(0, "taiwaneseCountingThousand") == "0"
    assert numeral(40000, "upperRoman") == "40000"
    assert numeral(1005, "taiwaneseCountingThousand") == "一千零五"
    assert numeral(10010, "taiwaneseCountingThousand") == "一萬零一十"
    assert numeral(7, "none") == ""
