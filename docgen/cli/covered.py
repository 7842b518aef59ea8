"""What of a year is covered, what differs, what is due, as lines of ``docgen status`` and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen.cli.outcome import few
from docgen.model.shapes import ROC_OFFSET
from docgen.problem.words import N_, place, printable, say_count
from docgen.problem.words import say as _

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from docgen.pipeline.coverage import Covered, Fit, Judged
    from docgen.workspace import Workspace
    from docgen.year.deadlines import Due

FIELDS = {
    "value": N_("value"),
    "unit": N_("unit"),
    "last": N_("last year's value"),
    "target": N_("target"),
}


def lines(found: Covered, workspace: Workspace) -> Iterator[str]:
    """Deadlines, then what is missing or told in two ways, then pages and form."""
    name = f"{found.agency} {found.year}"
    for said in _said(found, workspace):
        yield printable(_("{name}: {said}", name=name, said=said))
    for difference in found.differences:
        field = _(FIELDS[difference.field])
        told = _(
            "“{figure}” is not the same everywhere ({field}):", figure=difference.name, field=field
        )
        yield printable(_("{name}: {said}", name=name, said=told))
        for where, text in difference.says:
            yield printable(f"    {place(where)}  {text}")


def _said(found: Covered, workspace: Workspace) -> Iterator[str]:
    yield from map(_due, found.deadlines)
    if found.practices:
        yield _(
            "{count} practices without an achievement: {practices}",
            count=len(found.practices),
            practices=few(found.practices),
        )
    if found.indicators:
        named = "、".join(each.name for each in found.indicators)
        yield _("no figure yet for: {indicators}", indicators=named)
    if found.fit is not None:
        yield _fit(found.fit)
    if found.consolidated is not None:
        yield _fit(found.consolidated, "consolidated")
    for judged in found.judged:
        yield _judged(judged, workspace)


def _due(each: Due) -> str:
    deadline = each.deadline
    to = f" → {deadline.to}" if deadline.to else ""
    if each.days < 0:
        left = say_count("{count} day ago", "{count} days ago", -each.days)
    else:
        left = (
            say_count("in {count} day", "in {count} days", each.days) if each.days else _("today")
        )
        left = _("next, {when}", when=left) if each.next else left
    return _("{date} {what} ({when})", date=_date(deadline.on), what=deadline.title + to, when=left)


def _date(date: dt.date) -> str:
    return f"{date.year - ROC_OFFSET}-{date.month:02}-{date.day:02}"


def _fit(fit: Fit, file: str = "report") -> str:
    args = {"pages": fit.pages, "lines": fit.lines, "limit": fit.limit}
    if file == "consolidated":
        if fit.pages > fit.limit:
            return _(
                "the report of all bureaus is over: {pages} pages of {limit}, {lines} lines on the last",
                **args,
            )
        return _(
            "the report of all bureaus fits: {pages} pages of {limit}, {lines} lines on the last",
            **args,
        )
    if fit.pages > fit.limit:
        return _("the report is over: {pages} pages of {limit}, {lines} lines on the last", **args)
    return _("the report fits: {pages} pages of {limit}, {lines} lines on the last", **args)


def _judged(each: Judged, workspace: Workspace) -> str:
    path = workspace.relative(each.path)
    if not each.errors and not each.warnings:
        return _("{path} was checked: no faults", path=path)
    return _(
        "{path} was checked: {errors} errors, {warnings} warnings (docgen check)",
        path=path,
        errors=each.errors,
        warnings=each.warnings,
    )


def as_dict(found: Covered, workspace: Workspace) -> dict[str, Any]:
    """The same for programs, by id."""
    return {
        "agency": found.agency,
        "year": found.year,
        "achievements": found.achievements,
        "practices-without-achievement": list(found.practices),
        "indicators-without-figure": [
            {"practice": each.practice, "indicator": each.indicator} for each in found.indicators
        ],
        "differing-figures": [
            {
                "figure": each.name,
                "field": each.field,
                "says": [{"where": where.as_dict(), "text": text} for where, text in each.says],
            }
            for each in found.differences
        ],
        "deadlines": [
            {
                "id": each.deadline.id,
                "title": each.deadline.title,
                "on": _date(each.deadline.on),
                "to": each.deadline.to,
                "days": each.days,
                "next": each.next,
            }
            for each in found.deadlines
        ],
        "report": _fit_as_dict(found.fit),
        "report-bureaus": _fit_as_dict(found.consolidated),
        "checked": [
            {
                "path": workspace.relative(each.path),
                "errors": each.errors,
                "warnings": each.warnings,
            }
            for each in found.judged
        ],
    }


def _fit_as_dict(fit: Fit | None) -> dict[str, Any] | None:
    if fit is None:
        return None
    return {
        "pages": fit.pages,
        "lines": fit.lines,
        "limit": fit.limit,
        "fits": fit.pages <= fit.limit,
    }
