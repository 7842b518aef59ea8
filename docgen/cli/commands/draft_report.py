"""``docgen draft report AGENCY``: the report from the year's achievements, fitted to its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.cli import drafted, where
from docgen.cli.arguments import add_agency, add_year
from docgen.cli.outcome import Outcome

if TYPE_CHECKING:
    import argparse

EXAMPLE: Final = "demo --year 105 --explain"


def arguments(parser: argparse.ArgumentParser) -> None:
    """``AGENCY [--year Y] [--spare N] [--explain] [--merge]``."""
    add_agency(parser)
    add_year(parser)
    drafted.arguments(parser)


def run(options: argparse.Namespace) -> Outcome:
    """Draft it, say what was written, what changed, and with --explain what was left out."""
    from docgen.pipeline import draft_report

    workspace = where.chosen(options)
    made = draft_report(
        workspace,
        where.agency(options, workspace),
        options.year,
        spare=options.spare,
        explain=options.explain,
        taking_over=options.merge,
    )
    lines = [
        drafted.written(made, workspace),
        drafted.total(made.draft, drafted.ACHIEVEMENTS),
        *drafted.changes(made),
    ]
    if options.explain:
        lines += drafted.explained(made.draft)
    found = {
        **drafted.outcome_as_dict(made, workspace),
        **drafted.as_dict(made.draft, "achievements"),
    }
    return Outcome(tuple(lines), {"draft": found}, made.problems)
