"""``docgen plan AGENCY`` and so on: one document of one agency (every type of ``templates/``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.cli import made, where
from docgen.cli.arguments import add_agency, add_out, add_to, add_year

if TYPE_CHECKING:
    import argparse

    from docgen.cli.outcome import Outcome

EXAMPLE: Final = "10river --year 105"


def arguments(parser: argparse.ArgumentParser) -> None:
    """``AGENCY [--year Y] [--to FORMATS] [-o DIR]``."""
    add_agency(parser)
    add_year(parser)
    add_to(parser)
    add_out(parser)


def run(options: argparse.Namespace) -> Outcome:
    """Make it and say what was written."""
    from docgen.pipeline import export, make

    workspace = where.chosen(options)
    agency = where.agency(options, workspace)
    documents = make(workspace, agency, options.type, options.year, where.out(options))
    built = export(workspace, documents, options.to, where.out(options))
    return made.outcome(workspace, built.made, built.problems)
