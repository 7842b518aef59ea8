"""``assessments/<id>.yaml``: one unit, one sheet of 附表1 filled in."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Literal

from docgen.model.shapes import EntriesOf, Entry, Record, RocDate, Text


class Score(Entry, frozen=True, kw_only=True):
    """The points of one leaf, the figure they rest on and when it was measured, the evidence.

    ``on`` is left out where the figure was taken on the day of the sheet.
    """

    shorthand: ClassVar[str | None] = "score"
    score: Decimal
    measured: Decimal | None = None
    on: tuple[RocDate, ...] = ()
    evidence: Text | None = None


class NotApplicable(Entry, frozen=True, kw_only=True):
    """A leaf that the unit cannot earn (a 課室 has no website mark), and why."""

    shorthand: ClassVar[str | None] = "reason"
    reason: Text


class Remarks(Record, frozen=True, kw_only=True):
    """優點、建議改進事項."""

    strengths: Text | None = None
    suggestions: Text | None = None


class Assessment(Record, frozen=True, kw_only=True):
    """``kind`` self (自行考核) or parent (本署考核); an unannounced one has no period.

    Each leaf stands in ``scores`` or in ``not_applicable``; what then becomes of the total is
    ``rules.yaml``'s ``not-applicable``.
    """

    repeated: ClassVar[str] = "scored-and-not-applicable"
    unit: Text
    kind: Literal["self", "parent"]
    period: Text | None = None
    date: RocDate
    assessor: Text
    scores: EntriesOf[Score] = ()
    not_applicable: EntriesOf[NotApplicable] = ()
    remarks: Remarks | None = None
    outcome: Text | None = None

    @property
    def reasons(self) -> dict[str, str]:
        """Leaf that does not apply → reason."""
        return {leaf.id: leaf.reason for leaf in self.not_applicable}

    def measured(self, leaf: str) -> tuple[RocDate, ...]:
        """The days on which the figure of a leaf was measured; none where there is no figure."""
        for score in self.scores:
            if score.id == leaf and score.measured is not None:
                return score.on or (self.date,)
        return ()
