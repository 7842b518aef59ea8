"""``plan.yaml``: 壹–捌 and the strategy table 面向 / 執行策略 / 具體推動作法."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from docgen.model.prose import Item
from docgen.model.shapes import EntriesOf, Entry, Record, RocDate, Text

if TYPE_CHECKING:
    from collections.abc import Iterator


class Approval(Record, frozen=True, kw_only=True):
    """簡報、備查: the letter that approves the plan, its date, the agency it goes to."""

    letter: Text | None = None
    date: RocDate | None = None
    to: Text | None = None


class Section(Entry, frozen=True, kw_only=True):
    """One of 壹–捌: a heading, and under it text, a ladder of items, or a table.

    ``table`` is the strategy table, or that of all indicators with target and result. Without ``title`` the text is the heading itself (捌).
    """

    title: Text | None = None
    text: Text | None = None
    items: EntriesOf[Item] = ()
    table: Literal["strategies", "indicators"] | None = None


class Column(Entry, frozen=True, kw_only=True):
    """An extra column of the strategy table, filled per practice under the column's id.

    ``kind`` unit: the value is a unit's id and its title is printed. ``kind`` indicators: the
    practice's indicators are printed, nothing is filled by hand.
    """

    shorthand: ClassVar[str | None] = "title"
    title: Text
    kind: Literal["text", "unit", "indicators"] = "text"


class Indicator(Entry, frozen=True, kw_only=True):
    """量化指標 (伍: 由各課室訂定具體量化指標、增列執行方法); ``result`` is known after the year."""

    name: Text
    unit: Text | None = None
    target: Text | None = None
    result: Text | None = None
    method: Text | None = None
    by: Text | None = None


class Practice(Entry, frozen=True, kw_only=True):
    """具體推動作法: (1), (2) …; ``cells`` holds what it fills in the extra columns, by id."""

    shorthand: ClassVar[str | None] = "text"
    open_field: ClassVar[str | None] = "cells"
    text: Text
    indicators: EntriesOf[Indicator] = ()
    cells: dict[str, Text] = {}  # noqa: RUF012 - a Struct copies it


class Measure(Entry, frozen=True, kw_only=True):
    """1., 2. … of the table; without practices its ``text`` stands in their place (三.3)."""

    title: Text
    text: Text | None = None
    practices: EntriesOf[Practice] = ()


class Strategy(Entry, frozen=True, kw_only=True):
    """執行策略; ``numbered: false`` prints no （一） (面向三 has only one)."""

    title: Text
    numbered: bool = True
    measures: EntriesOf[Measure] = ()


class Dimension(Entry, frozen=True, kw_only=True):
    """面向; ``cells: joined`` prints all strategies in one cell beside all ``measures`` (面向四)."""

    title: Text
    cells: Literal["separate", "joined"] = "separate"
    strategies: EntriesOf[Strategy] = ()
    measures: EntriesOf[Measure] = ()


class Plan(Record, frozen=True, kw_only=True):
    """The year's plan. ``issued``: 頒布; None where not known, ``pending`` before promulgation.

    ``indicators``: what stands of them with their practices in the strategy table.
    """

    title: Text
    issued: RocDate | Literal["pending"] | None = None
    approval: Approval | None = None
    sections: EntriesOf[Section]
    columns: EntriesOf[Column] = ()
    indicators: Literal["targets", "results", "none"] = "targets"
    dimensions: EntriesOf[Dimension]


def practices(plan: Plan) -> Iterator[Practice]:
    """Every practice of the plan, in its order."""
    for dimension in plan.dimensions:
        groups = (*(strategy.measures for strategy in dimension.strategies), dimension.measures)
        for measures in groups:
            for measure in measures:
                yield from measure.practices
