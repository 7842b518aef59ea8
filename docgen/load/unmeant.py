"""What YAML reads without a word though nobody meant it: names in texts, texts in remarks.

Imported only for a text that shows a sign of it; each value is then looked at as it was typed.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import yaml

from docgen.load.nodes import Place
from docgen.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.problem import Level

_CUT: Final = re.compile(r"[ \t]+(#)[^\s#=*~-]")
_LINE: Final = re.compile(r"^[ \t]*([A-Za-z][A-Za-z0-9_-]*)(：|:(?=[^ \t/\n]))", re.MULTILINE)
_PART: Final = re.compile(r"[\"']?([A-Za-z][A-Za-z0-9_-]*)[\"']?(：|:)")
_QUOTES: Final = re.compile("[“”‘]|(?<![A-Za-z0-9])’")  # not the apostrophe of “agency’s”
_CHINESE: Final = re.compile("[\u3400-\u9fff]")
_COLONS: Final = {"：": "full-width-colon", ":": "colon-without-blank"}


class _Typed(NamedTuple):
    """A text as it stands in the file, from its first sign to behind its last."""

    start: int
    end: int
    plain: bool


def unmeant(text: str, file: str) -> Iterator[Problem]:
    """What is an error: nobody would see it before it is printed, or missing there."""
    last = _Typed(0, 0, plain=False)
    for typed in _texts(text):
        if typed.start == typed.end:  # {score：3}: a name without a value
            yield from _glued(text, file, last)
        elif typed.plain:
            yield from _cut(text, file, typed)
            yield from _names(text, file, typed)
        last = typed


def quotes(text: str, file: str) -> Iterator[Problem]:
    """Curly quotes about Chinese: a warning for each value that has them."""
    for typed in _texts(text):
        said = text[typed.start : typed.end]
        found = _QUOTES.search(said)
        if found and _CHINESE.search(said):
            at = typed.start + found.start()
            yield _problem("curly-quotes", text, file, at, "warning", found=found.group())


def _texts(text: str) -> Iterator[_Typed]:
    loader: Any = getattr(yaml, "CLoader", yaml.Loader)
    events: Iterator[Any] = yaml.parse(text, Loader=loader)
    with suppress(yaml.YAMLError):  # who reads it says so
        for event in events:
            if type(event).__name__ == "ScalarEvent":
                yield _Typed(event.start_mark.index, event.end_mark.index, not event.style)


def _cut(text: str, file: str, typed: _Typed) -> Iterator[Problem]:
    """``由各 #課室``: YAML ends the text before the ``#``."""
    found = _CUT.match(text, typed.end)
    if found:
        yield _problem("text-in-comment", text, file, found.start(1))


def _names(text: str, file: str, typed: _Typed) -> Iterator[Problem]:
    """A text that begins a line of its own as a name and its colon would."""
    begins = text.rfind("\n", 0, typed.start) + 1
    if text[begins : typed.start].strip(" \t") or not _LINE.match(text, begins):
        return
    for found in _LINE.finditer(text, begins, typed.end):
        yield _problem(_COLONS[found[2]], text, file, found.start(2), key=found[1])


def _glued(text: str, file: str, name: _Typed) -> Iterator[Problem]:
    found = _PART.match(text, name.start, name.end)
    if found and found.end() < name.end:
        yield _problem(_COLONS[found[2]], text, file, found.start(2), key=found[1])


def _problem(
    rule: str, text: str, file: str, at: int, level: Level = "error", **args: str
) -> Problem:
    line, begins = text.count("\n", 0, at) + 1, text.rfind("\n", 0, at) + 1
    return Problem(rule, Place(file, line, at - begins + 1).where(), args, level)
