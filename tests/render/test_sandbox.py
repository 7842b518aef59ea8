"""A template is not trusted: it reads plain data, calls nothing, and ends.

Jinja only reads the language; what runs is our own program. Where both can say something, they
must say the same.
"""

from __future__ import annotations

import json

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from jinja2 import StrictUndefined
from jinja2.exceptions import TemplateError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment
from msgspec import Struct

from docgen.problem import Refused
from docgen.render import Properties, Value, fill, prepare
from docgen.render.controls import Unprintable
from docgen.render.expression import State
from docgen.render.program import Program
from docgen.render.translate import Untranslatable, read, translate
from tests.docx.build import docx, p
from tests.render.filling import CONTEXT, NAME, Context, refused, words

pytestmark = pytest.mark.usefixtures("way")

VALUES = {"title": Value("t", "plan:t"), "rows": ((1, 2),) * 100, "record": CONTEXT, "empty": None}


def run(text: str, **values: object) -> str:
    """A script past the check, as a poisoned cache could bring it."""
    body = json.loads(json.dumps(translate(read(text), ())))
    return Program("x", body, ("",)).run({**VALUES, **values}, State()).decode()


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__ }}",
        "{{ title.__class__.__mro__ }}",
        "{{ record.__struct_fields__ }}",
        "{{ record.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ range(9) }}",
        "{{ title.upper() }}",
        "{{ title.address }}",
        "{{ title.format }}",
        "{{ title[0] }}",
        "{{ ().__class__ }}",
        "{{ rows.count }}",
        "{% for r in rows %}{{ loop.cycle('a') }}{% endfor %}",
        "{% for r in rows %}{{ loop.__init__ }}{% endfor %}",
        "{% for r in rows %}{{ loop.__struct_fields__ }}{% endfor %}",
        "{{ lipsum }}",
        "{{ namespace() }}",
        "{{ dict(a=1) }}",
        "{{ empty }}",
        "{{ unknown }}",
        "{% if unknown %}{% endif %}",
        "{% for x in unknown %}{% endfor %}",
        "{% for x in title %}{% endfor %}",
        "{% for a, b, c in rows %}{% endfor %}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% macro m() %}{% endmacro %}{{ m() }}",
        "{% set record.title = 1 %}",
        "{{ '%99999999d' % 1 }}",
        "{{ 'x' * 999999999 }}",
        "{{ 9 ** 99999999 }}",
        "{{ rows + rows }}",
        "{{ title|upper }}",
        "{{ rows|map('first')|join }}",
        "{{ 1 is callable }}",
        "{{ title|_call(1) }}",
        "{{ title|_run(7) }}",
    ],
)
def test_what_reaches_out_is_stopped(text: str) -> None:
    with pytest.raises((Unprintable, Untranslatable, TemplateError, LookupError, TypeError)):
        run(text)


def test_loops_in_loops_end() -> None:
    with pytest.raises(Unprintable) as stop:
        run("{% for a in rows %}" * 6 + "{% endfor %}" * 6)
    assert stop.value.rule == "endless-template"


def test_output_ends() -> None:
    with pytest.raises(Unprintable) as stop:
        run("{% for a in rows %}" * 3 + "x" * 1000 + "{% endfor %}" * 3)
    assert stop.value.rule == "endless-template"


@pytest.mark.parametrize("join", ["a ~ a", "a + a", "(a, a)|join", "(a, a)|join(a)"])
def test_doubling_texts_end(join: str) -> None:
    with pytest.raises(Unprintable) as stop:
        run("{% set a = 'xxxxxxxx' %}" + f"{{% set a = {join} %}}" * 40)
    assert stop.value.rule == "endless-template"


def test_in_a_template_it_ends_with_its_place() -> None:
    many = Context(title=Value("t", "plan:t"), columns=("x",) * 1500)
    template = docx(p("{% for a in columns %}{% for b in columns %}{% endfor %}{% endfor %}"))
    prepared = prepare(template, name=NAME, context_type=Context)
    with pytest.raises(Refused) as stop:
        fill(prepared, many, properties=Properties("T"))
    (problem,) = stop.value.problems
    assert (problem.rule, problem.where.paragraph) == ("endless-template", 1)


def test_arithmetic_stops_with_its_place() -> None:
    (problem,) = refused(docx(p("a"), p("{{ count / (count - 3) }}")))
    assert (problem.rule, problem.where.paragraph) == ("template-failed", 2)


def test_texts_cannot_be_multiplied() -> None:
    assert refused(docx(p("{{ title * 9 }}")))[0].rule == "forbidden-operation"


def test_data_never_becomes_a_template() -> None:
    assert words(docx(p("{{ title }}")), title=Value("{{ 7 * 7 }}", "plan:t")) == "{{ 7 * 7 }}"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8)
    | st.sampled_from(["print", "set", "if", "for", "field", "name", "filter", "const", "run"]),
    lambda inner: st.lists(inner, max_size=6),
)  # fmt: skip


@given(JSON)
def test_whatever_stands_for_a_program_it_runs_or_is_refused(body: object) -> None:
    from contextlib import suppress

    with suppress(Unprintable, LookupError, TypeError, ValueError, ArithmeticError):
        Program("x", body, ("",)).run(VALUES, State())


# --- the same as Jinja -----------------------------------------------------------------------


class Item(Struct, frozen=True):
    """A row with rows."""

    name: str
    number: int
    items: tuple[Item, ...] = ()


ITEMS = st.recursive(
    st.builds(Item, st.text("甲a<&", max_size=3), st.integers(-3, 9)),
    lambda inner: st.builds(
        Item,
        st.text("甲a<&", max_size=3),
        st.integers(-3, 9),
        st.lists(inner, max_size=3).map(tuple),
    ),
    max_leaves=6,
)
ATOMS = st.sampled_from(
    [
        "item.number",
        "item.items|length",
        "3",
        "n",
        "loop.index",
        "loop.revindex0",
        "item.number % 3",
    ]
)
TESTS = st.builds("{} {} {}".format, ATOMS, st.sampled_from(["==", "<", ">=", "!="]), ATOMS) | (
    st.sampled_from(
        ["loop.first", "loop.last", "item.items", "not item.name", "item.name in ('a', '甲')",
         "item.number is odd", "item.number not in (1, 2)", "1 < n <= item.number"]
    )
)  # fmt: skip
PRINTED = st.builds("{{{{ {} }}}}".format, ATOMS | st.sampled_from(
    ["item.name", "item.name ~ n", "'x' if loop.last else item.name", "-n + 2 * n", "n // 2 - 1",
     "(item.name, 'b')|join('-')", "(1, n)|last"]
))  # fmt: skip


def _block(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return (
        st.builds("{}{}".format, inner, inner)
        | st.builds("{{% if {} %}}{}{{% else %}}{}{{% endif %}}".format, TESTS, inner, inner)
        | st.builds("{{% if {} %}}{}{{% elif {} %}}{}{{% endif %}}".format, TESTS, inner, TESTS, inner)
        | st.builds("{{% set n = {} %}}{}".format, ATOMS, inner)
        | st.builds("{{% for item in item.items %}}{}{{% else %}}{}{{% endfor %}}".format, inner, inner)
        | st.builds("{{% for item in item.items if {} %}}{}{{% endfor %}}".format, st.sampled_from(
            ["item.number > 1", "item.name"]), inner)
    )  # fmt: skip


@settings(max_examples=60)
@given(st.recursive(PRINTED | st.just("text "), _block, max_leaves=8), ITEMS, st.integers(0, 5))
def test_a_program_says_what_jinja_says(inner: str, item: Item, n: int) -> None:
    text = f"{{% for item in (root, root) %}}{inner}{{% endfor %}}"
    jinja = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    values = {"root": item, "n": n}
    try:
        said = jinja.from_string(text).render(values).replace("&#39;", "'").replace("&#34;", '"')
    except UndefinedError:  # Jinja: a name that is set further down is not yet known to a loop
        reject()
    body = json.loads(json.dumps(translate(read(text), ())))
    assert Program("x", body, ("",)).run(dict(values), State()).decode() == said


NUMBERS = st.integers(-9, 9) | st.sampled_from([n / 2 for n in range(-9, 10)])


@given(NUMBERS, NUMBERS.filter(bool))
def test_numbers_with_a_point_are_divided_as_python_divides(one: float, other: float) -> None:
    for sign, expected in (("//", one // other), ("%", one % other)):
        assert float(run(f"{{{{ {one} {sign} {other} }}}}")) == expected
    assert run(f"{{{{ {one} % {other} }}}}") != "-0.0"
    assert run(f"{{% if {one} is odd %}}odd{{% endif %}}") == ("odd" if one % 2 == 1 else "")


def test_division_is_exact() -> None:
    body = translate(read("{{ 7 / 2 }}"), ())
    assert Program("x", body, ("",)).run({}, State()) == b"3.5"
