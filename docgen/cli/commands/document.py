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
    """``AGENCY [--year Y] [--to FORMATS] [-o DIR] [--draft] [--budget]``."""
    add_agency(parser)
    add_year(parser)
    add_to(parser)
    add_out(parser)
    made.arguments(parser)


def run(options: argparse.Namespace) -> Outcome:
    """Make it, if it is not up to date, and say what was written, what was not, and its pages."""
    from docgen.pipeline import building

    workspace = where.chosen(options)
    agency = where.agency(options, workspace)
    order = made.order(options, workspace, (options.type,))
    parts, again = building(workspace, order, [agency]), made.again(options, order, [agency])
    return made.outcome(workspace, parts, **made.telling(options), again=again)
