"""A template is not trusted: it reads plain data, calls nothing, and ends."""

from __future__ import annotations

import pytest
from jinja2 import nodes

from docgen.problem import Refused
from docgen.render import Properties, Value, fill, prepare
from docgen.render.controls import Unprintable
from docgen.render.engine import FILTERS, OWN_FILTERS, Program, Sandbox
from tests.docx.build import docx, p
from tests.render.filling import CONTEXT, NAME, Context, refused, words

VALUES = {"title": Value("t", "plan:t"), "rows": ((1, 2),) * 100, "record": CONTEXT, "empty": None}


def run(text: str, **values: object) -> str:
    """A script past the check, as a poisoned cache could bring it."""
    return Program("x", text, (), Sandbox()).run({**VALUES, **values})


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__ }}",
        "{{ title.__class__.__mro__ }}",
        "{{ record.__dataclass_fields__ }}",
        "{{ record.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ range(9) }}",
        "{{ title.upper() }}",
        "{{ title.address }}",
        "{{ title.format }}",
        "{{ ().__class__ }}",
        "{{ rows.count }}",
        "{% for r in rows %}{{ loop.cycle('a') }}{% endfor %}",
        "{% for r in rows %}{{ loop._length }}{% endfor %}",
        "{{ lipsum }}",
        "{{ namespace() }}",
        "{{ dict(a=1) }}",
        "{{ empty }}",
        "{{ unknown }}",
        "{% if unknown %}{% endif %}",
        "{% for x in unknown %}{% endfor %}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% macro m() %}{% endmacro %}{{ m() }}",
        "{{ '%99999999d' % 1 }}",
        "{{ 'x' * 999999999 }}",
        "{{ 9 ** 99999999 }}",
        "{{ title|_run(1) }}"[:9] + "|nothing }}",
    ],
)
def test_what_reaches_out_is_stopped(text: str) -> None:
    with pytest.raises(Exception) as stop:  # noqa: PT011 - of several kinds, none of them success
        run(text)
    assert not isinstance(stop.value, (SystemExit, MemoryError, RecursionError))


def test_globals_and_tests_are_few() -> None:
    sandbox = Sandbox()
    assert sandbox.globals == {}
    assert set(sandbox.filters) == {*FILTERS, *OWN_FILTERS}
    assert "filter" not in sandbox.tests


def test_loops_in_loops_end() -> None:
    inner = "{% for a in rows %}" * 6 + "{% endfor %}" * 6
    with pytest.raises(Unprintable) as stop:
        run(inner)
    assert stop.value.rule == "endless-template"


@pytest.mark.parametrize("join", ["a ~ a", "a + a", "(a, a)|join", "(a, a)|join(a)"])
def test_doubling_texts_end(join: str) -> None:
    with pytest.raises(Unprintable) as stop:
        run("{% set a = 'xxxxxxxx' %}" + f"{{% set a = {join} %}}" * 40)
    assert stop.value.rule == "endless-template"


def test_in_a_template_it_ends_with_its_place() -> None:
    many = Context(title=Value("t", "plan:t"), columns=("x",) * 3000)
    template = docx(p("{% for a in columns %}{% for b in columns %}{% endfor %}{% endfor %}"))
    with pytest.raises(Refused) as stop:
        fill(prepare(template, name=NAME, context_type=Context), many, properties=Properties("T"))
    (problem,) = stop.value.problems
    assert (problem.rule, problem.where.paragraph) == ("endless-template", 1)


def test_arithmetic_stops_with_its_place() -> None:
    (problem,) = refused(docx(p("a"), p("{{ count / (count - 3) }}")))
    assert (problem.rule, problem.where.paragraph) == ("template-failed", 2)


def test_texts_cannot_be_multiplied() -> None:
    assert refused(docx(p("{{ title * 9 }}")))[0].rule == "forbidden-operation"


def test_data_never_becomes_a_template() -> None:
    assert words(docx(p("{{ title }}")), title=Value("{{ 7 * 7 }}", "plan:t")) == "{{ 7 * 7 }}"


def test_every_loop_is_counted() -> None:
    from docgen.render.engine import bounded

    tree = bounded(Sandbox().parse("{% for a in x %}{% for b in y.z %}{% endfor %}{% endfor %}"))
    loops = list(tree.find_all(nodes.For))
    assert [isinstance(loop.iter, nodes.Filter) for loop in loops] == [True, True]
