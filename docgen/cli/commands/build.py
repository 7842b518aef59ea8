"""``docgen build [AGENCY…|--all]``: every document of agencies."""

from __future__ import annotations

from argparse import ArgumentTypeError
from typing import TYPE_CHECKING, Final

from docgen.cli import made, where
from docgen.cli.arguments import Usage, add_agencies, add_out, add_to, add_year
from docgen.problem.words import say as _

if TYPE_CHECKING:
    import argparse

    from docgen.cli.outcome import Outcome

EXAMPLE: Final = "10river wra"
MOST_JOBS: Final = 256


def arguments(parser: argparse.ArgumentParser) -> None:
    """``[AGENCY…|--all] [--year Y] [--to FORMATS] [-o DIR] [--jobs N] [--cluster TCP] …``."""
    add_agencies(parser)
    parser.add_argument("--all", action="store_true", help=_("every agency of the workspace"))
    add_year(parser)
    add_to(parser)
    add_out(parser)
    parser.add_argument(
        "--jobs",
        metavar="N",
        type=_jobs,
        default=None,
        help=_("work in so many processes (else one for each core)"),
    )
    parser.add_argument(
        "--cluster",
        metavar="ADDRESS",
        type=_scheduler,
        help=_("work on the Dask cluster of this scheduler, as tcp://host:8786"),
    )
    made.arguments(parser)


def run(options: argparse.Namespace) -> Outcome:
    """Make what is not up to date, with a bar on a terminal, and say what was written."""
    from docgen.doctype import of_agency
    from docgen.pipeline import building

    if options.all and options.agencies:
        raise Usage(_("name agencies or say --all, not both"))
    if options.cluster and options.jobs:
        raise Usage(_("say --jobs or --cluster, not both"))
    workspace = where.chosen(options)
    order = made.order(options, workspace, of_agency(workspace))
    slugs = options.agencies or None
    with made.bar(shown=not options.quiet) as progress:
        parts = building(
            workspace,
            order,
            slugs,
            progress,
            jobs=options.jobs or _cores(),
            cluster=options.cluster,
        )
        # a cluster has to answer itself
        again = None if options.cluster else made.again(options, order, slugs)
        return made.outcome(workspace, parts, **made.telling(options), again=again)


def _cores() -> int:
    """Those that this process may use."""
    import os

    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed is not None else os.cpu_count() or 1


def _jobs(typed: str) -> int:
    if not typed.isdecimal() or not 1 <= int(typed) <= MOST_JOBS:
        message = _(
            "“{number}” is not a number of processes (1 to {most})",
            number=typed,
            most=str(MOST_JOBS),
        )
        raise ArgumentTypeError(message)
    return int(typed)


def _scheduler(typed: str) -> str:
    scheme, _sep, rest = typed.partition("://")
    if scheme not in {"tcp", "tls"} or not rest or rest.startswith(":"):
        message = _(
            "“{address}” is not the address of a scheduler (tcp://host:8786)", address=typed
        )
        raise ArgumentTypeError(message)
    return typed
