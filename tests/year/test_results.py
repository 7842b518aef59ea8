"""附表2 of a period and of the year: computed once from the sheets, as the year's rules say."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from docgen.model.rubric import items
from docgen.year.results import period_results, year_results
from docgen.year.score import grade, tally
from tests.year.small import FULL, GRADES, RUBRIC, rules, sheet, year

if TYPE_CHECKING:
    from docgen.model.assessment import Assessment
    from docgen.year.results import UnitYear


def whole(*sheets: Assessment, **settings: Any) -> list[UnitYear]:
    (results,) = year_results(year(*sheets, by=rules(**settings)))
    return list(results.rows)


def test_the_columns_are_the_items_and_a_dimension_without_any_is_its_own() -> None:
    assert [part.id for part in items(RUBRIC)] == ["phone", "hall", "web"]


def test_sheets_of_a_period_and_kind_stand_together_in_the_order_of_the_units() -> None:
    made = period_results(
        year(
            sheet("b"),
            sheet("a", web=50),
            sheet("a", "h2"),
            sheet("a", kind="parent"),
            sheet("a", None, kind="parent"),
        )
    )
    assert [
        (each.period, each.kind, [(row.number, row.name) for row in each.rows]) for each in made
    ] == [
        ("h1", "self", [(1, "s2"), (2, "s1")]),
        ("h1", "parent", [(1, "s4")]),
        ("h2", "self", [(1, "s3")]),
        (None, "parent", [(1, "s5")]),
    ]


def test_each_row_has_total_grade_and_rank() -> None:
    (made,) = period_results(year(sheet("a", web="79.5"), sheet("b", web=80), sheet("c", web=0)))
    assert [(row.total, row.grade and row.grade.title, row.rank) for row in made.rows] == [
        (Decimal("179.5"), "甲", 2),
        (Decimal(180), "優", 1),
        (Decimal(100), "丁", 3),
    ]


def test_a_grade_is_read_from_the_total_that_is_printed() -> None:
    by = rules(rounding=type(rules().rounding)(places=0))
    (made,) = period_results(year(sheet("a", web="79.5"), by=by))
    (row,) = made.rows
    assert (row.total, row.grade and row.grade.title) == (
        Decimal(180),
        "優",
    )


def test_unannounced_checks_have_no_rank_among_themselves() -> None:
    (made,) = period_results(year(sheet("a", None), sheet("b", None)))
    assert [row.rank for row in made.rows] == [None, None]


def test_a_year_is_the_mean_of_its_sheets_or_their_sum() -> None:
    sheets = (sheet("a", web=80), sheet("a", "h2", web=81), sheet("b", web=70))
    first, second = whole(*sheets)
    assert (first.total, first.points["web"], first.rank) == (Decimal("180.5"), Decimal("80.5"), 1)
    assert (second.total, second.rank, second.lacking) == (
        Decimal(170),
        2,
        ("h2",),
    )
    summed, _ = whole(*sheets, year_score="sum")
    assert (summed.total, summed.mean, summed.points["web"]) == (
        Decimal(361),
        Decimal("180.5"),
        Decimal(161),
    )
    assert summed.grade == first.grade == GRADES[0]


def test_a_year_says_how_many_of_its_own_sheets_it_lacks() -> None:
    def missing(*sheets: Assessment) -> list[int]:
        return [each.missing for each in year_results(year(*sheets, by=rules()))]

    one = sheet("a", web=80)
    assert missing(one) == [5]
    assert missing(one, sheet("a", None, web=70)) == [5]
    every = [sheet(unit, period, web=80) for unit in "abc" for period in ("h1", "h2")]
    assert missing(*every) == [0]


def test_a_unit_that_is_not_assessed_does_not_keep_the_year_open() -> None:
    made = year(sheet("a", web=80), sheet("a", "h2", web=81), by=rules())
    units = tuple(replace(unit, assessed=unit.id == "a") for unit in made.agency.units)
    (results,) = year_results(replace(made, agency=replace(made.agency, units=units)))
    assert results.missing == 0


def test_unannounced_checks_count_in_the_year_or_stand_apart() -> None:
    sheets = (sheet("a", web=80), sheet("a", None, web=70))
    assert [row.total for row in whole(*sheets)] == [175]
    assert [row.total for row in whole(*sheets, unannounced="apart")] == [180]


def test_a_year_without_sheets_has_no_results() -> None:
    assert period_results(year()) == ()
    assert year_results(year()) == ()


@pytest.mark.parametrize(
    ("setting", "total", "possible", "hall"),
    [
        ("scale", Decimal("187.5"), 160, 0),
        ("count-zero", 150, 200, 0),
        ("count-full", 190, 200, 40),
    ],
)
def test_what_does_not_apply(setting: str, total: Decimal, possible: int, hall: int) -> None:
    by = rules(not_applicable=setting)
    made = tally(RUBRIC, sheet(lacking=("hall",), web=90), by)
    assert made.total == total
    assert made.possible == possible
    assert made.points["hall"] == hall


def test_where_nothing_applies_the_total_is_0() -> None:
    made = tally(RUBRIC, sheet(lacking=("phone", "hall", "web")), rules())
    assert made.total == made.possible == 0


def test_the_days_of_a_year_are_those_of_its_sheets() -> None:
    (row,) = whole(sheet("a"), sheet("a", "h2"))
    assert row.dates == (dt.date(2016, 3, 28), dt.date(2016, 9, 28))


# laws

POINTS = st.fixed_dictionaries(
    {
        leaf: st.decimals(0, most, places=2, allow_nan=False, allow_infinity=False).map(str)
        for leaf, most in FULL.items()
    }
)


@given(POINTS, st.sets(st.sampled_from(sorted(FULL))))
def test_a_total_is_the_sum_over_any_grouping(points: dict[str, Any], lacking: set[str]) -> None:
    made = tally(
        RUBRIC, sheet(lacking=tuple(lacking), **points), rules(not_applicable="count-zero")
    )
    leaves = sum((made.points[leaf] for leaf in FULL), Decimal(0))
    columns = sum((made.points[part.id] for part in items(RUBRIC)), Decimal(0))
    dimensions = sum((made.points[part.id] for part in RUBRIC.parts), Decimal(0))
    counted = sum((Decimal(points[leaf]) for leaf in FULL if leaf not in lacking), Decimal(0))
    assert made.total == made.raw == leaves == columns == dimensions == counted


@given(POINTS, st.permutations(sorted(FULL)))
def test_the_order_in_which_leaves_are_scored_changes_nothing(
    points: dict[str, Any], order: list[str]
) -> None:
    made = sheet(**points)
    scores = {score.id: score for score in made.scores}
    turned = type(made)(
        **{
            **{name: getattr(made, name) for name in made.__struct_fields__},
            "scores": tuple(scores[leaf] for leaf in order),
        }
    )
    assert tally(RUBRIC, turned, rules()) == tally(RUBRIC, made, rules())


@given(
    POINTS,
    st.sampled_from(sorted(FULL)),
    st.sets(st.sampled_from(sorted(FULL)), max_size=2),
    st.integers(0, 2),
    st.sampled_from(("half-up", "half-even", "down")),
    st.sampled_from(("scale", "count-zero", "count-full")),
)
def test_a_grade_never_falls_when_a_score_rises(
    points: dict[str, Any], leaf: str, lacking: set[str], places: int, mode: Any, setting: str
) -> None:
    by = rules(not_applicable=setting, rounding=type(rules().rounding)(places=places, mode=mode))
    better = {**points, leaf: str((Decimal(points[leaf]) + FULL[leaf]) / 2)}
    low, high = (tally(RUBRIC, sheet(lacking=tuple(lacking), **p), by) for p in (points, better))
    assert high.total >= low.total
    before, after = grade(GRADES, low.total), grade(GRADES, high.total)
    assert before is not None
    assert after is not None
    assert after.points >= before.points


@given(POINTS)
def test_what_does_not_apply_never_lifts_a_total_above_the_full_points(
    points: dict[str, Any],
) -> None:
    for lacking in ((), ("hall",), ("phone", "web")):
        made = tally(RUBRIC, sheet(lacking=lacking, **points), rules())
        assert 0 <= made.total <= made.full


@given(st.lists(POINTS, min_size=2, max_size=2), st.booleans())
def test_the_mean_of_a_year_lies_between_its_sheets(pair: list[dict[str, Any]], turn: bool) -> None:  # noqa: FBT001
    sheets = [sheet("a", "h1", **pair[0]), sheet("a", "h2", **pair[1])]
    made = year(*(reversed(sheets) if turn else sheets))
    totals = [row.total for each in period_results(made) for row in each.rows]
    (row,) = year_results(made)[0].rows
    assert min(totals) <= row.total <= max(totals)
    assert abs(row.total - sum(totals, Decimal(0)) / 2) <= Decimal("0.005")
