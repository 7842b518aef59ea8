"""Documents that were made: a bar while they are, and what is said of them afterwards."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Any

from docgen.cli import budget
from docgen.cli.outcome import Outcome
from docgen.cli.printing import has_colours
from docgen.problem.words import say as _

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from docgen.pipeline import Built, Made
    from docgen.workspace import Workspace

    Progress = Callable[[str, int, int], None]


def arguments(parser: argparse.ArgumentParser) -> None:
    """``[--draft] [--budget]``."""
    parser.add_argument(
        "--draft",
        action="store_true",
        help=_("write what breaks a rule too, beside, as TYPE.draft.docx"),
    )
    parser.add_argument(
        "--budget", action="store_true", help=_("show how many lines each value takes")
    )


def outcome(workspace: Workspace, built: Built, *, table: bool = False) -> Outcome:
    """One line for each file that was written, by its path in the workspace, and its pages.

    Of what was not written its pages too: they tell what to shorten.
    """
    lines: list[str] = []
    for each in built.made:
        path = workspace.relative(each.path)
        if each.draft:
            lines.append(_("wrote {path} (a draft: it breaks rules)", path=path))
        else:
            lines.append(_("wrote {path}", path=path))
        lines += budget.table(each) if table else budget.summary(each)
    for each in built.refused:
        lines.append(_("not written: {path}", path=workspace.relative(each.path)))
        lines += budget.table(each) if table else budget.summary(each)
    return Outcome(
        lines=tuple(lines),
        found={
            "documents": [_as_dict(workspace, each) for each in built.made],
            "refused": [_as_dict(workspace, each) for each in built.refused],
        },
        problems=built.problems,
    )


def _as_dict(workspace: Workspace, made: Made) -> dict[str, Any]:
    return {
        "path": workspace.relative(made.path),
        "type": made.type,
        "agency": made.agency,
        "year": made.year,
        "draft": made.draft,
        **budget.as_dict(made),
    }


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
