"""``docgen schema``: JSON Schemas of the data files, for editors that complete and check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.cli import where
from docgen.cli.outcome import Outcome
from docgen.problem.words import say as _

if TYPE_CHECKING:
    import argparse

EXAMPLE: Final = ""


def arguments(_parser: argparse.ArgumentParser) -> None:
    """None of its own."""


def run(options: argparse.Namespace) -> Outcome:
    """Write them to ``schemas/`` of the workspace and say which."""
    from docgen.pipeline import schemas

    workspace = where.chosen(options)
    paths = [workspace.relative(path) for path in schemas(workspace)]
    return Outcome(tuple(_("wrote {path}", path=path) for path in paths), {"schemas": paths})
