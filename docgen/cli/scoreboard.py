"""The scores of an agency for people and for programs: ``docgen scores``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docgen.model.rubric import items
from docgen.model.shapes import roc_date
from docgen.problem.words import printable
from docgen.problem.words import say as _
from docgen.year.score import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from rich.console import RenderableType

    from docgen.model.rules import Grade
    from docgen.pipeline.scoring import Scores, UnitScores
    from docgen.year.lift import Room
    from docgen.year.results import UnitYear, YearResults

_BAR: Final = 24  # characters
_ROOMS: Final = 3  # leaves named in each unit's way up; JSON names all
_BANDS: Final = 2  # further ones that have a better band


def board(found: Scores) -> list[RenderableType]:
    """A table for each unit with its way up below, and the year's table."""
    shown: list[RenderableType] = []
    for each in found.units:
        shown += [_unit_table(found, each), *_way_up(found, each), ""]
    if found.whole is not None:
        shown.append(_year_table(found, found.whole))
    return shown


def _unit_table(found: Scores, each: UnitScores) -> RenderableType:
    from rich.bar import Bar
    from rich.table import Table

    table = Table(
        title=_heading(found, each),
        title_justify="left",
        title_style="bold",
        box=None,
        padding=(0, 1),
        show_header=False,
    )
    table.add_column()
    table.add_column(width=_BAR)
    for _column in range(2):
        table.add_column(justify="right", no_wrap=True)
    for part in items(found.rubric):
        points = each.sheet.sums.points[part.id]
        before = each.before.sums.points[part.id] if each.before else None
        most = part.points - each.sheet.sums.lacking[part.id]  # of what applies
        table.add_row(
            printable(part.title),
            Bar(float(most), 0, float(points), width=_BAR, color="cyan"),
            f"{plain(points)}/{plain(most)}",
            "" if before is None else change(points - before),
        )
    return table


def _heading(found: Scores, each: UnitScores) -> str:
    sheet = each.sheet
    titles = {unit.id: unit.title for unit in found.year.agency.units}
    words = [
        titles[sheet.assessment.unit],
        period_title(found),
        "" if found.period else roc_date(sheet.assessment.date),
        _("{points} points", points=plain(sheet.total)),
        sheet.grade.title if sheet.grade else "",
        _("rank {rank}", rank=sheet.rank) if sheet.rank else "",
        change(sheet.total - each.before.total) if each.before else "",
    ]
    return printable("  ".join(filter(None, words)))


def period_title(found: Scores) -> str:
    """第四季（10-12月）, or that the check was not announced."""
    periods = {each.id: each.title for each in found.year.rules.periods} if found.year.rules else {}
    return periods.get(found.period or "", _("unannounced check"))


def change(difference: Decimal) -> str:
    """``+12.5``, ``-3``, ``±0``."""
    if not difference:
        return "±0"
    return f"{'+' if difference > 0 else '-'}{plain(abs(difference))}"


def _way_up(found: Scores, each: UnitScores) -> list[str]:
    """What does not apply, what the next grade asks, and the leaves with the most room."""
    lines = []
    sheet = each.sheet
    if sheet.assessment.reasons:
        names = _leaf_titles(found, sheet.assessment.reasons)
        lines.append(_("not applicable: {leaves}", leaves="、".join(names)))
    lift = each.lift
    if lift.grade is not None and lift.points is not None:
        lines.append(
            _(
                "{points} points to “{grade}”; most room in:",
                points=plain(lift.points),
                grade=lift.grade.title,
            )
        )
    elif lift.rooms:
        lines.append(_("the best grade; most room in:"))
    lines += [f"  {_room(room)}" for room in _shown(lift.rooms)]
    return [f"  {printable(line)}" for line in lines]


def _shown(rooms: Sequence[Room]) -> list[Room]:
    """The leaves with the most room, then those where a better band is near."""
    most = list(rooms[:_ROOMS])
    banded = [room for room in rooms[_ROOMS:] if room.band_gain is not None]
    return most + sorted(banded, key=lambda room: room.band_gain or 0)[:_BANDS]


def _leaf_titles(found: Scores, ids: dict[str, str]) -> list[str]:
    from docgen.model.rubric import leaves

    return [leaf.title for leaf in leaves(found.rubric.parts) if leaf.id in ids]


def _room(room: Room) -> str:
    words = _("{title}: +{gain}", title=room.leaf.title, gain=plain(room.gain))
    if room.band is None or room.band_gain is None:
        return words
    return words + _(
        " (the band {low}-{high}: +{gain})",
        low=plain(room.band.from_),
        high=plain(room.band.to),
        gain=plain(room.band_gain),
    )


def _year_table(found: Scores, whole: YearResults) -> RenderableType:
    from rich.table import Table

    titles = {unit.id: unit.title for unit in found.year.agency.units}
    table = Table(title=_year_heading(found), title_justify="left", title_style="bold", box=None)
    table.add_column(_("unit"))
    for head in (_("total"), _("grade"), _("rank"), _("sheets")):
        table.add_column(head, justify="right")
    for row in whole.rows:
        table.add_row(
            printable(titles[row.unit]),
            plain(row.total),
            printable(row.grade.title) if row.grade else "",
            str(row.rank or ""),
            str(len(row.sheets)),
        )
    return table


def _year_heading(found: Scores) -> str:
    summed = found.year.rules is not None and found.year.rules.year_score == "sum"
    how = _("sum of the sheets") if summed else _("mean of the sheets")
    return _("year {year} ({how})", year=found.year.year, how=how)


# for programs


def as_dict(found: Scores) -> dict[str, Any]:
    """``scores``: the period's units with items, change and lift, and the year's results."""
    return {
        "agency": found.year.slug,
        "year": found.year.year,
        "period": found.period,
        "kind": found.kind,
        "units": [_unit(found, each) for each in found.units],
        "whole-year": [_unit_year(row) for row in found.whole.rows] if found.whole else [],
    }


def _unit(found: Scores, each: UnitScores) -> dict[str, Any]:
    sheet, before, lift = each.sheet, each.before, each.lift
    points = sheet.sums.points
    return {
        "unit": sheet.assessment.unit,
        "assessment": sheet.name,
        "number": sheet.number,
        "total": number(sheet.total),
        "grade": _grade(sheet.grade),
        "rank": sheet.rank,
        "change": number(sheet.total - before.total) if before else None,
        "items": [
            {
                "id": part.id,
                "title": part.title,
                "points": number(points[part.id]),
                "of": number(part.points),
                "not-applicable": number(sheet.sums.lacking[part.id]),
                "change": number(points[part.id] - before.sums.points[part.id]) if before else None,
            }
            for part in items(found.rubric)
        ],
        "not-applicable": sheet.assessment.reasons,
        "lift": {
            "grade": _grade(lift.grade),
            "points": None if lift.points is None else number(lift.points),
            "rooms": [
                {
                    "leaf": room.leaf.id,
                    "title": room.leaf.title,
                    "gain": number(room.gain),
                    "band": None
                    if room.band is None or room.band_gain is None
                    else {"from": number(room.band.from_), "gain": number(room.band_gain)},
                }
                for room in lift.rooms
            ],
        },
    }


def _unit_year(row: UnitYear) -> dict[str, Any]:
    return {
        "unit": row.unit,
        "total": number(row.total),
        "mean": number(row.mean),
        "grade": _grade(row.grade),
        "rank": row.rank,
        "items": {part: number(points) for part, points in row.points.items()},
        "sheets": [sheet.name for sheet in row.sheets],
        "lacking": list(row.lacking),
    }


def _grade(grade: Grade | None) -> dict[str, Any] | None:
    return None if grade is None else {"id": grade.id, "title": grade.title}


def number(points: Decimal) -> int | float:
    """A number of JSON that is written with the decimal's own digits."""
    return int(points) if points == points.to_integral_value() else float(points)
