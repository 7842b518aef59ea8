"""Two years beside each other."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from docgen.load import Data
from docgen.load.survey import ALL
from docgen.model.plan import Dimension, Indicator, Measure, Plan, Practice, Section, Strategy
from docgen.workspace import Workspace
from docgen.year.diff import Difference, compare
from tests.conftest import PROJECT
from tests.documents import AGENCIES, YEAR

if TYPE_CHECKING:
    from docgen.model.agency_year import AgencyYear

EXCHANGED = {"added": "dropped", "dropped": "added"}


@cache
def real(slug: str) -> AgencyYear:
    return Data(Workspace(PROJECT)).agency_year(slug, YEAR, ALL)[0]


def plan(*practices: Practice, title: str = "計畫") -> AgencyYear:
    measure = Measure(id="measure", title="便捷性", practices=practices)
    strategy = Strategy(id="strategy", title="流程", measures=(measure,))
    made = Plan(
        title=title,
        sections=(Section(id="scope", title="實施對象", text="各單位"),),
        dimensions=(Dimension(id="quality", title="優質", strategies=(strategy,)),),
    )
    return structs.replace(real("demo"), plan=made)


def practice(id_: str, text: str = "作法", **more: object) -> Practice:
    return Practice(id=id_, text=text, **more)  # type: ignore[arg-type]


def told(old: AgencyYear, new: AgencyYear) -> list[tuple[str, str]]:
    return [(each.kind, each.address) for each in compare(old, new).differences]


def reverse(differences: tuple[Difference, ...]) -> set[tuple[object, ...]]:
    return {
        (EXCHANGED.get(each.kind, each.kind), each.address, each.new, each.old)
        for each in differences
    }


def plainly(differences: tuple[Difference, ...]) -> set[tuple[object, ...]]:
    return {(each.kind, each.address, each.old, each.new) for each in differences}


@pytest.mark.parametrize("slug", AGENCIES)
def test_a_year_beside_itself_has_no_differences(slug: str) -> None:
    assert compare(real(slug), real(slug)).differences == ()


@pytest.mark.parametrize(("one", "other"), list(product(AGENCIES, AGENCIES)))
def test_the_reverse_exchanges_added_and_dropped(one: str, other: str) -> None:
    forth = compare(real(one), real(other)).differences
    back = compare(real(other), real(one)).differences
    assert reverse(forth) == plainly(back)
    assert (one == other) == (not forth)


practices = st.lists(
    st.builds(practice, st.sampled_from("abcdef"), st.sampled_from(("作法", "別的", "第三"))),
    unique_by=lambda each: each.id,
)


@given(practices, practices)
def test_ids_tell_what_was_added_and_dropped(old: list[Practice], new: list[Practice]) -> None:
    found = compare(plan(*old), plan(*new)).differences
    ours, theirs = {each.id for each in old}, {each.id for each in new}
    assert {e.address for e in found if e.kind == "added"} == {f"plan:{i}" for i in theirs - ours}
    assert {e.address for e in found if e.kind == "dropped"} == {f"plan:{i}" for i in ours - theirs}
    assert reverse(found) == plainly(compare(plan(*new), plan(*old)).differences)


def test_a_new_wording_has_its_path_and_both_texts() -> None:
    (found,) = compare(plan(practice("a", "設窗口")), plan(practice("a", "設櫃台"))).differences
    assert (found.kind, found.address) == ("reworded", "plan:a.text")
    assert found.path == ("quality", "strategy", "measure", "a")
    assert (found.old, found.new) == ("設窗口", "設櫃台")


def test_an_entry_elsewhere_is_moved_and_not_lost() -> None:
    one = plan(practice("a"), practice("b"))
    assert one.plan
    second = Dimension(
        id="network",
        title="網路",
        measures=(Measure(id="other", title="他", practices=(practice("a"),)),),
    )
    other = plan(practice("b"))
    assert other.plan
    moved = structs.replace(
        other, plan=structs.replace(other.plan, dimensions=(*other.plan.dimensions, second))
    )
    assert ("moved", "plan:a") in told(one, moved)


def test_another_order_is_told_once() -> None:
    assert told(plan(practice("a"), practice("b")), plan(practice("b"), practice("a"))) == [
        ("reordered", "plan:measure.practices")
    ]


def test_a_file_that_one_lacks_is_one_difference() -> None:
    without = structs.replace(real("demo"), report=None)
    assert told(real("demo"), without) == [("dropped", "report:")]
    assert told(without, real("demo")) == [("added", "report:")]


def test_targets_stand_beside_each_other() -> None:
    def with_target(target: str) -> AgencyYear:
        indicator = Indicator(id="days", name="平均處理日數", unit="日", target=target)
        return plan(practice("a", indicators=(indicator,)))

    (target,) = compare(with_target("5"), with_target("4")).targets
    assert (target.title, target.old, target.new, target.unit) == ("平均處理日數", "5", "4", "日")


def test_scores_of_the_same_unit_and_period_stand_beside_each_other() -> None:
    old = real("demo")
    whole = [each for each in old.assessments if not each[1].not_applicable]
    name, sheet = whole[0]  # of which nothing is scaled
    others = [each for each in old.assessments if each[0] != name]
    first, *rest = sheet.scores
    better = structs.replace(
        sheet, scores=(structs.replace(first, score=first.score + Decimal(10)), *rest)
    )
    new = structs.replace(old, assessments=((name, better), *others))
    address = f"assessments/{name}:"
    (found,) = [each for each in compare(old, new).sheets if each.address == address]
    assert Decimal(found.total.new) - Decimal(found.total.old) == 10
    assert [part.address for part in found.parts if part.old != part.new] == ["rubric:process"]
    assert found.parts[0].old.endswith("/280")


def test_points_of_every_part_that_both_have_are_listed() -> None:
    found = compare(real("wra"), real("10river"))
    assert len(found.points) == 52
    assert all(value.old == value.new for value in found.points)
