"""The form of one unit as a grid, before any spreadsheet: which cell says or asks what.

Exporting draws this grid; importing lays it over what came back, so that every cell is either an
answer at a known place or words of the form that nobody should have changed.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final, Literal

import msgspec
from msgspec import Struct

from docgen.export.sheet.look import filled
from docgen.model.rubric import leaves
from docgen.model.shapes import ROC_OFFSET
from docgen.year.score import plain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from decimal import Decimal

    from docgen.export.sheet.look import FormWords
    from docgen.model.agency_year import AgencyYear
    from docgen.model.assessment import Assessment, Score
    from docgen.model.rubric import Part, Rubric
    from docgen.model.rules import Rules

Kind = Literal["self", "parent"]
Asks = Literal["score", "number", "date", "dates", "text"]
COLUMNS: Final = (
    "item",
    "indicator",
    "leaf",
    "points",
    "bands",
    "score",
    "measure",
    "measured",
    "on",
    "evidence",
    "reason",
)
LETTERS: Final = dict(zip(COLUMNS, "BCDEFGHIJKL", strict=True))
IDS: Final = "A"  # hidden: the id of the row's leaf
TITLE, HINT, ABOUT, HEAD, TABLE = 1, 2, 3, 4, 5
FIRST: Final = TABLE + 1  # the row of the first leaf
LAST_COLUMN: Final = LETTERS["reason"]
MARK: Final = "docgen-scores-1"


class Meta(Struct, frozen=True):
    """What a form is for; an unannounced check has no period. ``rubric`` is a digest of it."""

    agency: str
    year: int
    unit: str
    kind: Kind
    period: str | None
    rubric: str
    mark: str = MARK


class Asked(Struct, frozen=True):
    """A cell to fill in: what kind of answer, and its address in the assessment.

    ``value`` is what the data says already. ``points``: of a score. ``wanted``: it is coloured.
    """

    asks: Asks
    address: str
    value: str | Decimal | None = None
    points: Decimal | None = None
    wanted: bool = True


class Grid(Struct, frozen=True):
    """A form: ``fixed`` words and ``asked`` answers by cell (``C12``), ``leaf`` rows by id."""

    meta: Meta
    sheet: str
    fixed: dict[str, str | Decimal]
    asked: dict[str, Asked]
    rows: dict[str, int]
    remarks: tuple[int, ...]


def digest(rubric: Rubric) -> str:
    """16 hexadecimal digits that stand for the rubric."""
    return hashlib.sha256(msgspec.json.encode(rubric)).hexdigest()[:16]


def grid(
    year: AgencyYear,
    rubric: Rubric,
    rules: Rules,
    words: FormWords,
    unit: str,
    kind: Kind,
    period: str | None,
    assessment: Assessment | None = None,
) -> Grid:
    """The form of a unit for a period (None: unannounced), with what the data has already."""
    meta = Meta(year.slug, year.year, unit, kind, period, digest(rubric))
    made = Grid(meta, words.sheet, {}, {}, {}, ())
    _head(made, year, rules, words, assessment)
    row = FIRST
    scores = {score.id: score for score in assessment.scores} if assessment else {}
    reasons = assessment.reasons if assessment else {}
    shown: tuple[str, ...] = ()
    for path in _paths(rubric.parts):
        leaf = path[-1]
        made.rows[leaf.id] = row
        made.fixed[f"{IDS}{row}"] = leaf.id
        above = _above(path, words.join)
        for column, title in zip(("item", "indicator"), _fresh(shown, above), strict=True):
            if title:
                made.fixed[f"{LETTERS[column]}{row}"] = title
        shown = above
        _leaf(made, leaf, row, words, scores.get(leaf.id), reasons.get(leaf.id))
        row += 1
    return msgspec.structs.replace(made, remarks=_closing(made, row + 1, words, assessment))


def _head(
    made: Grid, year: AgencyYear, rules: Rules, words: FormWords, assessment: Assessment | None
) -> None:
    meta = made.meta
    units = {unit.id: unit.title for unit in year.agency.units}
    periods = {period.id: period.title for period in rules.periods}
    kinds = year.forms.kinds if year.forms else {}
    made.fixed["B1"] = filled(words.title, agency=year.agency.name, year=str(year.year))
    made.fixed["B2"] = words.hint
    made.fixed["B3"] = filled(
        words.about,
        unit=units[meta.unit],
        period=periods[meta.period] if meta.period is not None else words.unannounced,
        kind=kinds.get(meta.kind, meta.kind),
    )
    made.fixed[f"B{HEAD}"] = words.date
    made.fixed[f"E{HEAD}"] = words.assessor
    date = short_date(assessment.date) if assessment else None
    made.asked[f"C{HEAD}"] = Asked("date", "date", date)
    made.asked[f"F{HEAD}"] = Asked("text", "assessor", assessment.assessor if assessment else None)
    for column, letter in LETTERS.items():
        made.fixed[f"{letter}{TABLE}"] = getattr(words.columns, column).title


def _leaf(
    made: Grid, leaf: Part, row: int, words: FormWords, score: Score | None, reason: str | None
) -> None:
    """One row: what the leaf is, and what is asked of it."""
    at = {column: f"{letter}{row}" for column, letter in LETTERS.items()}
    made.fixed[at["leaf"]] = leaf.title
    made.fixed[at["points"]] = leaf.points
    made.fixed[at["bands"]] = _standard(leaf, words)
    measured = next((band for band in leaf.bands if band.at_least is not None), None)
    if measured is not None and measured.measure:
        made.fixed[at["measure"]] = (
            filled(words.measure, measure=measured.measure, unit=measured.unit)
            if measured.unit
            else measured.measure
        )
    days = "\n".join(short_date(day) for day in score.on) if score else ""
    asked: tuple[tuple[str, Asks, str | Decimal | None], ...] = (
        ("score", "score", score.score if score else None),
        ("measured", "number", score.measured if score else None),
        ("on", "dates", days or None),
        ("evidence", "text", score.evidence if score else None),
        ("reason", "text", reason),
    )
    for column, asks, value in asked:
        made.asked[at[column]] = Asked(
            asks,
            f"{leaf.id}.{column}",
            value,
            leaf.points if asks == "score" else None,
            wanted=measured is not None or column not in {"measured", "on"},
        )


def _closing(
    made: Grid, row: int, words: FormWords, assessment: Assessment | None
) -> tuple[int, ...]:
    """The rows below the leaves."""
    remarks = assessment.remarks if assessment else None
    asked = (
        (words.strengths, "remarks.strengths", remarks.strengths if remarks else None),
        (words.suggestions, "remarks.suggestions", remarks.suggestions if remarks else None),
        (words.outcome, "outcome", assessment.outcome if assessment else None),
    )
    for number, (title, address, value) in enumerate(asked, row):
        made.fixed[f"B{number}"] = title
        made.asked[f"C{number}"] = Asked("text", address, value)
    return tuple(range(row, row + len(asked)))


def _paths(parts: tuple[Part, ...], above: tuple[Part, ...] = ()) -> Iterator[tuple[Part, ...]]:
    """Each leaf with all that it is part of, 構面 first."""
    for part in parts:
        if part.parts:
            yield from _paths(part.parts, (*above, part))
        else:
            yield (*above, part)


def _above(path: tuple[Part, ...], join: str) -> tuple[str, ...]:
    """評核項目 (a 構面 without any stands for itself), and what lies between it and the leaf."""
    item = path[1] if len(path) > 2 else path[0]
    between = path[2:-1]
    return item.title, join.join(dict.fromkeys(part.title for part in between))


def _fresh(shown: tuple[str, ...], above: tuple[str, ...]) -> tuple[str, ...]:
    """The titles that the row before has not said already."""
    if not shown or above[0] != shown[0]:
        return above
    return "", above[1] if above[1] != shown[1] else ""


def _standard(leaf: Part, words: FormWords) -> str:
    """評分參考標準 as lines."""
    lines = [
        filled(
            words.band, **{"from": plain(band.from_), "to": plain(band.to)}, text="".join(band.text)
        )
        for band in leaf.bands
    ]
    if not lines:
        lines = [filled(words.no_bands, points=plain(leaf.points))]
    lines += [leaf.lead] if leaf.lead else []
    lines += [f"{words.bullet}{each}" for each in leaf.criteria]
    return "\n".join(lines)


def short_date(day: dt.date) -> str:
    """``105-06-27``."""
    return f"{day.year - ROC_OFFSET}-{day.month:02}-{day.day:02}"


def scored(rubric: Rubric) -> tuple[str, ...]:
    """The ids of all leaves, in order."""
    return tuple(leaf.id for leaf in leaves(rubric.parts))
