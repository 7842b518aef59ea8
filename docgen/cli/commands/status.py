"""``docgen status [AGENCY…]``: which documents are up to date, what is still to come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.cli import covered, to_do, where
from docgen.cli.arguments import add_agencies, add_day, add_out, add_year
from docgen.cli.outcome import Outcome
from docgen.problem.words import N_
from docgen.problem.words import say as _

if TYPE_CHECKING:
    import argparse

    from docgen.problem import Problem

EXAMPLE: Final = "10river"
STATES: Final = {
    "current": N_("up to date"),
    "differs": N_("out of date, or edited since it was made"),
    "edited": N_("edited since it was made"),
    "missing": N_("not made yet"),
    "refused": N_("cannot be made: see the problems"),
    "draft": N_("a draft: it breaks rules"),
    "old-draft": N_("an old draft"),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """``[AGENCY…] [--year Y] [--today D] [-o DIR]``."""
    add_agencies(parser)
    add_year(parser)
    add_day(parser)
    add_out(parser)


def run(options: argparse.Namespace) -> Outcome:
    """One line for each document, then what has not been handed in, is covered, differs, is due."""
    import datetime as dt

    from docgen import pipeline

    workspace = where.chosen(options)
    asked = options.agencies or None
    today = options.today or dt.datetime.now(dt.UTC).astimezone().date()
    found = pipeline.status(workspace, asked, options.year, where.out(options))
    open_ = pipeline.outstanding(workspace, asked, options.year, options.today)
    coverage = pipeline.covered(workspace, today, asked, options.year, where.out(options))
    rows = [(workspace.relative(each.path), each.state) for each in found]
    width = max((len(path) for path, _state in rows), default=0)
    return Outcome(
        lines=(
            *(f"{path:<{width}}  {_(STATES[state])}" for path, state in rows),
            *(line for each in open_ for line in to_do.lines(each)),
            *(line for each in coverage for line in covered.lines(each, workspace)),
        ),
        found={
            "documents": [{"path": path, "state": state} for path, state in rows],
            "open": [to_do.as_dict(each) for each in open_],
            "coverage": [covered.as_dict(each, workspace) for each in coverage],
        },
        problems=_once(
            [p for each in found for p in each.problems]
            + [p for each in open_ for p in each.problems]
        ),
    )


def _once(problems: list[Problem]) -> tuple[Problem, ...]:
    """A fault of a file stops every document that is made from it; it is told once."""
    return tuple(each for n, each in enumerate(problems) if each not in problems[:n])
