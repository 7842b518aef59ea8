"""Two years of an agency, or two agencies: what one has and the other has not, by path.

Entries are known by their ids, wherever they stand, so an entry that went to another place is
``moved`` and not lost; lists are known by position. Pure and symmetrical: the reverse has added
and dropped exchanged, and nothing else.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal

from msgspec import Struct, structs

from docgen.model.shapes import Entry, Record, roc_date, yaml_name
from docgen.year.score import grade, plain, tally

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docgen.model.agency_year import AgencyYear
    from docgen.model.assessment import Assessment

Kind = Literal["added", "dropped", "reworded", "moved", "reordered"]
FILES: Final = ("plan", "rubric", "rules", "forms", "report", "achievements", "nominations")
FOLDERS: Final = ("assessments", "proposals", "returns")


class Difference(Struct, frozen=True):
    """One difference. ``address`` is as in documents and ``docgen explain`` (``plan:scope.text``).

    ``path`` are the ids that lead to it from the top of the file, its own the last. ``old`` and ``new`` are what
    stands there (of an entry its words, of ``moved`` the ids above it, of ``reordered`` the ids in
    order); None where there is nothing. A whole file that one side lacks has the address
    ``report:``. ``follows``: nobody wrote it, the words differ by year or names alone (``{year}``,
    ``{agency.short}``); who compares the files says so.
    """

    kind: Kind
    address: str
    path: tuple[str, ...] = ()
    old: str | None = None
    new: str | None = None
    follows: bool = False


class Value(Struct, frozen=True):
    """A figure that both have: ``points`` of a part, a total, an indicator's target."""

    address: str
    title: str
    old: str
    new: str
    unit: str = ""


class Sheet(Struct, frozen=True):
    """The assessment of one unit in one period, in both: totals, grades, the parts of 附表1.

    Each part has what it got and its maximum, ``248/280``.
    """

    address: str
    unit: str
    total: Value
    grade: tuple[str, str]
    parts: tuple[Value, ...]


class Compared(Struct, frozen=True):
    """Differences in the order of the files; ``targets`` and ``sheets`` only where both have them."""

    differences: tuple[Difference, ...]
    points: tuple[Value, ...] = ()
    targets: tuple[Value, ...] = ()
    sheets: tuple[Sheet, ...] = ()


def compare(old: AgencyYear, new: AgencyYear) -> Compared:
    """Both as loaded: placeholders filled in. Files that were not loaded are not compared."""
    found = [
        difference
        for file, one, other in _files(old, new)
        for difference in _of_file(file, one, other)
    ]
    return Compared(
        tuple(found),
        tuple(_values(old.rubric, new.rubric, "rubric", "points")),
        tuple(_values(old.plan, new.plan, "plan", "target")),
        tuple(_sheets(old, new)),
    )


def _files(old: AgencyYear, new: AgencyYear) -> Iterator[tuple[str, Record | None, Record | None]]:
    for file in FILES:
        yield file, getattr(old, file), getattr(new, file)
    for folder in FOLDERS:
        one, other = dict(getattr(old, folder)), dict(getattr(new, folder))
        for name in sorted({*one, *other}):
            yield f"{folder}/{name}", one.get(name), other.get(name)


def _of_file(file: str, old: Record | None, new: Record | None) -> Iterator[Difference]:
    if old is None or new is None:
        if old is not None:
            yield Difference("dropped", f"{file}:", old=_said(old))
        if new is not None:
            yield Difference("added", f"{file}:", new=_said(new))
        return
    ours, theirs = _read(old), _read(new)
    for owner in _in_order(list(ours), list(theirs)):
        one, other = ours.get(owner), theirs.get(owner)
        if one is None or other is None:
            yield from _lonely(f"{file}:{owner}", one, other)
        else:
            yield from _both(file, owner, one, other)


class Owner(Struct):
    """An entry (or, under ``""``, the file itself): its path, its own values, its collections."""

    path: tuple[str, ...]
    values: dict[str, str] = {}
    orders: dict[str, list[str]] = {}


def _read(record: Record) -> dict[str, Owner]:
    """Every entry of the file by its id, in order."""
    owners: dict[str, Owner] = {"": Owner(())}
    _fill(record, "", "", owners)
    return owners


def _fill(value: Any, owner: str, at: str, owners: dict[str, Owner]) -> None:
    """Scalars go to their owner by the path of fields within it; entries are owners of their own."""
    if isinstance(value, Record):
        for field in structs.fields(type(value)):
            inner = getattr(value, field.name)
            if field.name != "id" and inner != field.default and inner is not None:
                open_ = field.name == value.open_field
                _fill(inner, owner, at if open_ else _join(at, yaml_name(field.name)), owners)
    elif isinstance(value, dict):
        for key, inner in value.items():
            _fill(inner, owner, _join(at, str(key)), owners)
    elif isinstance(value, tuple):
        for number, inner in enumerate(value, 1):
            if isinstance(inner, Entry):
                owners[owner].orders.setdefault(at, []).append(inner.id)
                owners[inner.id] = Owner((*owners[owner].path, inner.id))
                _fill(inner, inner.id, "", owners)
            else:
                _fill(inner, owner, _join(at, str(number)), owners)
    else:
        owners[owner].values[at] = spoken(value)


def _join(path: str, step: str) -> str:
    return f"{path}.{step}" if path else step


def spoken(value: object) -> str:
    """A scalar of the data as people write it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, dt.date):
        return roc_date(value)
    return str(value)


def _said(record: Record) -> str:
    """What an entry is called: its title, text or name."""
    for name in ("title", "text", "name", "label", "unit"):
        found = getattr(record, name, None)
        if isinstance(found, str):
            return found
    return ""


def _words(owner: Owner) -> str:
    for name in ("title", "text", "name", "label", "score"):
        if name in owner.values:
            return owner.values[name]
    return next(iter(owner.values.values()), "")


def _lonely(address: str, old: Owner | None, new: Owner | None) -> Iterator[Difference]:
    if old is not None:
        yield Difference("dropped", address, old.path, old=_words(old))
    if new is not None:
        yield Difference("added", address, new.path, new=_words(new))


def _both(file: str, owner: str, old: Owner, new: Owner) -> Iterator[Difference]:
    address = f"{file}:{owner}"
    if old.path[:-1] != new.path[:-1]:
        yield Difference(
            "moved", address, new.path, "/".join(old.path[:-1]), "/".join(new.path[:-1])
        )
    for at in _in_order(list(old.values), list(new.values)):
        one, other = old.values.get(at), new.values.get(at)
        if one != other:
            kind: Kind = "added" if one is None else "dropped" if other is None else "reworded"
            yield Difference(kind, _dotted(address, at), new.path, one, other)
    for at in [at for at in old.orders if at in new.orders]:
        both = set(old.orders[at]) & set(new.orders[at])
        one_order, other_order = (
            [each for each in side.orders[at] if each in both] for side in (old, new)
        )
        if one_order != other_order:
            yield Difference(
                "reordered",
                _dotted(address, at),
                new.path,
                " ".join(one_order),
                " ".join(other_order),
            )


def _dotted(address: str, at: str) -> str:
    return f"{address}{at}" if address.endswith(":") else _join(address, at)


def _in_order(old: list[str], new: list[str]) -> list[str]:
    """All names once, in the new order; what only the old one has stands behind its neighbour."""
    behind: dict[str, list[str]] = {}
    known, last = set(new), ""
    for name in old:
        if name in known:
            last = name
        else:
            behind.setdefault(last, []).append(name)
    first = [] if "" in known else behind.get("", [])
    return [*first, *(each for name in new for each in (name, *behind.get(name, ())))]


# figures


def _values(old: Record | None, new: Record | None, file: str, field: str) -> Iterator[Value]:
    """A field of every entry that has it in both."""
    if old is None or new is None:
        return
    ours, theirs = _read(old), _read(new)
    for owner, other in theirs.items():
        one = ours.get(owner)
        if one is not None and field in one.values and field in other.values:
            unit = other.values.get("unit", "")
            title = _words(other)
            yield Value(
                f"{file}:{owner}.{field}", title, one.values[field], other.values[field], unit
            )


def _sheets(old: AgencyYear, new: AgencyYear) -> Iterator[Sheet]:
    """Sheets of one unit, kind and period in both, however their files are called."""
    ours = {_of(each): each for _, each in old.assessments}
    for name, other in new.assessments:
        one = ours.get(_of(other))
        if one is not None and _scorable(old) and _scorable(new):
            yield _sheet(f"assessments/{name}:", (old, one), (new, other))


def _scorable(year: AgencyYear) -> bool:
    return year.rubric is not None and year.rules is not None


def _of(assessment: Assessment) -> tuple[str, str, str]:
    dated = assessment.period or roc_date(assessment.date).partition("年")[2]
    return assessment.unit, assessment.kind, dated


def _sheet(
    address: str, old: tuple[AgencyYear, Assessment], new: tuple[AgencyYear, Assessment]
) -> Sheet:
    tallies = []
    for year, assessment in (old, new):
        assert year.rubric is not None  # noqa: S101 - the caller looked
        assert year.rules is not None  # noqa: S101 - the same
        tallies.append(tally(year.rubric, assessment, year.rules))
    grades = [
        grade(year.rules.grades, found.total) if year.rules else None
        for (year, _), found in zip((old, new), tallies, strict=True)
    ]
    best = [_points(year) for year, _ in (old, new)]
    parts = [
        Value(
            f"rubric:{part}",
            best[1][part][0],
            *(
                f"{plain(found.points[part])}/{maximum[part][1]}"
                for found, maximum in zip(tallies, best, strict=True)
            ),
        )
        for part in best[1]
        if part in best[0]
    ]
    titles = {unit.id: unit.title for unit in new[0].units}
    unit = titles.get(new[1].unit, new[1].unit)
    total = Value(address, unit, plain(tallies[0].total), plain(tallies[1].total))
    one, other = (each.title if each else "" for each in grades)
    return Sheet(address, unit, total, (one, other), tuple(parts))


def _points(year: AgencyYear) -> Mapping[str, tuple[str, str]]:
    """The parts below 構面 (附表2's columns): title and maximum by id."""
    return {
        item.id: (item.title, plain(item.points))
        for part in (year.rubric.parts if year.rubric else ())
        for item in part.parts
    }
