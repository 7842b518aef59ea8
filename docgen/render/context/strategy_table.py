"""The strategy table 面向 / 執行策略 / 具體推動作法 as a template prints it.

The table has one row per measure, a tall one several (``tall``), its own cell merged down. Where
the table has extra columns (主辦單位 …), which each practice fills, each practice has its row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from docgen.render.context import tall
from docgen.render.context.ladder import label
from docgen.render.value import Missing, Value, value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docgen.doctype import Doctype
    from docgen.model.agency_year import AgencyYear
    from docgen.model.plan import Column, Dimension, Indicator, Measure, Plan, Practice


class IndicatorContext(Struct, frozen=True):
    """量化指標 of a practice; there is a ``result`` only where the plan prints results."""

    name: Value
    unit: Value | Missing
    target: Value | Missing
    result: Value | Missing
    method: Value | Missing
    by: Value | Missing


class PracticeContext(Struct, frozen=True):
    """(1) (2) …; ``indicators`` are those that no column of their own prints."""

    label: str
    text: Value
    indicators: tuple[IndicatorContext, ...]


class CellContext(Struct, frozen=True):
    """A cell of an extra column: ``text``, or the practice's ``indicators``, or nothing."""

    width: int
    text: Value | Missing
    indicators: tuple[IndicatorContext, ...]


class StrategyContext(Struct, frozen=True):
    """（一）…; no ``label`` where the strategy is not numbered."""

    label: str
    title: Value


class RowContext(Struct, frozen=True):
    """A row; neighbours with the same key are one cell in that column.

    ``joined``: all strategies of the dimension stand in one cell, and measure and practices
    share one cell too (面向四), where ``measure`` is given on the measure's first row only.
    ``text`` stands where a measure has no practices (三.3). Rows with the same ``practice_key``
    are one cell to the eye; it is empty where extra columns tell the practices apart.
    """

    dimension_key: str
    dimension_label: str
    dimension: Value
    strategy_key: str
    strategies: tuple[StrategyContext, ...]
    measure_key: str
    measure_label: str
    measure: Value | Missing
    text: Value | Missing
    practice_key: str
    practices: tuple[PracticeContext, ...]
    cells: tuple[CellContext, ...]
    joined: bool


class ColumnContext(Struct, frozen=True):
    """An extra column's head; ``width`` in twips."""

    title: Value
    width: int


class WidthsContext(Struct, frozen=True):
    """Widths of the table's own columns in twips; ``actions`` is measure and practice together."""

    dimension: int
    strategy: int
    measure: int
    practice: int
    actions: int


class TableContext(Struct, frozen=True):
    """The table's extra columns, its widths and its rows."""

    columns: tuple[ColumnContext, ...]
    widths: WidthsContext
    rows: tuple[RowContext, ...]


def table(year: AgencyYear, plan: Plan, doctype: Doctype) -> TableContext:
    """The whole strategy table of a plan."""
    layout = _Layout(year, plan, doctype)
    columns = tuple(
        ColumnContext(Value(column.title, f"plan:{column.id}.title"), doctype.widths["extra"])
        for column in plan.columns
    )
    return TableContext(columns, layout.widths, tuple(layout.rows()))


WIDTHS: Final = ("page", "dimension", "strategy", "measure", "extra")


def _widths(doctype: Doctype, extra: int) -> WidthsContext:
    own = doctype.widths
    rest = own["page"] - extra * own["extra"]
    if extra:  # the extra columns take their room from all others alike
        shrunk = {
            name: own[name] * rest // own["page"] for name in ("dimension", "strategy", "measure")
        }
    else:
        shrunk = own
    dimension, strategy, measure = shrunk["dimension"], shrunk["strategy"], shrunk["measure"]
    actions = rest - dimension - strategy
    return WidthsContext(dimension, strategy, measure, actions - measure, actions)


class _Layout:
    """The strategy table while it is laid out."""

    def __init__(self, year: AgencyYear, plan: Plan, doctype: Doctype) -> None:
        self.plan = plan
        self.doctype = doctype
        self.widths = _widths(doctype, len(plan.columns))
        self.units = {unit.id: unit.title for unit in reversed(year.units)}
        self.apart = any(column.kind == "indicators" for column in plan.columns)

    def rows(self) -> Iterator[RowContext]:
        for number, dimension in enumerate(self.plan.dimensions, 1):
            yield from self.dimension(dimension, number)

    def label(self, level: int, number: int) -> str:
        return label(self.doctype.table_ladder[level], number, self.doctype.brackets)

    def dimension(self, dimension: Dimension, number: int) -> Iterator[RowContext]:
        head = self.label(0, number)
        counter = 0
        made = []
        for strategy in dimension.strategies:
            counter += strategy.numbered
            text = self.label(1, counter) if strategy.numbered else ""
            made.append(StrategyContext(text, Value(strategy.title, f"plan:{strategy.id}.title")))
        if dimension.cells == "joined":
            groups = [(dimension.id, tuple(made), dimension.measures)]
        else:
            groups = [
                (strategy.id, (context,), strategy.measures)
                for strategy, context in zip(dimension.strategies, made, strict=True)
            ]
        for key, strategies, measures in groups:
            joined = dimension.cells == "joined"
            for row in self.measures(measures, key if joined else ""):
                yield RowContext(
                    dimension.id, head, Value(dimension.title, f"plan:{dimension.id}.title"),
                    key, strategies, *row, joined,
                )  # fmt: skip

    def measures(self, measures: tuple[Measure, ...], joined: str) -> Iterator[_Row]:
        """The part of the rows that belongs to measures; one bare row where there are none.

        ``joined`` is the key of the one cell that all of them share, or empty.
        """
        none = Missing("plan:dimensions")
        if not measures:
            yield "", "", none, none, "", (), self.cells(None)
        for number, measure in enumerate(measures, 1):
            head = self.label(2, number)
            title = Value(measure.title, f"plan:{measure.id}.title")
            text = value(measure.text, f"plan:{measure.id}.text")
            key = "" if self.plan.columns else joined or measure.id
            practices = self.practices(measure)
            width = self.widths.actions if joined else self.widths.practice
            for cut in self.cuts(measure, width):
                first = cut.start == 0
                yield (
                    measure.id,
                    head,
                    title if first or not joined else none,
                    text if first else none,
                    key,
                    practices[cut],
                    self.cells(measure.practices[cut.start] if practices else None),
                )

    def cuts(self, measure: Measure, width: int) -> Iterator[slice]:
        """Which practices stand in one row: each in its own where it fills extra columns."""
        em = self.doctype.cell_em
        heights = [tall.lines(practice.text, width, em) for practice in measure.practices]
        return tall.rows(heights, 0 if self.plan.columns else self.doctype.row_lines)

    def practices(self, measure: Measure) -> tuple[PracticeContext, ...]:
        return tuple(
            PracticeContext(
                self.label(3, number),
                Value(practice.text, f"plan:{practice.id}.text"),
                () if self.apart else self.indicators(practice),
            )
            for number, practice in enumerate(measure.practices, 1)
        )

    def cells(self, practice: Practice | None) -> tuple[CellContext, ...]:
        return tuple(self.cell(column, practice) for column in self.plan.columns)

    def cell(self, column: Column, practice: Practice | None) -> CellContext:
        width = self.doctype.widths["extra"]
        address = f"plan:{practice.id if practice else column.id}.{column.id}"
        if practice is None:
            return CellContext(width, Missing(address), ())
        if column.kind == "indicators":
            return CellContext(width, Missing(address), self.indicators(practice))
        text = practice.cells.get(column.id)
        if column.kind == "unit" and text is not None:
            text = self.units[text]
        return CellContext(width, value(text, address), ())

    def indicators(self, practice: Practice) -> tuple[IndicatorContext, ...]:
        shown = self.plan.indicators
        return tuple(
            indicator_of(indicator, self.units, result=shown == "results")
            for indicator in (practice.indicators if shown != "none" else ())
        )


def indicator_of(
    indicator: Indicator, units: Mapping[str, str], *, result: bool
) -> IndicatorContext:
    """An indicator's words, its unit's title in place of the id."""
    name = f"plan:{indicator.id}"
    by = indicator.by and units.get(indicator.by, indicator.by)
    return IndicatorContext(
        Value(indicator.name, f"{name}.name"),
        value(indicator.unit, f"{name}.unit"),
        value(indicator.target, f"{name}.target"),
        value(indicator.result if result else None, f"{name}.result"),
        value(indicator.method, f"{name}.method"),
        value(by, f"{name}.by"),
    )


_Row = tuple[
    str,
    str,
    Value | Missing,
    Value | Missing,
    str,
    tuple[PracticeContext, ...],
    tuple[CellContext, ...],
]
