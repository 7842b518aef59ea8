"""``heading-end``: a heading ends without a stop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.check.labels import level_of
from docgen.check.subject import Finding, Subject, Verdict, lines, said
from docgen.doctype import Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.check.subject import Line

_INNER: Final = "，；：。、"


class HeadingEnd(Rule, frozen=True, kw_only=True):
    """``stops`` that may not end a heading; ``longest`` heading in characters.

    What is longer, or has a stop inside, is a sentence that stands where a heading could.
    """

    stops: str
    longest: int


def judge(rule: HeadingEnd, subject: Subject) -> Verdict:
    """Headings are what Word calls so, and numbered lines with deeper or plain text below."""
    seen = [line for line in lines(subject, rule) if line.paragraph.text.strip()]
    findings = []
    for place, line in enumerate(seen):
        words = said(subject, line)
        short = 1 < len(words) <= rule.longest and not any(s in _INNER for s in words[:-1])
        if short and words[-1] in rule.stops and _is_heading(seen, place, subject):
            end = len(line.paragraph.text.rstrip())
            findings.append(Finding({"found": words}, line.paragraph, end - 1, end))
    return Verdict(len(seen), tuple(findings))


def _is_heading(seen: Sequence[Line], place: int, subject: Subject) -> bool:
    line = seen[place]
    if line.paragraph.outline is not None:
        return True
    level = level_of(line.item.form, subject.ladder) if line.item else None
    if level is None or place + 1 == len(seen):
        return False
    after = seen[place + 1]
    if after.paragraph.outline is not None or after.paragraph.section != line.paragraph.section:
        return False
    deeper = level_of(after.item.form, subject.ladder) if after.item else None
    if after.item is not None and (deeper is None or deeper <= level):
        return False
    return not _in_a_list(seen[:place], line, subject)


def _in_a_list(before: Sequence[Line], line: Line, subject: Subject) -> bool:
    """Whether the item before it ends with a stop: then both are sentences."""
    if line.item is None or line.item.number < 2:
        return False
    form = line.item.form
    same = (each for each in reversed(before) if each.item and each.item.form == form)
    last = next(same, None)
    return last is not None and said(subject, last).endswith("。")
