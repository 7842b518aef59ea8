"""``docgen build [AGENCY…|--all]``: every document of agencies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.cli import made, where
from docgen.cli.arguments import Usage, add_agencies, add_out, add_to, add_year
from docgen.problem.words import say as _

if TYPE_CHECKING:
    import argparse

    from docgen.cli.outcome import Outcome

EXAMPLE: Final = "10river wra"


def arguments(parser: argparse.ArgumentParser) -> None:
    """``[AGENCY…|--all] [--year Y] [--to FORMATS] [-o DIR] [--draft] [--budget]``."""
    add_agencies(parser)
    parser.add_argument("--all", action="store_true", help=_("every agency of the workspace"))
    add_year(parser)
    add_to(parser)
    add_out(parser)
    made.arguments(parser)


def run(options: argparse.Namespace) -> Outcome:
    """Make them, with a bar on a terminal, and say what was written."""
    from docgen.pipeline import build, export

    if options.all and options.agencies:
        raise Usage(_("name agencies or say --all, not both"))
    workspace = where.chosen(options)
    with made.bar(shown=not options.quiet) as progress:
        built = build(
            workspace,
            options.agencies or None,
            options.year,
            where.out(options),
            progress,
            draft=options.draft,
            shares=options.budget,
        )
        exported = export(workspace, built, options.to, where.out(options), progress)
    return made.outcome(workspace, exported, table=options.budget)
