"""``docgen scores export AGENCY``: a spreadsheet form for each unit, to be filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.cli import where
from docgen.cli.arguments import add_agency, add_kind, add_out, add_year
from docgen.cli.outcome import Outcome
from docgen.problem.words import say as _

if TYPE_CHECKING:
    import argparse

EXAMPLE: Final = "demo --period q4"


def arguments(parser: argparse.ArgumentParser) -> None:
    """``AGENCY --period P [--unit U] [--kind self|parent] [--year Y] [-o DIR]``."""
    add_agency(parser)
    add_year(parser)
    parser.add_argument(
        "--period",
        metavar="PERIOD",
        required=True,
        help=_("a period of rules.yaml, or unannounced"),
    )
    parser.add_argument("--unit", metavar="UNIT", help=_("a unit of agency.yaml (else all)"))
    add_kind(parser)
    add_out(parser)


def run(options: argparse.Namespace) -> Outcome:
    """One line for each form."""
    from docgen.pipeline import export_forms

    workspace = where.chosen(options)
    made = export_forms(
        workspace,
        where.agency(options, workspace),
        options.period,
        options.year,
        kind=options.kind,
        unit=options.unit,
        out=where.out(options),
    )
    paths = [workspace.relative(path) for path in made]
    lines = (
        *(_("wrote {path}", path=path) for path in paths),
        _("fill them in and read them back with: docgen scores import FILE…"),
    )
    return Outcome(lines=lines, found={"forms": paths})
