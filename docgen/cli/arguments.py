"""What was typed → a command and its arguments; what cannot be understood is ``Usage``.

argparse, because its bare import is the cheapest (docs/decisions). Only the parser of the one
command that was typed is built. argparse's own words are translated through gettext's default
domain, which reads the language from LANGUAGE: it is set while arguments are parsed, no longer.
"""

from __future__ import annotations

import argparse
import contextlib
import gettext
import os
import sys
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn

from docgen.cli.table import COMMANDS, DOCUMENT, Command
from docgen.problem.words import DOMAIN, LOCALE, N_
from docgen.problem.words import say as _
from docgen.workspace import is_year

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence


class Usage(Exception):  # noqa: N818 - wrong usage is an outcome, not a bug
    """The arguments cannot be understood; ``hint`` says what to type instead."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class Formatter(argparse.RawDescriptionHelpFormatter):
    """As wide as the terminal. argparse asks shutil for that, which loads four more libraries."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


def _columns() -> int:
    """The terminal's columns as ``shutil.get_terminal_size`` tells them; 80 where there is none."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told) > 0:
        return int(told)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 80  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        return 80


class Parser(argparse.ArgumentParser):
    """Raises ``Usage`` where argparse would print and leave."""

    def error(self, message: str) -> NoReturn:
        """Wrong usage, with where to read on."""
        raise Usage(message, _("see: {command} --help", command=self.prog))


# What argparse says itself, for the catalogue. A test finds each in argparse's own source.
ARGPARSE: Final = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("ignored explicit argument %r"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
)


FORMATS: Final = ("text", "json")
"""In which every command can answer; one that can more says so itself (``FORMATS``)."""


class Typed(NamedTuple):
    """The words of the command line, told apart: which command, and what it was given."""

    name: str | None
    given: tuple[str, ...]
    options: argparse.Namespace


@contextlib.contextmanager
def in_language(name: str) -> Iterator[None]:
    """The words of argparse are in this language (``en`` or ``zh_TW``) while the block runs."""
    before, domain = os.environ.get("LANGUAGE"), gettext.textdomain()
    gettext.bindtextdomain(DOMAIN, str(LOCALE))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = name
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before


def add_common(parser: argparse.ArgumentParser, formats: Sequence[str] | None = FORMATS) -> None:
    """The options that every command has, before or after its name.

    ``formats`` are those that it can answer in; None while the command is not known yet.
    """
    keep = argparse.SUPPRESS
    parser.add_argument(
        "--root",
        metavar="DIR",
        type=folder,
        default=keep,
        help=_("the workspace (else found upwards)"),
    )
    parser.add_argument(
        "--format", choices=formats, default=keep, help=_("for people or for programs")
    )
    parser.add_argument(
        "-q", "--quiet", action="store_true", default=keep, help=_("print errors only")
    )


def add_agency(parser: argparse.ArgumentParser, *, needed: bool = False) -> None:
    """``AGENCY``; left out, it is asked for with the known ones (``where.agency``).

    ``needed``: other arguments follow it; argparse would take the first of them for the second.
    """
    parser.add_argument(
        "agency",
        metavar="AGENCY",
        nargs=None if needed else "?",
        help=_("a folder of data/, as 10river"),
    )


def add_agencies(parser: argparse.ArgumentParser) -> None:
    """``[AGENCY…]``."""
    parser.add_argument(
        "agencies", metavar="AGENCY", nargs="*", help=_("folders of data/ (else all)")
    )


def add_year(parser: argparse.ArgumentParser, meaning: str = "") -> None:
    """``--year Y``, a 民國 year; its ``meaning`` where it is another than the usual one."""
    usual = _("a ROC year, as 105 (else the newest)")
    parser.add_argument("--year", metavar="YEAR", type=year, help=meaning or usual)


def add_day(parser: argparse.ArgumentParser) -> None:
    """``--today D``: the day for what is due."""
    parser.add_argument(
        "--today",
        metavar="DATE",
        type=_day,
        help=_("say what is due on this day, as 105-07-05 (else today)"),
    )


def add_kind(parser: argparse.ArgumentParser) -> None:
    """``--kind self|parent``: whose assessments."""
    parser.add_argument(
        "--kind",
        choices=("self", "parent"),
        default="self",
        help=_("the agency's own assessments, or its parent's"),
    )


def add_out(parser: argparse.ArgumentParser) -> None:
    """``-o DIR``."""
    parser.add_argument(
        "-o",
        "--out",
        metavar="DIR",
        type=folder,
        help=_("write below this folder (else build/)"),
    )


def add_to(parser: argparse.ArgumentParser) -> None:
    """``--to FORMATS``."""
    parser.add_argument(
        "--to",
        metavar="FORMATS",
        type=_formats,
        default=("docx",),
        help=_("also make these, as docx,odt,pdf (the docx is always made)"),
    )


def folder(typed: str) -> str:
    """A folder's name: not empty, as a variable of the shell is that was never set."""
    if not typed:
        raise argparse.ArgumentTypeError(_("the name of the folder is empty"))
    return typed


def year(typed: str) -> int:
    """A ROC year as it was typed."""
    if not is_year(typed):
        raise argparse.ArgumentTypeError(_("“{year}” is not a ROC year (105 is 2016)", year=typed))
    return int(typed)


def _formats(typed: str) -> tuple[str, ...]:
    from docgen.export import FORMATS

    wanted = tuple(dict.fromkeys(typed.split(",")))
    for name in wanted:
        if name not in FORMATS:
            known = ", ".join(FORMATS)
            told = _("there is no format “{name}”; known are: {known}", name=name, known=known)
            raise argparse.ArgumentTypeError(told)
    return wanted


def _day(typed: str) -> dt.date:
    from docgen.model.shapes import parse_roc_date

    try:
        return parse_roc_date(typed)
    except ValueError:
        message = _("“{date}” is not a date of the ROC calendar (105-12-31)", date=typed)
        raise argparse.ArgumentTypeError(message) from None


def split(argv: Sequence[str]) -> Typed:
    """Tell the command's name from its arguments; common options may stand anywhere."""
    parser = Parser(prog="docgen", add_help=False, allow_abbrev=False, formatter_class=Formatter)
    add_common(parser, None)
    parser.add_argument("name", nargs="?")
    options, given = parser.parse_known_args(argv)
    name = options.name
    if name and given and f"{name} {given[0]}" in COMMANDS:
        name, given = f"{name} {given[0]}", given[1:]
    return Typed(name, tuple(given), options)


def find(name: str, types: Sequence[str]) -> Command:
    """The command of that name; a document type's name is one. Usage with the nearest known."""
    if name in COMMANDS:
        return COMMANDS[name]
    if name in types:
        return DOCUMENT
    known = [*types, *COMMANDS]
    longer = [each for each in known if each.startswith(f"{name} ")]
    raise Usage(_("there is no command “{name}”", name=name), did_you_mean(name, known, longer))


def did_you_mean(name: str, known: Sequence[str], better: Sequence[str] = ()) -> str:
    """A help that names what is nearest, or all that there is."""
    import difflib

    near = [*better, *difflib.get_close_matches(name.lower(), known, n=3, cutoff=0.6)]
    if near:
        return _("did you mean: {names}", names=", ".join(dict.fromkeys(near)))
    return _("known are: {names}", names=", ".join(known))


def format_of(options: argparse.Namespace) -> tuple[str, ...]:
    """``--format X`` again, for the parser that knows whether there is such a format."""
    return ("--format", options.format) if "format" in options else ()


def parser_of(name: str, summary: str, example: str, formats: Sequence[str] = FORMATS) -> Parser:
    """The parser of one command, with its common options and an example in its help."""
    parser = Parser(
        prog=f"docgen {name}",
        description=summary,
        epilog=_("example:") + "\n  " + example,
        formatter_class=Formatter,
        allow_abbrev=False,
    )
    add_common(parser, formats)
    return parser


def menu(types: Sequence[tuple[str, str]]) -> str:
    """What ``docgen --help`` prints. ``types`` are the document types with their titles."""
    summaries = {
        DOCUMENT.group: list(types) or [("TYPE", _(DOCUMENT.summary, type="TYPE"))],
    }
    for name, command in COMMANDS.items():
        summaries.setdefault(command.group, []).append((name, _(command.summary)))
    lines: list[str] = []
    for group, rows in summaries.items():
        lines += ["", f"{_(group)}:", *(f"  {name:<16}{summary}" for name, summary in rows)]
    parser = menu_parser(lines)
    return parser.format_help()


def menu_parser(lines: Sequence[str] = ()) -> Parser:
    """The parser of ``docgen`` without a command; ``lines`` are its menu."""
    parser = Parser(
        prog="docgen",
        usage=_("docgen COMMAND [arguments]"),
        description=_("One YAML source per agency and year, and from it every document.")
        + "\n"
        + "\n".join(lines),
        epilog=_("example:")
        + "\n  docgen plan 10river\n\n"
        + _("docgen COMMAND --help says more of each."),
        formatter_class=Formatter,
    )
    add_common(parser)
    parser.add_argument("--version", action="store_true", help=_("print the version"))
    return parser
