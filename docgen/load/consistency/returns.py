"""``returns/``: points within the rubric's, a total that is their sum, headings of the form."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from docgen.load.consistency.references import in_year, known
from docgen.load.guess import listed, nearest
from docgen.model.rubric import items
from docgen.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.load.sources import Sources
    from docgen.model.agency_year import AgencyYear
    from docgen.model.returns import Return
    from docgen.model.rubric import Rubric


def check(year: AgencyYear, name: str, given: Return, sources: Sources) -> Iterator[Problem]:
    """What is wrong within one return."""
    file = f"returns/{name}"
    if given.received is not None:
        yield from in_year(given.received, year.year, f"{file}:received", sources, late=1)
    if year.rubric:
        yield from _points(year.rubric, file, given, sources)
    for part in given.performance if year.forms else ():
        headings = year.forms.report.headings if year.forms else ()
        yield from known("unknown-heading", part.id, headings, f"{file}:{part.id}", sources)


def check_all(year: AgencyYear, sources: Sources) -> Iterator[Problem]:
    """No bureau hands in twice, and the agency itself is none of its bureaus."""
    first = {year.agency.name: sources.where("agency:name")}
    for name, given in year.returns:
        where = sources.where(f"returns/{name}:name")
        if given.name in first:
            before = first[given.name]
            args = {"name": given.name, "first": f"{before.file}:{before.line}"}
            yield Problem("bureau-named-twice", where, args)
        first.setdefault(given.name, where)


def _points(rubric: Rubric, file: str, given: Return, sources: Sources) -> Iterator[Problem]:
    most = {part.id: part.points for part in items(rubric)}
    for id_, points in given.points.items():
        address = f"{file}:points.{id_}"
        if id_ not in most:
            args = {"name": id_, "near": nearest(id_, most), "known": listed(most)}
            yield Problem("unknown-item", sources.where_key(address), args)
        elif not 0 <= points <= most[id_]:
            args = {"number": f"{points:f}", "low": "0", "high": f"{most[id_]:f}"}
            yield Problem("setting-out-of-range", sources.where(address), args)
    if not given.points:
        if given.total is not None and not 0 <= given.total <= sum(most.values()):
            args = {"number": f"{given.total:f}", "low": "0", "high": f"{sum(most.values()):f}"}
            yield Problem("setting-out-of-range", sources.where(f"{file}:total"), args)
        return
    for lacking in (id_ for id_ in most if id_ not in given.points):
        yield Problem("item-without-points", sources.where_key(f"{file}:points"), {"id": lacking})
    total = sum(given.points.values(), Decimal(0))
    if given.total != total:
        args = {"total": "–" if given.total is None else f"{given.total:f}", "sum": f"{total:f}"}
        yield Problem("total-is-not-the-sum", sources.where(f"{file}:total"), args)
