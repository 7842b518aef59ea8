"""What 附表2 is made of: columns, rows, notes below the table."""

from __future__ import annotations

from msgspec import Struct

from docgen.render.context.adjusted import (
    AdjustedContext,  # noqa: TC001 - template check reads the annotations
)
from docgen.render.value import Value  # noqa: TC001 - template check reads the annotations


class ItemContext(Struct, frozen=True):
    """A 評核項目 as a column with its maximum; ``width`` in twips."""

    title: Value
    points: Value
    width: int


class ScoreCellContext(Struct, frozen=True):
    """The points of one unit under one 評核項目; empty in a blank row."""

    text: str
    width: int


class RankContext(Struct, frozen=True):
    """名次 of a row, or its column's head; there is none where ``forms.yaml`` names no column."""

    text: str
    width: int


class ResultRowContext(Struct, frozen=True):
    """A unit assessed, or a blank row: then every text is empty. ``ranks`` holds one or none."""

    assessor: str
    number: str
    unit: str
    scores: tuple[ScoreCellContext, ...]
    total: str
    grade: str
    ranks: tuple[RankContext, ...]
    month: str


class OutcomeContext(Struct, frozen=True):
    """考核結果處理情形 of one unit; ``unit`` is empty where there is only one."""

    unit: str
    text: Value


class AttachedContext(Struct, frozen=True):
    """A 創意服務計畫 attached to the table."""

    label: str
    title: Value


class WidthsContext(Struct, frozen=True):
    """Column widths in twips; ``items`` is all 評核項目 together."""

    assessor: int
    number: int
    unit: int
    items: int
    total: int
    grade: int
    month: int


class ResultsContext(Struct, frozen=True):
    """The whole table; ``caption`` is 附表2 in a set, else empty.

    ``averaged`` or ``summed``: it is the year's, made of several sheets for each unit; ``missing``
    is how many of them there are not yet, empty where all are there.
    """

    caption: str
    title: Value
    filled: bool
    units: str
    legend: str
    points: str
    items: tuple[ItemContext, ...]
    items_span: int
    widths: WidthsContext
    ranks: tuple[RankContext, ...]
    rows: tuple[ResultRowContext, ...]
    outcomes: tuple[OutcomeContext, ...]
    attached: tuple[AttachedContext, ...]
    adjusted: tuple[AdjustedContext, ...]
    averaged: bool
    summed: bool
    missing: str
