"""On the two sources' own text every class E error is found, on our own documents nothing is."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from docgen.load import Data
from docgen.pipeline.checking import Bench, bench, documents_of, judge, judge_template
from docgen.workspace import Workspace
from tests.check.facts import layout
from tests.check.sources import source
from tests.conftest import PROJECT
from tests.documents import YEAR, documents, names

if TYPE_CHECKING:
    from docgen.problem import Problem

ERRATA: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "errata.yaml").read_text("utf-8")
)
CLASS_E = {f"H{n}" for n in (1, 2, 3, 4, 5, 13, 14, 36)} | {
    f"B{n}" for n in (1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14)
}
NEED_A_PERSON = {"B11", "B14"}


@cache
def ready() -> Bench:
    return bench(Workspace(PROJECT))


@cache
def problems_of(name: str) -> tuple[Problem, ...]:
    return judge(ready(), source(name).docx, "set", name=name, year=YEAR)


def line_of(name: str, problem: Problem) -> int | None:
    number = problem.where.paragraph
    return source(name).lines[number - 1] if number else None


def test_the_list_is_the_class_e_of_the_errata() -> None:
    assert {each["id"] for each in ERRATA} == CLASS_E
    assert {each["id"] for each in ERRATA if "person" in each} == NEED_A_PERSON


@pytest.mark.parametrize(
    "erratum",
    [each for each in ERRATA if "fault" in each],
    ids=lambda each: f"{each['id']} {each['source']}:{each.get('line', '')} {each['fault']}",
)
def test_an_error_of_the_sources_is_found_where_it_stands(erratum: dict[str, Any]) -> None:
    found = [
        problem
        for problem in problems_of(erratum["source"])
        if problem.rule == erratum["fault"]
        and line_of(erratum["source"], problem) == erratum.get("line")
        and problem.args.get("found") == erratum.get("found")
    ]
    assert len(found) == 1


@pytest.mark.parametrize(("agency", "name"), names())
def test_our_own_documents_have_no_fault(agency: str, name: str) -> None:
    """Pages are another test's: here every report has two."""
    data = Data(ready().workspace)
    kinds = ready().workspace.types()
    type_ = max((t for t in kinds if name == t or name.startswith(f"{t}-")), key=len)
    filled = dict(documents_of(data, agency, YEAR, type_))[name]
    docx = documents(agency)[name]
    found = judge(ready(), docx, type_, name=name, filled=filled, year=YEAR, layouts=(layout(2),))
    assert found == ()


def test_our_own_templates_break_no_rule() -> None:
    for type_ in ("plan", "scoresheet", "results", "proposal", "report"):
        template = (PROJECT / "templates" / type_ / "template.docx").read_bytes()
        assert judge_template(ready(), template, type_, name=type_) == ()
