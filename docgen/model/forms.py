"""``forms.yaml``: how an agency words its forms 附表2, 附錄1 and 附錄2 (titles, fields, headings).

A form has a ``title`` when it is blank and, where the two differ, a ``filled`` one. Guidance in
a blank form is not here: it belongs to the document type's template.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from docgen.model.shapes import EntriesOf, Entry, Record, RocDate, Text


class ResultsForm(Record, frozen=True, kw_only=True):
    """附表2. ``filled`` may name ``{period.title}`` and ``{period.kind}`` (自行 or 本署).

    ``unannounced`` and ``year`` are the titles of those tables, where they differ; ``rank`` heads
    a further column 名次 in filled tables, and there is none without it.
    """

    title: Text
    filled: Text | None = None
    unannounced: Text | None = None
    year: Text | None = None
    rank: Text | None = None


class ProposalForm(Record, frozen=True, kw_only=True):
    """附錄1. ``filled`` may name ``{proposal.title}``."""

    title: Text
    filled: Text | None = None


class Heading(Entry, frozen=True, kw_only=True):
    """One of the fixed headings of 附錄2 壹; its id is the key in ``report.yaml``."""

    shorthand: ClassVar[str | None] = "title"
    title: Text


class ReportForm(Record, frozen=True, kw_only=True):
    """附錄2: title, cut-off date of the data (資料截止時間), the fixed headings of 壹."""

    title: Text
    filled: Text | None = None
    cutoff: RocDate
    headings: EntriesOf[Heading]


class Forms(Record, frozen=True, kw_only=True):
    """The wording of the forms of one agency and year (a patch in a child)."""

    kinds: dict[Literal["self", "parent"], Text]
    results: ResultsForm
    proposal: ProposalForm
    report: ReportForm
