"""``achievements.yaml``: what was done in the year, as it happens; the report is drafted from it."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from docgen.model.prose import Figure
from docgen.model.shapes import EntriesOf, Entry, Record, RocDate, Text


class Evidence(Record, frozen=True, kw_only=True):
    """佐證資料: what shows it, and where it can be read."""

    shorthand: ClassVar[str | None] = "title"
    title: Text
    url: Text | None = None


class Achievement(Entry, frozen=True, kw_only=True):
    """One thing done, in two wordings: ``short`` where room is scarce, ``full`` where it is not.

    ``practice`` names what it carries out: practices of the plan, or a measure that has none.
    ``heading`` is that of 附錄2, by default the one that the practice belongs to (``forms.yaml``).
    ``review`` is what it taught: it goes into 貳、檢討. ``weight`` says how much it matters.
    """

    date: RocDate
    practice: tuple[Text, ...]
    unit: Text
    heading: Text | None = None
    title: Text
    short: Text
    full: Text | None = None
    figures: EntriesOf[Figure] = ()
    review: Text | None = None
    evidence: tuple[Evidence, ...] = ()
    weight: Decimal = Decimal(1)


class Achievements(Record, frozen=True, kw_only=True):
    """The whole file is a mapping of ids; their order is that of the file."""

    whole: ClassVar[str | None] = "achievements"
    achievements: EntriesOf[Achievement]
