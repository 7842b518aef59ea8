"""What docgen prints is what docxtpl itself prints of the same template and the same values.

Compared part by part as canonical XML; what is different on purpose is taken out in ``compared``,
each with its reason, or is in ``REFUSED`` with the fault that names it.
"""

from __future__ import annotations

import io

import pytest
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, RichText
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from docgen.docx import text_of
from docgen.problem import Refused
from docgen.render import Properties, Value, fill, prepare
from docgen.render.rich import Picture, Piece, Rich, SubDocument
from tests.docx.build import docx, p, row, table
from tests.render.corpus.compared import parts
from tests.render.corpus.templates import CASES, CONTEXT, ITEMS, NONE, REFUSED, Case, Context

NAME = "templates/x/template.docx"


def by_docgen(template: bytes, context: Context) -> bytes:
    ready = prepare(template, name=NAME, context_type=Context)
    return fill(ready, context, properties=Properties("T"))


def by_docxtpl(template: bytes, context: Context) -> bytes:
    """docxtpl alone, as its manual says."""
    made = DocxTemplate(io.BytesIO(template))
    made.init_docx()
    values = {name: _theirs(made, getattr(context, name)) for name in Context.__struct_fields__}
    made.render(values, SandboxedEnvironment(autoescape=True, undefined=StrictUndefined))
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def _theirs(made: DocxTemplate, value: object) -> object:
    if isinstance(value, Picture):
        width = None if value.width is None else Mm(float(value.width))
        return InlineImage(made, io.BytesIO(value.content), width=width)
    if isinstance(value, Rich):
        text = RichText()
        for piece in value.pieces:
            text.add(
                piece.text,
                bold=piece.bold,
                italic=piece.italic,
                underline="single" if piece.underline else None,
                url_id=made.build_url_id(piece.link) if piece.link else None,
            )
        return text
    return value


@pytest.mark.parametrize("name", CASES)
def test_what_docxtpl_prints(name: str) -> None:
    case: Case = CASES[name]
    assert parts(by_docgen(case.ours, case.context)) == parts(
        by_docxtpl(case.theirs or case.ours, case.context)
    )


@pytest.mark.parametrize("name", CASES)
def test_the_same_bytes_twice(name: str) -> None:
    case = CASES[name]
    assert by_docgen(case.ours, case.context) == by_docgen(case.ours, case.context)


@pytest.mark.parametrize("name", REFUSED)
def test_what_templates_cannot_say_is_refused_by_name(name: str) -> None:
    template, rule = REFUSED[name]
    with pytest.raises(Refused) as stop:
        by_docgen(template, CONTEXT)
    assert rule in {problem.rule for problem in stop.value.problems}


@pytest.mark.parametrize("sign", ["\a", "\f", "\x00"])
def test_control_characters_are_refused_where_docxtpl_makes_markup_of_them(sign: str) -> None:
    with pytest.raises(Refused) as stop:
        by_docgen(docx(p("{{ title }}")), Context(Value(f"a{sign}b", "plan:title"), ITEMS))
    assert stop.value.problems[0].rule == "illegal-character"


@pytest.mark.parametrize(
    "sign", ["{_{ x }_}", "{_% x %_}", "{{ x }}", "{% x %}", "{_{_{", "\ufdd4"]
)
def test_what_was_typed_is_printed_where_docxtpl_unescapes_it(sign: str) -> None:
    context = Context(Value(sign, "plan:title"), ITEMS, picture=CASES["picture"].context.picture)
    assert sign in text_of(by_docgen(docx(p("{{ title }}"), p("{{ picture }}")), context))


def test_a_document_comes_in_as_if_it_had_been_written_there() -> None:
    """docxtpl's own Subdoc wants docxcompose; what it would print is what is written here."""
    blocks = (p("子 {{ title }}"), table(row("x", "y")), p("尾"))
    context = Context(
        CONTEXT.title, ITEMS, inserted=SubDocument(docx(*blocks), "attachments/a.docx")
    )
    made = by_docgen(docx(p("{{ title }}"), p("{{p inserted }}"), p("後")), context)
    written = (p("子 {{ '{{' }} title {{ '}}' }}"), *blocks[1:])
    whole = by_docxtpl(docx(p("{{ title }}"), *written, p("後")), context)
    assert parts(made) == parts(whole)
    assert "子 {{ title }}" in text_of(made)  # what comes in is data, and no template


def test_nothing_there_is_refused_with_its_place() -> None:
    with pytest.raises(Refused) as stop:
        by_docgen(docx(p("a"), p("{{p inserted }}")), NONE)
    (problem,) = stop.value.problems
    assert (problem.rule, problem.where.paragraph) == ("missing-value", 2)


def test_links_of_a_header_are_the_headers() -> None:
    """docxtpl's ``build_url_id`` gives an id of the document, which a header does not have."""
    rich = Rich((Piece("連結", link="https://example.org/"),))
    made = parts(
        by_docgen(docx(p("x"), header=p("{{ rich }}")), Context(CONTEXT.title, ITEMS, rich=rich))
    )
    assert b"hyperlink https://example.org/" in made["word/header1.xml"]
