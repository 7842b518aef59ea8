"""``docgen validate [AGENCY…]``: every fault of the data, nothing written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.cli import where
from docgen.cli.arguments import add_agencies, add_year
from docgen.cli.outcome import Outcome
from docgen.problem.words import say as _

if TYPE_CHECKING:
    import argparse

EXAMPLE: Final = "10river"


def arguments(parser: argparse.ArgumentParser) -> None:
    """``[AGENCY…] [--year Y]``, all agencies and years where none is named."""
    add_agencies(parser)
    add_year(parser, _("only this ROC year (else every one)"))


def run(options: argparse.Namespace) -> Outcome:
    """The problems, or the word that there are none."""
    from docgen.pipeline import validate

    workspace = where.chosen(options)
    agencies = tuple(options.agencies) or tuple(
        each
        for each in workspace.agencies()
        if options.year is None or options.year in workspace.years(each)
    )
    problems = validate(workspace, options.agencies or None, options.year)
    fine = _("no faults in the data of: {agencies}", agencies=", ".join(agencies))
    return Outcome(
        lines=() if problems else (fine,),
        found={"agencies": list(agencies)},
        problems=problems,
    )
