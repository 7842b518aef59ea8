"""``docgen scores import FILE…``: filled-in score forms back into the data, or what does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.cli import where
from docgen.cli.arguments import add_year
from docgen.cli.outcome import Outcome
from docgen.problem.words import say as _
from docgen.problem.words import say_count

if TYPE_CHECKING:
    import argparse

    from docgen.pipeline.forms_back import Taken

EXAMPLE: Final = "scores-form-q4-secretariat.xlsx"


def arguments(parser: argparse.ArgumentParser) -> None:
    """``FILE… [--agency A] [--year Y] [--replace]``."""
    parser.add_argument(
        "files", metavar="FILE", nargs="+", help=_("forms of docgen scores export, filled in")
    )
    parser.add_argument(
        "--agency", metavar="AGENCY", help=_("refuse forms that are not of this agency")
    )
    add_year(parser)
    parser.add_argument(
        "--replace",
        action="store_true",
        help=_("change sheets that are there already; comments stay"),
    )


def run(options: argparse.Namespace) -> Outcome:
    """One line for each form."""
    from docgen.pipeline import import_forms

    workspace = where.chosen(options)
    here = where.here()
    done = import_forms(
        workspace,
        [here / name for name in options.files],
        agency=options.agency,
        year=options.year,
        replace=options.replace,
    )
    lines = []
    found = []
    for one in done.taken:
        path = workspace.relative(one.path)
        lines.append(_line(one, path))
        found.append({"form": one.form, "path": path, "outcome": one.outcome})
    return Outcome(lines=tuple(lines), found={"assessments": found}, problems=done.problems)


def _line(one: Taken, path: str) -> str:
    """What became of one sheet."""
    if one.outcome == "unchanged":
        return _("{path} says the same already", path=path)
    if one.outcome == "new":
        return _("wrote {path}", path=path)
    count = len(one.changes)
    return say_count(
        "changed {path} ({count} value)", "changed {path} ({count} values)", count, path=path
    )
