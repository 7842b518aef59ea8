"""Tags outside of words: filled where a reader sees them, refused where a value could do harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docgen.docx import open_safely
from docgen.docx.xml import parse, w
from docgen.render import Properties, Value, check, fill, prepare
from tests.docx.build import docx, p, r, row, table
from tests.render.corpus import templates as corpus
from tests.render.filling import NAME, Context, refused, xml

if TYPE_CHECKING:
    from docgen.problem import Problem

M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
V = 'xmlns:v="urn:schemas-microsoft-com:vml"'


def field(*codes: str) -> str:
    """A field whose instruction stands in several runs."""
    runs = "".join(f"<w:r><w:instrText>{code}</w:instrText></w:r>" for code in codes)
    signs = [
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    ]
    return f"{signs[0]}{runs}{signs[1]}{r('x')}{signs[2]}"


def simple(code: str) -> str:
    return f'<w:fldSimple w:instr="{code}">{r("x")}</w:fldSimple>'


def drawing(descr: str, more: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{WP}"><wp:docPr id="7" name="p" descr="{descr}"'
        f"{more}/></wp:inline></w:drawing></w:r>"
    )


def formula(*texts: str) -> str:
    inner = "".join(f"<m:r><m:t>{text}</m:t></m:r>" for text in texts)
    return f"<m:oMath {M}>{inner}</m:oMath>"


def found(*blocks: str) -> tuple[Problem, ...]:
    return check(docx(*blocks), name=NAME, context_type=Context)


@pytest.mark.parametrize(
    "harm",
    [
        field(' HYPERLINK "{{ title }}" '),
        field(" HYPERLINK ", '"{', "{ title }", '}" '),
        field(' HYPERLINK "{{', " title", " }}"),
        field(' IF {% if shown %}1{% endif %} = 1 "a" "b" '),
        field("{{ title"),
        simple(" {{ title }} "),
        simple(" QUOTE {# x #} "),
        f'<w:r><w:pict><v:shape {V} href="{{{{ title }}}}"/></w:pict></w:r>',
        f'<w:r><w:pict><v:shape {V}><v:imagedata src="{{{{ title }}}}"/></v:shape></w:pict></w:r>',
        '<w:hyperlink w:anchor="{{ title }}"><w:r><w:t>x</w:t></w:r></w:hyperlink>',
        drawing("x", ' hidden="{{ title }}"'),
        "<w:r>{{ title }}<w:t>x</w:t></w:r>",
        "<w:r><w:t>x</w:t>{{ title }}</w:r>",
    ],
)
def test_a_value_that_could_do_more_than_be_read_is_refused(harm: str) -> None:
    (problem,) = found(p("{{ title }}"), p("b"), p(harm), p("{{ title }}"))
    assert (problem.rule, problem.where.paragraph) == ("tag-not-in-text", 3)
    assert problem.args["element"]


def test_fields_that_hold_no_tag_are_left_alone() -> None:
    code = ' HYPERLINK "https://x/{a}?%7D" '
    made = xml(docx(p(field(code), "{{ title }}")))
    assert f"<w:instrText>{code}</w:instrText>" in made


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        (formula("{{1,2},{3}}"), "tag-syntax"),
        (formula("{{ titel }}"), "unknown-variable"),
        (formula("a{{ b"), "unclosed-tag"),
        (formula("{%p if shown %}"), "unsupported-tag"),
        (formula("{% if shown %}"), "unbalanced-block"),
        (drawing("{{ titel }}"), "unknown-variable"),
        (drawing("{% if titel %}a{% endif %}"), "unknown-variable"),
        (drawing("{{ title"), "unclosed-tag"),
        (drawing("{%- if shown %}"), "unsupported-tag"),
    ],
)
def test_a_fault_there_names_its_own_paragraph(wrong: str, rule: str) -> None:
    (problem,) = found(p("{{ title }}"), p("b"), p(wrong), p("{{ title }}"))
    assert (problem.rule, problem.where.paragraph) == (rule, 3)


@pytest.mark.usefixtures("way")
def test_a_value_that_is_missing_there_names_it_too() -> None:
    for inner in (drawing("{{ note }}"), formula("{{ note }}")):
        (problem,) = refused(docx(p("{{ title }}"), p("b"), p(inner), p("{{ title }}")))
        assert (problem.rule, problem.where.paragraph) == ("missing-value", 3)


def test_a_tables_alternative_text_is_of_its_first_paragraph() -> None:
    described = table(row("a", "b")).replace(
        "<w:tblPr>", '<w:tblPr><w:tblDescription w:val="{{ titel }}"/>'
    )
    (problem,) = found(p("{{ title }}"), described, p("{{ title }}"))
    assert (problem.rule, problem.where.paragraph) == ("unknown-variable", 2)
    sound = described.replace("titel", "title").replace("<w:tblDescription", "<w:tblCaption")
    assert found(sound) == ()


@pytest.mark.usefixtures("way")
def test_formulas_and_alternative_texts_are_filled() -> None:
    told = drawing("{% if shown %}有 {{ title }}{% else %}無{% endif %}")
    made = xml(
        docx(p(formula("{{ title }}", "{", "{a", "}", "}"), told)), title=Value("<1>", "p:t")
    )
    assert "<m:t>&lt;1&gt;</m:t>" in made
    for sign in ("{", "{a", "}"):
        assert f"<m:t>{sign}</m:t>" in made
    assert 'descr="有 &lt;1&gt;"' in made


def test_on_docxtpls_way_too() -> None:
    template = docx(p(formula("{{ title }}", "{", "{a"), "{{ picture }}"))
    ready = prepare(template, name=NAME, context_type=corpus.Context)
    made = open_safely(fill(ready, corpus.WITH_PICTURE, properties=Properties("T")), "x")
    root = parse(made["word/document.xml"])
    texts = [t.text for t in root.iter("{*}t") if t.tag != w("t")]
    assert texts == [str(corpus.CONTEXT.title), "{", "{a"]
