"""附表2 考核結果統計表: blank, or one for each period and kind of assessment, and for the year.

The figures are those of ``year.results``; nothing is computed here.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from docgen.model.rubric import items as columns_of
from docgen.render.context.adjusted import adjusted
from docgen.render.context.document import Document, Source, needed
from docgen.render.context.months import WORDS, months
from docgen.render.context.period import in_period
from docgen.render.context.results_cells import (
    AttachedContext,
    ItemContext,
    OutcomeContext,
    RankContext,
    ResultRowContext,
    ResultsContext,
    ScoreCellContext,
    WidthsContext,
)
from docgen.render.value import Missing, Value, value
from docgen.year.results import period_results, year_results
from docgen.year.score import plain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from docgen.doctype import Doctype, Legend
    from docgen.model.agency_year import AgencyYear
    from docgen.model.rubric import Rubric
    from docgen.model.rules import Rules
    from docgen.year.results import Kind, PeriodResults, SheetResult, UnitYear, YearResults

_WIDTHS: Final = tuple(name for name in WidthsContext.__struct_fields__ if name != "items")


def documents(year: AgencyYear, doctype: Doctype) -> tuple[Document, ...]:
    """The blank table, one for each period and kind that has assessments, and the year's."""
    periods = period_results(year)
    made = [blank(year, doctype, "")]
    made += (
        _of_period(year, doctype, _name(each.period or "unannounced", each.kind), each)
        for each in periods
    )
    made += (
        _of_year(year, doctype, _name("year", each.kind), each)
        for each in year_results(year, periods)
    )
    return tuple(made)


def _name(period: str, kind: Kind) -> str:
    """``results-q1``; the parent's own tables say so, whether or not there are others."""
    return f"results-{period}" + ("-parent" if kind == "parent" else "")


def blank(year: AgencyYear, doctype: Doctype, caption: str) -> Document:
    """The empty form with its guidance."""
    forms, rubric = needed(year.forms, "forms"), needed(year.rubric, "rubric")
    items = _items(rubric, doctype, ranked=False)
    empty = ResultRowContext(
        "", "", "", tuple(ScoreCellContext("", i.width) for i in items), "", "", (), ""
    )
    context = ResultsContext(
        caption=caption,
        title=Value(forms.results.title, "forms:results.title"),
        filled=False,
        units="",
        legend=legend(needed(year.rules, "rules"), doctype.legend),
        points=_total(rubric),
        items=items,
        items_span=len(items),
        widths=_widths(doctype, items),
        ranks=(),
        rows=(empty,) * doctype.blank_rows,
        outcomes=(),
        attached=(),
        adjusted=(),
        averaged=False,
        summed=False,
        missing="",
    )
    return Document("results", forms.results.title, context)


def _of_period(year: AgencyYear, doctype: Doctype, name: str, results: PeriodResults) -> Document:
    """附表2 of the sheets of one period and kind; unannounced ones have no rank to print."""
    table = Table(year, doctype, results.kind, ranked=results.period is not None)
    several = len({sheet.assessment.unit for sheet in results.rows}) > 1
    return table.document(
        name,
        "filled" if results.period is not None else "unannounced",
        results.period,
        [(sheet.assessment.unit, (sheet,)) for sheet in results.rows],
        [table.of_sheet(sheet) for sheet in results.rows],
        outcomes=tuple(_outcomes(results.rows, table.units, several=several)),
    )


def _of_year(year: AgencyYear, doctype: Doctype, name: str, results: YearResults) -> Document:
    """附表2 of the year: each unit's mean or sum over its sheets."""
    table = Table(year, doctype, results.kind, ranked=True)
    summed = needed(year.rules, "rules").year_score == "sum"
    sheets = [(row.unit, row.sheets) for row in results.rows]
    rows = [table.of_year(row) for row in results.rows]
    missing = str(results.missing or "")
    return table.document(
        name, "year", None, sheets, rows, averaged=not summed, summed=summed, missing=missing
    )


class Table:
    """A filled table while it is laid out."""

    def __init__(self, year: AgencyYear, doctype: Doctype, kind: Kind, *, ranked: bool) -> None:
        self.year = year
        self.doctype = doctype
        self.kind: Kind = kind
        self.rubric = needed(year.rubric, "rubric")
        self.rules = needed(year.rules, "rules")
        self.form = needed(year.forms, "forms").results
        self.rank = self.form.rank if ranked else None
        self.items = _items(self.rubric, doctype, ranked=self.rank is not None)
        self.words = doctype.words
        self.units = {unit.id: unit.title for unit in year.agency.units}

    def document(
        self,
        name: str,
        form: str,
        period: str | None,
        sheets: Sequence[tuple[str, tuple[SheetResult, ...]]],
        rows: Sequence[ResultRowContext],
        *,
        outcomes: tuple[OutcomeContext, ...] = (),
        averaged: bool = False,
        summed: bool = False,
        missing: str = "",
    ) -> Document:
        """The table of ``rows``, which are made of ``sheets`` by unit."""
        title = self.title(form, period)
        named = dict.fromkeys(unit for unit, _ in sheets)
        context = ResultsContext(
            caption="",
            title=title,
            filled=True,
            units=self.words["comma"].join(self.units[unit] for unit in named),
            legend=legend(self.rules, self.doctype.legend),
            points=_total(self.rubric),
            items=self.items,
            items_span=len(self.items),
            widths=_widths(self.doctype, self.items),
            ranks=self.ranks(self.rank and Value(self.rank, "forms:results.rank")),
            rows=tuple(rows),
            outcomes=outcomes,
            attached=tuple(_attached(self.year, named)),
            adjusted=tuple(
                each
                for unit, own in sheets
                for each in adjusted(
                    self.rubric,
                    self.rules,
                    own,
                    self.units[unit] if len(named) > 1 else "",
                    self.words["comma"],
                )
            ),
            averaged=averaged,
            summed=summed,
            missing=missing,
        )
        return Document(name, title, context)

    def title(self, form: str, period: str | None) -> Value:
        """The title of that form, or of what it is a case of: year → filled → title."""
        for field in (form, "filled"):
            text = getattr(self.form, field)
            if text is not None:
                made = in_period(text, self.year, period, self.kind)
                return Value(made, f"forms:results.{field}")
        return Value(self.form.title, "forms:results.title")

    def ranks(self, text: str | None) -> tuple[RankContext, ...]:
        """The cell of the column 名次, where there is one."""
        if self.rank is None:
            return ()
        return (RankContext(text or "", self.doctype.widths["rank"]),)

    def of_sheet(self, sheet: SheetResult) -> ResultRowContext:
        """A unit in one period."""
        unit = Value(self.units[sheet.assessment.unit], f"assessments/{sheet.name}:unit")
        return self.row(sheet, unit, sheet.sums.points, (sheet.assessment.date,))

    def of_year(self, row: UnitYear) -> ResultRowContext:
        """A unit in the year."""
        unit = Value(self.units[row.unit], f"agency:{row.unit}.title")
        return self.row(row, unit, row.points, row.dates)

    def row(
        self,
        of: SheetResult | UnitYear,
        unit: Value,
        points: Mapping[str, Decimal],
        days: Sequence[dt.date],
    ) -> ResultRowContext:
        """The cells of a row, as text."""
        parent = self.year.parent if self.kind == "parent" else None
        return ResultRowContext(
            assessor=(parent or self.year.agency).name,
            number=str(of.number),
            unit=unit,
            scores=tuple(
                ScoreCellContext(plain(points[part.id]), item.width)
                for part, item in zip(columns_of(self.rubric), self.items, strict=True)
            ),
            total=plain(of.total),
            grade=of.grade.title if of.grade else "",
            ranks=self.ranks(str(of.rank) if of.rank else ""),
            month=months(days, self.words),
        )


def legend(rules: Rules, words: Legend | None) -> str:
    """``優=900分以上；甲=899-800分；…；丁=599分以下``; nothing where the type has no words for it."""
    if words is None:
        return ""
    grades = sorted(rules.grades, key=lambda each: -each.points)
    made = []
    for better, here in zip((None, *grades), grades, strict=False):
        form = words.best if better is None else words.between
        if here is grades[-1] and better is not None:
            form = words.worst
        highest = "" if better is None else plain(better.points - Decimal(1))
        for name, told in (
            ("{grade}", here.title),
            ("{from}", plain(here.points)),
            ("{to}", highest),
        ):
            form = form.replace(name, told)
        made.append(form)
    return words.join.join(made)


def _items(rubric: Rubric, doctype: Doctype, *, ranked: bool) -> tuple[ItemContext, ...]:
    parts = columns_of(rubric)
    own = doctype.widths
    other = {"page"} if ranked else {"page", "rank"}
    rest = own["page"] - sum(width for name, width in own.items() if name not in other)
    return tuple(
        ItemContext(
            Value(part.title, f"rubric:{part.id}.title"),
            Value(plain(part.points), f"rubric:{part.id}.points"),
            rest // len(parts),
        )
        for part in parts
    )


def _widths(doctype: Doctype, items: tuple[ItemContext, ...]) -> WidthsContext:
    own = {name: doctype.widths[name] for name in _WIDTHS}
    return WidthsContext(items=sum(item.width for item in items), **own)


def _total(rubric: Rubric) -> str:
    return plain(sum((part.points for part in rubric.parts), Decimal(0)))


def _outcomes(
    sheets: Sequence[SheetResult], units: Mapping[str, str], *, several: bool
) -> Iterator[OutcomeContext]:
    for sheet in sheets:
        text = value(sheet.assessment.outcome, f"assessments/{sheet.name}:outcome")
        if not isinstance(text, Missing):
            yield OutcomeContext(units[sheet.assessment.unit] if several else "", text)


def _attached(year: AgencyYear, units: Mapping[str, None]) -> Iterator[AttachedContext]:
    """The 創意服務計畫 of the units assessed."""
    proposals = [(name, p) for name, p in year.proposals if p.unit in units]
    for place, (name, proposal) in enumerate(proposals, 1):
        text = f"{place}." if len(proposals) > 1 else ""
        yield AttachedContext(text, Value(proposal.title, f"proposals/{name}:title"))


SOURCE = Source(
    ResultsContext,
    documents,
    blank,
    words=("comma", *WORDS),
    widths=("page", "rank", *_WIDTHS),
)
