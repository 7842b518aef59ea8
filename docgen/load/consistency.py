"""What must agree inside the data: ids, sums of points, bands, references between files.

Each check takes models and the sources of their values, and yields problems at the value's own
place. The rules are the sources' (附表1: points add up, bands close; 伍、柒 refer to units).
"""

from __future__ import annotations

from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from docgen.load.guess import MANY, listed, nearest
from docgen.load.patch import entries_in
from docgen.load.shape import RecordShape
from docgen.model.shapes import ROC_OFFSET, Entry, Record, roc_date
from docgen.problem import Problem

if TYPE_CHECKING:
    import datetime as dt
    from collections import abc
    from collections.abc import Iterable, Iterator, Sequence

    from docgen.load.nodes import Mapping
    from docgen.load.sources import Sources
    from docgen.model.agency_year import AgencyYear
    from docgen.model.assessment import Assessment
    from docgen.model.forms import Forms
    from docgen.model.plan import Plan, Practice
    from docgen.model.report import Report
    from docgen.model.rubric import Band, Part, Rubric
    from docgen.model.rules import Rules


def ids_once(model: type[Record], tree: Mapping) -> list[Problem]:
    """An id names one thing in its file."""
    first: dict[str, tuple[str, int]] = {}
    faults = []
    for key, place, _ in entries_in(RecordShape(model), tree):
        if key in first:
            file, line = first[key]
            args = {"id": key, "first": f"{file}:{line}"}
            faults.append(Problem("duplicate-id", place.where(), args))
        first.setdefault(key, (place.file, place.line))
    return faults


def check(year: AgencyYear, sources: Sources) -> list[Problem]:
    """All disagreements of what was loaded (of one file, so many that nobody reads further)."""
    found: list[Problem] = []
    if year.plan:
        found += islice(_plan(year, year.plan, sources), MANY)
    if year.rubric:
        found += islice(_rubric(year.rubric, sources), MANY)
    if year.rules:
        found += islice(_rules(year, year.rules, sources), MANY)
    for name, assessment in year.assessments:
        found += islice(_assessment(year, name, assessment, sources), MANY)
    for name, proposal in year.proposals:
        found += _unit(year, proposal.unit, f"proposals/{name}:unit", sources)
    if year.forms:
        cutoff = year.forms.report.cutoff
        found += _in_year(cutoff, year.year, "forms:report.cutoff", sources, late=1)
    if year.report and year.forms:
        found += islice(_report(year.forms, year.report, sources), MANY)
    return found


def _unit(year: AgencyYear, unit: str, address: str, sources: Sources) -> Iterator[Problem]:
    yield from _one_of_units(unit, [u.id for u in year.agency.units], address, sources)


def _one_of_units(
    unit: str, units: Sequence[str], address: str, sources: Sources
) -> Iterator[Problem]:
    if unit not in units:
        args = {"unit": unit, "near": nearest(unit, units), "known": listed(units)}
        yield Problem("unknown-unit", sources.where(address), args)


# plan


def _plan(year: AgencyYear, plan: Plan, sources: Sources) -> Iterator[Problem]:
    for dimension in plan.dimensions:
        if dimension.cells == "joined":
            for strategy in dimension.strategies:
                if strategy.measures:
                    where = sources.where(f"plan:{strategy.id}.measures")
                    yield Problem("measures-in-joined-strategy", where, {"id": strategy.id})
        elif dimension.measures:
            where = sources.where(f"plan:{dimension.id}.measures")
            yield Problem("measures-beside-strategies", where, {"id": dimension.id})
    columns = {column.id: column.kind for column in plan.columns}
    for practice in practices(plan):
        yield from _cells(year, practice, columns, sources)


def practices(plan: Plan) -> Iterator[Practice]:
    """Every practice of the plan in order."""
    for dimension in plan.dimensions:
        for measures in (*(s.measures for s in dimension.strategies), dimension.measures):
            for measure in measures:
                yield from measure.practices


def _cells(
    year: AgencyYear, practice: Practice, columns: abc.Mapping[str, str], sources: Sources
) -> Iterator[Problem]:
    from docgen.load.shape import fields

    for name, value in practice.cells.items():
        address = f"plan:{practice.id}.{name}"
        if name not in columns:
            known = (*fields(type(practice)), *columns)
            args = {"field": name, "near": nearest(name, known), "known": listed(known)}
            yield Problem("unknown-field", sources.where_key(address), args)
        elif columns[name] == "unit":
            yield from _one_of_units(value, [u.id for u in year.units], address, sources)


# rubric


def _rubric(rubric: Rubric, sources: Sources) -> Iterator[Problem]:
    for part in _parts(rubric.parts):
        if part.parts:
            yield from _branch(part, sources)
        elif part.bands:
            yield from _bands(part, sources)
        elif not part.criteria:
            where = sources.where(f"rubric:{part.id}")
            yield Problem("leaf-without-criteria", where, {"id": part.id})


def _parts(parts: Iterable[Part]) -> Iterator[Part]:
    for part in parts:
        yield part
        yield from _parts(part.parts)


def leaves(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts that are scored, in order."""
    return (part for part in _parts(parts) if not part.parts)


def _branch(part: Part, sources: Sources) -> Iterator[Problem]:
    total = sum((child.points for child in part.parts), Decimal(0))
    where = sources.where(f"rubric:{part.id}.points")
    if total != part.points:
        terms = listed((f"{child.id} {child.points}" for child in part.parts), " + ")
        args = {"id": part.id, "points": str(part.points), "sum": str(total), "terms": terms}
        yield Problem("points-do-not-sum", where, args)
    if part.bands:
        yield Problem(
            "bands-on-a-branch", sources.where(f"rubric:{part.id}.bands"), {"id": part.id}
        )


def _bands(part: Part, sources: Sources) -> Iterator[Problem]:
    """Bands touch, neither overlap nor leave a gap, begin at one step and end at the maximum."""
    numbered = sorted(enumerate(part.bands, 1), key=lambda pair: pair[1].from_)
    step = _step(part.bands)
    end = Decimal(0)
    for number, band in numbered:
        where = sources.where(f"rubric:{part.id}.bands.{number}.from")
        args = {"id": part.id, "from": str(band.from_), "to": str(band.to), "end": str(end)}
        if band.from_ > band.to:
            yield Problem("band-upside-down", where, args)
        elif band.from_ <= end and end:
            yield Problem("bands-overlap", where, args)
        elif band.from_ - end > step:
            yield Problem("bands-leave-gap", where, args)
        end = max(end, band.to)
    if end != part.points:
        where = sources.where(f"rubric:{part.id}.bands.{numbered[-1][0]}.to")
        args = {"id": part.id, "end": str(end), "points": str(part.points)}
        yield Problem("bands-miss-maximum", where, args)


def _step(bands: Sequence[Band]) -> Decimal:
    """The finest unit that the bounds are written in: 1, or 0.1 where one has a decimal."""
    exponents = (value.as_tuple().exponent for band in bands for value in (band.from_, band.to))
    return Decimal(1).scaleb(min((e for e in exponents if isinstance(e, int) and e < 0), default=0))


# rules


def _rules(year: AgencyYear, rules: Rules, sources: Sources) -> Iterator[Problem]:
    for better, worse in zip(rules.grades, rules.grades[1:], strict=False):
        if worse.points >= better.points:
            where = sources.where(f"rules:{worse.id}.points")
            args = {"grade": worse.title, "points": str(worse.points), "better": better.title}
            yield Problem("grades-out-of-order", where, args)
    for period in rules.periods:
        if period.from_ > period.to:
            args = {"from": roc_date(period.from_), "to": roc_date(period.to)}
            yield Problem("period-upside-down", sources.where(f"rules:{period.id}.to"), args)
        for name, date in (("from", period.from_), ("to", period.to)):
            yield from _in_year(date, year.year, f"rules:{period.id}.{name}", sources)
    for deadline in rules.deadlines:
        yield from _in_year(deadline.on, year.year, f"rules:{deadline.id}.on", sources, late=1)


def _in_year(
    date: dt.date, year: int, address: str, sources: Sources, *, late: int = 0
) -> Iterator[Problem]:
    """A date of the year, or of so many years after it (106年1月15日前報部)."""
    if not year <= date.year - ROC_OFFSET <= year + late:
        args = {"year": str(year), "found": str(date.year - ROC_OFFSET)}
        yield Problem("year-does-not-match", sources.where(address), args)


# assessments and reports


def _assessment(
    year: AgencyYear, name: str, assessment: Assessment, sources: Sources
) -> Iterator[Problem]:
    file = f"assessments/{name}"
    yield from _unit(year, assessment.unit, f"{file}:unit", sources)
    if year.rules and assessment.period is not None:
        yield from _known(
            "unknown-period", assessment.period, year.rules.periods, f"{file}:period", sources
        )
    if not year.rubric:
        return
    maxima = {leaf.id: leaf.points for leaf in leaves(year.rubric.parts)}
    for score in assessment.scores:
        if score.id not in maxima:
            args = {"id": score.id, "near": nearest(score.id, maxima)}
            yield Problem("unknown-part", sources.where_key(f"{file}:{score.id}"), args)
        elif not 0 <= score.score <= maxima[score.id]:
            args = {"id": score.id, "score": str(score.score), "points": str(maxima[score.id])}
            yield Problem("score-out-of-range", sources.where(f"{file}:{score.id}.score"), args)
    for missing in sorted(maxima.keys() - {score.id for score in assessment.scores}):
        yield Problem("leaf-without-score", sources.where(f"{file}:scores"), {"id": missing})


def _known(
    rule: str, name: str, entries: Iterable[Entry], address: str, sources: Sources
) -> Iterator[Problem]:
    known = [entry.id for entry in entries]
    if name not in known:
        args = {"name": name, "near": nearest(name, known), "known": listed(known)}
        yield Problem(rule, sources.where(address), args)


def _report(forms: Forms, report: Report, sources: Sources) -> Iterator[Problem]:
    for part in report.performance:
        yield from _known(
            "unknown-heading", part.id, forms.report.headings, f"report:{part.id}", sources
        )
