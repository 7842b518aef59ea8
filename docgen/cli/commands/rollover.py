"""``docgen rollover AGENCY --to 106``: begin the next year from this one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docgen.cli import where
from docgen.cli.arguments import Usage, year
from docgen.cli.outcome import Outcome
from docgen.problem.words import N_, place, printable
from docgen.problem.words import say as _

if TYPE_CHECKING:
    import argparse

    from docgen.pipeline.rollover import Todo

EXAMPLE: Final = "10river --to 106"
KINDS: Final = {
    "letter": N_("fill in the letter; last year's: {was}"),
    "issued": N_("fill in the date when the plan is promulgated; last year's: {was}"),
    "approval": N_("fill in the approval and take the # away; last year's: {was}"),
    "short": N_("check the day: {was} became {now}"),
    "year": N_("names another year, which was left: {was}"),
    "indicators": N_("have the unit confirm its indicators and targets"),
    "anew": N_("to be written anew in the course of the year"),
    "moved": N_("{was} became {now}"),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """``[AGENCY] --to Y [--from Y] [--all]``."""
    parser.add_argument(
        "agency", metavar="AGENCY", nargs="?", help=_("a folder of data/, as 10river")
    )
    parser.add_argument(
        "--to", metavar="YEAR", type=year, required=True, help=_("the ROC year to make, as 106")
    )
    parser.add_argument(
        "--from",
        dest="since",
        metavar="YEAR",
        type=year,
        help=_("the year to begin from (else the newest before it)"),
    )
    parser.add_argument(
        "--all", action="store_true", help=_("also all agencies below it (without AGENCY: all)")
    )


def run(options: argparse.Namespace) -> Outcome:
    """The files made, what is to do, and what moved by itself."""
    from docgen.pipeline import roll_over

    workspace = where.chosen(options)
    if not options.agency and not options.all:
        known = ", ".join(workspace.agencies())
        raise Usage(_("name an agency, or --all"), _("known are: {names}", names=known))
    found = roll_over(
        workspace, options.agency or None, options.to, options.since, everything=options.all
    )
    made = [workspace.relative(path) for path in found.made]
    moved = [each for each in found.todo if each.kind == "moved"]
    open_ = [each for each in found.todo if each.kind != "moved"]
    lines = [_("made {path}", path=path) for path in made]
    for title, group in ((_("moved with the year:"), moved), (_("to do:"), open_)):
        if group:
            lines += ["", title, *map(_line, group)]
    return Outcome(
        tuple(lines),
        {"made": made, "todo": [_as_dict(each) for each in found.todo]},
        found.problems,
    )


def _line(todo: Todo) -> str:
    said = _(KINDS[todo.kind], was=printable(todo.was), now=printable(todo.now))
    return f"  {place(todo.where)}  {said}"


def _as_dict(todo: Todo) -> dict[str, Any]:
    return {
        "kind": todo.kind,
        "where": todo.where.as_dict(),
        "was": todo.was or None,
        "now": todo.now or None,
    }
