"""What taking a candidate in would cost: the best weight of a choice that holds it, for each.

The same programme as ``fit``, run forwards and backwards, weights only: what can stand before a
candidate and what can stand behind it meet at the place where it ends.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

    from docgen.year.fit import After, Group

S = TypeVar("S", bound="Hashable")
P = TypeVar("P", bound="Hashable")
_Stage = dict[tuple[int, P], Decimal]  # (cases of the group so far, place) → weight


class _Way(Struct, Generic[P], frozen=True):
    """One step from a state of a stage to one of the next."""

    before: tuple[int, P]
    behind: tuple[int, P]
    weight: Decimal
    takes: bool


def with_each(
    groups: Sequence[Group[S]],
    start: P,
    after: After[P, S],
    rank: Callable[[P], int | None],
) -> dict[tuple[int, int], Decimal]:
    """(Group, candidate) → the greatest weight of a choice that fits and holds it.

    One that no such choice holds is left out. Arguments as those of ``fit.choose``.
    """
    stages: list[_Stage[P]] = [{(0, start): Decimal(0)}]
    steps: list[list[_Way[P]]] = []
    owners: list[tuple[int, int] | None] = []
    for number, group in enumerate(groups):
        for candidate in range(len(group.candidates)):
            owners.append((number, candidate))
            _extend(stages, steps, list(_over(group, candidate, stages[-1], after)))
        owners.append(None)
        _extend(stages, steps, list(_behind(group, stages[-1], after)))
    rest = {state: Decimal(0) for state in stages[-1] if rank(state[1]) is not None}
    found: dict[tuple[int, int], Decimal] = {}
    for owner, stage, ways in zip(
        reversed(owners), reversed(stages[:-1]), reversed(steps), strict=True
    ):
        earlier: _Stage[P] = {}
        for way in ways:
            if way.behind in rest:
                here = rest[way.behind] + way.weight
                earlier[way.before] = max(here, earlier.get(way.before, here))
                if way.takes and owner is not None:
                    whole = stage[way.before] + here
                    found[owner] = max(whole, found.get(owner, whole))
        rest = earlier
    return found


def _extend(stages: list[_Stage[P]], steps: list[list[_Way[P]]], ways: list[_Way[P]]) -> None:
    """The next stage: the greatest weight at each of its states."""
    made: _Stage[P] = {}
    for way in ways:
        weight = stages[-1][way.before] + way.weight
        made[way.behind] = max(weight, made.get(way.behind, weight))
    stages.append(made)
    steps.append(ways)


def _over(
    group: Group[S], candidate: int, stage: _Stage[P], after: After[P, S]
) -> Iterator[_Way[P]]:
    """Past one candidate: without it, or with it in one of its wordings."""
    for count, place in stage:
        yield _Way((count, place), (count, place), Decimal(0), takes=False)
        if count < group.most:
            lead = () if count else (group.head,)
            for option in group.candidates[candidate]:
                reached = after(place, (*lead, option.size))
                if reached is not None:
                    yield _Way((count, place), (count + 1, reached), option.weight, takes=True)


def _behind(group: Group[S], stage: _Stage[P], after: After[P, S]) -> Iterator[_Way[P]]:
    """Out of a group that has enough cases; a heading without one still stands there."""
    for count, place in stage:
        if count >= group.least:
            reached = place if count else after(place, (group.head,))
            if reached is not None:
                yield _Way((count, place), (0, reached), Decimal(0), takes=False)
