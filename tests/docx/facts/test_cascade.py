"""One case for each line of the cascade (ECMA-376 17.7.2, 17.7.3, 17.3.2.26)."""

from __future__ import annotations

import pytest

from docgen.docx.facts.shape import Indent
from tests.docx.build import THEME, cell, p, r
from tests.docx.facts.small import (
    FONTS,
    abstract,
    based,
    defaults,
    facts,
    item,
    level,
    num,
    one,
    run,
    size,
    style,
)

A = based("A")
CHARACTER = style("C", rpr=size(30), kind="character")


def in_table(inner: str, *, look: str = "", name: str = "T", rows: int = 2) -> str:
    cells = cell(inner) + cell(p("b"))
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{name}"/>{look}</w:tblPr><w:tblGrid/>'
        + "".join(f"<w:tr>{cells}</w:tr>" for _ in range(rows))
        + "</w:tbl>"
    )


def table_style(ppr: str = "", rpr: str = "", **conditions: str) -> str:
    parts = "".join(
        f'<w:tblStylePr w:type="{name}"><w:rPr>{inner}</w:rPr></w:tblStylePr>'
        for name, inner in conditions.items()
    )
    return style("T", ppr, rpr, kind="table").replace("</w:style>", f"{parts}</w:style>")


# Sizes: each layer goes over the one before it.


@pytest.mark.parametrize(
    ("block", "styles", "points"),
    [
        (p("字"), "", 10.0),
        (p("字"), defaults(size(24)), 12.0),
        (in_table(p("字")), defaults(size(24)) + table_style(rpr=size(26)), 13.0),
        (in_table(p("字", style="A")), table_style(rpr=size(26)) + style("A", rpr=size(28)), 14.0),
        (p("字", style="A"), defaults(size(24)) + style("A", rpr=size(28)), 14.0),
        (p("字", style="B"), style("A", rpr=size(28)) + style("B", more=A), 14.0),
        (p("字", style="B"), style("A", rpr=size(28)) + style("B", rpr=size(32), more=A), 16.0),
        (
            p(r("字", '<w:rStyle w:val="C"/>'), style="A"),
            style("A", rpr=size(28)) + CHARACTER,
            15.0,
        ),
        (
            p(r("字", '<w:rStyle w:val="D"/>')),
            CHARACTER + style("D", kind="character", more=based("C")),
            15.0,
        ),
        (p(r("字", '<w:rStyle w:val="C"/>' + size(40)), style="A"), CHARACTER, 20.0),
        (p(r("字", '<w:sz w:val="14pt"/>')), "", 14.0),
        (p(r("字", '<w:rStyle w:val="A"/>')), style("A", rpr=size(28)), 10.0),
        (p("字", style="C"), CHARACTER, 10.0),
        (p("字", style="none"), defaults(size(24)), 12.0),
        (p("字", ppr=f"<w:rPr>{size(40)}</w:rPr>"), "", 10.0),
        (p(r("字", '<w:szCs w:val="40"/>')), "", 10.0),
    ],
    ids=[
        "Word's own",
        "document defaults",
        "table style over defaults",
        "paragraph style over table style",
        "paragraph style over defaults",
        "base of the style",
        "style over its base",
        "character style over paragraph style",
        "base of the character style",
        "direct over all",
        "size with a unit",
        "a paragraph style is no character style",
        "a character style is no paragraph style",
        "a style that is not there is the default one",
        "the mark's format is not the text's",
        "complex script size is another",
    ],
)
def test_size(block: str, styles: str, points: float) -> None:
    assert run(block, styles=styles).size == points


def test_styles_based_on_each_other_in_a_circle_end() -> None:
    styles = style("A", rpr=size(28), more=based("B")) + style("B", rpr=size(32), more=A)
    assert run(p("字", style="A"), styles=styles).size == 14.0


def test_the_default_paragraph_style_holds_where_none_is_named() -> None:
    normal = style("N", rpr=size(28)).replace("<w:style ", '<w:style w:default="1" ')
    found = one(p("字"), styles=normal)
    assert (found.runs[0].size, found.style, found.style_name) == (14.0, "N", "n")


def test_the_mark_of_a_paragraph_has_its_own_size() -> None:
    assert one(p("", ppr=f"<w:rPr>{size(40)}</w:rPr>")).mark_size == 20.0


# Table styles.

LOOK = '<w:tblLook w:firstRow="1" w:lastRow="1" w:firstColumn="1" w:noHBand="0" w:noVBand="1"/>'
CONDITIONS = table_style(
    rpr=size(20),
    wholeTable=size(22),
    band1Horz=size(24),
    band2Horz=size(26),
    firstRow=size(28),
    lastRow=size(30),
    firstCol=size(32),
    nwCell=size(34),
)


def sizes(look: str, rows: int = 4) -> list[float | None]:
    found = facts(in_table(p("a"), look=look, rows=rows), styles=CONDITIONS).paragraphs
    return [paragraph.runs[0].size for paragraph in found]


def test_conditions_of_a_table_style() -> None:
    assert sizes(LOOK) == [17.0, 14.0, 16.0, 12.0, 16.0, 13.0, 16.0, 15.0]


def test_conditions_asked_in_the_older_form() -> None:
    assert sizes('<w:tblLook w:val="00E0"/>') == sizes(LOOK.replace('w:noVBand="1"', ""))


def test_no_condition_but_that_of_the_whole_table_is_asked_without_a_look() -> None:
    assert set(sizes("")) == {11.0}


def test_a_table_without_a_style_has_the_default_table_style() -> None:
    styles = table_style(rpr=size(26)).replace("<w:style ", '<w:style w:default="1" ', 1)
    assert run(in_table(p("字"), name="none"), styles=styles).size == 13.0


def test_a_table_style_s_paragraph_format_goes_below_the_paragraph_s_style() -> None:
    styles = table_style('<w:jc w:val="center"/><w:ind w:left="200"/>') + style(
        "A", '<w:ind w:left="300"/>'
    )
    found = one(in_table(p("字", style="A")), styles=styles)
    assert (found.alignment, found.indent.left) == ("center", 300)


# Toggles.


@pytest.mark.parametrize(
    ("default", "table", "paragraph", "character", "direct", "bold"),
    [
        ("", "", "", "", "", False),
        ("", "", "b", "", "", True),
        ("", "", "b", "b", "", False),
        ("", "b", "b", "b", "", True),
        ("", "b", "b", "", "", False),
        ("b", "", "b", "", "", True),
        ("b", "", "b", "b", "", True),
        ("", "", "b", "b", "b", True),
        ("", "", "b", "", "off", False),
        ("b", "", "", "", "off", False),
    ],
)
def test_toggles_count_styles_and_obey_direct_format(
    default: str, table: str, paragraph: str, character: str, direct: str, *, bold: bool
) -> None:
    forms = {"": "", "b": "<w:b/>", "off": '<w:b w:val="0"/>'}
    styles = (
        defaults(forms[default])
        + table_style(rpr=forms[table])
        + style("A", rpr=forms[paragraph])
        + style("C", rpr=forms[character], kind="character")
    )
    text = r("字", '<w:rStyle w:val="C"/>' + forms[direct])
    assert run(in_table(p(text, style="A")), styles=styles).bold is bold


def test_a_style_and_its_base_count_once() -> None:
    styles = style("A", rpr="<w:b/>") + style("B", rpr="<w:b/>", more=A)
    assert run(p("字", style="B"), styles=styles).bold
    off = style("A", rpr="<w:b/>") + style("B", rpr='<w:b w:val="false"/>', more=A)
    assert not run(p("字", style="B"), styles=off).bold


# Fonts, themes, languages.

HANT = '<a:ea typeface=""/><a:font script="Hant" typeface="新細明體"/>'
THEMED = THEME.replace('<a:ea typeface=""/>', HANT)
ZH = '<w:themeFontLang w:val="en-US" w:eastAsia="zh-TW"/>'


def fonts(rpr: str, **options: object) -> tuple[str | None, str | None]:
    found = run(p(r("字", rpr)), **options)
    return found.latin, found.east


def test_fonts_are_named_slot_by_slot() -> None:
    slots = '<w:rFonts w:ascii="Arial" w:hAnsi="Times" w:eastAsia="標楷體"/>'
    assert fonts(slots) == ("Arial", "標楷體")
    assert fonts('<w:rFonts w:ascii="Arial"/>', styles=defaults(FONTS.format("標楷體"))) == (
        "Arial",
        "標楷體",
    )


def test_without_any_font_it_is_word_s_own() -> None:
    assert fonts("") == ("Times New Roman", "Times New Roman")


@pytest.mark.parametrize(
    ("rpr", "settings", "expected"),
    [
        (
            '<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia"/>',
            ZH,
            ("Arial", "新細明體"),
        ),
        ('<w:rFonts w:ascii="X" w:asciiTheme="majorAscii"/>', ZH, ("Arial", "標楷體")),
        ('<w:rFonts w:ascii="X" w:asciiTheme="minorEastAsia"/>', ZH, ("新細明體", "標楷體")),
        (
            '<w:rFonts w:eastAsia="細明體" w:eastAsiaTheme="minorEastAsia"/>',
            "",
            ("標楷體", "細明體"),
        ),
        ('<w:rFonts w:eastAsiaTheme="minorEastAsia"/>', "", ("標楷體", "標楷體")),
    ],
    ids=["by theme", "theme over name", "another slot's", "empty in theme: name", "empty: below"],
)
def test_theme_fonts(rpr: str, settings: str, expected: tuple[str, str]) -> None:
    below = defaults(FONTS.format("標楷體"))
    assert fonts(rpr, styles=below, theme=THEMED, settings=settings) == expected


def test_a_plain_font_goes_over_a_theme_font_below() -> None:
    below = defaults('<w:rFonts w:eastAsiaTheme="minorEastAsia"/>')
    named = '<w:rFonts w:eastAsia="標楷體"/>'
    assert fonts(named, styles=below, theme=THEMED, settings=ZH)[1] == "標楷體"


def test_latin_that_is_not_ascii_takes_its_own_font() -> None:
    slots = '<w:rFonts w:ascii="Arial" w:hAnsi="Times" w:eastAsia="標楷體"/>'
    found = one(p(r("aé字b", slots))).runs
    assert [(x.text, x.latin, x.start) for x in found] == [
        ("a", "Arial", 0),
        ("é字", "Times", 1),
        ("b", "Arial", 3),
    ]


def test_the_hint_is_told() -> None:
    assert run(p(r("“", '<w:rFonts w:hint="eastAsia"/>'))).hint
    assert not run(p(r("“"))).hint


def test_languages() -> None:
    below = defaults('<w:lang w:val="en-US" w:eastAsia="zh-CN"/>')
    found = run(p(r("字", '<w:lang w:eastAsia="zh-TW"/>')), styles=below)
    assert (found.language_latin, found.language_east) == ("en-US", "zh-TW")


# Paragraph properties.


def test_a_paragraph_without_anything() -> None:
    found = one(p("字"))
    assert (found.rule, found.line, found.alignment, found.outline) == ("auto", 240, "left", None)
    assert (found.snap, found.widow_control, found.indent) == (True, True, Indent())
    assert (found.overflow_punct, found.auto_space_de, found.other) == (True, True, ())


def test_line_height_and_its_rule_are_inherited_apart() -> None:
    styles = style("A", '<w:spacing w:line="420" w:lineRule="exact"/>')
    found = one(p("字", style="A", ppr='<w:spacing w:line="400"/>'), styles=styles)
    assert (found.rule, found.line) == ("exact", 400)


def test_switches_are_inherited_and_turned_off() -> None:
    styles = style("A", '<w:keepNext/><w:snapToGrid w:val="0"/><w:overflowPunct w:val="off"/>')
    found = one(p("字", style="A", ppr='<w:keepNext w:val="0"/>'), styles=styles)
    assert (found.keep_next, found.snap, found.overflow_punct) == (False, False, False)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("start", "left"), ("left", "left"), ("end", "right"), ("both", "both"), ("center", "center")],
)
def test_alignment(value: str, expected: str) -> None:
    assert one(p("字", ppr=f'<w:jc w:val="{value}"/>')).alignment == expected


def test_outline_levels() -> None:
    styles = style("A", '<w:outlineLvl w:val="1"/>')
    assert one(p("字", style="A"), styles=styles).outline == 1
    assert one(p("字", style="A", ppr='<w:outlineLvl w:val="9"/>'), styles=styles).outline is None


def test_tab_stops_are_joined_and_cleared() -> None:
    styles = style(
        "A", '<w:tabs><w:tab w:val="left" w:pos="600"/><w:tab w:val="left" w:pos="900"/></w:tabs>'
    )
    own = '<w:tabs><w:tab w:val="clear" w:pos="600"/><w:tab w:val="center" w:pos="300"/></w:tabs>'
    assert one(p("字", style="A", ppr=own), styles=styles).tabs == (300, 900)


def test_properties_without_a_field_are_named() -> None:
    odd = '<w:framePr w:w="1"/><w:pBdr><w:top w:val="single"/></w:pBdr><w:kinsoku w:val="0"/><w:bidi/>'
    assert one(p("字", ppr=odd)).other == ("framePr", "pBdr", "bidi", "kinsoku")
    none = '<w:pBdr><w:top w:val="nil"/></w:pBdr><w:kinsoku/>'
    assert one(p("字", ppr=none)).other == ()


# Indents.


def indent(ppr: str, rpr: str = "", **options: object) -> Indent:
    return one(p(r("字", rpr), ppr=ppr, style="A"), **options).indent


@pytest.mark.parametrize(
    ("ind", "expected"),
    [
        ('w:left="100" w:right="200" w:firstLine="300"', Indent(100, 200, 300)),
        ('w:start="100" w:end="200"', Indent(100, 200, 0)),
        ('w:start="100" w:left="900"', Indent(100, 0, 0)),
        ('w:left="480" w:hanging="480"', Indent(480, 0, -480)),
        ('w:hanging="480" w:firstLine="100"', Indent(0, 0, -480)),
        ('w:left="2.5cm"', Indent(1417, 0, 0)),
        ('w:firstLineChars="200" w:firstLine="31680"', Indent(0, 0, 560)),
        ('w:firstLineChars="0" w:firstLine="300"', Indent(0, 0, 300)),
        ('w:leftChars="100" w:left="9"', Indent(240, 0, 0)),
        ('w:rightChars="50"', Indent(0, 120, 0)),
        (
            'w:leftChars="100" w:left="800" w:hangingChars="200" w:hanging="560"',
            Indent(800, 0, -560),
        ),
        ('w:left="480" w:hangingChars="200" w:hanging="480"', Indent(480, 0, -560)),
        ('w:left="x"', Indent()),
    ],
)
def test_indents(ind: str, expected: Indent) -> None:
    styles = defaults(size(24)) + style("A")
    assert indent(f"<w:ind {ind}/>", size(28), styles=styles) == expected


def test_characters_of_an_indent_win_from_below_until_they_are_nought() -> None:
    styles = defaults(size(24)) + style("A", '<w:ind w:leftChars="200" w:left="480"/>')
    assert indent('<w:ind w:left="100"/>', styles=styles).left == 480
    assert indent('<w:ind w:leftChars="0" w:left="100"/>', styles=styles).left == 100


def test_a_grid_of_characters_widens_the_character() -> None:
    grid = '<w:sectPr><w:docGrid w:type="linesAndChars" w:linePitch="360" w:charSpace="4096"/></w:sectPr>'
    found = one(p("字", ppr='<w:ind w:leftChars="100"/>'), styles=defaults(size(24)), section=grid)
    assert found.indent.left == 260


LISTED = abstract(0, level(0, ppr='<w:ind w:left="960" w:hanging="480"/>')) + num(1, 0)


@pytest.mark.parametrize(
    ("styled", "direct", "expected"),
    [
        ("", item(1), Indent(960, 0, -480)),
        ('<w:ind w:left="100"/>', item(1), Indent(960, 0, -480)),
        (item(1) + '<w:ind w:left="100"/>', "", Indent(100, 0, -480)),
        (item(1), '<w:ind w:left="100"/>', Indent(100, 0, -480)),
        ("", item(1) + '<w:ind w:left="0" w:firstLine="0"/>', Indent()),
        (item(1), '<w:numPr><w:numId w:val="0"/></w:numPr>', Indent()),
        ("", item(7), Indent()),
    ],
    ids=[
        "the list's",
        "direct numbering over the style's indent",
        "a style's indent over its numbering",
        "direct indent over all",
        "direct nought over all",
        "numbering taken away takes its indents",
        "a list that is not there",
    ],
)
def test_indents_of_lists(styled: str, direct: str, expected: Indent) -> None:
    assert indent(direct, styles=style("A", styled), numbering=LISTED) == expected


def test_a_style_based_on_a_numbered_one_sets_its_own_indent() -> None:
    styles = style("B", item(1)) + style("A", '<w:ind w:left="77"/>', more=based("B"))
    assert indent("", styles=styles, numbering=LISTED) == Indent(77, 0, -480)


# Space before and after.


@pytest.mark.parametrize(
    ("spacing", "grid", "expected"),
    [
        ('w:before="120"', "", 120),
        ('w:beforeLines="50" w:before="7"', "", 120),
        ('w:beforeLines="50" w:before="7"', '<w:docGrid w:type="lines" w:linePitch="360"/>', 180),
        ('w:beforeLines="50" w:before="7"', '<w:docGrid w:linePitch="360"/>', 120),
        ('w:beforeLines="0" w:before="7"', "", 7),
        ('w:beforeAutospacing="1" w:before="7"', "", 280),
        ('w:beforeAutospacing="0" w:before="7"', "", 7),
    ],
)
def test_space_before(spacing: str, grid: str, expected: int) -> None:
    block = p("字", ppr=f"<w:spacing {spacing}/>")
    assert one(block, section=f"<w:sectPr>{grid}</w:sectPr>").before == expected
