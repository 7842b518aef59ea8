"""``repeats``: the same sentence stands twice close together."""

from __future__ import annotations

import re
from typing import Final

from docgen.check.labels import words_of
from docgen.check.subject import Finding, Line, Subject, Verdict, lines
from docgen.doctype import Rule

_SENTENCE: Final = re.compile(
    "[^。！？\n]+[。！？]?"
)  # one without its stop is skipped: no hit is sought twice


class Repeats(Rule, frozen=True, kw_only=True):
    """Sentences of at least ``shortest`` characters, ``within`` so many paragraphs."""

    shortest: int
    within: int


def judge(rule: Repeats, subject: Subject) -> Verdict:
    """The fault stands where the sentence was added to others, else at the second of the two."""
    seen = lines(subject, rule)
    last: dict[str, Line] = {}
    findings = []
    for line in seen:
        begin = line.item.end if line.item else 0
        for hit in _SENTENCE.finditer(subject.texts[line.index], begin):
            said = hit.group().strip()
            if len(said) < rule.shortest or said[-1] not in "。！？":
                continue
            before = last.get(said)
            if before and line.index - before.index <= rule.within:
                findings.append(_finding(said, before, line))
            last[said] = line
    return Verdict(len(seen), tuple(findings))


def _finding(said: str, before: Line, line: Line) -> Finding:
    added = before if _whole(said, line) and not _whole(said, before) else line
    other = line if added is before else before
    start = added.paragraph.text.rindex(said)
    args = {"found": said, "other": _start(other)}
    return Finding(args, added.paragraph, start, start + len(said))


def _whole(said: str, line: Line) -> bool:
    return words_of(line.paragraph, line.item) == said


def _start(line: Line) -> str:
    label = line.item.label if line.item else ""
    return label + words_of(line.paragraph, line.item)[:8]
