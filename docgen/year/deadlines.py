"""The year's deadlines as they stand on a day: what is past, what is due next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    import datetime as dt

    from docgen.model.rules import Deadline, Rules


class Due(Struct, frozen=True):
    """A deadline and how many days are left (negative: it is past); ``next``: the nearest."""

    deadline: Deadline
    days: int
    next: bool


def due(rules: Rules, today: dt.date) -> tuple[Due, ...]:
    """All deadlines, the earliest first. The day itself is not past."""
    ordered = sorted(rules.deadlines, key=lambda deadline: deadline.on)
    ahead = [(deadline.on - today).days for deadline in ordered]
    nearest = min((days for days in ahead if days >= 0), default=None)
    return tuple(
        Due(deadline, days, days == nearest) for deadline, days in zip(ordered, ahead, strict=True)
    )
