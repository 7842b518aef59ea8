"""名次: the highest first, ties as the rules say."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.year.rank import ranks

TIES = ("share", "dense", "next-column", "none")


def keys(*totals: int) -> list[tuple[Decimal, ...]]:
    return [(Decimal(total),) for total in totals]


@pytest.mark.parametrize(
    ("ties", "made"),
    [
        ("share", (1, 1, 3, 4)),
        ("dense", (1, 1, 2, 3)),
        ("none", (None, None, 3, 4)),
        ("next-column", (1, 1, 3, 4)),
    ],
)
def test_who_ties(ties: Any, made: tuple[int | None, ...]) -> None:
    assert ranks(keys(900, 900, 850, 700), ties) == made


def test_the_next_column_decides_a_tie_and_nothing_else() -> None:
    tied = [
        (Decimal(900), Decimal(250)),
        (Decimal(900), Decimal(260)),
        (Decimal(899), Decimal(280)),
    ]
    assert ranks(tied, "next-column") == (2, 1, 3)
    assert ranks(tied, "share") == (1, 1, 3)


def test_nobody_has_no_ranks() -> None:
    assert ranks([], "share") == ()


TOTALS = st.lists(st.integers(0, 9).map(Decimal), max_size=8)


@given(TOTALS, st.sampled_from(TIES), st.randoms())
def test_the_order_of_the_units_changes_no_rank(totals: Any, ties: Any, random: Any) -> None:
    pairs = list(zip(totals, ranks([(t,) for t in totals], ties), strict=True))
    mixed = pairs.copy()
    random.shuffle(mixed)
    assert list(ranks([(total,) for total, _ in mixed], ties)) == [rank for _, rank in mixed]


@given(TOTALS, st.sampled_from(("share", "dense")))
def test_equal_totals_have_equal_ranks_and_higher_ones_better(totals: Any, ties: Any) -> None:
    made = ranks([(total,) for total in totals], ties)
    assert not totals or min(rank for rank in made if rank) == 1
    for one, first in zip(totals, made, strict=True):
        for other, second in zip(totals, made, strict=True):
            assert first is not None
            assert second is not None
            assert (one > other) == (first < second)
            assert (one == other) == (first == second)


@given(TOTALS)
def test_who_has_a_rank_where_ties_have_none_is_alone_on_it(totals: Any) -> None:
    made = [rank for rank in ranks([(total,) for total in totals], "none") if rank is not None]
    assert len(made) == len(set(made)) == sum(totals.count(total) == 1 for total in totals)
