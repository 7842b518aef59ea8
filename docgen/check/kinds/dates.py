"""``dates``: every date is one of the calendar."""

from __future__ import annotations

import re
from typing import Final

from docgen.check.dates import DATE, date_of
from docgen.check.subject import Finding, Subject, Verdict, lines
from docgen.check.texts import with_hits
from docgen.doctype import Rule

_ANY: Final = re.compile(
    f"(?<![0-9０-９]){DATE}|(?<![0-9０-９年])([0-9０-９]{{1,2}})月([0-9０-９]{{1,2}})日"
)
_LEAP: Final = "105"  # a day without a year is right if any year has it


class Dates(Rule, frozen=True, kw_only=True):
    """No parameters."""


def judge(rule: Dates, subject: Subject) -> Verdict:
    """105年2月30日, 105年13月1日, 6月31日."""
    seen = lines(subject, rule)
    findings = []
    for line in with_hits(_ANY, seen, subject):
        for hit in _ANY.finditer(subject.texts[line.index]):
            year, month, day, month_only, day_only = hit.groups()
            if date_of(year or _LEAP, month or month_only, day or day_only) is None:
                args = {"found": hit.group()}
                findings.append(Finding(args, line.paragraph, hit.start(), hit.end()))
    return Verdict(len(seen), tuple(findings))
