"""``rules.yaml``: what the year obeys. Grades and periods; every number of policy is here.

What the sources leave open (how to round, ties, a year's score …) is a setting with a stated
default: docs/decisions/20-scoring.md.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from docgen.model.award import Awards
from docgen.model.shapes import EntriesOf, Entry, Record, RocDate, Text


class Grade(Entry, frozen=True, kw_only=True):
    """等第: from ``points`` on (優 ≥ 900); ``title`` is what is printed."""

    title: Text
    points: Decimal


class Period(Entry, frozen=True, kw_only=True):
    """A span in which units are assessed: 第一季（1-3月）."""

    title: Text
    from_: RocDate
    to: RocDate


class Deadline(Entry, frozen=True, kw_only=True):
    """What is due when: 陳報績效總報告 on 105-12-31 to the parent.

    ``of`` is the document type that is due then, where it is one.
    """

    title: Text
    on: RocDate
    to: Text | None = None
    of: Text | None = None


class Rounding(Record, frozen=True, kw_only=True):
    """How a total is rounded, once: ``places`` decimals, ties by ``mode``."""

    places: int = 2
    mode: Literal["half-up", "half-even", "down"] = "half-up"


class PeriodicTest(Entry, frozen=True, kw_only=True):
    """A measurement that must be repeated; its id is the leaf that it belongs to.

    ``counted``: in each span of so many months of the year (calendar), or at most so many months
    after the one before it (gap).
    """

    every_months: int
    counted: Literal["calendar", "gap"] = "calendar"


class Rules(Record, frozen=True, kw_only=True):
    """Grades from the best down; periods and deadlines in the order of the year.

    ``not_applicable``: the rest is scaled to the full points, or the leaf counts 0 or in full.
    ``unmet``: a figure below every band earns 0, or the assessor is free.
    ``ties``: share one rank (1, 1, 3), dense (1, 1, 2), decided by the next-column of 附表2, or
    none: who ties has no rank. ``year_score``: mean or sum of the year's sheets, ``unannounced``
    ones counted among them or apart. ``late_days``: so long after its period a sheet may be dated.
    """

    grades: EntriesOf[Grade]
    periods: EntriesOf[Period] = ()
    deadlines: EntriesOf[Deadline] = ()
    rounding: Rounding = Rounding()
    not_applicable: Literal["scale", "count-zero", "count-full"] = "scale"
    unmet: Literal["zero", "free"] = "zero"
    ties: Literal["share", "dense", "next-column", "none"] = "share"
    year_score: Literal["mean", "sum"] = "mean"
    unannounced: Literal["counted", "apart"] = "counted"
    late_days: int = 0
    tests: EntriesOf[PeriodicTest] = ()
    awards: Awards = Awards()
