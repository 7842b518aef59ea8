"""A tall cell in several rows: no row so short that it stands forlorn."""

from __future__ import annotations

import pytest

from docgen.render.context.tall import lines, rows


@pytest.mark.parametrize(
    ("heights", "cuts"),
    [
        ([], [0]),
        ([9], [1]),
        ([2, 2, 2], [3]),
        ([4, 2, 2, 2, 3, 1], [2, 4, 6]),
        ([1, 1, 9, 1, 1], [5]),
        ([6, 3, 3, 3], [1, 2, 3, 4]),
        ([6, 3, 3, 2], [1, 2, 4]),
    ],
)
def test_a_row_takes_pieces_until_it_has_its_lines(heights: list[int], cuts: list[int]) -> None:
    assert [cut.stop for cut in rows(heights, 3)] == cuts


def test_no_least_height_makes_one_row_of_each_piece() -> None:
    assert [cut.stop for cut in rows([1, 1, 1], 0)] == [1, 2, 3]


def test_lines_are_counted_in_whole_characters() -> None:
    assert [lines("字" * count, 2400, 240) for count in (0, 1, 8, 9)] == [0, 1, 1, 2]
    assert lines("字字", 100, 240) == 2  # narrower than a character
