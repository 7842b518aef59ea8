"""The one environment: everything printed is escaped, nothing gets round it."""

from __future__ import annotations

import pytest

from docgen.problem import Refused
from docgen.site.environment import Pages


def render(template: str, **values: object) -> str:
    pages = Pages({"page.html": template}.get, {}, lambda name: f"templates/site/{name}")
    return pages.render("page.html", **values)


def refused(template: str, **values: object) -> tuple[str, str | None, int | None]:
    with pytest.raises(Refused) as caught:
        render(template, **values)
    (problem,) = caught.value.problems
    return problem.rule, problem.where.file, problem.where.line


def test_text_stays_text() -> None:
    assert render("<p>{{ x }}</p>", x="<script>&\"'") == "<p>&lt;script&gt;&amp;&#34;&#39;</p>"


def test_a_line_break_is_one_and_its_lines_are_escaped() -> None:
    assert render("{{ x }}", x="<a>\nb") == "&lt;a&gt;<br>b"


@pytest.mark.parametrize("name", ["safe", "tojson", "xmlattr", "urlize", "attr", "map"])
def test_no_filter_makes_markup(name: str) -> None:
    assert refused("{{ x | " + name + " }}", x="<b>")[0] == "page-template"


def test_escaping_cannot_be_switched_off() -> None:
    assert (
        refused("{% autoescape false %}{{ x }}{% endautoescape %}", x="<b>")[0] == "page-template"
    )


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ cycler }}",
        "{{ x.__init__.__globals__ }}",
        "{{ range(9) }}",
    ],
)
def test_nothing_of_python_is_reached(template: str) -> None:
    assert refused(template, x="")[0] == "page-template"


def test_a_missing_value_says_file_and_line() -> None:
    assert refused("<p>\n\n{{ nothing }}</p>") == ("page-template", "templates/site/page.html", 3)


def test_a_broken_template_says_file_and_line() -> None:
    assert refused("<p>\n{% if %}</p>") == ("page-template", "templates/site/page.html", 2)


def test_a_template_that_is_not_there_is_named() -> None:
    assert refused('{% include "other.html" %}')[:2] == (
        "page-template",
        "templates/site/other.html",
    )
