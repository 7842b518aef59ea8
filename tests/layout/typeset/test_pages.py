from __future__ import annotations

import pytest

from docgen.layout.typeset.pages import Block, flow

BODY = 100  # ten lines of ten


def begins(*blocks: Block) -> tuple[int, ...]:
    flowed = flow(blocks, BODY)
    assert flowed
    return flowed.begins


def lines(count: int, **more: int | bool) -> Block:
    return Block(count, 10, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("count", "pages", "last"), [(1, 1, 1), (10, 1, 10), (11, 2, 2), (20, 2, 10), (21, 3, 2)]
)
def test_one_paragraph_of_many_lines(count: int, pages: int, last: int) -> None:
    flowed = flow([lines(count)], BODY)
    assert flowed
    assert (flowed.pages, flowed.lines) == (pages, last)


def test_two_lines_stay_and_two_go_over() -> None:
    assert begins(lines(9), lines(4)) == (1, 2)  # one line would stay
    assert begins(lines(8), lines(4)) == (1, 1)
    assert begins(lines(8), lines(3)) == (1, 2)  # one line would go over
    assert begins(lines(9), lines(4, widows=False)) == (1, 1)


def test_lines_kept_together_are_not_split() -> None:
    assert begins(lines(6), lines(6)) == (1, 1)
    assert begins(lines(6), lines(6, whole=True)) == (1, 2)


def test_a_heading_goes_over_with_what_it_heads() -> None:
    assert begins(lines(8), lines(1, keep_next=True), lines(2)) == (1, 2, 2)
    assert begins(lines(7), lines(1, keep_next=True), lines(4)) == (1, 1, 1)
    assert begins(lines(7), *[lines(1, keep_next=True)] * 2, lines(4)) == (1, 2, 2, 2)


def test_a_heading_is_not_split() -> None:
    assert begins(lines(6), lines(6, keep_next=True), lines(1)) == (1, 2, 2)
    assert begins(lines(6), lines(6, keep_next=True), lines(1, breaks=True)) == (1, 2, 3)
    assert begins(lines(6), lines(6, keep_next=True)) == (1, 2)


def test_what_is_kept_together_and_higher_than_a_page_is_not_judged() -> None:
    assert flow([lines(1), lines(11, whole=True)], BODY) is None
    assert flow([lines(1), *[lines(1, keep_next=True)] * 12, lines(1)], BODY) is None


def test_the_larger_space_counts() -> None:
    assert begins(lines(5, after=20), lines(3, before=10)) == (1, 1)
    assert begins(lines(5, after=20), lines(4, before=10, whole=True)) == (1, 2)


def test_space_at_the_top_of_a_page() -> None:
    assert begins(lines(9, before=10), lines(1)) == (1, 2)  # on the first page it counts
    assert begins(lines(10), lines(9, before=10), lines(1)) == (1, 2, 2)  # not on the others
    after_break = lines(9, before=10, breaks=True)
    assert begins(lines(1), after_break, lines(1)) == (1, 2, 3)  # but behind a page break


def test_many_headings_do_not_exhaust_the_stack() -> None:
    flowed = flow([lines(1, keep_next=True), lines(1)] * 5000, BODY)
    assert flowed
    assert flowed.pages == 1000
