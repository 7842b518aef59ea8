"""The choice of cases is the best that fits: held against trying them all."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations, product
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from docgen.layout.typeset import TOP, Block, Spot, flow
from docgen.year.cost import with_each
from docgen.year.fit import Group, Option, choose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.year.fit import Choice, Picked

Stretch = tuple[Block, ...]
Place = tuple[Spot, Stretch]
HEIGHT = 10  # twips a line
BODY = 85  # a page of eight lines, and a little
PAGES = 3
ON_A_PAGE = BODY // HEIGHT


def case(lines: int, title: int = 1) -> Stretch:
    return (Block(title, HEIGHT, keep_next=True), Block(lines, HEIGHT))


HEAD: Stretch = (Block(1, HEIGHT, keep_next=True),)
TAIL: Stretch = (Block(1, HEIGHT, keep_next=True), Block(2, HEIGHT))


def after(place: Place, stretches: tuple[Stretch, ...]) -> Place | None:
    """What is kept with the next is held back until that is known."""
    spot, held = place
    blocks = (*held, *(block for stretch in stretches for block in stretch))
    if blocks and blocks[-1].keep_next:
        return spot, blocks
    made = flow(blocks, BODY, spot)
    return (made.end, ()) if made and made.pages <= PAGES else None


def used(spot: Spot) -> int:
    return (spot.page - 1) * ON_A_PAGE + spot.lines


def rank(spare: int, place: Place) -> int | None:
    end = after(place, (TAIL,))
    if end is None or PAGES * ON_A_PAGE - used(end[0]) < spare:
        return None
    return used(end[0])


def chosen(groups: list[Group[Stretch]], spare: int) -> Choice[Place] | None:
    return choose(groups, (TOP, ()), after, lambda place: rank(spare, place))


def every(groups: list[Group[Stretch]]) -> Iterator[tuple[Picked, ...]]:
    """All choices that the groups allow, in any wording."""
    ways = []
    for number, group in enumerate(groups):
        ways.append(
            [
                tuple((number, place, w) for place, w in zip(places, wordings, strict=True))
                for count in range(group.least, group.most + 1)
                for places in combinations(range(len(group.candidates)), count)
                for wordings in product(*(range(len(group.candidates[p])) for p in places))
            ]
        )
    for way in product(*ways):
        yield tuple(picked for part in way for picked in part)


def end_of(groups: list[Group[Stretch]], picked: tuple[Picked, ...], spare: int) -> int | None:
    """The lines used by a whole document that is laid out at once; None where it does not fit."""
    blocks: list[Block] = []
    for number, group in enumerate(groups):
        blocks += group.head
        for _, place, wording in (each for each in picked if each[0] == number):
            blocks += group.candidates[place][wording].size
    made = flow([*blocks, *TAIL], BODY)
    if made is None or made.pages > PAGES:
        return None
    lines = used(made.end)
    return lines if PAGES * ON_A_PAGE - lines >= spare else None


def weight(groups: list[Group[Stretch]], picked: tuple[Picked, ...]) -> Decimal:
    return sum(
        (groups[group].candidates[place][wording].weight for group, place, wording in picked),
        Decimal(0),
    )


options = st.builds(
    Option[Stretch],
    st.integers(1, 4).map(Decimal),
    st.builds(case, st.integers(1, 6), st.integers(1, 2)),
)


@st.composite
def group(draw: st.DrawFn) -> Group[Stretch]:
    candidates = draw(st.lists(st.lists(options, min_size=1, max_size=2), max_size=3))
    least = draw(st.integers(0, min(1, len(candidates))))
    most = draw(st.integers(least, len(candidates)))
    return Group(HEAD, tuple(map(tuple, candidates)), least, most)


instances = st.tuples(st.lists(group(), min_size=1, max_size=3), st.integers(0, 4))


@given(instances)
def test_it_is_the_best_of_all_choices_ties_included(
    instance: tuple[list[Group[Stretch]], int],
) -> None:
    groups, spare = instance
    fitting = [
        (-weight(groups, picked), end, picked)
        for picked in every(groups)
        if (end := end_of(groups, picked, spare)) is not None
    ]
    found = chosen(groups, spare)
    if not fitting:
        assert found is None
    else:
        assert found is not None
        assert (-found.weight, rank(spare, found.place), found.picked) == min(fitting)


@given(instances)
def test_what_a_case_would_cost_is_what_the_best_choice_with_it_weighs(
    instance: tuple[list[Group[Stretch]], int],
) -> None:
    groups, spare = instance
    expected: dict[tuple[int, int], Decimal] = {}
    for picked in every(groups):
        if end_of(groups, picked, spare) is not None:
            for number, place, _ in picked:
                known = expected.get((number, place), Decimal(0))
                expected[number, place] = max(known, weight(groups, picked))
    start: Place = (TOP, ())
    assert with_each(groups, start, after, lambda place: rank(spare, place)) == expected


@given(instances)
def test_it_is_never_over_the_limit(instance: tuple[list[Group[Stretch]], int]) -> None:
    groups, spare = instance
    found = chosen(groups, spare)
    if found is not None:
        end = end_of(groups, found.picked, spare)
        assert end is not None
        assert end <= PAGES * ON_A_PAGE - spare


@given(instances)
def test_no_single_swap_makes_it_better(instance: tuple[list[Group[Stretch]], int]) -> None:
    groups, spare = instance
    found = chosen(groups, spare)
    for place, (number, _, _) in enumerate(found.picked if found else ()):
        rest = [each for n, each in enumerate(found.picked if found else ()) if n != place]
        taken = {each[:2] for each in rest}
        for other in range(len(groups[number].candidates)):
            for wording in range(len(groups[number].candidates[other])):
                if (number, other) not in taken:
                    swapped = tuple(sorted([*rest, (number, other, wording)]))
                    if end_of(groups, swapped, spare) is not None:
                        assert found is not None
                        assert weight(groups, swapped) <= found.weight


def test_of_equal_weights_the_one_that_ends_earlier_is_taken() -> None:
    longer, shorter = Option(Decimal(2), case(4)), Option(Decimal(2), case(3))
    found = chosen([Group(HEAD, ((longer,), (shorter,)), 1, 1)], 0)
    assert found is not None
    assert found.picked == ((0, 1, 0),)


def test_of_equal_weights_and_lines_the_earlier_case_is_taken() -> None:
    same = Option(Decimal(2), case(3))
    found = chosen([Group(HEAD, ((same,), (same,), (same,)), 2, 2)], 0)
    assert found is not None
    assert found.picked == ((0, 0, 0), (0, 1, 0))


def test_a_group_with_too_few_candidates_has_no_choice() -> None:
    assert chosen([Group(HEAD, ((Option(Decimal(1), case(1)),),), 2, 2)], 0) is None
