"""附表1 考核項目及評分表: one table per 構面, blank or filled from an assessment.

The rubric is a tree of any depth; the columns are what ``levels`` names. A path shorter than
the columns widens its last cell; what lies deeper heads the criteria, as a block (※).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from docgen.model.shapes import roc_date
from docgen.render.context.adjusted import (
    AdjustedContext,
    adjusted,
)
from docgen.render.context.document import Document, Source, needed
from docgen.render.context.period import in_period
from docgen.render.context.rubric_cells import (
    DimensionContext,  # noqa: TC001 - template check reads the annotations
)
from docgen.render.context.rubric_table import WIDTHS, WORDS, Filled, dimensions
from docgen.render.value import Missing, Value, value
from docgen.year.results import period_results
from docgen.year.score import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.doctype import Doctype
    from docgen.model.agency_year import AgencyYear
    from docgen.model.rubric import Rubric
    from docgen.year.results import SheetResult


class FieldContext(Struct, frozen=True):
    """A header field (編號 …); ``text`` is empty in a blank form. ``span`` counts columns."""

    label: Value
    text: str
    span: int
    width: int


class FieldRowContext(Struct, frozen=True):
    """A row of header fields."""

    fields: tuple[FieldContext, ...]


class RemarksContext(Struct, frozen=True):
    """優點、建議改進事項."""

    strengths: Value | Missing
    suggestions: Value | Missing


class ScoresheetContext(Struct, frozen=True):
    """The whole sheet; ``caption`` is 附表1 in a set, else empty."""

    caption: str
    title: Value
    filled: bool
    field_rows: tuple[FieldRowContext, ...]
    dimensions: tuple[DimensionContext, ...]
    closing: tuple[Value, ...]
    remarks: RemarksContext
    adjusted: tuple[AdjustedContext, ...]


def documents(year: AgencyYear, doctype: Doctype) -> tuple[Document, ...]:
    """The blank sheet, and one filled for each assessment."""
    if year.assessments:
        needed(year.rules, "rules")
    sheets = {sheet.name: sheet for period in period_results(year) for sheet in period.rows}
    filled = (_filled(year, doctype, sheets[name]) for name, _ in year.assessments)
    return blank(year, doctype, ""), *filled


def blank(year: AgencyYear, doctype: Doctype, caption: str) -> Document:
    """The empty form."""
    rubric = needed(year.rubric, "rubric")
    remarks = RemarksContext(Missing("rubric:closing"), Missing("rubric:closing"))
    context = ScoresheetContext(
        caption=caption,
        title=Value(rubric.title, "rubric:title"),
        filled=False,
        field_rows=tuple(_field_rows(rubric, doctype, {})),
        dimensions=dimensions(rubric, doctype, None),
        closing=_closing(rubric),
        remarks=remarks,
        adjusted=(),
    )
    return Document("scoresheet", rubric.title, context)


def _filled(year: AgencyYear, doctype: Doctype, sheet: SheetResult) -> Document:
    rubric, rules = needed(year.rubric, "rubric"), needed(year.rules, "rules")
    assessment, file = sheet.assessment, f"assessments/{sheet.name}"
    strengths = assessment.remarks.strengths if assessment.remarks else None
    suggestions = assessment.remarks.suggestions if assessment.remarks else None
    title = _title(year, rubric, sheet)
    context = ScoresheetContext(
        caption="",
        title=title,
        filled=True,
        field_rows=tuple(_field_rows(rubric, doctype, _entries(year, file, sheet))),
        dimensions=dimensions(rubric, doctype, Filled(file, assessment, sheet.sums)),
        closing=_closing(rubric),
        remarks=RemarksContext(
            value(strengths, f"{file}:remarks.strengths"),
            value(suggestions, f"{file}:remarks.suggestions"),
        ),
        adjusted=adjusted(rubric, rules, (sheet,), "", doctype.words["comma"]),
    )
    return Document(f"scoresheet-{sheet.name}", title, context)


def _title(year: AgencyYear, rubric: Rubric, sheet: SheetResult) -> Value:
    if rubric.filled is None:
        return Value(rubric.title, "rubric:title")
    made = in_period(rubric.filled, year, sheet.assessment.period, sheet.assessment.kind)
    return Value(made, "rubric:filled")


def _entries(year: AgencyYear, file: str, sheet: SheetResult) -> dict[str, str]:
    """What is filled in, by the id of the header field; other fields stay empty."""
    units = {unit.id: unit.title for unit in year.agency.units}
    assessment = sheet.assessment
    return {
        "serial": str(sheet.number),
        "assessed": Value(units[assessment.unit], f"{file}:unit"),
        "assessed-on": Value(roc_date(assessment.date), f"{file}:date"),
        "total": plain(sheet.total),
        "assessor": Value(assessment.assessor, f"{file}:assessor"),
    }


def _field_rows(
    rubric: Rubric, doctype: Doctype, entries: dict[str, str]
) -> Iterator[FieldRowContext]:
    per_row = doctype.fields_per_row
    width = doctype.widths["page"] // per_row
    for start in range(0, len(rubric.fields), per_row):
        row = rubric.fields[start : start + per_row]
        spans = [1] * (len(row) - 1) + [per_row - len(row) + 1]
        yield FieldRowContext(
            tuple(
                FieldContext(
                    Value(field.label, f"rubric:{field.id}.label"),
                    entries.get(field.id, ""),
                    span,
                    width * span,
                )
                for field, span in zip(row, spans, strict=True)
            )
        )


def _closing(rubric: Rubric) -> tuple[Value, ...]:
    return tuple(Value(field.label, f"rubric:{field.id}.label") for field in rubric.closing)


SOURCE = Source(ScoresheetContext, documents, blank, words=WORDS, widths=WIDTHS)
