"""Score forms back: xlsx into ``assessments/``.

Nothing is written before every form is sound, and each is held to what loading holds a sheet to,
in the year as it would then be. A sheet that is there already is changed only when that is asked for.
"""

from __future__ import annotations

import datetime as dt
from itertools import islice
from typing import TYPE_CHECKING, Final

from msgspec import Struct, structs

from docgen.export.sheet.answers import CellSources, answers, meta
from docgen.export.sheet.layout import digest, grid
from docgen.export.sheet.look import look
from docgen.export.sheet.read import MAX_BYTES, cells
from docgen.load import Data
from docgen.load.assessed import differences, fresh, updated
from docgen.load.consistency import assessments as consistency
from docgen.load.guess import MANY
from docgen.model.shapes import ROC_OFFSET
from docgen.pipeline.score_forms import asked, policy
from docgen.pipeline.scoring import NEEDS, UNANNOUNCED
from docgen.pipeline.write import write_all
from docgen.problem import Problem, Refused, Where
from docgen.workspace import FILE_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from docgen.export.sheet.answers import Answers
    from docgen.export.sheet.layout import Meta
    from docgen.export.sheet.read import Cells
    from docgen.load import Sources
    from docgen.load.threeway import Change
    from docgen.model.agency_year import AgencyYear
    from docgen.model.assessment import Assessment
    from docgen.workspace import Workspace

NEW, CHANGED, SAME = "new", "changed", "unchanged"
_TOLD: Final = "leaf-without-score"  # the form says it at the cell already


class Taken(Struct, frozen=True):
    """A form that was imported: what became of ``path``, its sheet in the data."""

    form: str
    path: Path
    outcome: str
    changes: tuple[Change, ...] = ()


class Imported(Struct, frozen=True):
    """All forms of one run, and what is to be said of them (warnings)."""

    taken: tuple[Taken, ...]
    problems: tuple[Problem, ...]


def import_forms(
    workspace: Workspace,
    files: Sequence[Path],
    *,
    agency: str | None = None,
    year: int | None = None,
    replace: bool = False,
) -> Imported:
    """Forms into ``assessments/``, all or none; Refused with the faults of all of them.

    ``agency`` and ``year`` are what the forms must be of, where they are named.
    """
    desk = _Desk(workspace, replace=replace)
    for path in files:
        desk.take(path, agency, year)
    return desk.settle()


class _Came(Struct, frozen=True):
    """A form that could be read, and the name of the sheet that it is for."""

    name: str
    sheet: str
    meta: Meta
    answers: Answers
    stem: str
    before: Assessment | None


class _Desk:
    """The forms of one run: read one by one, settled together."""

    def __init__(self, workspace: Workspace, *, replace: bool) -> None:
        self.workspace = workspace
        self.replace = replace
        self.data = Data(workspace)
        self.years: dict[tuple[str, int], tuple[AgencyYear, Sources]] = {}
        self.came: list[_Came] = []
        self.problems: list[Problem] = []

    def take(self, path: Path, agency: str | None, year: int | None) -> None:
        """Read one form; what is wrong with it is kept for ``settle``."""
        name = self.workspace.relative(path)
        try:
            found = cells(_bytes(path, name), name)
            told = meta(found, name)
            _as_asked(told, name, agency, year)
            self.read(found, told, name)
        except Refused as refused:
            self.problems += refused.problems

    def read(self, found: Cells, told: Meta, name: str) -> None:
        """Lay the form's own grid over its cells."""
        year = self.year(told)
        rubric, rules = policy(year)
        asked(year, rules, told.period or UNANNOUNCED, told.unit)
        if told.rubric != digest(rubric):
            raise Refused([Problem("form-outdated", Where(file=name))])
        words = look(self.workspace).form
        made = grid(year, rubric, rules, words, told.unit, told.kind, told.period)
        missing = next(
            (each.from_ for each in rules.periods if each.id == told.period),
            _first_day(told.year),
        )
        answered = answers(made, found, name, missing)
        self.problems += answered.problems
        stem, before = self.target(year, answered.assessment, name)
        self.came.append(_Came(name, made.sheet, told, answered, stem, before))

    def year(self, told: Meta) -> AgencyYear:
        """The year as it is in the data."""
        key = told.agency, told.year
        if key not in self.years:
            self.years[key] = self.data.agency_year(told.agency, told.year, NEEDS)
        return self.years[key][0]

    def target(
        self, year: AgencyYear, sheet: Assessment, name: str
    ) -> tuple[str, Assessment | None]:
        """The name of the sheet's file, and what it says now."""
        for stem, there in year.assessments:
            if _same(there, sheet):
                return stem, there
        stem = _stem(sheet)
        if stem in dict(year.assessments):
            file = f"data/{year.slug}/{year.year}/assessments/{stem}.yaml"
            raise Refused([Problem("assessment-name-taken", Where(file=name), {"file": file})])
        return stem, None

    def settle(self) -> Imported:
        """Hold the sheets to the year's consistency, and write them where all is well."""
        problems = [*self.problems, *self.twice()]
        for key in self.years:
            problems += self.examined(key)
        if not self.replace:
            for came in self.came:
                problems += islice(self.differing(came), MANY)
        if any(problem.level == "error" for problem in problems):
            raise Refused(problems)
        taken, files = [], []
        for came in self.came:
            path = self.path(came)
            changes = self.changes(came)
            outcome = NEW if came.before is None else CHANGED if changes else SAME
            taken.append(Taken(came.name, path, outcome, changes))
            if outcome != SAME:
                files.append((path, self.text(came, path).encode()))
        write_all(files, self.workspace.data, self.workspace.relative)
        return Imported(tuple(taken), tuple(problems))

    def twice(self) -> Iterator[Problem]:
        """Two forms for one sheet."""
        first: dict[Path, str] = {}
        for came in self.came:
            path = self.path(came)
            if path in first:
                yield Problem("form-twice", Where(file=came.name), {"first": first[path]})
            first.setdefault(path, came.name)

    def examined(self, key: tuple[str, int]) -> Iterator[Problem]:
        """What loading would say of the year with these sheets in it."""
        loaded, sources = self.years[key]
        mine = [came for came in self.came if (came.meta.agency, came.meta.year) == key]
        new = {came.stem: came.answers.assessment for came in mine}
        sheets = {**dict(loaded.assessments), **new}
        year = structs.replace(loaded, assessments=tuple(sheets.items()))
        forms = {came.stem: (came.name, came.sheet, came.answers.places) for came in mine}
        placed = CellSources(sources.trees, forms=forms)
        for came in mine:
            found = consistency.check(year, came.stem, came.answers.assessment, placed)
            yield from islice((each for each in found if each.rule != _TOLD), MANY)
        yield from islice(consistency.check_all(year, placed), MANY)

    def differing(self, came: _Came) -> Iterator[Problem]:
        """What the form says otherwise than the sheet that is there, at its cells."""
        for change in self.changes(came):
            *_, last = change.path
            address = ".".join(change.path[1:] if change.path[0] == "scores" else change.path)
            places = came.answers.places
            cell = (
                places.get(address)
                or places.get(f"{last}.reason")
                or places.get(address.split(".")[0])
            )
            where = Where(file=came.name, cell=f"{came.sheet}!{cell}" if cell else None)
            args = {
                "address": " › ".join(change.path),
                "before": _said(change.before),
                "after": _said(change.after),
                "file": self.workspace.relative(self.path(came)),
            }
            yield Problem("assessment-differs", where, args)

    def changes(self, came: _Came) -> tuple[Change, ...]:
        """What a sheet that is there says otherwise."""
        if came.before is None or not came.answers.whole:
            return ()
        return differences(came.before, came.answers.assessment)

    def path(self, came: _Came) -> Path:
        """The sheet's file."""
        folder = self.workspace.data / came.meta.agency / str(came.meta.year) / "assessments"
        return folder / f"{came.stem}.yaml"

    def text(self, came: _Came, path: Path) -> str:
        """The sheet's file as it will be."""
        if came.before is None:
            return fresh(came.answers.assessment)
        there = self.workspace.read(path).decode("utf-8-sig").replace("\r\n", "\n")
        return updated(there, came.before, came.answers.assessment)


def _bytes(path: Path, name: str) -> bytes:
    """The form's bytes; one byte more than may be, where it is too large."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise Refused([Problem("missing-file", Where(file=name))]) from None
    except OSError as error:
        args = {"reason": error.strerror or str(error)}
        raise Refused([Problem("unreadable-file", Where(file=name), args)]) from None


def _as_asked(told: Meta, name: str, agency: str | None, year: int | None) -> None:
    faults = [
        Problem("form-of-another", Where(file=name), {"found": found, "asked": asked})
        for found, asked in (
            (told.agency, agency),
            (str(told.year), None if year is None else str(year)),
        )
        if asked is not None and found != asked
    ]
    if faults:
        raise Refused(faults)


def _same(there: Assessment, came: Assessment) -> bool:
    """One sheet of a kind for a unit and period; unannounced checks are told apart by their day."""
    if (there.unit, there.kind, there.period) != (came.unit, came.kind, came.period):
        return False
    return came.period is not None or there.date == came.date


def _stem(sheet: Assessment) -> str:
    """``<unit>-<period>``, of the parent ``…-p``; an unannounced one bears its day. Cut to fit."""
    last = sheet.period or f"{sheet.date:%m%d}"
    if sheet.kind == "parent":
        last += "-p"
    room = FILE_LENGTH - len(last) - 1
    return f"{sheet.unit[: max(1, room)].rstrip('-')}-{last}"


def _first_day(year: int) -> dt.date:
    return dt.date(year + ROC_OFFSET, 1, 1)


def _said(value: object) -> str:
    """A value of a sheet in one line; nothing is a dash."""
    if isinstance(value, dict):
        return "、".join(f"{name}: {_said(each)}" for name, each in value.items())
    if isinstance(value, list):
        return "、".join(map(str, value))
    return "–" if value is None else str(value)
