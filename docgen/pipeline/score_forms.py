"""Score forms out: xlsx, one for each unit, with what the data has already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.export.sheet.layout import grid
from docgen.export.sheet.look import look
from docgen.load import Data
from docgen.load.guess import listed, meant
from docgen.pipeline.scoring import NEEDS, UNANNOUNCED
from docgen.pipeline.write import write_all
from docgen.problem import Problem, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docgen.export.sheet.layout import Grid, Kind
    from docgen.export.sheet.look import Look
    from docgen.model.agency_year import AgencyYear
    from docgen.model.rubric import Rubric
    from docgen.model.rules import Rules
    from docgen.workspace import Workspace


def export_forms(
    workspace: Workspace,
    slug: str,
    period: str,
    year: int | None = None,
    *,
    kind: Kind = "self",
    unit: str | None = None,
    out: Path | None = None,
) -> tuple[Path, ...]:
    """Write the forms of a period, with what the data has already; the paths, units in order.

    Of unannounced checks: each that there is, and for each unit a form for the next.
    """
    data = Data(workspace)
    chosen = data.newest_year(slug) if year is None else year
    loaded, _sources = data.agency_year(slug, chosen, NEEDS)
    rubric, rules = policy(loaded)
    drawn = look(workspace)
    from docgen.export.sheet.draw import form

    below = out or workspace.build
    folder = below / slug / str(chosen)
    files = [
        (folder / name, form(one, drawn))
        for name, one in _forms(
            loaded, rubric, rules, drawn, asked(loaded, rules, period, unit), kind
        )
    ]
    write_all(files, below, workspace.relative)
    return tuple(path for path, _ in files)


def policy(year: AgencyYear) -> tuple[Rubric, Rules]:
    """What a year is scored by."""
    if year.rubric is None or year.rules is None:  # loading refuses before
        raise Refused([Problem("doctype-lacks-data", args={"file": "rubric, rules"})])
    return year.rubric, year.rules


def asked(
    year: AgencyYear, rules: Rules, period: str, unit: str | None
) -> tuple[str | None, tuple[str, ...]]:
    """The period (None: unannounced) and the units; Refused for unknown ones, both at once."""
    periods = {**{each.id: each.title for each in rules.periods}, UNANNOUNCED: ""}
    units = {each.id: each.title for each in year.agency.units}
    faults = []
    if period not in periods:
        args = {"name": period, **meant(period, periods), "known": listed(periods)}
        faults.append(Problem("unknown-period", args=args))
    if unit is not None and unit not in units:
        args = {"unit": unit, **meant(unit, units), "known": listed(units)}
        faults.append(Problem("unknown-unit", args=args))
    if faults:
        raise Refused(faults)
    return None if period == UNANNOUNCED else period, (unit,) if unit else tuple(units)


def _forms(
    year: AgencyYear,
    rubric: Rubric,
    rules: Rules,
    drawn: Look,
    wanted: tuple[str | None, tuple[str, ...]],
    kind: Kind,
) -> Iterator[tuple[str, Grid]]:
    """Each form with its file's name."""
    period, units = wanted
    suffix = "-parent" if kind == "parent" else ""
    for unit in units:
        there = [
            (name, sheet)
            for name, sheet in year.assessments
            if (sheet.unit, sheet.kind, sheet.period) == (unit, kind, period)
        ]
        stem = f"scores-form-{period or UNANNOUNCED}{suffix}-{unit}"
        for name, sheet in there:
            made = grid(year, rubric, rules, drawn.form, unit, kind, period, sheet)
            yield f"{stem if period else f'{stem}.{name}'}.xlsx", made
        if not there or period is None:
            yield f"{stem}.xlsx", grid(year, rubric, rules, drawn.form, unit, kind, period)
