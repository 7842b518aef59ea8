"""``stops``: a sentence ends with a stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.check.subject import Finding, Subject, Verdict, lines, said
from docgen.doctype import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docgen.check.subject import Line


class Stops(Rule, frozen=True, kw_only=True):
    """``stops`` that end a sentence; ``least`` items of a list that is judged as one.

    An item is at fault when most of its list end with a stop and it does not, or when it has more
    than ``long`` characters, commas among them, and ends with a Chinese character.
    """

    stops: str
    least: int
    long: int


def judge(rule: Stops, subject: Subject) -> Verdict:
    """A list is a stretch of items of one form, numbered on, side by side."""
    seen = [line for line in lines(subject, rule) if line.paragraph.text.strip()]
    wrong = {line.index: line for items in _lists(seen) for line in _odd(items, rule, subject)} | {
        line.index: line for line in seen if _runs_on(line, rule, subject)
    }
    findings = []
    for _, line in sorted(wrong.items()):
        end = len(line.paragraph.text.rstrip())
        findings.append(Finding({}, line.paragraph, max(end - 1, 0), end))
    return Verdict(len(seen), tuple(findings))


def _lists(seen: Iterable[Line]) -> Iterator[list[Line]]:
    held: list[Line] = []
    for line in seen:
        if held and not _goes_on(held[-1], line):
            yield held
            held = []
        if line.item:
            held.append(line)
    yield held


def _goes_on(before: Line, line: Line) -> bool:
    if not before.item or not line.item or before.paragraph.cell != line.paragraph.cell:
        return False
    return before.item.form == line.item.form and line.item.number == before.item.number + 1


def _odd(items: list[Line], rule: Stops, subject: Subject) -> list[Line]:
    odd = [line for line in items if not _ended(line, rule, subject)]
    return odd if len(items) >= rule.least and len(odd) * 2 < len(items) else []


def _ended(line: Line, rule: Stops, subject: Subject) -> bool:
    return said(subject, line)[-1:] in tuple(rule.stops)


def _runs_on(line: Line, rule: Stops, subject: Subject) -> bool:
    words = said(subject, line)
    return len(words) > rule.long and "，" in words and "\u4e00" <= words[-1] <= "\u9fff"
