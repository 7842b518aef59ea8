"""The gate between rendering and writing: what breaks an error-level rule is not written.

Warnings pass. A tool that is missing or fails stops nothing: that, too, is a warning. What passed
before with the same bytes passes again (``passed``); documents whose pages are measured are judged
each time, for their budget.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from docgen.pipeline.passed import Passed
from docgen.pipeline.roster import roster

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from docgen.layout.budget import Budget
    from docgen.load import Data
    from docgen.pipeline.built import Share
    from docgen.pipeline.judging import Bench, Judgement, Ready
    from docgen.pipeline.roster import Roster
    from docgen.problem import Problem, Where


class Rendered(Struct, frozen=True):
    """A document before it is judged. ``name`` is its file's stem."""

    name: str
    content: bytes
    filled: bool = False


class Held(Struct, frozen=True):
    """A document after it was judged. ``budget`` and ``shares`` where its pages were measured.

    ``names`` stands for the names of agencies that the verdict follows from.
    """

    name: str
    content: bytes
    problems: tuple[Problem, ...] = ()
    budget: Budget | None = None
    shares: tuple[Share, ...] = ()
    names: str = ""

    @property
    def accepted(self) -> bool:
        """Whether it may be written: warnings pass."""
        return all(problem.level != "error" for problem in self.problems)


class Batch(Struct, frozen=True):
    """The documents of one type of an agency and year, and where they would be written.

    ``entry``: what the build record calls them, where they are not all of their type.
    """

    agency: str
    year: int
    type: str
    folder: Path
    rendered: tuple[Rendered, ...]
    entry: str = ""

    @property
    def key(self) -> str:
        """What the build record calls them."""
        return self.entry or self.type


class Waiting(Struct, frozen=True):
    """A batch that was read: for each document what is to be judged, or by which names it is known."""

    batch: Batch
    readies: tuple[Ready | str, ...]


class Gate:
    """Judges batches of one workspace; everything that it needs is read once, when needed."""

    def __init__(self, data: Data, *, shares: bool = False, known: Roster | None = None) -> None:
        self._data = data
        self._workspace = data.workspace
        self._shares = shares
        self._bench: Bench | None = None
        self._roster = known or roster(self._workspace)
        self._passed = Passed(self._workspace)
        self._names = _Names(self._roster)

    def read(self, batch: Batch) -> Waiting:
        """Refused where the rules of the type cannot be read, or a document cannot."""
        return Waiting(
            batch,
            tuple(
                self._known_by(batch, each) or self._ready(batch, each) for each in batch.rendered
            ),
        )

    @staticmethod
    def is_clear(waiting: Waiting) -> bool:
        """Whether all of it can be judged without starting LibreOffice."""
        tasks = (each.task for each in waiting.readies if not isinstance(each, str))
        return all(task is None or task.is_clear for task in tasks)

    def judge(self, batches: Sequence[Waiting]) -> list[tuple[Held, ...]]:
        """The documents of each batch, judged; LibreOffice is started once for all."""
        every = [each for waiting in batches for each in waiting.readies]
        readies = [each for each in every if not isinstance(each, str)]
        judged: Iterator[Judgement] = iter(())
        self._names.were_asked = False
        if readies:
            from docgen.pipeline.judging import judge_all

            judged = iter(judge_all(self._known(), readies, shares=self._shares))
        return [tuple(self._held(waiting, judged)) for waiting in batches]

    def _held(self, waiting: Waiting, judged: Iterator[Judgement]) -> Iterator[Held]:
        for each, ready in zip(waiting.batch.rendered, waiting.readies, strict=True):
            if isinstance(ready, str):
                yield Held(each.name, each.content, names=ready)
                continue
            batch, found = waiting.batch, next(judged)
            problems = tuple(map(_without_tools, found.problems))
            all_, kin = self._roster.digests(batch.agency)
            names = all_ if self._names.were_asked else kin
            if not problems and found.budget is None:
                self._passed.remember(_key(batch, each), batch.type, each.content, names)
            yield Held(each.name, each.content, problems, found.budget, found.shares, names)

    def _known_by(self, batch: Batch, one: Rendered) -> str | None:
        """By which names it passed before, if it did."""
        if self._shares:
            return None
        for names in self._roster.digests(batch.agency):
            if self._passed.knows(_key(batch, one), batch.type, one.content, names):
                return names
        return None

    def _ready(self, batch: Batch, one: Rendered) -> Ready:
        from docgen.pipeline.judging import Item, ready

        name = self._workspace.relative(batch.folder / f"{one.name}.docx")
        where = partial(_where, self._data, batch)
        kin = self._roster.kin(batch.agency)
        origin = partial(_origin, self._data, batch)
        item = Item(one.content, batch.type, name, one.filled, batch.year, where, kin, origin)
        return ready(self._known(), item, measured=self._shares)

    def _known(self) -> Bench:
        if self._bench is None:
            from docgen.check import Register
            from docgen.pipeline.judging import bench

            self._bench = bench(self._workspace, Register(self._names.walk))
        return self._bench


class _Names:
    """The names of all agencies; those of no kin are asked for only where something is like a near miss.

    It knows nothing of the gate: in a circle, what was read for a handful would outlive it.
    """

    def __init__(self, roster: Roster) -> None:
        self.were_asked = False
        self._roster = roster

    def walk(self) -> Iterator[str]:
        """From the first one."""
        self.were_asked = True
        return iter(self._roster.names)


def _where(data: Data, batch: Batch, address: str) -> Where:
    """Where a value stands in the data; asked only of faults and budgets."""
    from docgen.pipeline.checking import where_of

    return where_of(data, batch.agency, batch.year, batch.type)(address)


def _origin(data: Data, batch: Batch, address: str) -> Where:
    """Who first wrote it; asked only of faults."""
    from docgen.pipeline.checking import first_written

    return first_written(data, batch.agency, batch.year, batch.type)(address)


def _key(batch: Batch, one: Rendered) -> str:
    """What a document is called among those that passed; a filled one is another than a blank."""
    return f"{batch.agency}-{batch.year}-{one.name}{'-filled' if one.filled else ''}"


def _without_tools(problem: Problem) -> Problem:
    """A tool that is missing or fails keeps no document from being written: that is said."""
    from docgen.problem.faults import TOOL_FAULTS

    if problem.rule in TOOL_FAULTS:
        return structs.replace(problem, level="warning")
    return problem
