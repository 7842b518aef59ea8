"""年度提升服務品質執行計畫: 壹–捌 and the strategy table, as a template prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from docgen.problem import Problem, Refused, Where
from docgen.render.context.document import Document, Source, needed
from docgen.render.context.indicator_table import IndicatorRowContext, indicator_rows
from docgen.render.context.ladder import Line, label, lines
from docgen.render.context.strategy_table import (
    WIDTHS,
    ColumnContext,
    RowContext,
    WidthsContext,
    table,
)
from docgen.render.value import Missing, Value, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.doctype import Doctype
    from docgen.model.agency_year import AgencyYear
    from docgen.model.plan import Plan, Section


class SectionContext(Struct, frozen=True):
    """壹–捌. ``heading`` is the title, or the text where the text is the heading (捌).

    ``table`` says that the strategy table stands here, ``indicators`` that their table does.
    """

    id: str
    label: str
    heading: Value
    text: Value | Missing
    lines: tuple[Line, ...]
    table: bool
    indicators: bool


class PlanContext(Struct, frozen=True):
    """The whole plan; ``caption`` is empty unless the plan is an annex of a set."""

    caption: str
    title: Value
    issued: Value | Missing
    sections: tuple[SectionContext, ...]
    columns: tuple[ColumnContext, ...]
    widths: WidthsContext
    rows: tuple[RowContext, ...]
    indicator_rows: tuple[IndicatorRowContext, ...]


def documents(year: AgencyYear, doctype: Doctype) -> tuple[Document, ...]:
    """The plan of the year; Refused when a required section or the table's place is missing."""
    return (plan_document(year, doctype, ""),)


def plan_document(year: AgencyYear, doctype: Doctype, caption: str) -> Document:
    """The plan under a caption of a set, or under none."""
    plan = needed(year.plan, "plan")
    problems = tuple(_missing(plan, doctype))
    if problems:
        raise Refused(problems)
    strategies = table(year, plan, doctype)
    context = PlanContext(
        caption=caption,
        title=Value(plan.title, "plan:title"),
        issued=value(_issued(plan), "plan:issued"),
        sections=tuple(_section(s, n, doctype) for n, s in enumerate(plan.sections, 1)),
        columns=strategies.columns,
        widths=strategies.widths,
        rows=strategies.rows,
        indicator_rows=indicator_rows(year, plan),
    )
    return Document("plan", plan.title, context)


def _missing(plan: Plan, doctype: Doctype) -> Iterator[Problem]:
    there = {section.id for section in plan.sections}
    where = Where(address="plan:sections")
    for name in doctype.required:
        if name not in there:
            yield Problem("missing-section", where, {"id": name})
    if plan.dimensions and not any(s.table == "strategies" for s in plan.sections):
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
    items = section.items
    if len(items) == 1 and not (text or items[0].items):  # 僅一項者不編號
        text, items = Value(items[0].text, f"plan:{items[0].id}.text"), ()
    return SectionContext(
        id=section.id,
        label=label(doctype.ladder[0], number, doctype.brackets),
        heading=heading,
        text=text,
        lines=lines(items, doctype, "plan"),
        table=section.table == "strategies",
        indicators=section.table == "indicators",
    )


SOURCE = Source(PlanContext, documents, plan_document, widths=WIDTHS)
