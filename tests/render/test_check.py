"""Everything that is wrong with a template, told with its place before anything is rendered."""

from __future__ import annotations

import time

import pytest
from msgspec import Struct

from docgen.docx import pack
from docgen.problem import Problem, Refused, Where
from docgen.problem.faults import FAULTS
from docgen.render import check, prepare
from tests.docx.build import STYLES, W, cell, docx, p, parts, r, row, table
from tests.render.filling import NAME, Context

REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def found(*blocks: str, **options: object) -> tuple[Problem, ...]:
    return check(docx(*blocks, **options), name=NAME, context_type=Context)


def one(*blocks: str, **options: object) -> Problem:
    (problem,) = found(*blocks, **options)
    fault = FAULTS[problem.rule]
    args = {"element": "", **problem.args}
    fault.message.format(**args)
    fault.help.format(**args)
    return problem


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("｛｛ title ｝｝", "full-width-tag"),
        ("{｛ title }}", "full-width-tag"),
        ("{{ title ｝}", "full-width-tag"),
        ("｛% if note %｝", "full-width-tag"),
        ("{％ if note ％}", "full-width-tag"),
        ("{{ title }", "unclosed-tag"),
        ("title }}", "unclosed-tag"),
        ("{% if note", "unclosed-tag"),
        ("{{ title", "unclosed-tag"),
        ("{%- if note %}a{% endif %}", "unsupported-tag"),
        ("{{p title }}", "unprintable-value"),
        ("{{tr title }}", "unsupported-tag"),
        ("{% hm 1 %}", "unsupported-tag"),
        ("{% hm %}", "tag-outside-table"),
        ("{{ }}", "unsupported-tag"),
        ("{% vm %}", "unsupported-tag"),
        ("{% include 'x' %}", "unsupported-tag"),
        ("{% import 'x' as y %}", "unsupported-tag"),
        ("{% macro m() %}{% endmacro %}", "unsupported-tag"),
        ("{% raw %}{% endraw %}", "unsupported-tag"),
        ("{% block b %}{% endblock %}", "unsupported-tag"),
        ("{% set x %}y{% endset %}", "unsupported-tag"),
        ("{{ title.upper() }}", "unsupported-tag"),
        ("{{ {'a': 1} }}", "unsupported-tag"),
        ("{{ rows[0:1] }}", "unsupported-tag"),
        ("{% for r in rows recursive %}{{ r.title }}{% endfor %}", "unsupported-tag"),
        ("{%p for r in rows[5 % 2] %}", "unsupported-tag"),
        ("{% for loop in rows %}{% endfor %}", "unsupported-tag"),
        ("{% for self in rows %}{{ self.titel }}{% endfor %}", "unknown-variable"),
        ("{{ " + "(" * 900 + "title" + ")" * 900 + " }}", "tag-syntax"),
        ("{{ " + "9" * 9000 + " }}", "tag-syntax"),
        ("{% for r in rows %}" * 300 + "{% endfor %}" * 300, "tag-syntax"),
        ("{{ title" + ".a" * 3000 + " }}", "tag-syntax"),
        ("{%p if note %} and more", "text-beside-tag"),
        ("{%tr if note %}", "tag-outside-table"),
        ("{% width 5 %}", "tag-outside-table"),
        ("{% if note %}a", "unbalanced-block"),
        ("a{% endif %}", "unbalanced-block"),
        ("{% if note %}{% for r in rows %}{% endif %}{% endfor %}", "unbalanced-block"),
        ("{% elif note %}", "unbalanced-block"),
        ("{{ title + }}", "tag-syntax"),
        ("{% if %}", "unsupported-tag"),
        ("{{ titel }}", "unknown-variable"),
        ("{{ title.text }}", "unknown-variable"),
        ("{{ loop.index }}", "unknown-variable"),
        ("{% for r in rows %}{{ loop.idx }}{% endfor %}", "unknown-variable"),
        ("{% for r in rows %}{{ r.titel }}{% endfor %}", "unknown-variable"),
        ("{{ rows[0].titel }}", "unknown-variable"),
        ("{{ (rows|first).titel }}", "unknown-variable"),
        ("{{ title.__class__ }}", "unknown-variable"),
        ("{{ title|uper }}", "unknown-filter"),
        ("{{ title|safe }}", "unknown-filter"),
        ("{{ title|attr('x') }}", "unknown-filter"),
        ("{% for r in title %}{{ r }}{% endfor %}", "not-a-list"),
        ("{{ rows }}", "unprintable-value"),
        ("{{ first }}", "unprintable-value"),
        ("{{ shown }}", "unprintable-value"),
        ("{{ nothing }}", "unprintable-value"),
        ("{{ count == 3 }}", "unprintable-value"),
    ],
)
def test_a_faulty_tag_is_named_with_its_paragraph(text: str, rule: str) -> None:
    problem, *_ = found(p("first"), p(text))
    assert problem.rule == rule
    assert (problem.where.docx, problem.where.paragraph) == (NAME, 2)
    assert (problem.where.text or "").startswith(text[:20].strip())


BRACES = "\ufdd2\ufdd2 title \ufdd3\ufdd3"


@pytest.mark.parametrize(
    "block",
    [
        p(BRACES),
        p("{{ title }}" + BRACES),
        p("a\ufdd00\ufdd1"),
        p("\ufdd0" + "9" * 5000 + "\ufdd1"),
    ],
)
def test_signs_that_mean_something_to_us_alone_are_refused(block: str) -> None:
    problem = one(p("first"), block)
    assert problem.rule == "illegal-character"
    assert (problem.where.docx, problem.where.paragraph) == (NAME, 2)
    assert str(problem.args["text"]).startswith("\\ufdd")


def test_in_attributes_too_and_beside_other_faults() -> None:
    described = table(row("a", "b")).replace(
        "<w:tblW ", f'<w:tblDescription w:val="{BRACES}"/><w:tblW ', 1
    )
    assert [problem.rule for problem in found(described, p("{{ titel }}"))] == ["illegal-character"]
    rules = [problem.rule for problem in found(described, p("{{ title }"))]
    assert rules == ["illegal-character", "unclosed-tag"]


@pytest.mark.parametrize(
    "text",
    [
        "{{ title }}{{ count }}{{ note }}{{ first.title }}{{ first.loud }}{{ count + 1 }}",
        (
            "{% for r in rows %}{{ r.title }}{{ loop.index }}{% for c in r.cells %}{{ c }}{% endfor %}"
            "{% else %}none{% endfor %}"
        ),
        "{% set x = rows|length %}{{ x }}",
        "{% if shown and not nothing or first is none %}a{% elif count in (1, 2) %}b{% endif %}",
        "{{ 'a' if shown else title }}{{ rows[0].title }}{{ (rows|last).title }}",
        "{{ title|length }}{{ columns|join('、') }}{{ loop }}"[:-10],
        "{# anything: {{ unknown }} #}"[:17] + "#}",
        "100% {a} ｛甲｝ （％）",
    ],
)
def test_a_sound_tag_is_not(text: str) -> None:
    assert found(p(text)) == ()


def test_the_nearest_known_name_is_told() -> None:
    assert one(p("{{ titel }}")).args["nearest"] == "title"
    assert one(p("{% for r in rows %}{{ r.titl }}{% endfor %}")).args == {
        "name": "r.titl",
        "nearest": "title",
    }


def test_all_faults_are_told_at_once() -> None:
    problems = found(p("{{ a }}"), p("{{ b }}"), header=p("{{ c }}"))
    assert [problem.args["name"] for problem in problems] == ["a", "b", "c"]


def test_a_fault_in_a_table_says_which_cell() -> None:
    problem = one(p("a"), table(row("x", "y"), row("z", cell("{{ titel }}"))))
    assert {k: problem.args[k] for k in ("table", "row", "cell")} == {
        "table": "1",
        "row": "2",
        "cell": "2",
    }


def test_a_fault_in_a_header_says_which() -> None:
    assert one(p("a"), header=p("{{ titel }}")).where.docx == f"{NAME}#header1.xml"


@pytest.mark.parametrize(
    "runs",
    [
        (r("{{ ti", "<w:b/>"), r("tle }}", "<w:i/>")),
        (r("{{ ti"), "<w:r><w:tab/></w:r>", r("tle }}")),
        (r("{{ ti"), f"<w:hyperlink>{r('tle')}</w:hyperlink>", r(" }}")),
    ],
)
def test_a_tag_of_several_formats_is_told(runs: tuple[str, ...]) -> None:
    assert one(p(*runs)).rule == "split-tag"


def test_what_stands_beside_a_row_or_cell_tag_is_told() -> None:
    both = one(table(row("{%tr for r in rows %}", "lost"), row("x", ""), row("{%tr endfor %}", "")))
    assert both.rule == "text-beside-tag"
    assert (
        one(table(row(cell("{%tc if note %}", "lost"), cell("{%tc endif %}")))).args["element"]
        == "tc"
    )


def test_a_picture_or_section_break_beside_a_paragraph_tag_is_told() -> None:
    assert one(p("{%p set x = 1 %}", "<w:r><w:drawing/></w:r>")).rule == "text-beside-tag"
    broken = one(p("{%p set x = 1 %}", ppr="<w:sectPr/>"))
    assert broken.rule == "text-beside-tag"


def test_a_block_must_close_on_the_level_where_it_opened() -> None:
    assert one(p("{% if note %}"), p("a"), p("{% endif %}")).rule == "unbalanced-block"
    assert one(p("{%p if note %}"), table(row(p("{%p endif %}")))).rule == "unbalanced-block"
    assert one(p("{%p if note %}"), p("a{% endif %}")).rule == "unbalanced-block"


def test_tags_in_parts_that_are_not_filled_are_told() -> None:
    problem = one(p("a"), more={"word/comments.xml": "<a>{{ title }}</a>"})
    assert (problem.rule, problem.where.docx) == ("tag-out-of-place", f"{NAME}#comments.xml")


@pytest.mark.parametrize(
    ("shown", "sound"),
    [("{%1}", True), ("{{%1.%2}}", True), ("%1", True), ("{% if x %}", False), ("{{ x }}", False)],
)
def test_a_number_of_a_list_in_braces_is_no_tag(shown: str, *, sound: bool) -> None:
    level = f'<w:lvl w:ilvl="0"><w:lvlText w:val="{shown}"/></w:lvl>'
    numbering = f'<w:numbering xmlns:w="{W}"><w:abstractNum>{level}</w:abstractNum></w:numbering>'
    assert (found(p("a"), more={"word/numbering.xml": numbering}) == ()) == sound


def test_missing_styles_are_told_once_with_their_place() -> None:
    used = p("甲", style="Ladder9")
    problem = one(p("a"), used, used)
    assert problem.rule == "missing-style"
    assert problem.args["style"] == "Ladder9"
    assert problem.where == Where(docx=NAME, paragraph=2, text="甲")


def test_styles_that_stand_on_missing_ones_are_told() -> None:
    styles = STYLES + '<w:style w:styleId="X"><w:name w:val="X"/><w:basedOn w:val="Y"/></w:style>'
    assert one(p("a"), styles=styles).args == {"style": "Y", "by": "X"}


def test_missing_table_styles_are_told() -> None:
    styled = table(row("a", "b")).replace("<w:tblPr>", '<w:tblPr><w:tblStyle w:val="Grid"/>')
    assert one(styled).args["style"] == "Grid"


def test_comments_are_told() -> None:
    assert one(p("a", '<w:r><w:commentReference w:id="1"/></w:r>')).rule == "comment-in-template"


def test_tracked_changes_external_relationships_and_macros_are_told() -> None:
    tracked = p(f'<w:del w:id="1" w:author="a">{r("secret")}</w:del>')
    rel = f'<Relationship Id="x" Type="{REL}image" Target="http://x/" TargetMode="External"/>'
    problems = found(tracked, rels=rel, more={"word/vbaProject.bin": b""})
    assert {problem.rule for problem in problems} == {
        "tracked-change",
        "external-relationship",
        "macros",
    }


@pytest.mark.parametrize(
    "blocks",
    [
        [p("{{ title }}")] * 2001,
        [table(*[row(p("x"))] * 2001)],
        [p("<w:r/>" * 50_000)],
        [p("{{ " * 20_000)],
        [p("{{title}}" * 1_000)] * 11,
    ],
)
def test_a_document_that_is_no_template_is_refused_before_it_costs_time(blocks: list[str]) -> None:
    assert one(*blocks).rule == "template-too-large"


@pytest.mark.parametrize(
    "text", ["{{ " * 3_300, "{%" * 5_000, "{{ title }} {{ x" * 600, "{#{{" * 2_500]
)
def test_signs_that_nothing_closes_are_told_in_no_time(text: str) -> None:
    started = time.process_time()
    problems = found(*[p(text)] * 3)
    assert {problem.rule for problem in problems} <= {"unclosed-tag", "template-too-large"}
    assert time.process_time() - started < 5


@pytest.mark.parametrize("union", ["x or x", "x and x", "x if shown else x", "(x, x)|first"])
def test_what_a_name_may_be_does_not_double(union: str) -> None:
    sets = "{% set x = title or rows %}" + f"{{% set x = {union} %}}" * 60
    assert {problem.rule for problem in found(p(f"{sets}{{{{ x }}}}"))} <= {"unprintable-value"}


def test_lists_in_lists_do_not_double_either() -> None:
    sets = (
        "{% set x = (1, title) %}{% set y = x %}" + "{% set x = (x, y) %}{% set y = (y, x) %}" * 40
    )
    assert one(p(f"{sets}{{{{ x.titel }}}}")).rule == "unknown-variable"


LOOPED = ("{%tc for c in columns %}", "{{ c }}", "{%tc endfor %}")


def looped(tcpr: str) -> str:
    first, inner, last = LOOPED
    return table(row(cell(first), cell(inner, tcpr=tcpr), cell(last)))


@pytest.mark.parametrize(
    ("tcpr", "rule"),
    [
        ('<w:gridSpan w:val="9999999"/>', "too-many-columns"),
        ('<w:gridSpan w:val="64"/>', "too-many-columns"),
        ('<w:gridSpan w:val="-1"/>', "too-many-columns"),
        ('<w:gridSpan w:val="two"/>', "too-many-columns"),
        ('<w:gridSpan w:val="%s"/>' % ("9" * 9_000), "too-many-columns"),
        ('<w:tcW w:w="1e999" w:type="dxa"/>', "not-a-width"),
        ('<w:tcW w:w="2cm" w:type="dxa"/>', "not-a-width"),
        ('<w:tcW w:w="nan"/>', "not-a-width"),
        ('<w:tcW w:w="-5"/>', "not-a-width"),
        ('<w:tcW w:w="9999999" w:type="dxa"/>', "not-a-width"),
    ],
)
def test_what_is_no_width_or_number_of_columns_is_told_with_its_place(tcpr: str, rule: str) -> None:
    problem = one(p("a"), looped(tcpr))
    assert (problem.rule, problem.where.paragraph, problem.args["cell"]) == (rule, 3, "2")


def test_numbers_of_columns_are_looked_at_once_and_in_every_table() -> None:
    wide = table(row(cell("x", tcpr='<w:gridSpan w:val="64"/>')))
    assert one(table(row(cell(wide, p("a"))))).rule == "too-many-columns"
    before = row("x", trpr='<w:gridBefore w:val="9999999"/>')
    assert one(p("a"), table(before)).where.paragraph == 2


def test_in_a_text_box_they_are_of_the_cell() -> None:
    wide = table(row(p("x"), cell("y", tcpr='<w:gridSpan w:val="64"/>')))
    box = f"<w:r><w:pict><w:txbxContent>{wide}{p('z')}</w:txbxContent></w:pict></w:r>"
    assert one(p("a"), p("b", box)).where.text == "y"


@pytest.mark.parametrize(
    "tcpr",
    [
        '<w:tcW w:w="50%" w:type="pct"/>',
        '<w:tcW w:w="1234.5" w:type="dxa"/>',
        '<w:tcW w:w="0" w:type="auto"/>',
        '<w:gridSpan w:val="63"/>',
    ],
)
def test_widths_and_columns_that_word_writes_are_sound(tcpr: str) -> None:
    assert found(looped(tcpr)) == ()


def test_a_width_with_its_unit_is_no_fault_where_nothing_is_laid_out() -> None:
    assert found(table(row(cell("x", tcpr='<w:tcW w:w="2cm" w:type="dxa"/>')))) == ()


@pytest.mark.parametrize("text", ["{{ title }}", "{{ nope }}", "words", "{{ items[7].name }}"])
def test_a_strict_document_is_refused_with_what_to_do(text: str) -> None:
    made = parts(p(text), header=p("h"))
    for old, new in (
        (W, "http://purl.oclc.org/ooxml/wordprocessingml/main"),
        (REL[:-1], "http://purl.oclc.org/ooxml/officeDocument/relationships"),
    ):
        made = {name: part.replace(old.encode(), new.encode()) for name, part in made.items()}
    problems = check(pack(made), name=NAME, context_type=Context)
    assert {problem.rule for problem in problems} == {"strict-document"}
    assert [problem.where.docx for problem in problems] == [NAME, f"{NAME}#header1.xml"]
    with pytest.raises(Refused):
        prepare(pack(made), name=NAME, context_type=Context)


def test_text_boxes_are_read_too() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{p('{{ titel }}')}</w:txbxContent></w:pict></w:r>"
    assert one(p(box)).args["name"] == "titel"


class Either(Struct, frozen=True):
    """A union: what one of its members has is known."""

    item: Context | str


def test_unions_know_what_any_member_knows() -> None:
    assert check(docx(p("{{ item.title }}")), name=NAME, context_type=Either) == ()
    (problem,) = check(docx(p("{{ item.titel }}")), name=NAME, context_type=Either)
    assert problem.args["nearest"] == "title"


def test_every_fault_of_this_room_is_in_the_table() -> None:
    import re
    from pathlib import Path

    root = Path(__file__).resolve().parents[2] / "docgen"
    source = "".join(
        f.read_text("utf-8") for room in ("docx", "render") for f in (root / room).rglob("*.py")
        if "context" not in f.parts
    )  # fmt: skip
    named = set(
        re.findall(r'(?:Problem|fault|Finding|Unprintable|_problem)\(\s*"([a-z-]+)"', source)
    )
    assert len(named) > 25
    assert named <= set(FAULTS)
