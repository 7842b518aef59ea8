"""``docgen scores AGENCY``: what units reached, what changed, and what would lift them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.cli import where
from docgen.cli.arguments import add_agency, add_day, add_out, add_year
from docgen.cli.outcome import Outcome
from docgen.pipeline.formats import FORMATS as TABLES
from docgen.problem.words import say as _

if TYPE_CHECKING:
    import argparse

    from docgen.pipeline import Scores

EXAMPLE: Final = "demo --period q4"
FORMATS: Final = ("text", "json", *TABLES)


def arguments(parser: argparse.ArgumentParser) -> None:
    """``AGENCY [--year Y] [--period P] [--kind self|parent] [--today D] [-o DIR]``."""
    add_agency(parser)
    add_year(parser)
    parser.add_argument(
        "--period",
        metavar="PERIOD",
        help=_("a period of rules.yaml, or unannounced (else the newest that has sheets)"),
    )
    parser.add_argument(
        "--kind",
        choices=("self", "parent"),
        default="self",
        help=_("the agency's own assessments, or its parent's"),
    )
    add_day(parser)
    add_out(parser)


def run(options: argparse.Namespace) -> Outcome:
    """A table for each unit, or all units as one table in the format that was asked for."""
    from docgen.pipeline import scores

    workspace = where.chosen(options)
    found = scores(
        workspace,
        where.agency(options, workspace),
        options.year,
        period=options.period,
        kind=options.kind,
        today=options.today,
    )
    if options.format in TABLES:
        return _in_format(options, found)
    from docgen.cli import scoreboard

    if options.format == "json":
        return Outcome(found={"scores": scoreboard.as_dict(found)}, problems=found.problems)
    from docgen.cli.drawing import drawn

    return Outcome(lines=drawn(*scoreboard.board(found)), problems=found.problems)


def _in_format(options: argparse.Namespace, found: Scores) -> Outcome:
    """The table itself, on standard output or, with ``-o``, in a file."""
    from docgen.pipeline import scores_file, scores_table

    if options.out is None:
        content = TABLES[options.format](scores_table(found))
        return Outcome(content=content, problems=found.problems)
    workspace = where.chosen(options)
    path = scores_file(workspace, found, options.format, where.out(options))
    return Outcome(
        lines=(_("wrote {path}", path=workspace.relative(path)),), problems=found.problems
    )
