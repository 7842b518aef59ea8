"""Tables: looped rows and columns, merged cells, widths; nothing that Word calls corrupt."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.docx.ids import Ids
from docgen.docx.wellformed import Malformed
from docgen.docx.xml import parse
from docgen.render import Value
from docgen.render.controls import key
from docgen.render.tidy import tidy
from tests.docx.build import W, cell, control, docx, p, r, row, table
from tests.render.filling import refused, row_of, words, xml

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.usefixtures("way")

ROWS = (row_of("g", "a"), row_of("g", "b"), row_of("h", "c"), row_of("h", "d"), row_of("g", "e"))


def looped(*cells: str, before: str = "") -> bytes:
    empty = [""] * (len(cells) - 1)
    return docx(
        table(
            before,
            row("{%tr for row in rows %}", *empty),
            row(*cells),
            row("{%tr endfor %}", *empty),
            columns=len(cells),
        )
    )


def cells(text: str) -> list[str]:
    return [line[1:].strip() for line in text.splitlines() if line.startswith("│")]


def test_rows_are_repeated() -> None:
    assert cells(words(looped("{{ row.group }}", "{{ row.title }}"), rows=ROWS[:2])) == list("gagb")


def test_equal_keys_are_merged_down_and_others_begin_anew() -> None:
    made = words(looped("{% vm row.group %}{{ row.group }}", "{{ row.title }}"), rows=ROWS)
    assert cells(made)[::2] == ["g", "〃", "h", "〃", "g"]


def test_a_cell_that_nothing_continues_is_not_merged_at_all() -> None:
    made = xml(looped("{% vm row.group %}x", "y"), rows=ROWS[1:3])
    assert "vMerge" not in made


def test_two_columns_merge_each_by_its_own_key() -> None:
    rows = (row_of("g", "a"), row_of("g", "a"), row_of("g", "b"))
    made = words(
        looped("{% vm row.group %}{{ row.group }}", "{% vm row.title %}{{ row.title }}"), rows=rows
    )
    assert cells(made) == ["g", "a", "〃", "〃", "〃", "b"]


def test_merging_begins_anew_in_each_table() -> None:
    one = table(row("{% vm 'k' %}x", "y"))
    assert "vMerge" not in xml(docx(one, p("between"), one))


def test_merging_works_across_separate_rows_of_a_template() -> None:
    made = docx(table(row("{% vm 'k' %}x", "1"), row("{% vm 'k' %}x", "2"), row("z", "3")))
    assert cells(words(made)) == ["x", "1", "〃", "2", "z", "3"]


def test_merging_needs_the_same_columns() -> None:
    made = docx(
        table(
            row("{% vm 'k' %}x", "1"),
            row("{% vm 'k' %}{% colspan 2 %}x"),
            row("{% vm 'k' %}x", "2"),
        )
    )
    assert "vMerge" not in xml(made)


NIL_TOP, NIL_BOTTOM = '<w:top w:val="nil"/>', '<w:bottom w:val="nil"/>'


def borders(made: str) -> list[str]:
    """What each cell says of its own borders."""
    return [
        "".join(re.findall(r"<w:tcBorders>(.*?)</w:tcBorders>", one))
        for one in made.split("<w:tc>")[1:]
    ]


def test_cells_with_the_same_key_have_no_line_between_them() -> None:
    made = xml(looped("{% noline row.group %}{{ row.title }}", "y"), rows=ROWS)
    assert borders(made)[::2] == [NIL_BOTTOM, NIL_TOP, NIL_BOTTOM, NIL_TOP, ""]
    assert set(borders(made)[1::2]) == {""}
    assert "noline" not in made


def test_a_cell_between_two_of_its_key_has_no_line_on_either_side() -> None:
    rows = tuple(row_of("g", title) for title in "abc")
    made = xml(looped("{% noline row.group %}x", "y"), rows=rows)
    assert borders(made)[2] == NIL_TOP + NIL_BOTTOM


def test_the_designers_own_borders_stay() -> None:
    own = '<w:tcBorders>{}<w:start w:val="dotted"/>{}</w:tcBorders>'
    line = '<w:{} w:val="single" w:sz="8"/>'
    tcpr = '<w:tcW w:w="1000" w:type="dxa"/>' + own.format(
        line.format("top"), line.format("bottom")
    )
    kept = cell("{% noline row.group %}x", tcpr=tcpr + '<w:vAlign w:val="center"/>')
    made = xml(looped(kept, "y"), rows=ROWS[:2])
    assert own.format(line.format("top"), NIL_BOTTOM) in made
    assert own.format(NIL_TOP, line.format("bottom")) in made


def test_lines_stay_where_the_key_is_not_there_or_the_columns_differ() -> None:
    assert "nil" not in xml(looped("{% noline row.note %}x", "y"), rows=ROWS)
    made = docx(table(row("{% noline 'k' %}x", "1"), row("{% noline 'k' %}{% colspan 2 %}x")))
    assert "nil" not in xml(made)
    one = table(row("{% noline 'k' %}x", "y"))
    assert "nil" not in xml(docx(one, p("between"), one))


def test_the_continuing_cell_is_one_empty_paragraph_of_the_same_kind() -> None:
    kept = cell(p("{% vm row.group %}{{ row.title }}", style="Normal"), p("more"))
    made = xml(looped(kept, "y"), rows=ROWS[:2])
    assert '<w:vMerge/></w:tcPr><w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr></w:p></w:tc>' in made


def test_a_key_that_is_not_there_merges_nothing() -> None:
    assert "vMerge" not in xml(looped("{% vm row.note %}x", "y"), rows=ROWS)


def test_keys_of_more_than_one_value_are_equal_only_where_all_are() -> None:
    rows = (row_of("10", "11/12"), row_of("10/11", "12"), row_of("10/11", "12"))
    made = words(looped("{% vm (row.group, row.title) %}{{ row.title }}", "y"), rows=rows)
    assert cells(made)[::2] == ["11/12", "12", "〃"]


LAID = ("vm", "noline")
FEW = (
    "",
    "a b",
    "a  b",
    "a\u3000b",
    "a\nb",
    "a\tb",
    "a\\nb",
    "1",
    "-1",
    "sa",
    's"',
    "s&quot;",
    "<",
)
PLAINS = st.sampled_from(FEW) | st.integers(-2, 12)
KEYS = st.recursive(PLAINS, lambda inner: st.lists(inner, min_size=1, max_size=3).map(tuple))


@given(KEYS, KEYS)
def test_keys_are_equal_where_they_are_and_nowhere_else(one: object, other: object) -> None:
    assert (key(one) == key(other)) == (one == other)
    assert parse(f'<a b="{key(one)}"/>').get("b") == unescape(key(one))


@pytest.mark.parametrize("tag", LAID)
@pytest.mark.parametrize("other", ["'a  b'", "'a\u3000b'", "('a b',)", "('a', 'b')"])
def test_other_spaces_are_another_key(tag: str, other: str) -> None:
    made = xml(docx(table(row(f"{{% {tag} 'a b' %}}x"), row(f"{{% {tag} {other} %}}y"))))
    assert "vMerge" not in made
    assert "nil" not in made


@pytest.mark.parametrize("tag", LAID)
def test_a_number_is_another_key_than_its_word(tag: str) -> None:
    made = xml(docx(table(row(f"{{% {tag} count %}}x"), row(f"{{% {tag} '3' %}}y"))))
    assert "vMerge" not in made
    assert "nil" not in made


def test_a_value_is_the_same_key_as_its_words() -> None:
    for title in ("標題", "a  b", "<&>"):
        same = docx(table(row("{% vm title %}x"), row(f"{{% vm '{title}' %}}y")))
        assert "vMerge" in xml(same, title=Value(title, "plan:title"))


def test_a_templates_own_merged_cells_stay() -> None:
    start = cell("x", tcpr='<w:vMerge w:val="restart"/>')
    assert cells(words(docx(table(row(start, "1"), row(cell(p(), tcpr="<w:vMerge/>"), "2"))))) == [
        "x", "1", "〃", "2",
    ]  # fmt: skip


COLUMNS = docx(
    table(
        row(
            "h",
            cell("{%tc for c in columns %}"),
            cell("{% width 700 %}{{ c }}"),
            cell("{%tc endfor %}"),
        ),
        row(
            "{% width 2000 %}v",
            cell("{%tc for c in columns %}"),
            cell("{{ c }}"),
            cell("{%tc endfor %}"),
        ),
        row(cell("{% colspan 1 + columns|length %}all")),
        columns=2,
    )
)


def grid(made: str) -> list[int]:
    return [int(w) for w in re.findall(r'gridCol w:w="(\d+)"', made)]


def test_columns_are_repeated_and_the_grid_follows_the_widths() -> None:
    made = xml(COLUMNS, columns=("1", "2", "3"))
    assert grid(made) == [1000, 700, 700, 700]
    assert '<w:tcW w:w="3100" w:type="dxa"/><w:gridSpan w:val="4"/>' in made


def test_a_span_of_one_is_none() -> None:
    assert "gridSpan" not in xml(COLUMNS, columns=())


def test_all_cells_of_a_column_say_its_width() -> None:
    made = xml(COLUMNS, columns=("1",))
    assert re.findall(r'tcW w:w="(\d+)"', made) == ["1000", "700", "1000", "700", "1700"]


def test_what_only_spanning_cells_tell_is_shared_out() -> None:
    made = xml(docx(table(row("{% colspan 2 %}{% width 901 %}a"), row("{% colspan 2 %}b"))))
    assert sum(grid(made)) == 901


def test_widths_of_an_ordinary_table_stay() -> None:
    assert grid(xml(looped("{{ row.title }}", "b"), rows=ROWS)) == [1000, 1000]


def test_cell_properties_stand_in_the_order_of_the_schema() -> None:
    tags = "{% vm 'k' %}{% cellbg 'D9D9D9' %}{% width 500 %}{% colspan 2 %}x"
    full = cell(tags, tcpr='<w:noWrap/><w:vAlign w:val="center"/>')
    made = xml(docx(table(row(full), row(full))))
    order = re.findall(r"<w:(tcW|gridSpan|vMerge|shd|noWrap|vAlign) ?", made)
    assert order[:6] == ["tcW", "gridSpan", "vMerge", "shd", "noWrap", "vAlign"]


def test_tags_of_a_cell_may_have_a_paragraph_of_their_own() -> None:
    made = words(looped(cell("{% vm row.group %}", "{{ row.group }}"), "x"), rows=ROWS[:1])
    assert cells(made) == ["g", "x"]


# --- rows and cells in content controls ------------------------------------------------------


def custom(inner: str) -> str:
    return f'<w:customXml w:uri="u" w:element="e">{inner}</w:customXml>'


AROUND = pytest.mark.parametrize(
    "around", [control, custom, lambda inner: control(custom(control(inner)))]
)


@AROUND
def test_a_row_whose_cells_all_stand_in_controls_is_a_row(around: Callable[[str], str]) -> None:
    held = row(around(cell("姓名")), around(cell("{{ count }}")))
    assert cells(words(docx(table(held, row("地址", "台北"))))) == ["姓名", "3", "地址", "台北"]
    assert cells(words(docx(table(held)))) == ["姓名", "3"]


LOOP = (row("{%tr for row in rows %}", ""), row("{%tr endfor %}", ""))


@AROUND
def test_rows_in_a_control_are_merged_and_unlined(around: Callable[[str], str]) -> None:
    inner = row("{% vm row.group %}{{ row.group }}", "{% noline row.group %}{{ row.title }}")
    made = xml(docx(table(around(LOOP[0] + inner + LOOP[1]))), rows=ROWS[:3])
    assert re.findall(r"<w:vMerge[^>]*>", made) == ['<w:vMerge w:val="restart"/>', "<w:vMerge/>"]
    assert borders(made)[1::2] == [NIL_BOTTOM, NIL_TOP, ""]
    assert "noline" not in made


@AROUND
def test_cells_in_a_control_are_merged_and_counted(around: Callable[[str], str]) -> None:
    merged = row(around(cell("{% vm row.group %}{{ row.group }}")), "{{ row.title }}")
    made = words(docx(table(LOOP[0], merged, LOOP[1])), rows=ROWS[:3])
    assert cells(made) == ["g", "a", "〃", "b", "h", "c"]
    beside = row(around(cell("控")), "{% vm row.group %}{{ row.group }}")
    below = row("{% vm 'g' %}左欄的話", "y")
    made = words(docx(table(LOOP[0], beside, LOOP[1], below)), rows=ROWS[:1])
    assert cells(made) == ["控", "g", "左欄的話", "y"]


@AROUND
def test_columns_of_rows_in_a_control_make_the_grid_anew(around: Callable[[str], str]) -> None:
    across = ("{%tc for c in columns %}", "{% width 700 %}{{ c }}", "{%tc endfor %}")
    made = xml(docx(table(around(row("h", *across)))), columns=("1", "2", "3"))
    assert grid(made) == [1000, 700, 700, 700]
    assert "anew" not in made


@AROUND
def test_a_control_goes_with_the_last_row_that_it_held(around: Callable[[str], str]) -> None:
    held = around(LOOP[0] + row("{{ row.title }}", "x") + LOOP[1])
    made = xml(docx(table(held, row("a", "b"))))
    assert made.count("<w:tr>") == 1
    assert "sdt" not in made
    assert "customXml" not in made
    assert "<w:tbl>" not in xml(docx(table(held), p("z")))


@pytest.mark.parametrize("tag", ["{% vm 'k' %}x", "{% noline 'k' %}x"])
def test_a_cell_that_no_table_lays_out_cannot_be_merged(tag: str) -> None:
    odd = f"<w:tr><w:smartTag>{cell(tag)}</w:smartTag></w:tr>"
    (problem,) = refused(docx(table(row("a", "b"), odd)))
    assert problem.rule == "tag-outside-table"
    assert problem.where.paragraph == 3


@pytest.mark.parametrize(
    "mark",
    ["<w:tcPr noline='k'/>", "<w:tcPr><w:vMerge w:val='=k'/></w:tcPr>", "<w:tblGrid anew='1'/>"],
)
def test_a_mark_of_ours_never_leaves_the_house(mark: str) -> None:
    with pytest.raises(Malformed):
        tidy(f"<w:body xmlns:w='{W}'>{mark}<w:p/></w:body>".encode(), Ids())


# --- what Word calls corrupt -----------------------------------------------------------------


def test_an_empty_loop_leaves_no_table() -> None:
    made = xml(
        docx(p("a"), table(row("{%tr for row in rows %}"), row("x"), row("{%tr endfor %}")), p("z"))
    )
    assert "<w:tbl>" not in made


def test_in_a_cell_too_and_the_cell_keeps_a_paragraph() -> None:
    inner = table(row("{%tr for row in rows %}"), row("x"), row("{%tr endfor %}"))
    assert words(docx(table(row(cell(inner, p("{%p if rows %}"), p("{%p endif %}")))))) == (
        "┌\n├\n│\n└\n"
    )


def test_a_row_without_cells_goes() -> None:
    made = docx(
        table(row("a"), row(cell("{%tc for c in columns %}"), cell("x"), cell("{%tc endfor %}")))
    )
    assert words(made) == "┌\n├\n│ a\n└\n"


def test_a_false_condition_leaves_a_cell_with_a_paragraph() -> None:
    hidden = cell(p("{%p if note %}"), p("x"), p("{%p endif %}"))
    assert "</w:tcPr><w:p/></w:tc>" in xml(docx(table(row(hidden, "b"))))


def test_a_cell_that_ends_in_a_table_gets_a_paragraph() -> None:
    assert "</w:tbl><w:p/></w:tc>" in xml(docx(table(row(cell(p("a"), table(row("b")))))))


def test_what_ends_behind_the_last_paragraph_of_a_cell_adds_none() -> None:
    marked = cell(p(start_of(1, "A"), "a"), end_of(1))
    assert "<w:p/>" not in xml(docx(table(row(marked, "b")), p("z")))
    inner = cell(p("a"), table(row("b")), end_of(1))
    assert "</w:tbl><w:p/></w:tc>" in xml(docx(table(row(inner)), p("z")))


def test_a_paragraph_in_custom_xml_is_one() -> None:
    made = xml(docx(table(row(cell(custom(p("a"))), "b")), custom(p("z"))))
    assert made.count("<w:p>") == 3
    assert "<w:p/>" not in made
    made = xml(docx(custom(table(row(cell(custom(table(row("b")))))))))
    assert "</w:customXml><w:p/></w:tc>" in made
    assert 'w:line="20"' in made


def test_a_document_that_ends_in_a_table_gets_a_tiny_one() -> None:
    assert 'w:line="20"' in xml(docx(table(row("a"))))


def test_a_header_emptied_by_a_condition_keeps_a_paragraph() -> None:
    header = p("{%p if note %}") + p("x") + p("{%p endif %}")
    assert "<w:p/>" in xml(docx(p("a"), header=header), part="word/header1.xml")


def test_tables_repeated_by_a_loop_do_not_run_together() -> None:
    made = docx(p("{%p for row in rows %}"), table(row("{{ row.title }}")), p("{%p endfor %}"))
    assert "</w:tbl><w:tbl>" not in xml(made, rows=ROWS[:2])


def test_bookmarks_in_a_loop_get_names_and_numbers_of_their_own() -> None:
    mark = '<w:bookmarkStart w:id="5" w:name="here"/>' + r("x") + '<w:bookmarkEnd w:id="5"/>'
    made = xml(docx(p("{%p for row in rows %}"), p(mark), p("{%p endfor %}")), rows=ROWS[:2])
    assert re.findall(r'Start w:id="(\d)" w:name="(\w+)"', made) == [("1", "here"), ("2", "here_2")]
    assert re.findall(r'End w:id="(\d)"', made) == ["1", "2"]


def start_of(number: int, name: str) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'


def end_of(number: int) -> str:
    return f'<w:bookmarkEnd w:id="{number}"/>'


def bookmarks(made: str) -> list[str]:
    return re.findall(r'<w:bookmark(?:Start w:id="\d+" w:name=|End w:id=)"([^"]+)"', made)


def test_an_end_of_a_bookmark_that_is_left_out_ends_no_other() -> None:
    hidden = p("{%p if note %}"), p(start_of(1, "A")), p("{%p endif %}"), p("a", end_of(1))
    other = p(start_of(7, "B"), "b"), p("b", end_of(7))
    assert bookmarks(xml(docx(*hidden, *other))) == ["B", "1"]
    between = docx(*hidden[:3], end_of(1), *other)  # not told exactly: mended as a whole
    assert bookmarks(xml(between)) == ["B", "1"]


def test_a_bookmark_ends_once_and_begins_before() -> None:
    loop = p("{%p for row in rows %}"), p("x", end_of(3)), p("{%p endfor %}")
    made = docx(p(end_of(3)), p(start_of(3, "A")), *loop, p(start_of(4, "B"), end_of(4)))
    assert bookmarks(xml(made, rows=ROWS[:3])) == ["A", "1", "B", "2"]


def test_a_bookmark_of_a_covered_cell_goes_whole() -> None:
    begun = p("{% vm row.group %}", start_of(3, "A"), "x")
    made = looped(cell(begun), cell(p("{{ row.title }}", end_of(3))))
    assert bookmarks(xml(made, rows=ROWS[:2])) == ["A", "1"]


def test_paragraph_ids_of_word_are_not_repeated() -> None:
    ns = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    made = docx(f'<w:p {ns} w14:paraId="0A" w:rsidR="00B1">{r("x")}</w:p>')
    assert "paraId" not in xml(made)
    assert "rsid" not in xml(made)


def test_a_width_is_a_number_from_one_on() -> None:
    (problem,) = refused(docx(table(row("{% width 0 %}a", "b"))))
    assert problem.rule == "not-a-width"
    assert problem.where.text == "{% width 0 %}a"


def test_a_colour_is_six_digits() -> None:
    assert refused(docx(table(row("{% cellbg 'red' %}a"))))[0].rule == "not-a-color"


def test_no_cell_spans_more_columns_than_any_page_has_room_for() -> None:
    (problem,) = refused(docx(table(row("{% colspan 9999999 %}x"))))
    assert problem.rule == "not-a-width"


def test_a_cell_reaches_over_as_many_columns_as_word_has() -> None:
    """In a table that is laid out; a wider one would be a grid of so many columns."""
    first = "{% vm 'k' %}{% colspan count * 63 %}x"
    template = docx(table(row(first)))
    assert 'w:gridSpan w:val="63"' in xml(template, count=1)
    (problem,) = refused(template, count=2)
    assert (problem.rule, problem.args["count"]) == ("too-many-columns", "126")
