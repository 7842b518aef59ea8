"""``assessments/<id>.yaml``: one unit, one sheet of 附表1 filled in."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Literal

from docgen.model.shapes import EntriesOf, Entry, Record, RocDate, Text


class Score(Entry, frozen=True, kw_only=True):
    """The points of one leaf, the figure they rest on and when it was measured, the evidence.

    ``measured_on`` is left out where the figure was taken on the day of the sheet.
    """

    shorthand: ClassVar[str | None] = "score"
    score: Decimal
    measured: Decimal | None = None
    measured_on: tuple[RocDate, ...] = ()
    evidence: Text | None = None


class Remarks(Record, frozen=True, kw_only=True):
    """優點、建議改進事項."""

    strengths: Text | None = None
    suggestions: Text | None = None


class Assessment(Record, frozen=True, kw_only=True):
    """``kind`` self (自行考核) or parent (本署考核); an unannounced one has no period.

    ``not_applicable`` maps a leaf that the unit cannot earn (a 課室 has no website mark) to the
    reason; what then becomes of the total is ``rules.yaml``'s ``not-applicable``.
    """

    unit: Text
    kind: Literal["self", "parent"]
    period: Text | None = None
    date: RocDate
    assessor: Text
    scores: EntriesOf[Score] = ()
    not_applicable: dict[str, Text] = {}  # noqa: RUF012 - a Struct copies it
    remarks: Remarks | None = None
    outcome: Text | None = None

    def measured(self, leaf: str) -> tuple[RocDate, ...]:
        """The days on which the figure of a leaf was measured; none where there is no figure."""
        for score in self.scores:
            if score.id == leaf and score.measured is not None:
                return score.measured_on or (self.date,)
        return ()
