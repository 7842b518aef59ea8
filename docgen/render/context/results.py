"""附表2 考核結果統計表: blank, or one for each period and kind of assessment."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from docgen.render.context.document import Document, Source, needed
from docgen.render.context.period import in_period
from docgen.render.context.scoresheet import number
from docgen.render.value import Missing, Value, value
from docgen.year.score import grade, plain, tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.doctype import Doctype, Legend
    from docgen.model.agency_year import AgencyYear
    from docgen.model.assessment import Assessment
    from docgen.model.rubric import Part, Rubric
    from docgen.model.rules import Rules

Named = tuple[str, "Assessment"]


class ItemContext(Struct, frozen=True):
    """A 評核項目 as a column with its maximum; ``width`` in twips."""

    title: Value
    points: Value
    width: int


class ScoreCellContext(Struct, frozen=True):
    """The points of one unit under one 評核項目; empty in a blank row."""

    text: str
    width: int


class ResultRowContext(Struct, frozen=True):
    """A unit assessed, or a blank row: then every text is empty."""

    assessor: str
    number: str
    unit: str
    scores: tuple[ScoreCellContext, ...]
    total: str
    grade: str
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
    """The whole table; ``caption`` is 附表2 in a set, else empty."""

    caption: str
    title: Value
    filled: bool
    units: str
    legend: str
    points: str
    items: tuple[ItemContext, ...]
    items_span: int
    widths: WidthsContext
    rows: tuple[ResultRowContext, ...]
    outcomes: tuple[OutcomeContext, ...]
    attached: tuple[AttachedContext, ...]


def documents(year: AgencyYear, doctype: Doctype) -> tuple[Document, ...]:
    """The blank table, and one filled for each period and kind that has assessments."""
    groups: dict[tuple[str | None, str], list[Named]] = {}
    for named in year.assessments:
        groups.setdefault((named[1].period, named[1].kind), []).append(named)
    made = [blank(year, doctype, "")]
    for (period, kind), members in groups.items():
        both = sum(other == period for other, _ in groups) > 1
        name = f"results-{period or 'unannounced'}" + (f"-{kind}" if both else "")
        made.append(_filled(year, doctype, name, tuple(members)))
    return tuple(made)


def blank(year: AgencyYear, doctype: Doctype, caption: str) -> Document:
    """The empty form with its guidance."""
    forms, rubric = needed(year.forms, "forms"), needed(year.rubric, "rubric")
    items = _items(rubric, doctype)
    empty = ResultRowContext(
        "", "", "", tuple(ScoreCellContext("", i.width) for i in items), "", "", ""
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
        rows=(empty,) * doctype.blank_rows,
        outcomes=(),
        attached=(),
    )
    return Document("results", forms.results.title, context)


def _filled(
    year: AgencyYear, doctype: Doctype, name: str, assessments: tuple[Named, ...]
) -> Document:
    _forms, rubric = needed(year.forms, "forms"), needed(year.rubric, "rubric")
    rules = needed(year.rules, "rules")
    items = _items(rubric, doctype)
    units = {unit.id: unit.title for unit in year.agency.units}
    title, address = _title(year, assessments[0][1])
    context = ResultsContext(
        caption="",
        title=Value(title, address),
        filled=True,
        units="、".join(dict.fromkeys(units[a.unit] for _, a in assessments)),
        legend=legend(rules, doctype.legend),
        points=_total(rubric),
        items=items,
        items_span=len(items),
        widths=_widths(doctype, items),
        rows=tuple(_row(year, doctype, n, a) for n, a in assessments),
        outcomes=tuple(_outcomes(assessments, units)),
        attached=tuple(_attached(year, {a.unit for _, a in assessments})),
    )
    return Document(name, title, context)


def _title(year: AgencyYear, assessment: Assessment) -> tuple[str, str]:
    """The filled title with its period and kind (自行, 本署), or the blank one, and its address."""
    form = needed(year.forms, "forms").results
    if form.filled is None:
        return form.title, "forms:results.title"
    return in_period(form.filled, year, assessment), "forms:results.filled"


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


def _parts(rubric: Rubric) -> Iterator[Part]:
    """The 評核項目 of all 構面; a 構面 without any stands for itself."""
    for part in rubric.parts:
        yield from part.parts or (part,)


def _items(rubric: Rubric, doctype: Doctype) -> tuple[ItemContext, ...]:
    parts = tuple(_parts(rubric))
    own = doctype.widths
    rest = own["page"] - sum(width for name, width in own.items() if name != "page")
    return tuple(
        ItemContext(
            Value(part.title, f"rubric:{part.id}.title"),
            Value(plain(part.points), f"rubric:{part.id}.points"),
            rest // len(parts),
        )
        for part in parts
    )


def _widths(doctype: Doctype, items: tuple[ItemContext, ...]) -> WidthsContext:
    own = {name: width for name, width in doctype.widths.items() if name != "page"}
    return WidthsContext(items=sum(item.width for item in items), **own)


def _total(rubric: Rubric) -> str:
    return plain(sum((part.points for part in rubric.parts), Decimal(0)))


def _row(year: AgencyYear, doctype: Doctype, name: str, assessment: Assessment) -> ResultRowContext:
    rubric, rules = needed(year.rubric, "rubric"), needed(year.rules, "rules")
    sums = tally(rubric, assessment)
    file = f"assessments/{name}"
    units = {unit.id: unit.title for unit in year.agency.units}
    reached = grade(rules.grades, sums.total)
    by_parent = assessment.kind == "parent" and year.parent is not None
    return ResultRowContext(
        assessor=year.parent.name if by_parent and year.parent else year.agency.name,
        number=number(year, assessment),
        unit=Value(units[assessment.unit], f"{file}:unit"),
        scores=tuple(
            ScoreCellContext(plain(sums.points[part.id]), item.width)
            for part, item in zip(_parts(rubric), _items(rubric, doctype), strict=True)
        ),
        total=plain(sums.total),
        grade=reached.title if reached else "",
        month=_month(assessment),
    )


def _month(assessment: Assessment) -> str:
    """考核年月: ``105年3月``."""
    from docgen.model.shapes import roc_date  # loaded with the assessment anyway

    return roc_date(assessment.date).partition("月")[0] + "月"


def _outcomes(assessments: tuple[Named, ...], units: dict[str, str]) -> Iterator[OutcomeContext]:
    for name, assessment in assessments:
        text = value(assessment.outcome, f"assessments/{name}:outcome")
        if not isinstance(text, Missing):
            yield OutcomeContext(units[assessment.unit] if len(assessments) > 1 else "", text)


def _attached(year: AgencyYear, units: set[str]) -> Iterator[AttachedContext]:
    """The 創意服務計畫 of the units assessed."""
    proposals = [(name, p) for name, p in year.proposals if p.unit in units]
    for place, (name, proposal) in enumerate(proposals, 1):
        text = f"{place}." if len(proposals) > 1 else ""
        yield AttachedContext(text, Value(proposal.title, f"proposals/{name}:title"))


SOURCE = Source(ResultsContext, documents, blank)
