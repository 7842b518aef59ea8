"""附錄2 績效總報告: 壹、執行績效 under its fixed headings, 貳、檢討.

A parent that has a ``consolidated.yaml`` has a second one, of all its bureaus.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, structs

from docgen.render.context.document import Document, Source, needed
from docgen.render.context.figure import FigureContext, figures
from docgen.render.context.ladder import Passage, label, passage
from docgen.render.value import Value

if TYPE_CHECKING:
    from docgen.doctype import Doctype
    from docgen.model.agency_year import AgencyYear
    from docgen.model.report import Case, Report

BUREAUS: Final = "report-bureaus"


class CaseContext(Struct, frozen=True):
    """（一）… 個案事例."""

    label: str
    title: Value
    text: Value
    figures: tuple[FigureContext, ...]


class HeadingContext(Struct, frozen=True):
    """一、… one of the fixed headings of 壹, with its cases when the report is filled."""

    label: str
    title: Value
    cases: tuple[CaseContext, ...]


class ReportContext(Struct, frozen=True):
    """The whole report; ``cutoff`` is 資料截止時間, ``caption`` 附錄2 in a set, else empty."""

    caption: str
    title: Value
    filled: bool
    cutoff: Value
    headings: tuple[HeadingContext, ...]
    review: Passage


def documents(year: AgencyYear, doctype: Doctype) -> tuple[Document, ...]:
    """The report, filled when the year has one, else blank; then that of all bureaus."""
    made = [_document(year, doctype, "", year.report)]
    if year.consolidated is not None:
        whole = _document(year, doctype, "", year.consolidated, "consolidated")
        made.append(structs.replace(whole, name=BUREAUS))
    return tuple(made)


def blank(year: AgencyYear, doctype: Doctype, caption: str) -> Document:
    """The empty form with its guidance."""
    return _document(year, doctype, caption, None)


def _document(
    year: AgencyYear,
    doctype: Doctype,
    caption: str,
    report: Report | None,
    file: str = "report",
) -> Document:
    from docgen.model.shapes import roc_date  # loaded with the forms anyway

    form = needed(year.forms, "forms").report
    title = Value(form.title, "forms:report.title")
    if report and form.filled is not None:
        title = Value(form.filled, "forms:report.filled")
    cutoff = Value(roc_date(form.cutoff), "forms:report.cutoff")
    if report and report.cutoff is not None:
        cutoff = Value(roc_date(report.cutoff), f"{file}:cutoff")
    cases = {part.id: part.cases for part in report.performance} if report else {}
    context = ReportContext(
        caption=caption,
        title=title,
        filled=report is not None,
        cutoff=cutoff,
        headings=tuple(
            HeadingContext(
                label(doctype.ladder[1], number, doctype.brackets),
                Value(heading.title, f"forms:{heading.id}.title"),
                _cases(cases.get(heading.id, ()), doctype, file),
            )
            for number, heading in enumerate(form.headings, 1)
        ),
        review=passage(report.review if report else None, doctype, f"{file}:review"),
    )
    return Document("report", title, context)


def _cases(cases: tuple[Case, ...], doctype: Doctype, file: str) -> tuple[CaseContext, ...]:
    return tuple(
        CaseContext(
            label(doctype.ladder[2], number, doctype.brackets),
            Value(case.title, f"{file}:{case.id}.title"),
            Value(case.text, f"{file}:{case.id}.text"),
            figures(case.figures, doctype, file, level=3),
        )
        for number, case in enumerate(cases, 1)
    )


SOURCE = Source(ReportContext, documents, blank)
