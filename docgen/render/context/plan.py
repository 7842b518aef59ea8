"""年度提升服務品質執行計畫: 壹–捌 and the strategy table, as a template prints them.

The table has one row per measure, which is not broken over pages (Word and LibreOffice both
leave single lines behind when they break a row). A measure too tall for that (``row-lines``) has
one row per practice, its own cell merged down; so has every measure where the table has extra
columns (主辦單位 …), which each practice fills.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docgen.problem import Problem, Refused, Where
from docgen.render.context.document import Document, Source, needed
from docgen.render.context.ladder import Line, label, lines
from docgen.render.value import Missing, Value, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.doctype import Doctype
    from docgen.model.agency_year import AgencyYear
    from docgen.model.plan import Column, Dimension, Indicator, Measure, Plan, Practice, Section


@dataclass(frozen=True, slots=True)
class SectionContext:
    """壹–捌. ``heading`` is the title, or the text where the text is the heading (捌).

    ``table`` says that the strategy table stands here.
    """

    id: str
    label: str
    heading: Value
    text: Value | Missing
    lines: tuple[Line, ...]
    table: bool


@dataclass(frozen=True, slots=True)
class IndicatorContext:
    """量化指標 of a practice."""

    name: Value
    unit: Value | Missing
    target: Value | Missing
    method: Value | Missing
    by: Value | Missing


@dataclass(frozen=True, slots=True)
class PracticeContext:
    """(1) (2) …; ``indicators`` are those that no column of their own prints."""

    label: str
    text: Value
    indicators: tuple[IndicatorContext, ...]


@dataclass(frozen=True, slots=True)
class CellContext:
    """A cell of an extra column: ``text``, or the practice's ``indicators``, or nothing."""

    width: int
    text: Value | Missing
    indicators: tuple[IndicatorContext, ...]


@dataclass(frozen=True, slots=True)
class StrategyContext:
    """（一）…; no ``label`` where the strategy is not numbered."""

    label: str
    title: Value


@dataclass(frozen=True, slots=True)
class RowContext:
    """A row; neighbours with the same key are one cell in that column.

    ``joined``: all strategies of the dimension stand in one cell, and measure and practices
    share one cell too (面向四), where ``measure`` is given on the measure's first row only.
    ``text`` stands where a measure has no practices (三.3).
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
    practices: tuple[PracticeContext, ...]
    cells: tuple[CellContext, ...]
    joined: bool


@dataclass(frozen=True, slots=True)
class ColumnContext:
    """An extra column's head; ``width`` in twips."""

    title: Value
    width: int


@dataclass(frozen=True, slots=True)
class WidthsContext:
    """Widths of the table's own columns in twips; ``actions`` is measure and practice together."""

    dimension: int
    strategy: int
    measure: int
    practice: int
    actions: int


@dataclass(frozen=True, slots=True)
class PlanContext:
    """The whole plan; ``caption`` is empty unless the plan is an annex of a set."""

    caption: str
    title: Value
    issued: Value | Missing
    sections: tuple[SectionContext, ...]
    columns: tuple[ColumnContext, ...]
    widths: WidthsContext
    rows: tuple[RowContext, ...]


def documents(year: AgencyYear, doctype: Doctype) -> tuple[Document, ...]:
    """The plan of the year; Refused when a required section or the table's place is missing."""
    return (plan_document(year, doctype, ""),)


def plan_document(year: AgencyYear, doctype: Doctype, caption: str) -> Document:
    """The plan under a caption of a set, or under none."""
    plan = needed(year.plan, "plan")
    problems = tuple(_missing(plan, doctype))
    if problems:
        raise Refused(problems)
    context = PlanContext(
        caption=caption,
        title=Value(plan.title, "plan:title"),
        issued=value(_issued(plan), "plan:issued"),
        sections=tuple(_section(s, n, doctype) for n, s in enumerate(plan.sections, 1)),
        columns=tuple(
            ColumnContext(Value(c.title, f"plan:{c.id}.title"), doctype.widths["extra"])
            for c in plan.columns
        ),
        widths=_widths(doctype, len(plan.columns)),
        rows=tuple(_Table(year, plan, doctype).rows()),
    )
    return Document("plan", plan.title, context)


def _missing(plan: Plan, doctype: Doctype) -> Iterator[Problem]:
    there = {section.id for section in plan.sections}
    where = Where(address="plan:sections")
    for name in doctype.required:
        if name not in there:
            yield Problem("missing-section", where, {"id": name})
    if plan.dimensions and not any(section.table for section in plan.sections):
        yield Problem("no-place-for-table", where)


def _issued(plan: Plan) -> str | None:
    from docgen.model.shapes import roc_date  # loaded with the plan anyway

    return None if plan.issued is None or plan.issued == "pending" else roc_date(plan.issued)


def _section(section: Section, number: int, doctype: Doctype) -> SectionContext:
    name = f"plan:{section.id}"
    text = value(section.text, f"{name}.text")
    heading = value(section.title, f"{name}.title")
    if isinstance(heading, Missing):
        heading, text = text, Missing(f"{name}.text")
    if isinstance(heading, Missing):
        raise Refused([Problem("section-without-words", Where(address=name), {"id": section.id})])
    return SectionContext(
        id=section.id,
        label=label(doctype.ladder[0], number, doctype.brackets),
        heading=heading,
        text=text,
        lines=lines(section.items, doctype, "plan"),
        table=section.table is not None,
    )


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


class _Table:
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
            for row in self.measures(measures, joined=dimension.cells == "joined"):
                yield RowContext(
                    dimension.id, head, Value(dimension.title, f"plan:{dimension.id}.title"),
                    key, strategies, *row, dimension.cells == "joined",
                )  # fmt: skip

    def measures(self, measures: tuple[Measure, ...], *, joined: bool) -> Iterator[_Row]:
        """The part of the rows that belongs to measures; one bare row where there are none."""
        if not measures:
            yield (
                "",
                "",
                Missing("plan:dimensions"),
                Missing("plan:dimensions"),
                (),
                self.cells(None),
            )
        for number, measure in enumerate(measures, 1):
            head = self.label(2, number)
            title = Value(measure.title, f"plan:{measure.id}.title")
            text = value(measure.text, f"plan:{measure.id}.text")
            if self.plan.columns or self.lines(measure, joined=joined) > self.doctype.row_lines:
                yield from self.spread(measure, head, title, text, joined=joined)
            else:
                yield measure.id, head, title, text, self.practices(measure), ()

    def lines(self, measure: Measure, *, joined: bool) -> int:
        """About how many lines the practices take: full-width characters over the cell's width."""
        across = (self.widths.actions if joined else self.widths.practice) // self.doctype.cell_em
        return sum(-(-len(practice.text) // (across - 2)) for practice in measure.practices)

    def spread(
        self, measure: Measure, head: str, title: Value, text: Value | Missing, *, joined: bool
    ) -> Iterator[_Row]:
        """A measure over one row per practice: each fills the extra columns, and no row is tall."""
        none = Missing(f"plan:{measure.id}.text")
        practices = self.practices(measure)
        alone = bool(text) or joined or not practices
        if alone:
            yield measure.id, head, title, text, (), self.cells(None)
        for practice, context in zip(measure.practices, practices, strict=True):
            first = none if joined else title
            yield measure.id, head, first, none, (context,), self.cells(practice)

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
        return tuple(self.indicator(indicator) for indicator in practice.indicators)

    def indicator(self, indicator: Indicator) -> IndicatorContext:
        name = f"plan:{indicator.id}"
        by = indicator.by and self.units.get(indicator.by, indicator.by)
        return IndicatorContext(
            Value(indicator.name, f"{name}.name"),
            value(indicator.unit, f"{name}.unit"),
            value(indicator.target, f"{name}.target"),
            value(indicator.method, f"{name}.method"),
            value(by, f"{name}.by"),
        )


_Row = tuple[
    str, str, Value | Missing, Value | Missing, tuple[PracticeContext, ...], tuple[CellContext, ...]
]

SOURCE = Source(PlanContext, documents, plan_document)
