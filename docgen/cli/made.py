"""Documents that were made: a bar while they are, and what is said of them afterwards."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

from docgen.cli.outcome import Outcome
from docgen.cli.printing import has_colours
from docgen.problem.words import say as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from docgen.pipeline import Made
    from docgen.problem import Problem
    from docgen.workspace import Workspace

    Progress = Callable[[str, int, int], None]


def outcome(
    workspace: Workspace, made: Sequence[Made], problems: tuple[Problem, ...] = ()
) -> Outcome:
    """One line for each file that was written, by its path in the workspace."""
    paths = [workspace.relative(each.path) for each in made]
    return Outcome(
        lines=tuple(_("wrote {path}", path=path) for path in paths),
        found={
            "documents": [
                {"path": path, "type": each.type, "agency": each.agency, "year": each.year}
                for path, each in zip(paths, made, strict=True)
            ]
        },
        problems=problems,
    )


@contextlib.contextmanager
def bar(*, shown: bool) -> Iterator[Progress]:
    """A function to call with (what is next, how many are done, of how many); draws only on a terminal."""
    if not (shown and has_colours(sys.stderr)):
        yield lambda _name, _done, _all: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)
        yield lambda name, done, all_: progress.update(
            task, completed=done, total=all_, description=name
        )
