"""``docgen new AGENCY --parent P --year Y``: the files of a new agency, to be filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.cli import where
from docgen.cli.arguments import add_year
from docgen.cli.outcome import Outcome
from docgen.problem.words import say as _

if TYPE_CHECKING:
    import argparse

EXAMPLE: Final = "9river --parent wra --year 105"


def arguments(parser: argparse.ArgumentParser) -> None:
    """``AGENCY [--parent P] [--year Y]``."""
    parser.add_argument(
        "agency", metavar="AGENCY", help=_("the new folder of data/: a–z, 0–9 and hyphens")
    )
    parser.add_argument("--parent", metavar="AGENCY", help=_("the agency above it"))
    add_year(parser)


def run(options: argparse.Namespace) -> Outcome:
    """Lay the files out and say which to fill in."""
    from docgen.pipeline import new

    workspace = where.chosen(options)
    made = new(workspace, options.agency, options.parent, options.year)
    paths = [workspace.relative(path) for path in made]
    then = _("fill them in, then: docgen validate {agency}", agency=options.agency)
    return Outcome((*(_("made {path}", path=path) for path in paths), then), {"made": paths})
