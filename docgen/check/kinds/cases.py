"""``cases``: below each of these headings stand so many cases (個案事例)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.check.headings import below, find
from docgen.check.labels import level_of
from docgen.check.subject import Finding, Subject, Verdict, lines
from docgen.doctype import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docgen.check.subject import Line


class Cases(Rule, frozen=True, kw_only=True):
    """``headings`` without their numbers; ``at-least`` and ``at-most`` cases below each."""

    headings: tuple[str, ...]
    at_least: int = 0
    at_most: int | None = None


def judge(rule: Cases, subject: Subject) -> Verdict:
    """A case is an item of the highest level that is there below the heading."""
    seen = lines(subject, rule)
    found = find(seen, rule.headings)
    findings = []
    for name, place in found.items():
        count = len(cases_of(below(seen, place, subject), subject))
        if count < rule.at_least or (rule.at_most is not None and count > rule.at_most):
            paragraph = seen[place].paragraph
            wanted = "–".join(str(n) for n in (rule.at_least, rule.at_most) if n)
            args = {"id": name.partition("|")[0], "count": str(count), "wanted": wanted}
            findings.append(Finding(args, paragraph, 0, len(paragraph.text)))
    return Verdict(len(found), tuple(findings))


def cases_of(inside: Iterable[Line], subject: Subject) -> list[list[Line]]:
    """The lines of each case; what stands before the first belongs to none."""
    held = list(inside)
    levels = [
        level_of(line.item.form, subject.ladder) if line.item and not line.paragraph.cell else None
        for line in held
    ]
    highest = min((level for level in levels if level is not None), default=None)
    cases: list[list[Line]] = []
    for line, level in zip(held, levels, strict=True):
        if level is not None and level == highest:
            cases.append([line])
        elif cases:
            cases[-1].append(line)
    return cases
