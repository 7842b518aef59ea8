"""The way up from a sheet: points to the next grade, leaves with room, the next band."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from docgen.year.lift import lift
from docgen.year.results import SheetResult, period_results
from tests.year.small import RUBRIC, rules, sheet, year


def only(*, lacking: tuple[str, ...] = (), **scores: Any) -> SheetResult:
    (made,) = period_results(year(sheet(lacking=lacking, **scores)))
    return made.rows[0]


def test_it_names_the_next_grade_and_what_the_total_lacks() -> None:
    made = lift(RUBRIC, rules(), only(web="60.5"))
    assert made.grade is not None
    assert (made.grade.title, made.points) == ("優", Decimal("19.5"))


def test_the_best_grade_has_none_above_it() -> None:
    made = lift(RUBRIC, rules(), only())
    assert (made.grade, made.points, made.rooms) == (None, None, ())


def test_leaves_stand_by_the_room_they_have() -> None:
    made = lift(RUBRIC, rules(), only(phone=50, hall=25, web=95))
    assert [(room.leaf.id, int(room.gain)) for room in made.rooms] == [
        ("hall", 15),
        ("phone", 10),
        ("web", 5),
    ]


def test_a_better_band_is_named_with_what_its_first_point_adds() -> None:
    (room,) = lift(RUBRIC, rules(), only(phone=20)).rooms
    assert room.band is not None
    assert (room.band.from_, room.band_gain) == (Decimal(31), Decimal(11))
    (room,) = lift(RUBRIC, rules(), only(phone=40)).rooms
    assert (room.band, room.band_gain) == (None, None)


def test_gains_are_scaled_as_the_total_is_and_what_does_not_apply_has_no_room() -> None:
    made = lift(RUBRIC, rules(), only(lacking=("web",), hall=20))
    assert [(room.leaf.id, int(room.gain)) for room in made.rooms] == [("hall", 40)]


def test_the_gain_of_all_rooms_leads_to_the_full_points() -> None:
    result = only(lacking=("hall",), phone=33, web=70)
    gains = sum(room.gain for room in lift(RUBRIC, rules(), result).rooms)
    assert result.total + gains == 200
