"""The entry: one command line in, one exit code out."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import itertools
import sys
from typing import TYPE_CHECKING

from docgen import __version__, again
from docgen.cli import arguments, printing, where
from docgen.cli.outcome import Exit, Outcome
from docgen.cli.table import COMMANDS
from docgen.problem import Problem, Refused, words
from docgen.problem.words import say as _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docgen.pipeline import Unchanged

    Run = Callable[[argparse.Namespace], Outcome]
    Ask = Callable[[], tuple[Outcome, Unchanged] | None]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; raises nothing. Exit codes are those of ``outcome.Exit``."""
    given = sys.argv[1:] if argv is None else list(argv)
    printing.prepare()
    spoken = words.language()
    words.speak(spoken)
    try:
        outcome, quiet = _run(given, spoken)
    except KeyboardInterrupt:
        return 130  # as a shell reports a process that SIGINT ended
    try:
        if _wants_json(given):
            print(printing.as_json(outcome))
        else:
            if outcome.content is not None:
                printing.content(outcome.content)
            printing.text(outcome, sys.stdout, sys.stderr, quiet=quiet)
        sys.stdout.flush()
    except OSError as error:
        return again.lost(error, outcome.exit)
    if outcome.again is not None and outcome.exit == Exit.FINE:
        with contextlib.suppress(KeyboardInterrupt):  # all is done and said
            _keep(given, outcome.again, quiet=quiet)
    return outcome.exit


def _keep(given: Sequence[str], ask: Ask, *, quiet: bool) -> None:
    """Keep what this command line is answered as long as nothing changes (``docgen.again``)."""
    found = ask()
    if found is not None:
        from docgen.pipeline import keep

        outcome, unchanged = found
        said = printing.plain(outcome, json=_wants_json(given), quiet=quiet)
        keep(unchanged, given, said)


def _run(given: Sequence[str], spoken: str) -> tuple[Outcome, bool]:
    """What came of it, and whether it is to be quiet about it."""
    quiet = False
    try:
        with arguments.in_language(spoken):
            run, options = _understand(given)
        quiet = options.quiet
        return run(options), quiet
    except arguments.Usage as usage:
        problem = Problem("usage", args={"message": str(usage), "hint": usage.hint})
        return Outcome(problems=(problem,), code=Exit.USAGE), quiet
    except Refused as refused:
        return Outcome(problems=refused.problems), quiet
    except Exception as error:  # noqa: BLE001 - every bug of ours ends here
        return _bug(error), quiet


def _understand(given: Sequence[str]) -> tuple[Run, argparse.Namespace]:
    """The function to run, and its options."""
    typed = arguments.split(given)
    options = argparse.Namespace(root=None, format="text", quiet=False, type=typed.name)
    if typed.name is None:
        arguments.menu_parser().parse_args(arguments.format_of(typed.options))
        vars(options).update(vars(typed.options))
        return _without_command(typed.given, options), options
    types = () if typed.name in COMMANDS else where.types(typed.options)
    command = arguments.find(typed.name, types)
    module = importlib.import_module(f"docgen.cli.commands.{command.module}")
    summary = _(command.summary, type=typed.name)
    formats = getattr(module, "FORMATS", arguments.FORMATS)
    example = f"docgen {typed.name} {module.EXAMPLE}"
    parser = arguments.parser_of(typed.name, summary, example, formats)
    module.arguments(parser)
    if "-h" in typed.given or "--help" in typed.given:
        return _answer(parser.format_help()), options
    parser.parse_args((*typed.given, *arguments.format_of(typed.options)), options)
    vars(options).update(vars(typed.options))
    return module.run, options


def _without_command(given: Sequence[str], options: argparse.Namespace) -> Run:
    if "--version" in given:
        return _answer(f"docgen {__version__}")
    unknown = [each for each in given if each not in {"-h", "--help"}]
    if unknown:
        raise arguments.Usage(
            _("unknown option “{option}”", option=unknown[0]),
            _("see: {command} --help", command="docgen"),
        )
    return _answer(arguments.menu(where.titles(options)))


def _answer(text: str) -> Run:
    """Says a text that was asked for, as it stands now (argparse's words are of now)."""
    return lambda _options: Outcome((text.rstrip(),))


def _wants_json(given: Sequence[str]) -> bool:
    """Known before anything is understood, so that wrong usage is an object too."""
    return "--format=json" in given or ("--format", "json") in itertools.pairwise(given)


def _bug(error: Exception) -> Outcome:
    import traceback

    with contextlib.suppress(OSError):
        traceback.print_exception(error, file=sys.stderr)
    problem = Problem("bug", args={"error": f"{type(error).__name__}: {error}"})
    return Outcome(problems=(problem,), code=Exit.BUG)
