"""``docgen publish [AGENCY…|--all] --site DIR``: what an agency lays on its web server."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from docgen.cli import where
from docgen.cli.arguments import Usage, add_agencies, add_year, folder
from docgen.cli.outcome import Outcome
from docgen.problem.words import say as _

if TYPE_CHECKING:
    from docgen.site.records import Version

EXAMPLE: Final = "10river --site public"
_LEVELS: Final = range(1, 7)


def arguments(parser: argparse.ArgumentParser) -> None:
    """``[AGENCY…|--all] --site DIR [--year Y] [--date D] [--note TEXT] …``."""
    add_agencies(parser)
    parser.add_argument("--all", action="store_true", help=_("every agency of the workspace"))
    parser.add_argument(
        "--site", metavar="DIR", type=folder, required=True, help=_("the folder of the bundle")
    )
    add_year(parser)
    parser.add_argument(
        "--date",
        metavar="DATE",
        type=day,
        help=_("the day of publishing, as 105-12-31 (else today)"),
    )
    parser.add_argument(
        "--note", metavar="TEXT", default="", help=_("what is corrected since the version before")
    )
    parser.add_argument(
        "--base", metavar="URL", type=_base, help=_("where the bundle will stand (https://…)")
    )
    parser.add_argument(
        "--heading-level",
        metavar="N",
        type=int,
        choices=_LEVELS,
        help=_("the level of the title in what is pasted into a CMS (else as site.yaml says)"),
    )
    parser.add_argument(
        "--keep-going", action="store_true", help=_("publish the agencies that pass")
    )


def day(typed: str) -> dt.date:
    """A date of the ROC calendar, or of the common one."""
    from docgen.model.shapes import parse_roc_date

    for read in (parse_roc_date, dt.date.fromisoformat):
        try:
            return read(typed)
        except ValueError:
            continue
    raise argparse.ArgumentTypeError(_("“{date}” is not a date (105-12-31)", date=typed))


def _base(typed: str) -> str:
    from docgen.site.links import is_web

    address = typed if typed.endswith("/") else f"{typed}/"
    if not is_web(address):
        raise argparse.ArgumentTypeError(_("“{url}” is not an https address", url=typed))
    return address


def run(options: argparse.Namespace) -> Outcome:
    """Publish, and say which versions are new and which were there."""
    from docgen.pipeline import Request, publish

    if options.all and options.agencies:
        raise Usage(_("name agencies or say --all, not both"))
    workspace = where.chosen(options)
    request = Request(
        site=where.here() / options.site,
        day=options.date or dt.datetime.now(tz=dt.UTC).astimezone().date(),
        slugs=tuple(options.agencies) or None,
        year=options.year,
        note=options.note,
        base=options.base or "",
        level=options.heading_level,
        keep_going=options.keep_going,
    )
    made = publish(workspace, request)
    new, old = made.published, made.unchanged
    return Outcome(
        lines=(
            *(_("published {path}, version {number}", **_told(each)) for each in new),
            *(_("unchanged {path}, version {number}", **_told(each)) for each in old),
        ),
        found={
            "published": [_as_dict(each) for each in new],
            "unchanged": [_as_dict(each) for each in old],
        },
        problems=made.problems,
    )


def _told(version: Version) -> dict[str, object]:
    return {"path": f"{version.agency}/{version.year}/", "number": version.version}


def _as_dict(version: Version) -> dict[str, Any]:
    path = f"{version.agency}/{version.year}/v{version.version}/"
    return {
        "path": path,
        "agency": version.agency,
        "year": version.year,
        "version": version.version,
    }
