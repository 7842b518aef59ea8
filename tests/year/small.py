"""A small rubric and year in memory: two items, three leaves, units a, b, c, two periods."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from docgen.model.agency import Agency, Unit
from docgen.model.agency_year import AgencyYear
from docgen.model.assessment import Assessment, NotApplicable, Score
from docgen.model.rubric import Band, Part, Rubric
from docgen.model.rules import Grade, Period, PeriodicTest, Rules

BANDS = tuple(
    Band(
        from_=Decimal(low),
        to=Decimal(high),
        text=("達",),
        at_least=Decimal(least),
        measure="測試分數",
    )
    for low, high, least in ((31, 60, 90), (1, 30, 70))
)
RUBRIC = Rubric(
    title="評分表",
    fields=(),
    levels=("構面", "評核項目", "評分參考標準"),
    parts=(
        Part(
            id="serve",
            title="服務",
            points=Decimal(100),
            parts=(
                Part(id="phone", title="電話", points=Decimal(60), bands=BANDS),
                Part(id="hall", title="場所", points=Decimal(40), criteria=("如",)),
            ),
        ),
        Part(id="web", title="網路", points=Decimal(100), criteria=("如",)),
    ),
)
GRADES = (
    Grade(id="best", title="優", points=Decimal(180)),
    Grade(id="good", title="甲", points=Decimal(160)),
    Grade(id="poor", title="丁", points=Decimal(0)),
)
PERIODS = (
    Period(id="h1", title="上半年", from_=dt.date(2016, 1, 1), to=dt.date(2016, 6, 30)),
    Period(id="h2", title="下半年", from_=dt.date(2016, 7, 1), to=dt.date(2016, 12, 31)),
)
FULL = {"phone": 60, "hall": 40, "web": 100}


def rules(**settings: Any) -> Rules:
    """Grades from 180 and 160 on, two halves, and what is given."""
    return Rules(grades=GRADES, periods=PERIODS, **settings)


def sheet(
    unit: str = "a",
    period: str | None = "h1",
    *,
    kind: Any = "self",
    date: dt.date | None = None,
    lacking: tuple[str, ...] = (),
    measured: int | None = None,
    **scores: str | int,
) -> Assessment:
    """A sheet with full points but for what is given; ``lacking`` leaves do not apply."""
    days = {"h1": dt.date(2016, 3, 28), "h2": dt.date(2016, 9, 28), None: dt.date(2016, 8, 1)}
    given = {leaf: Decimal(scores.get(leaf, most)) for leaf, most in FULL.items()}
    figure = None if measured is None else Decimal(measured)
    return Assessment(
        unit=unit,
        kind=kind,
        period=period,
        date=date or days[period],
        assessor="秘書室",
        scores=tuple(
            Score(id=leaf, score=points, measured=figure if leaf == "phone" else None)
            for leaf, points in given.items()
            if leaf not in lacking
        ),
        not_applicable=tuple(NotApplicable(id=leaf, reason="無此項") for leaf in lacking),
    )


def year(*sheets: Assessment, by: Rules | None = None) -> AgencyYear:
    """The year 105 of units a, b, c; sheets are named s1, s2 …"""
    units = tuple(Unit(id=name, title=name.upper()) for name in "abc")
    return AgencyYear(
        slug="small",
        year=105,
        agency=Agency(name="某機關", short="本機關", units=units),
        units=units,
        rubric=RUBRIC,
        rules=by or rules(),
        assessments=tuple((f"s{n}", each) for n, each in enumerate(sheets, 1)),
    )


PHONE_TEST = PeriodicTest(id="phone", every_months=3)
