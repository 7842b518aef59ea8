"""Problems and findings → lines on a terminal, or one JSON object.

A problem is an address, the fault, what is wrong, and below it what to do.
Findings go to standard output, problems to standard error; in JSON all is one object there.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, Final, TextIO

from docgen.problem import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from docgen.cli.outcome import Outcome
    from docgen.problem import Problem

INDENT: Final = "    "
_FOLLOWS: Final = "not-written"
_MANY: Final = 3  # so many problems that differ by their paragraph alone are told as one


def prepare() -> None:
    """Let a stream of any encoding (cp950, ASCII) take any text: what it lacks is escaped."""
    sys.stdout = sys.stdout or _nowhere()  # None: the caller closed it
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _nowhere() -> TextIO:
    return os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")


def has_colours(stream: TextIO) -> bool:
    """Colours and bars are for terminals; NO_COLOR (any value) and TERM=dumb forbid them."""
    return (
        stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM", "") != "dumb"
    )


def text(outcome: Outcome, out: TextIO, err: TextIO, *, quiet: bool) -> None:
    """For people. ``quiet`` leaves only errors."""
    if not quiet:
        for line in outcome.lines:
            print(line, file=out)
        out.flush()
    shown = [p for p in outcome.problems if p.level == "error" or not quiet]
    show_problems(shown, err)
    if len(shown) > 1:
        print(_sum(shown), file=err)


def plain(outcome: Outcome, *, json: bool, quiet: bool) -> tuple[str, str]:
    """What is said to standard output and to standard error where no terminal wants colours."""
    from io import StringIO

    if json:
        return as_json(outcome) + "\n", ""
    out, err = StringIO(), StringIO()
    text(outcome, out, err, quiet=quiet)
    return out.getvalue(), err.getvalue()


def content(made: bytes) -> None:
    """The answer in a format of its own: its bytes, whatever the terminal's encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(made)


def show_problems(problems: Sequence[Problem], stream: TextIO) -> None:
    """Each problem as one line and its indented help, what is said of many paragraphs once."""
    write = _coloured(stream) if problems and has_colours(stream) else None
    for problem, place in _told(problems):
        message, rest = _parts(problem)
        if write is not None:
            write(place, problem, message, rest)
            continue
        print("  ".join(filter(None, (place, _rule(problem), message))), file=stream)
        for line in rest:
            print(INDENT + line, file=stream)


def as_json(outcome: Outcome) -> str:
    """One object: ``problems``, and beside it what the command found.

    In ASCII where the stream is not UTF-8: what ``prepare`` escapes is not JSON's own escape.
    """
    import json

    found: dict[str, Any] = {"problems": [_as_dict(p) for p in outcome.problems], **outcome.found}
    plain = (sys.stdout.encoding or "utf-8").lower().replace("-", "") != "utf8"
    return json.dumps(found, ensure_ascii=plain, indent=2)


def _told(problems: Sequence[Problem]) -> Iterator[tuple[Problem, str]]:
    """Each problem with its place; of those that differ by their paragraph alone, the first."""
    alike: dict[object, list[Problem]] = {}
    for problem in problems:
        alike.setdefault(_alike(problem), []).append(problem)
    for problem in problems:
        same = alike[_alike(problem)]
        if len(same) < _MANY:
            yield problem, words.place(problem.where)
        elif problem is same[0]:
            yield problem, _range(same)


def _alike(problem: Problem) -> object:
    """What problems of a Word file have in common; any other is like no other."""
    where = problem.where
    if where.paragraph is None or where.file is not None:
        return id(problem)
    args = tuple(sorted(problem.args.items()))
    return problem.rule, problem.level, problem.because, args, where.docx


def _range(same: Sequence[Problem]) -> str:
    numbers = [each.where.paragraph or 0 for each in same]
    told = words.say(
        "paragraphs {first}–{last} ({count} places)",
        first=min(numbers),
        last=max(numbers),
        count=len(same),
    )
    return f"{words.printable(same[0].where.docx or '')} {told}".strip()


def _parts(problem: Problem) -> tuple[str, list[str]]:
    message, help_ = words.of(problem)
    rest = help_.splitlines()
    if problem.because:
        rest.append(words.say("because: {reason}", reason=problem.because))
    return message, rest


def _rule(problem: Problem) -> str:
    if problem.level == "warning":
        return f"{problem.rule} " + words.say("(warning)")
    return problem.rule


def _coloured(stream: TextIO) -> Callable[[str, Problem, str, list[str]], None]:
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, soft_wrap=True, highlight=False, markup=False, emoji=False)

    def write(place: str, problem: Problem, message: str, rest: list[str]) -> None:
        colour = "bold red" if problem.level == "error" else "bold yellow"
        line = Text(f"{place}  " if place else "", style="bold")
        line.append(_rule(problem), style=colour)
        line.append(f"  {message}", style="not bold")
        console.print(line)
        for each in rest:
            console.print(Text(INDENT + each, style="cyan"))

    return write


def _as_dict(problem: Problem) -> dict[str, Any]:
    message, help_ = words.of(problem)
    return {
        "rule": problem.rule,
        "args": dict(problem.args),
        "level": problem.level,
        "message": message,
        "help": help_,
        "because": problem.because,
        "where": problem.where.as_dict(),
    }


def _sum(problems: Sequence[Problem]) -> str:
    """How many there are; that a document is not written for its errors is no further one."""
    levels = [problem.level for problem in problems if problem.rule != _FOLLOWS]
    errors, warnings = levels.count("error"), levels.count("warning")
    counts = [
        words.say_count("{count} error", "{count} errors", errors) if errors else "",
        words.say_count("{count} warning", "{count} warnings", warnings) if warnings else "",
    ]
    return words.say(", ").join(filter(None, counts))
