"""Which cases, in which wording: the choice of greatest weight that fits, found exactly.

A dynamic programme over places: where on the pages a stretch of paragraphs ends depends on where
it begins and on its own lines, and on nothing else before it. So of all choices that end at one
place only the best need be carried on. What a place is, and what may end there, the caller says
(``docgen.layout``); here are only weights.

Of choices of the same weight the one that ends earliest on the pages is taken, then the one whose
cases stand earliest in their groups, the wording that is listed first before the others.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from decimal import Decimal
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

S = TypeVar("S", bound=Hashable)  # the lines of a stretch of paragraphs
P = TypeVar("P", bound=Hashable)  # a place on the pages


class Option(Struct, Generic[S], frozen=True):
    """One wording of a candidate: what it weighs and the room it takes."""

    weight: Decimal
    size: S


class Group(Struct, Generic[S], frozen=True):
    """A heading: its own room, its candidates with their wordings, how many may be chosen."""

    head: S
    candidates: tuple[tuple[Option[S], ...], ...]
    least: int
    most: int


Picked = tuple[int, int, int]
"""Group, candidate, wording, all counted from 0."""


class Choice(Struct, Generic[P], frozen=True):
    """What was chosen, in the order of reading; where it ends."""

    weight: Decimal
    picked: tuple[Picked, ...]
    place: P


_Best = tuple[Decimal, tuple[Picked, ...]]  # the weight negated: the smaller, the better
After = Callable[[P, tuple[S, ...]], "P | None"]


def choose(
    groups: Sequence[Group[S]],
    start: P,
    after: After[P, S],
    rank: Callable[[P], int | None],
) -> Choice[P] | None:
    """The best choice; None where nothing fits.

    ``after``: the place behind stretches that begin at a place, None beyond the last page.
    ``rank``: how late on the pages a choice ends that ends its cases at a place, None where what
    follows does not fit.
    """
    known: dict[P, _Best] = {start: (Decimal(0), ())}
    for number, group in enumerate(groups):
        known = _behind(number, group, known, after)
    ends = [
        (best[0], late, best[1], place)
        for place, best in known.items()
        if (late := rank(place)) is not None
    ]
    if not ends:
        return None
    weight, _, picked, place = min(ends, key=lambda end: end[:3])
    return Choice(-weight, picked, place)


def _behind(
    number: int, group: Group[S], known: dict[P, _Best], after: After[P, S]
) -> dict[P, _Best]:
    """Place → best choice, behind one group."""
    layers: list[dict[P, _Best]] = [known, *({} for _ in range(group.most))]
    for candidate, options in enumerate(group.candidates):
        for count in range(group.most - 1, -1, -1):
            lead = () if count else (group.head,)
            for place, best in layers[count].items():
                for wording, option in enumerate(options):
                    reached = after(place, (*lead, option.size))
                    if reached is not None:
                        made = (best[0] - option.weight, (*best[1], (number, candidate, wording)))
                        _keep(layers[count + 1], reached, made)
    found: dict[P, _Best] = {}
    if not group.least:
        layers[0] = _alone(group, known, after)
    for layer in layers[group.least :]:
        for place, best in layer.items():
            _keep(found, place, best)
    return found


def _alone(group: Group[S], known: dict[P, _Best], after: After[P, S]) -> dict[P, _Best]:
    """The heading without a case."""
    found: dict[P, _Best] = {}
    for place, best in known.items():
        reached = after(place, (group.head,))
        if reached is not None:
            _keep(found, reached, best)
    return found


def _keep(layer: dict[P, _Best], place: P, made: _Best) -> None:
    if place not in layer or made < layer[place]:
        layer[place] = made
