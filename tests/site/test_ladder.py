from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from docgen.render.context.ladder import Line
from docgen.render.value import Value
from docgen.site.ladder import Rung, nested


def lines(levels: list[int]) -> list[Line]:
    return [
        Line(level, f"{number}.", Value(str(number), "plan:x"), leads=False)
        for number, level in enumerate(levels)
    ]


def flat(rungs: tuple[Rung, ...]) -> list[str]:
    return [text for rung in rungs for text in (rung.text, *flat(rung.rungs))]


def test_a_deeper_line_lies_below_the_one_before_it() -> None:
    first, second = nested(lines([1, 2, 2, 1]))
    assert [rung.label for rung in first.rungs] == ["1.", "2."]
    assert second.rungs == ()


@given(st.lists(st.integers(1, 5)))
def test_no_line_is_lost_nor_moved(levels: list[int]) -> None:
    assert flat(nested(lines(levels))) == [str(number) for number in range(len(levels))]
