"""``rules.yaml``: what the year obeys. Grades and periods; every number of policy is here."""

from __future__ import annotations

from decimal import Decimal

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
    """What is due when: 陳報績效總報告 on 105-12-31 to the parent."""

    title: Text
    on: RocDate
    to: Text | None = None


class Rules(Record, frozen=True, kw_only=True):
    """Grades from the best down; periods and deadlines in the order of the year."""

    grades: EntriesOf[Grade]
    periods: EntriesOf[Period] = ()
    deadlines: EntriesOf[Deadline] = ()
