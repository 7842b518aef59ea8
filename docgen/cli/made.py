"""Documents that were made: a bar while they are, and what is said of them afterwards."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Any, Final

from docgen.cli import budget, where
from docgen.cli.outcome import Exit, Outcome
from docgen.cli.printing import has_colours
from docgen.problem.words import say as _
from docgen.problem.words import say_count

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from docgen.pipeline import Built, Made, Order, Reason, Unchanged
    from docgen.problem import Problem
    from docgen.workspace import Workspace

    Progress = Callable[[str, int, int], None]
    Asked = tuple[Order, Sequence[str] | None]

_NAMED: Final = 12  # documents that are up to date are named up to here, beyond it counted


def arguments(parser: argparse.ArgumentParser) -> None:
    """``[--draft] [--anew] [--why] [--budget]``."""
    parser.add_argument(
        "--draft",
        action="store_true",
        help=_("write what breaks a rule too, beside, as TYPE.draft.docx"),
    )
    parser.add_argument("--anew", action="store_true", help=_("make what is up to date too"))
    parser.add_argument(
        "--why", action="store_true", help=_("say of each file why it was made anew")
    )
    parser.add_argument(
        "--budget", action="store_true", help=_("show how many lines each value takes")
    )


def order(options: argparse.Namespace, workspace: Workspace, types: tuple[str, ...]) -> Order:
    """What was asked for, as the pipeline understands it."""
    from docgen.pipeline import Order

    return Order(
        root=workspace.root,
        out=where.out(options) or workspace.build,
        year=options.year,
        types=types,
        draft=options.draft,
        shares=options.budget,
        to=options.to,
        anew=options.anew,
    )


def telling(options: argparse.Namespace) -> dict[str, bool]:
    """What ``arguments`` says of how to tell the outcome."""
    return {
        "as_json": options.format == "json",
        "budget": options.budget,
        "why": options.why,
        "silent": options.quiet,
    }


def again(options: argparse.Namespace, order: Order, slugs: Sequence[str] | None) -> Asked | None:
    """What may be asked again where there is nothing to do; of another place than here, nothing.

    For there it would not be known where to look next time (``docgen.again``).
    """
    anew = options.root is not None or options.anew or options.draft or options.budget
    return None if anew else (order, slugs)


def outcome(
    workspace: Workspace,
    parts: Iterable[Built],
    *,
    as_json: bool,
    budget: bool = False,
    why: bool = False,
    silent: bool = False,
    again: Asked | None = None,
) -> Outcome:
    """One line for each file that was written, by its path in the workspace, and its pages.

    Of what was not written its pages too: they tell what to shorten. What was up to date is
    counted, and named where it is little. Each outcome is turned into words and forgotten.
    ``budget``: a table of what each value takes; ``why`` each file was made;
    ``silent``: nothing is said of what went well; ``again``: what to ask once more where nothing
    was to do.
    """
    from docgen.pipeline.built import identity

    def once_more() -> tuple[Outcome, Unchanged] | None:
        from docgen.pipeline import nothing_to_do

        found = nothing_to_do(workspace, *again) if again else None
        if found is None:
            return None
        said = outcome(workspace, found.built, as_json=as_json, why=why, silent=silent)
        return said, found

    told = _Told(workspace, as_json=as_json, table=budget, why=why, silent=silent)
    problems: dict[tuple[object, ...], Problem] = {}
    idle = True
    for part in parts:
        idle = idle and not part.refused and not any(each.written for each in part.made)
        told.take(part)
        for problem in part.problems:
            problems.setdefault(identity(problem), problem)
    return Outcome(
        lines=(*told.lines, *told.rest()),
        found={"documents": told.made, "refused": told.refused},
        problems=tuple(problems.values()),
        code=Exit.BUG if any(each.rule == "bug" for each in problems.values()) else None,
        again=once_more if again and idle else None,
    )


class _Told:
    """What is said of documents, for people or for programs, never both."""

    def __init__(
        self, workspace: Workspace, *, as_json: bool, table: bool, why: bool, silent: bool
    ) -> None:
        self.lines: list[str] = []
        self.made: list[dict[str, Any]] = []
        self.refused: list[dict[str, Any]] = []
        self._workspace = workspace
        self._json = as_json
        self._table = table
        self._why = why
        self._silent = silent  # ten thousand agencies have many lines
        self._current: list[str] = []
        self._count = 0

    def take(self, built: Built) -> None:
        """One agency's documents."""
        if self._json:
            self.made += [_as_dict(self._workspace, each) for each in built.made]
            self.refused += [_as_dict(self._workspace, each) for each in built.refused]
            return
        if self._silent:
            return
        for each in built.made:
            self._say(each)
        for each in built.refused:
            path = self._workspace.relative(each.path)
            self.lines.append(_("not written: {path}", path=path))
            self._pages(each)

    def rest(self) -> Iterator[str]:
        """What was up to date: each by name, or how many there are."""
        if self._count > len(self._current):
            yield say_count(
                "{count} document is up to date", "{count} documents are up to date", self._count
            )
            return
        for path in self._current:
            yield _("up to date: {path}", path=path)

    def _say(self, each: Made) -> None:
        path = self._workspace.relative(each.path)
        if not each.written:
            self._count += 1
            if self._count <= _NAMED:
                self._current.append(path)
        elif each.draft:
            self.lines.append(_("wrote {path} (a draft: it breaks rules)", path=path))
        else:
            self.lines.append(_("wrote {path}", path=path))
        if self._why and each.written:
            self.lines += [f"    {_reason(why, each.agency)}" for why in each.why]
        if each.written or self._table:
            self._pages(each)

    def _pages(self, each: Made) -> None:
        self.lines += budget.table(each) if self._table else budget.summary(each)


def _reason(reason: Reason, agency: str) -> str:
    return _(reason.message(agency), file=reason.file)


def _as_dict(workspace: Workspace, made: Made) -> dict[str, Any]:
    return {
        "path": workspace.relative(made.path),
        "type": made.type,
        "agency": made.agency,
        "year": made.year,
        "draft": made.draft,
        "written": made.written,
        "why": [{"cause": each.cause, "file": each.file} for each in made.why],
        **budget.as_dict(made),
    }


@contextlib.contextmanager
def bar(*, shown: bool) -> Iterator[Progress]:
    """A function to call with (what is next, how many are done, of how many); draws only on a terminal."""
    if not (shown and has_colours(sys.stderr)):
        yield lambda _name, _done, _all: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}", markup=False),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None, rate="")

        def tell(name: str, done: int, all_: int) -> None:
            speed = progress.tasks[task].speed
            rate = "" if speed is None else _("{number}/s", number=f"{speed:.3g}")
            progress.update(task, completed=done, total=all_, description=name, rate=rate)

        yield tell
