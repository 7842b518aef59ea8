"""``assessments/<id>.yaml``: one unit, one sheet of 附表1 filled in."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Literal

from docgen.model.shapes import EntriesOf, Entry, Record, RocDate, Text


class Score(Entry, frozen=True, kw_only=True):
    """The points of one leaf, the figure they rest on, the evidence."""

    shorthand: ClassVar[str | None] = "score"
    score: Decimal
    measured: Decimal | None = None
    evidence: Text | None = None


class Remarks(Record, frozen=True, kw_only=True):
    """優點、建議改進事項."""

    strengths: Text | None = None
    suggestions: Text | None = None


class Assessment(Record, frozen=True, kw_only=True):
    """``kind`` self (自行考核) or parent (本署考核); an unannounced one has no period."""

    unit: Text
    kind: Literal["self", "parent"]
    period: Text | None = None
    date: RocDate
    assessor: Text
    scores: EntriesOf[Score]
    remarks: Remarks | None = None
    outcome: Text | None = None
