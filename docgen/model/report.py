"""``report.yaml``: 附錄2 績效總報告; ``consolidated.yaml``: the same of all bureaus of a parent."""

from __future__ import annotations

from docgen.model.prose import Figure, Prose
from docgen.model.shapes import EntriesOf, Entry, Record, RocDate, Text


class Case(Entry, frozen=True, kw_only=True):
    """個案事例: what was done under a heading, quantified."""

    title: Text
    text: Text
    figures: EntriesOf[Figure] = ()


class Performance(Entry, frozen=True, kw_only=True):
    """The cases under one of the fixed headings (its id is the heading's in ``forms.yaml``)."""

    cases: EntriesOf[Case]


class Report(Record, frozen=True, kw_only=True):
    """壹、執行績效 and 貳、檢討; ``cutoff`` (資料截止時間) replaces the form's.

    ``submitted`` is the day on which it went to the parent; it is not printed.
    """

    cutoff: RocDate | None = None
    submitted: RocDate | None = None
    performance: EntriesOf[Performance]
    review: Prose


class Consolidation(Report, frozen=True, kw_only=True):
    """``consolidated.yaml``: the parent's choice among its bureaus' cases, in its own words."""
