"""A bureau's plan beside its parent's: what is lacking, what is otherwise, what is not measured."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from docgen.model.plan import Dimension, Indicator, Measure, Plan, Practice, Section, Strategy
from docgen.model.prose import Prose
from docgen.model.report import Report
from docgen.model.rules import Deadline
from docgen.year.conformity import conformity, handed, lacking
from tests.year.small import rules, year

if TYPE_CHECKING:
    from docgen.model.agency_year import AgencyYear

LAST = dt.date(2016, 12, 31)
DUE = rules(
    deadlines=(
        Deadline(id="other", title="報部", on=dt.date(2016, 1, 1)),
        Deadline(id="report", title="陳報", on=LAST, of="report"),
    )
)
IDS = st.lists(st.sampled_from("abcdefgh"), unique=True)


def plan(*practices: str, **words: str) -> Plan:
    made = tuple(Practice(id=each, text=words.get(each, f"辦理{each}")) for each in practices)
    measure = Measure(id="measure", title="便捷性", practices=made)
    strategy = Strategy(id="strategy", title="流程", measures=(measure,))
    return Plan(
        title="計畫",
        sections=(
            Section(id="basis", title="計畫依據", text="依函"),
            Section(id="scope", title="實施對象"),
            Section(id="table", title="策略", table="strategies"),
        ),
        dimensions=(Dimension(id="quality", title="優質", strategies=(strategy,)),),
    )


def of(plan_: Plan, **more: object) -> AgencyYear:
    return structs.replace(year(), plan=plan_, **more)


def told(parent: Plan, child: Plan) -> list[tuple[str, str, str | None, str | None]]:
    found = conformity(of(parent), of(child), ()).differences
    return [(each.kind, each.path[-1], each.old, each.new) for each in found]


def test_the_parents_own_plan_differs_in_nothing() -> None:
    assert told(plan("a", "b"), plan("a", "b")) == []


def test_what_was_dropped_reworded_and_added_is_said_with_both_texts() -> None:
    assert told(plan("a", "b"), plan("b", "c", b="另行辦理")) == [
        ("dropped", "a", "辦理a", None),
        ("reworded", "b", "辦理b", "另行辦理"),
        ("added", "c", None, "辦理c"),
    ]


@given(IDS, IDS)
def test_dropped_and_added_are_what_only_one_has(ours: list[str], theirs: list[str]) -> None:
    found = told(plan(*ours), plan(*theirs))
    assert {name for kind, name, *_ in found if kind == "dropped"} == set(ours) - set(theirs)
    assert {name for kind, name, *_ in found if kind == "added"} == set(theirs) - set(ours)


def test_a_section_of_the_plan_is_no_strategy() -> None:
    child = structs.replace(plan("a"), sections=(Section(id="basis", text="另依"),))
    assert told(plan("a"), child) == []


def test_an_indicator_of_its_own_is_no_difference_and_makes_a_practice_measured() -> None:
    child = plan("a", "b")
    (dimension,) = child.dimensions
    (strategy,) = dimension.strategies
    (measure,) = strategy.measures
    first = structs.replace(
        measure.practices[0], indicators=(Indicator(id="wait", name="等候時間", by="a"),)
    )
    measure = structs.replace(measure, practices=(first, *measure.practices[1:]))
    strategy = structs.replace(strategy, measures=(measure,))
    child = structs.replace(child, dimensions=(structs.replace(dimension, strategies=(strategy,)),))
    found = conformity(of(plan("a", "b")), of(child), ())
    assert found.differences == ()
    assert [each.id for each in found.unmeasured] == ["b"]
    assert found.practices == 2


def test_a_heading_with_nothing_under_it_lacks_and_a_table_does_not() -> None:
    assert list(lacking(plan(), ["basis", "scope", "table", "awards"])) == ["scope", "awards"]


@pytest.mark.parametrize(
    ("on", "timely"),
    [(LAST, "kept"), (LAST + dt.timedelta(1), "late"), (None, "unknown")],
)
def test_the_last_day_is_in_time_and_no_day_is_unknown(on: dt.date | None, timely: str) -> None:
    report = Report(performance=(), review=Prose(), submitted=on)
    found = conformity(of(plan("a")), of(plan("a"), rules=DUE, report=report), ()).handed
    assert (found.timely, found.deadline and found.deadline.id, found.on) == (timely, "report", on)


@given(st.dates())
def test_without_a_deadline_nothing_is_kept_or_late(on: dt.date) -> None:
    assert handed(rules(), on).timely == "unknown"
    assert handed(None, on).timely == "unknown"
