"""``docgen init DIR``: a new workspace with templates, schemas and an example to learn from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.cli import where
from docgen.cli.arguments import folder
from docgen.cli.outcome import Outcome
from docgen.problem.words import say as _

if TYPE_CHECKING:
    import argparse

EXAMPLE: Final = "documents"


def arguments(parser: argparse.ArgumentParser) -> None:
    """``DIR``."""
    parser.add_argument("folder", metavar="DIR", type=folder, help=_("a new or empty folder"))


def run(options: argparse.Namespace) -> Outcome:
    """Lay it out and say what to type next."""
    from docgen.pipeline import init

    paths = [path.as_posix() for path in init(where.here() / options.folder)]
    begin = _("begin with: cd {folder} && docgen plan demo", folder=options.folder)
    return Outcome((*(_("made {path}", path=path) for path in paths), begin), {"made": paths})
