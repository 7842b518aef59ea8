"""``returns/<id>.yaml`` of a parent: what a bureau that keeps no data here handed in for the year."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from docgen.model.prose import Prose
from docgen.model.report import Performance
from docgen.model.shapes import EntriesOf, Record, RocDate, Text


class Return(Record, frozen=True, kw_only=True):
    """One bureau's year on paper: its result by 評核項目, and its 個案事例 and 檢討.

    ``kind`` says who assessed, ``received`` when its report came in. Without ``total`` there are
    no results yet; ``points`` are given for all 評核項目 or for none.
    """

    name: Text
    kind: Literal["self", "parent"] = "parent"
    received: RocDate | None = None
    points: dict[Text, Decimal] = {}  # noqa: RUF012 - a Struct copies it
    total: Decimal | None = None
    performance: EntriesOf[Performance] = ()
    review: Prose | None = None
