"""``docgen template check [TYPE…]``: what is wrong with Word templates, before any rendering."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.cli import where
from docgen.cli.outcome import Outcome
from docgen.problem.words import say as _

if TYPE_CHECKING:
    import argparse

EXAMPLE: Final = "plan"


def arguments(parser: argparse.ArgumentParser) -> None:
    """``[TYPE…]``, all of them where none is named."""
    parser.add_argument(
        "types", metavar="TYPE", nargs="*", help=_("a folder of templates/ (else all)")
    )


def run(options: argparse.Namespace) -> Outcome:
    """The problems, or the word that there are none."""
    from docgen.pipeline import check_templates

    workspace = where.chosen(options)
    types = tuple(options.types) or workspace.types()
    problems = check_templates(workspace, types)
    fine = _("no faults in the templates: {types}", types=", ".join(types))
    return Outcome(
        lines=() if any(p.level == "error" for p in problems) else (fine,),
        found={"types": list(types)},
        problems=problems,
    )
