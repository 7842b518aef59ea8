"""``docgen verify DIR``: whether a published bundle is still what was published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.cli import where
from docgen.cli.arguments import folder
from docgen.cli.outcome import Outcome
from docgen.problem.words import say as _

if TYPE_CHECKING:
    import argparse

EXAMPLE: Final = "public"


def arguments(parser: argparse.ArgumentParser) -> None:
    """``DIR [--against URL]``."""
    parser.add_argument("folder", metavar="DIR", type=folder, help=_("the folder of the bundle"))
    parser.add_argument(
        "--against", metavar="URL", help=_("compare the bundle on this server with the folder")
    )


def run(options: argparse.Namespace) -> Outcome:
    """The problems, or how many files are as they were published."""
    from docgen.pipeline import verify

    found = verify(where.here() / options.folder, options.against)
    lines = () if found.problems else (_("as published: {count} files", count=found.files),)
    return Outcome(lines, {"files": found.files}, found.problems)
