"""``due-dates``: what is due leaves time after the day up to which its data are gathered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from docgen.check.dates import DATE, date_of
from docgen.check.subject import Finding, Subject, Verdict, lines
from docgen.check.texts import with_hits
from docgen.doctype import Rule, Typed
from docgen.load.expressions import expression
from docgen.model.shapes import roc_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from docgen.check.subject import Line


class DueDates(Rule, frozen=True, kw_only=True):
    """``cutoff`` and ``due``: regular expressions in which ``DATE`` stands for a date."""

    typed: ClassVar[Typed] = {"cutoff": expression, "due": expression}
    cutoff: str
    due: str


def judge(rule: DueDates, subject: Subject) -> Verdict:
    """Each due date is held against the latest cut-off that the document names."""
    seen = lines(subject, rule)
    cutoff = max((date for _, _, date in _dates(rule.cutoff, seen, subject)), default=None)
    findings = tuple(
        Finding(
            {"found": roc_date(date), "cutoff": roc_date(cutoff)},
            line.paragraph,
            hit.start(),
            hit.end(),
        )
        for line, hit, date in _dates(rule.due, seen, subject)
        if cutoff is not None and date <= cutoff
    )
    return Verdict(len(seen), findings)


def _dates(
    pattern: str, seen: tuple[Line, ...], subject: Subject
) -> Iterator[tuple[Line, re.Match[str], dt.date]]:
    named = re.compile(pattern.replace("DATE", DATE))
    for line in with_hits(named, seen, subject):
        for hit in named.finditer(subject.texts[line.index]):
            date = date_of(hit.group(1), hit.group(2), hit.group(3))
            if date is not None:
                yield line, hit, date
