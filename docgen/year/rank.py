"""名次 from totals: how ties are treated is the year's rules, for the sources say nothing of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

Ties = Literal["share", "dense", "next-column", "none"]
Key = tuple["Decimal", ...]
"""A total, and behind it the columns that decide a tie where the rules say so."""


def ranks(keys: Sequence[Key], ties: Ties) -> tuple[int | None, ...]:
    """The rank of each, the highest first; None for one that ties where ties have no rank.

    ``next-column`` compares the columns behind the total from the left; who ties in all of them
    shares.
    """
    decisive = keys if ties == "next-column" else [key[:1] for key in keys]
    if ties == "dense":
        order = sorted(set(decisive), reverse=True)
        return tuple(order.index(key) + 1 for key in decisive)
    places = [1 + sum(other > key for other in decisive) for key in decisive]
    if ties == "none":
        return tuple(None if places.count(place) > 1 else place for place in places)
    return tuple(places)
