"""Agencies, their parents and one year: what a child inherits, and what nobody may reach."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.load import Data
from docgen.load.files import model_of
from docgen.load.shape import fields
from docgen.load.survey import ALL
from docgen.model.agency_year import AgencyYear
from docgen.problem import Refused
from docgen.workspace import Workspace
from tests.load.small import SMALL

if TYPE_CHECKING:
    from pathlib import Path

Write = Callable[[dict[str, str]], Workspace]


def load(workspace: Workspace, slug: str) -> AgencyYear:
    return Data(workspace).agency_year(slug, 105, ALL)[0]


def test_a_child_inherits_in_its_own_words(write: Write) -> None:
    year = load(write(SMALL), "branch")
    assert year.plan is not None
    assert year.plan.title == "某部某分局105年度計畫"
    assert [s.text for s in year.plan.sections if s.id == "scope"] == ["本分局各課。"]
    assert year.rubric is not None
    assert year.assessments == ()
    assert year.report is None
    assert year.parent is not None
    assert year.parent.short == "本總局"


def test_other_braces_stay_as_typed(write: Write) -> None:
    files = dict(SMALL)
    files["data/hq/105/plan.yaml"] = files["data/hq/105/plan.yaml"].replace(
        "依總函。", "'{x } %} {a} {year+1} {year-1}'"
    )
    year = load(write(files), "hq")
    assert year.plan is not None
    assert year.plan.sections[0].text == "{x } %} {a} 106 104"


def test_indicators_of_a_unit_lie_on_the_plans_practices(write: Write) -> None:
    year = load(write(SMALL), "hq")
    assert year.plan is not None
    practice = year.plan.dimensions[0].strategies[0].measures[0].practices[0]
    assert [(i.id, i.target, i.by) for i in practice.indicators] == [("days", "5", "office")]


def test_two_units_for_one_indicator_is_an_error(write: Write) -> None:
    files = dict(SMALL)
    files["data/hq/105/indicators/field.yaml"] = "window:\n  days: {name: 重複}\n"
    with pytest.raises(Refused) as caught:
        load(write(files), "hq")
    assert {p.rule for p in caught.value.problems} == {"duplicate-id"}


def test_dates_are_of_the_roc_calendar_in_both_spellings(write: Write) -> None:
    files = dict(SMALL)
    files["data/hq/105/plan.yaml"] = files["data/hq/105/plan.yaml"].replace(
        "105-01-14", "105年1月14日"
    )
    following = dict(SMALL)
    following["data/hq/105/plan.yaml"] = following["data/hq/105/plan.yaml"].replace(
        "105-01-14", '"{year}-01-14"'
    )
    for chosen in (files, following, SMALL):
        plan = load(write(chosen), "hq").plan
        assert plan is not None
        assert plan.issued == dt.date(2016, 1, 14)


@pytest.mark.parametrize(
    "slug", ["../hq", "hq/../hq", "/etc", "", ".", "..", "HQ", "hq\n", "h q", "con", "a" * 25, "甲"]
)
def test_an_agency_is_a_slug_and_nothing_else(write: Write, slug: str) -> None:
    with pytest.raises(Refused) as caught:
        Data(write(SMALL)).agency(slug)
    assert [p.rule for p in caught.value.problems] == ["bad-agency-name"]


def test_an_unknown_agency_is_answered_with_the_nearest(write: Write) -> None:
    with pytest.raises(Refused) as caught:
        Data(write(SMALL)).agency("brnch")
    assert caught.value.problems[0].args["near"] == "branch"


@pytest.mark.parametrize("step", ["secret", "secret/agency.yaml", "hq/105", "hq/105/plan.yaml"])
def test_symbolic_links_are_not_followed(write: Write, tmp_path: Path, step: str) -> None:
    workspace = write(SMALL)
    outside = tmp_path / "outside"
    outside.mkdir()
    for name, text in SMALL.items():
        target = outside / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    link = workspace.data / step
    link.parent.mkdir(exist_ok=True)
    if link.exists():
        link.rename(tmp_path / "moved")
    target = outside / "data" / step.replace("secret", "hq")
    link.symlink_to(target, target_is_directory=target.is_dir())
    slug = step.partition("/")[0]
    with pytest.raises(Refused):
        load(workspace, slug)


def test_a_year_that_is_not_there_is_answered_with_those_that_are(write: Write) -> None:
    with pytest.raises(Refused) as caught:
        Data(write(SMALL)).agency_year("hq", 106, ("plan",))
    (fault,) = caught.value.problems
    assert (fault.rule, fault.args["known"]) == ("unknown-year", "105")


def test_a_document_reads_only_what_it_needs(write: Write) -> None:
    files = {**SMALL, "data/hq/105/rubric.yaml": "broken: [\n"}
    year, _ = Data(write(files)).agency_year("hq", 105, ("plan",))
    assert year.plan is not None


def test_an_address_leads_to_the_line_that_was_written(write: Write) -> None:
    _, sources = Data(write(SMALL)).agency_year("branch", 105, ALL)
    where = sources.where("plan:window.text")
    assert (where.file, where.line) == ("data/branch/105/plan.yaml", 10)
    where = sources.where("rubric:phone.bands.2.text.2")
    assert (where.file, where.line, where.column) == ("data/hq/105/rubric.yaml", 15, 42)
    absent = sources.where("plan:basis.nothing")
    assert (absent.file, absent.line) == ("data/hq/105/plan.yaml", 4)


yaml_values = st.recursive(
    st.text(max_size=8) | st.integers() | st.none(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.sampled_from(["plan", "rubric", "rules", "forms", "report"]), st.data())
def test_whatever_the_data_the_loader_ends_in_a_model_or_in_problems(
    workspace: Workspace, file: str, data: st.DataObject
) -> None:
    import yaml

    names = list(fields(model_of(file)))
    value = data.draw(st.dictionaries(st.sampled_from(names), yaml_values, max_size=4))
    for name, text in SMALL.items():
        path = workspace.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    target = workspace.data / "hq" / "105" / f"{file}.yaml"
    target.write_text(yaml.safe_dump(value, allow_unicode=True), "utf-8")
    for slug in ("hq", "branch"):
        try:
            assert isinstance(load(workspace, slug), AgencyYear)
        except Refused as refused:
            assert all(p.where.file for p in refused.problems)  # noqa: PT017 - as good
