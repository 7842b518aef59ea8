"""Figures as a sentence: the change, the target, in the words of the data."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from docgen.load import Data
from docgen.model.prose import Figure
from docgen.year.figures import attained, less_is_better, number, rounded, sentence

if TYPE_CHECKING:
    from docgen.model.forms import FigureWords
    from docgen.workspace import Workspace


def figure(value: str, unit: str = "件", **more: str) -> Figure:
    return Figure(id="it", name="受理", value=value, unit=unit, **more)  # type: ignore[arg-type]


@pytest.fixture
def words(project: Workspace) -> FigureWords:
    year, _ = Data(project).agency_year("demo", 105, ("forms",))
    assert year.forms
    assert year.forms.report.draft
    return year.forms.report.draft.figure


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (figure("12"), "受理為12件。"),
        (figure("2,870", last="1,742"), "受理為2,870件，較104年之1,742件增加64.8%。"),
        (figure("8", last="14"), "受理為8件，較104年之14件減少42.9%。"),
        (figure("8", last="8"), "受理為8件，與104年相同。"),
        (figure("8", last="0"), "受理為8件，104年為0件。"),
        (figure("8", last="未統計"), "受理為8件，104年為未統計件。"),
        (figure("92.3", "%", last="88.7"), "受理為92.3%，較104年之88.7%提高3.6個百分點。"),
        (figure("1", "%", last="2.5"), "受理為1%，較104年之2.5%降低1.5個百分點。"),
        (figure("115", target="100"), "受理為115件，達成率115%（目標100件）。"),
        (figure("95", target="100"), "受理為95件，未達目標100件，達成率95%。"),
        (
            figure("8", last="14", target="10"),
            "受理為8件，較104年之14件減少42.9%，已達目標（10件以下）。",
        ),
        (
            figure("12", last="14", target="10"),
            "受理為12件，較104年之14件減少14.3%，未達目標（10件以下）。",
        ),
        (figure("5", target="0", better="less"), "受理為5件，未達目標（0件以下）。"),
        (figure("若干", target="10"), "受理為若干件。"),
    ],
)
def test_a_figure_is_said_with_its_change_and_its_target(
    words: FigureWords, one: Figure, said: str
) -> None:
    assert sentence([one], words) == said


def test_several_figures_are_one_sentence_and_none_is_nothing(words: FigureWords) -> None:
    assert sentence([figure("1"), figure("2")], words) == "受理為1件；受理為2件。"
    assert sentence([], words) == ""


def test_less_is_better_where_the_target_lies_below_last_year_or_the_figure_says_so() -> None:
    assert less_is_better(figure("1", last="5", target="4"))
    assert not less_is_better(figure("1", last="5", target="6"))
    assert less_is_better(figure("1", target="6", better="less"))
    assert not less_is_better(figure("1", last="5", target="4", better="more"))


def test_the_target_itself_is_attained() -> None:
    assert attained(figure("4", target="4"))
    assert attained(figure("4", target="4", better="less"))
    assert attained(figure("4")) is None


@pytest.mark.parametrize(
    ("typed", "value"),
    [("2,870", "2870"), ("91.5", "91.5"), ("-3", "-3"), ("約3", None), ("", None)],
)
def test_a_number_is_read_as_people_type_it(typed: str, value: str | None) -> None:
    assert number(typed) == (None if value is None else Decimal(value))


def test_numbers_are_rounded_half_up_without_zeros_at_the_end() -> None:
    assert rounded(Decimal("42.85"), 1) == "42.9"
    assert rounded(Decimal(100), 1) == "100"
    assert rounded(Decimal("2.25"), 1) == "2.3"
