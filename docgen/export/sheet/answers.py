"""A form that came back: what it is for, and its answers as an assessment, or what does not fit.

Every fault at once, each at its cell. What is sound is made into an assessment all the same, so
that its other faults (a score outside the band of its figure …) are told in the same run.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from docgen.export.sheet.layout import FIRST, HEAD, IDS, LETTERS, MARK, TABLE, Kind, Meta
from docgen.export.sheet.look import META_SHEET
from docgen.load.guess import MANY
from docgen.load.reader import hidden
from docgen.load.scalars import Unfit, scalar
from docgen.load.sources import Sources
from docgen.model.assessment import Assessment, NotApplicable, Remarks, Score
from docgen.model.shapes import parse_roc_date
from docgen.problem import Problem, Refused, Where

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from docgen.export.sheet.layout import Asked, Grid
    from docgen.export.sheet.read import Cells, Found

_PLACE: Final = re.compile(r"([A-Z]+)([0-9]+)\Z")
_BETWEEN: Final = re.compile(r"[、,，;；\s]+")
_HELD: Final = (IDS, LETTERS["leaf"], LETTERS["points"])  # columns that say which row is which
_KEPT: Final = 40  # characters of a cell that a message quotes


class Answers(Struct, frozen=True):
    """What a form says. ``whole``: the assessment holds every answer, none was left out as faulty.

    ``places``: address within the assessment → cell.
    """

    assessment: Assessment
    whole: bool
    places: dict[str, str]
    problems: tuple[Problem, ...]


class CellSources(Sources, frozen=True):
    """Addresses of assessments that came from forms lead to their cells, all others to YAML.

    ``forms``: name of the assessment → (file of the form, sheet, address → cell).
    """

    forms: dict[str, tuple[str, str, dict[str, str]]] = {}  # noqa: RUF012 - a Struct copies it

    def where(self, address: str) -> Where:
        """The cell, or the place in a data file."""
        found = self._cell(address)
        return found if found is not None else super().where(address)

    def where_key(self, address: str) -> Where:
        """The same: a cell has no key."""
        found = self._cell(address)
        return found if found is not None else super().where_key(address)

    def _cell(self, address: str) -> Where | None:
        name, _, inner = address.partition(":")
        form = self.forms.get(name.removeprefix("assessments/")) if "/" in name else None
        if form is None:
            return None
        file, sheet, places = form
        while inner and inner not in places and "." in inner:
            inner = inner.rpartition(".")[0]
        cell = places.get(inner)
        return Where(file=file, cell=f"{sheet}!{cell}") if cell else Where(file=file)


def meta(cells: Cells, name: str) -> Meta:
    """What the form is for. Refused ``not-a-score-form``."""
    held = cells.get(META_SHEET, {})
    told = {
        held[f"A{row}"].text: held[f"B{row}"].text if f"B{row}" in held else ""
        for row in range(1, len(Meta.__struct_fields__) + 1)
        if f"A{row}" in held
    }
    try:
        made = Meta(
            told["agency"],
            scalar(int, told["year"]),
            told["unit"],
            scalar(Kind, told["kind"]),
            told["period"] or None,
            told["rubric"],
            told["mark"],
        )
    except (KeyError, Unfit):
        raise Refused([Problem("not-a-score-form", Where(file=name))]) from None
    if made.mark != MARK:
        raise Refused([Problem("not-a-score-form", Where(file=name))])
    return made


def answers(grid: Grid, cells: Cells, name: str, missing: dt.date) -> Answers:
    """The form's answers. ``missing`` stands for a date that is not there or none.

    Refused where the cells are not those of this form, or nothing is filled in.
    """
    if grid.sheet not in cells:
        raise Refused([Problem("not-a-score-form", Where(file=name))])
    found = cells[grid.sheet]
    if not any(cell in found for cell in grid.asked):
        raise Refused([Problem("form-not-filled", Where(file=name))])
    job = _Reading(grid, found, name)
    problems = [
        *islice(_changed(grid, found, job.where), MANY),
        *islice(_outside(grid, cells, job.where), MANY),
    ]
    made = job.assessment(missing)
    whole = not problems and not job.problems
    return Answers(made, whole, job.places, (*problems, *job.problems))


def _changed(grid: Grid, found: dict[str, Found], where: _Where) -> Iterator[Problem]:
    """Words of the form that say what stands where, and say something else now."""
    for cell, expected in grid.fixed.items():
        match = _PLACE.match(cell)
        if match is None:
            continue
        column, row = match[1], int(match[2])
        held = row in {HEAD, TABLE} or row in grid.remarks
        if not held and (row < FIRST or column not in _HELD):
            continue
        there = found.get(cell)
        same = there is not None and (
            there.number == expected if isinstance(expected, Decimal) else there.text == expected
        )
        if not same:
            args = {"expected": str(expected), "found": _quoted(there.text) if there else ""}
            yield Problem("form-changed", where(cell), args)


def _outside(grid: Grid, cells: Cells, where: _Where) -> Iterator[Problem]:
    """What would be lost: words where the form has no cell for them."""
    for cell, there in cells[grid.sheet].items():
        if cell not in grid.fixed and cell not in grid.asked:
            yield Problem("outside-the-form", where(cell), {"found": _quoted(there.text)})
    for sheet, others in cells.items():
        if sheet not in {grid.sheet, META_SHEET} and others:
            cell, there = next(iter(others.items()))
            args = {"found": _quoted(there.text)}
            yield Problem("outside-the-form", where(cell, sheet), args)


def _quoted(text: str) -> str:
    return text if len(text) <= _KEPT else f"{text[:_KEPT]}…"


class _Where(Struct, frozen=True):
    """Cell → its place in the file."""

    file: str
    sheet: str

    def __call__(self, cell: str, sheet: str = "") -> Where:
        return Where(file=self.file, cell=f"{sheet or self.sheet}!{cell}")


class _Reading:
    """One form while it is read: collects answers, their cells and faults."""

    def __init__(self, grid: Grid, found: dict[str, Found], name: str) -> None:
        self.grid = grid
        self.found = found
        self.where = _Where(name, grid.sheet)
        self.problems: list[Problem] = []
        self.places = {asked.address: cell for cell, asked in grid.asked.items()}
        self.places |= {"unit": "B3", "period": "B3", "kind": "B3"}

    def assessment(self, missing: dt.date) -> Assessment:
        values = {
            asked.address: self.answer(cell, asked) for cell, asked in self.grid.asked.items()
        }
        scores, without = [], []
        for leaf in self.grid.rows:
            kept = {
                name: values.get(f"{leaf}.{name}")
                for name in ("score", "measured", "on", "evidence", "reason")
            }
            score = self.leaf(leaf, kept)
            if isinstance(score, Score):
                scores.append(score)
            elif score is not None:
                without.append(score)
            self.places[leaf] = self.places[
                f"{leaf}.{'score' if kept['score'] is not None else 'reason'}"
            ]
        for address in ("date", "assessor"):
            cell = self.places[address]
            if cell not in self.found:
                args = {"field": str(self.grid.fixed["B4" if address == "date" else "E4"])}
                self.problems.append(Problem("form-cell-empty", self.where(cell), args))
        meta = self.grid.meta
        remarks = {name: values.get(f"remarks.{name}") for name in ("strengths", "suggestions")}
        return Assessment(
            unit=meta.unit,
            kind=meta.kind,
            period=meta.period,
            date=values.get("date") or missing,
            assessor=values.get("assessor") or "–",
            scores=tuple(scores),
            not_applicable=tuple(without),
            remarks=Remarks(**remarks) if any(remarks.values()) else None,
            outcome=values.get("outcome"),
        )

    def leaf(self, leaf: str, kept: dict[str, Any]) -> Score | NotApplicable | None:
        """The leaf's score, or why it does not apply, or None with what is wrong."""
        score, reason = self.places[f"{leaf}.score"], self.places[f"{leaf}.reason"]
        beside = next(
            (
                self.places[f"{leaf}.{name}"]
                for name in ("measured", "on", "evidence")
                if self.places[f"{leaf}.{name}"] in self.found
            ),
            None,
        )
        if score in self.found and reason in self.found:
            args = {"id": leaf, "first": score}
            self.fault("scored-and-not-applicable", reason, **args)
        elif score in self.found:
            if kept["score"] is not None:
                return Score(
                    id=leaf,
                    score=kept["score"],
                    measured=kept["measured"],
                    on=kept["on"] or (),
                    evidence=kept["evidence"],
                )
        elif beside is not None:
            self.fault("answer-without-score", beside, id=leaf, title=self.title(leaf))
        elif reason not in self.found:
            self.fault("leaf-without-score", score, id=leaf, title=self.title(leaf))
        elif kept["reason"] is not None:
            return NotApplicable(id=leaf, reason=kept["reason"])
        return None

    def title(self, leaf: str) -> str:
        """What the form calls it."""
        return str(self.grid.fixed[f"{LETTERS['leaf']}{self.grid.rows[leaf]}"])

    def answer(self, cell: str, asked: Asked) -> Any:
        """What one cell answers; None where it is empty or faulty."""
        found = self.found.get(cell)
        if found is None:
            return None
        if found.kind == "formula":
            return self.fault("formula-in-form", cell, found=_quoted(found.text))
        code = hidden(found.text)
        if code:
            return self.fault("control-character", cell, code=code)
        if asked.asks in {"score", "number"}:
            return self.number(cell, found)
        if asked.asks == "text":
            return self.words(cell, found)
        return self.days(cell, found, several=asked.asks == "dates")

    def number(self, cell: str, found: Found) -> Decimal | None:
        try:
            if found.kind in {"number", "text"}:
                made: Decimal = scalar(Decimal, found.text.strip())
                return made
        except Unfit:
            pass
        self.fault("not-a-form-number", cell, found=_quoted(found.text))
        return None

    def words(self, cell: str, found: Found) -> str | None:
        text = found.text.rstrip("\n")
        if found.kind == "other":
            self.fault("not-a-form-text", cell, found=_quoted(found.text))
        elif text.strip():
            return text
        else:
            del self.found[cell]  # blanks are nothing
        return None

    def days(self, cell: str, found: Found, *, several: bool) -> Any:
        text = found.text.strip()
        try:
            words = _BETWEEN.split(text) if several else [text]
            days = tuple(parse_roc_date(re.sub(r"[/.]", "-", word)) for word in words)
        except ValueError:
            days = ()
        if not days or found.kind != "text":
            return self.fault("not-a-form-date", cell, found=_quoted(text))
        return days if several else days[0]

    def fault(self, rule: str, cell: str, **args: str) -> None:
        self.problems.append(Problem(rule, self.where(cell), args))
