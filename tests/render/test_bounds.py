"""Whatever a template and its data do, filling it ends, in a time and a memory that are bounded."""

from __future__ import annotations

import pytest

from docgen.render import Value, expression, line, program
from docgen.render.controls import Unprintable
from tests.docx.build import docx, p
from tests.render.filling import CONTEXT, refused, row_of, words

pytestmark = pytest.mark.usefixtures("way")


def stops(template: bytes, **changes: object) -> tuple[str, int | None]:
    (problem,) = refused(template, **changes)
    return problem.rule, problem.where.paragraph


@pytest.fixture
def little(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if two thousand characters were beyond all measure."""
    for module in (expression, line, program):
        monkeypatch.setattr(module, "MAX_OUTPUT", 2_000)


@pytest.mark.parametrize("work", ["x * x", "x * x * x", "(x + 1) * (x - 1)", "-x * -x"])
def test_a_number_that_multiplies_itself_ends(work: str) -> None:
    squared = p("{% set x = 9 %}", f"{{% set x = {work} %}}" * 40, "{% if x %}y{% endif %}")
    assert stops(docx(p("a"), squared)) == ("endless-number", 2)


def test_numbers_of_a_hundred_digits_are_numbers() -> None:
    nines = "9" * 100
    assert words(docx(p(f"{{{{ {nines} * 2 }}}}"))) == str(int(nines) * 2)
    assert words(docx(p("{{ 7 // 2 }} {{ 7 % 4 }} {{ count * 0.5 }}"))) == "3 3 1.5"


@pytest.mark.parametrize("test", ["even", "odd", "divisibleby(3)", "divisibleby(title)"])
def test_a_text_is_neither_even_nor_a_format(test: str) -> None:
    template = docx(p("a"), p(f"{{% if title is {test} %}}y{{% endif %}}"))
    assert stops(template, title=Value("%999999999d", "plan:t")) == ("test-of-no-number", 2)
    other = docx(p("{% if count is divisibleby(title) %}y{% endif %}"))
    assert stops(other) == ("test-of-no-number", 1)


def test_numbers_are_even_or_odd() -> None:
    told = "{% if count is odd and 4 is even and count is divisibleby(3) %}y{% endif %}"
    assert words(docx(p(told))) == "y"


@pytest.mark.parametrize("work", ["x ~ x", "x + x", "(x, x)|join", "(1, 1)|join(x ~ x)"])
def test_a_text_is_measured_before_it_is_put_together(
    work: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expression, "MAX_TEXT", 1_000)
    template = docx(p("{% set x = title %}"), p(f"{{% set y = {work} %}}"))
    assert stops(template, title=Value("x" * 600, "plan:t")) == ("endless-template", 2)
    assert words(template, title=Value("x" * 200, "plan:t")) == "\n"


def test_nothing_longer_is_ever_put_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expression, "MAX_TEXT", 9)

    class Text(str):
        __slots__ = ()

        def join(self, _: object) -> str:
            raise AssertionError("it was put together")

    with pytest.raises(Unprintable):
        expression.joined(Text(""), ["xxxxx", "xxxxx"])


@pytest.mark.usefixtures("little")
@pytest.mark.parametrize(
    "blocks",
    [
        ["{% set x = title %}", "{% set x = x ~ x %}" * 9, "{{ x }}" * 9],
        ["{{ title }}" * 100],
        ["{{ first.title }}" * 100],
        ["{{ first.group }}{{ first.title }}" * 70],
        ["{% if shown %}{{ first.title }}{% endif %}" * 50],
        ["{% for r in rows %}{{ r.title }}{% endfor %}"],
        ["{% set x = title ~ title %}" * 200],
    ],
)
def test_a_document_ends_without_a_loop_too(blocks: list[str]) -> None:
    first = row_of("g" * 20, "t" * 20)
    template = docx(*map(p, blocks))
    made = refused(template, title=Value("t" * 20, "plan:t"), first=first, rows=(first,) * 20)
    assert [problem.rule for problem in made] == ["endless-template"]


@pytest.mark.usefixtures("little")
def test_after_the_last_round_it_is_asked_once_more() -> None:
    rows = (row_of("g", "t"),)
    template = docx(p("{% for r in rows %}" + "x" * 1_900 + "{% endfor %}" + "y" * 200))
    assert refused(template, rows=rows)[0].rule == "endless-template"


def test_lists_that_double_end() -> None:
    doubled = p("{% set x = (1, 2) %}" + "{% set x = (x, x) %}" * 40 + "{% if x == x %}{% endif %}")
    assert stops(docx(p("a"), doubled)) == ("nested-lists", 2)
    assert words(docx(p("{% if (count, (1, 2)) == (3, (1, 2)) %}y{% endif %}"))) == "y"


def test_a_line_of_very_many_values_is_printed_whole() -> None:
    first = row_of("g", "t")
    assert words(docx(p("{{ first.title }}" * 100)), first=first) == "t" * 100
    assert CONTEXT.first is None
