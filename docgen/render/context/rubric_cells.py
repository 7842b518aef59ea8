"""What 附表1's tables are made of: columns, cells, bands, boxes, rows."""

from __future__ import annotations

from msgspec import Struct

from docgen.render.value import Missing, Value  # noqa: TC001 - template check reads them


class ColumnContext(Struct, frozen=True):
    """A column's head (評核項目 …); ``width`` in twips."""

    title: Value
    span: int
    width: int


class BoxContext(Struct, frozen=True):
    """小計：/得分：; ``score`` is empty in a blank form."""

    label: Value
    score: str


class PartContext(Struct, frozen=True):
    """A 評核項目, 評核指標 …: neighbours with the same ``key`` are one cell."""

    key: str
    label: str
    title: Value
    points: Value
    intro: Value | Missing
    boxes: tuple[BoxContext, ...]
    span: int
    width: int


class BlockContext(Struct, frozen=True):
    """What lies deeper than the columns, heading its criteria: ※ title（points）."""

    label: str
    title: Value
    points: Value
    intro: Value | Missing


class BandContext(Struct, frozen=True):
    """``low``-``high``分 and what earns it; ``reached`` in a filled sheet where it applied."""

    low: Value
    high: Value
    texts: tuple[Value, ...]
    reached: bool


class CriterionContext(Struct, frozen=True):
    """1. 2. …; no ``label`` where there is only one."""

    label: str
    text: Value


class DayContext(Struct, frozen=True):
    """A date; ``comma`` stands before all but the first."""

    comma: str
    text: Value


class ScoreContext(Struct, frozen=True):
    """What a filled sheet says of one leaf; ``unit`` is that of the measured figure.

    Where the leaf does not apply there is a ``reason`` and no ``score``. ``days`` are the dates
    of the measurement, where they are not that of the sheet.
    """

    score: Value | Missing
    reason: Value | Missing
    measured: Value | Missing
    days: tuple[DayContext, ...]
    measure: Value | Missing
    unit: Value | Missing
    evidence: Value | Missing


class NotesContext(Struct, frozen=True):
    """評分注意事項 of the row's owner, the same ``key`` down the owner's rows."""

    key: str
    notes: tuple[CriterionContext, ...]
    width: int


class RubricRowContext(Struct, frozen=True):
    """One scored leaf, or a part of one: neighbours with the same ``key`` are one cell to the eye.

    ``notes`` is the notes column: one or none.
    """

    key: str
    parts: tuple[PartContext, ...]
    blocks: tuple[BlockContext, ...]
    lead: Value | Missing
    bands: tuple[BandContext, ...]
    criteria: tuple[CriterionContext, ...]
    scores: tuple[ScoreContext, ...]
    notes: tuple[NotesContext, ...]
    criteria_span: int
    criteria_width: int


class DimensionContext(Struct, frozen=True):
    """構面: its head over ``title_span`` columns, its intro over the rest, and its rows."""

    title: Value
    points: Value
    intro: Value | Missing
    boxes: tuple[BoxContext, ...]
    title_span: int
    title_width: int
    intro_span: int
    intro_width: int
    columns: tuple[ColumnContext, ...]
    rows: tuple[RubricRowContext, ...]
