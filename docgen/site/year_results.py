"""The year's results on the pages of an agency: its units, and its agencies side by side."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from docgen.site.chart import Chart, chart
from docgen.year.rank import ranks
from docgen.year.score import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docgen.site.frame import Writer
    from docgen.site.records import Column, KindResults, Version
    from docgen.year.rank import Ties


class Line(Struct, frozen=True):
    """A unit or an agency; ``href`` leads to the agency. ``cells`` is empty: no results yet."""

    name: str
    href: str = ""
    cells: tuple[str, ...] = ()
    total: str = ""
    grade: str = ""
    rank: str = ""


class Head(Struct, frozen=True):
    """A 評核項目 and what may be had for it."""

    title: str
    points: str


class Shown(Struct, frozen=True):
    """A table of results. ``first`` heads the names, ``columns`` are the 評核項目."""

    id: str
    caption: str
    first: str
    columns: tuple[Head, ...]
    lines: tuple[Line, ...]
    chart: Chart | None


class Section(Struct, frozen=True):
    """The results of a page; ``none`` says that there are none yet."""

    title: str
    tables: tuple[Shown, ...]
    none: str = ""


def own(writer: Writer, version: Version) -> Section:
    """What the units of the agency got, a table for each kind of assessment."""
    columns = version.results.columns
    tables = tuple(
        _shown(
            writer,
            f"results-{found.kind}",
            _caption(writer, "results-own", version, found),
            "unit",
            columns,
            [
                Line(
                    row.unit,
                    cells=_points(row.points, columns, writer.site.word("no-points")),
                    total=plain(row.total),
                    grade=row.grade,
                    rank=str(row.rank or ""),
                )
                for row in found.rows
            ],
        )
        for found in version.results.kinds
    )
    title = writer.site.told("results-title", year=version.year)
    none = "" if tables else writer.site.told("results-none", year=version.year)
    return Section(title, tables, none)


def side_by_side(writer: Writer, version: Version, children: Sequence[Version], up: str) -> Section:
    """The agencies below, each as a whole, ranked; ``up`` leads to the folder of all agencies."""
    columns = _columns(version, children)
    kinds = dict.fromkeys(found.kind for child in children for found in child.results.kinds)
    tables = []
    for kind in sorted(kinds, key=("self", "parent").index):
        by_agency = [
            (child, next((f for f in child.results.kinds if f.kind == kind), None))
            for child in children
        ]
        words = next(found for _, found in by_agency if found is not None)
        dash = writer.site.word("no-points")
        lines = _lines(by_agency, columns, version.results.ties, up, dash)
        caption = _caption(writer, "results-below", version, words)
        tables.append(_shown(writer, f"below-{kind}", caption, "agency-head", columns, lines))
    title = writer.site.told("results-below-title", year=version.year)
    none = "" if tables else writer.site.told("results-below-none", year=version.year)
    return Section(title, tuple(tables), none)


def _lines(
    by_agency: Sequence[tuple[Version, KindResults | None]],
    columns: Sequence[Column],
    ties: Ties,
    up: str,
    none: str,
) -> list[Line]:
    keys = [
        (found.total, *(found.points.get(each.id, Decimal(0)) for each in columns))
        for _, found in by_agency
        if found is not None and found.total is not None
    ]
    places = iter(ranks(keys, ties))
    lines = []
    for child, found in by_agency:
        href = f"{up}{child.agency}/{child.year}/index.html"
        if found is None or found.total is None:
            lines.append(Line(child.name, href))
            continue
        lines.append(
            Line(
                child.name,
                href,
                _points(found.points, columns, none),
                plain(found.total),
                found.grade,
                str(next(places) or ""),
            )
        )
    return lines


def _columns(version: Version, children: Sequence[Version]) -> tuple[Column, ...]:
    """The parent's 評核項目, then those that only an agency below it has."""
    made: dict[str, Column] = {}
    for each in (version, *children):
        for column in each.results.columns:
            made.setdefault(column.id, column)
    return tuple(made.values())


def _points(points: Mapping[str, Decimal], columns: Sequence[Column], none: str) -> tuple[str, ...]:
    return tuple(plain(points[each.id]) if each.id in points else none for each in columns)


def _caption(writer: Writer, name: str, version: Version, found: KindResults) -> str:
    return writer.site.told(name, agency=version.name, year=version.year, kind=found.title)


def _shown(
    writer: Writer,
    id_: str,
    caption: str,
    first: str,
    columns: Sequence[Column],
    lines: Sequence[Line],
) -> Shown:
    heads = tuple(
        Head(each.title, writer.site.told("results-points", points=plain(each.points)))
        for each in columns
    )
    full = sum((each.points for each in columns), Decimal(0))
    drawn = chart([(line.name, line.total) for line in lines if line.cells], plain(full))
    return Shown(id_, caption, writer.site.word(first), heads, tuple(lines), drawn)
