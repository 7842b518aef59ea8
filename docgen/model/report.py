"""``report.yaml``: 附錄2 績效總報告."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.model.prose import Figure, Prose
from docgen.model.shapes import EntriesOf, Entry, Record, RocDate, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Entry):
    """個案事例: what was done under a heading, quantified."""

    title: Text
    text: Text
    figures: EntriesOf[Figure] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Performance(Entry):
    """The cases under one of the fixed headings (its id is the heading's in ``forms.yaml``)."""

    cases: EntriesOf[Case]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Record):
    """壹、執行績效 and 貳、檢討; ``cutoff`` (資料截止時間) replaces the form's."""

    cutoff: RocDate | None = None
    performance: EntriesOf[Performance]
    review: Prose
