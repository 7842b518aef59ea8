"""Scores add up over the rubric, exactly; bands and grades hold from their points on."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from docgen.model.assessment import Assessment, Score
from docgen.model.rubric import Band, Part, Rubric, reached
from docgen.model.rules import Grade, Rules
from docgen.year.score import Tally, grade, plain
from docgen.year.score import tally as tally_by


def leaf(name: str, points: int) -> Part:
    return Part(id=name, title=name, points=Decimal(points), criteria=("如下",))


def branch(name: str, *parts: Part) -> Part:
    return Part(id=name, title=name, points=sum((p.points for p in parts), Decimal(0)), parts=parts)


RUBRIC = Rubric(
    title="評分表",
    fields=(),
    levels=("構面", "評核項目", "評分參考標準"),
    parts=(branch("quality", branch("process", leaf("kinds", 120), leaf("channels", 60))),
           branch("network", leaf("open", 20))),
)  # fmt: skip


def assessment(**scores: str) -> Assessment:
    return Assessment(
        unit="secretariat",
        kind="self",
        date=dt.date(2016, 3, 28),
        assessor="企劃課",
        scores=tuple(Score(id=name, score=Decimal(score)) for name, score in scores.items()),
    )


def tally(rubric: Rubric, sheet: Assessment, rules: Rules | None = None) -> Tally:
    return tally_by(rubric, sheet, rules or Rules(grades=()))


def test_every_part_has_the_sum_of_its_leaves() -> None:
    made = tally(RUBRIC, assessment(kinds="106", channels="54", open="18"))
    assert dict(made.points) == {
        "kinds": 106,
        "channels": 54,
        "process": 160,
        "quality": 160,
        "open": 18,
        "network": 18,
    }
    assert made.total == 178


def test_sums_are_exact() -> None:
    made = tally(RUBRIC, assessment(kinds="0.1", channels="0.2", open="0"))
    assert made.total == Decimal("0.3")


BANDS = tuple(
    Band(from_=Decimal(low), to=Decimal(high), text=("…",))
    for low, high in ((81, 120), (41, 80), (1, 40))
)


@pytest.mark.parametrize(
    ("score", "place"),
    [("120", 0), ("81", 0), ("80.5", 1), ("80", 1), ("41", 1), ("1", 2), ("0", None)],
)
def test_a_band_applies_from_its_first_point_on(score: str, place: int | None) -> None:
    assert reached(BANDS, Decimal(score)) == place


GRADES = tuple(
    Grade(id=name, title=title, points=Decimal(points))
    for name, title, points in (("a", "優", 900), ("b", "甲", 800), ("c", "丁", 0))
)


@pytest.mark.parametrize(
    ("total", "title"), [("1000", "優"), ("900", "優"), ("899.5", "甲"), ("800", "甲"), ("0", "丁")]
)
def test_a_grade_holds_from_its_points_on(total: str, title: str) -> None:
    found = grade(GRADES, Decimal(total))
    assert found is not None
    assert found.title == title


def test_there_may_be_no_grade_so_low() -> None:
    assert grade(GRADES[:2], Decimal(5)) is None


@pytest.mark.parametrize(
    ("points", "text"),
    [("600", "600"), ("6E+2", "600"), ("95.50", "95.5"), ("95.0", "95"), ("0", "0")],
)
def test_points_are_printed_as_people_write_them(points: str, text: str) -> None:
    assert plain(Decimal(points)) == text
