"""``section-order``: these headings stand in this order."""

from __future__ import annotations

from docgen.check.headings import find
from docgen.check.subject import Finding, Subject, Verdict, lines
from docgen.doctype import Rule


class SectionOrder(Rule, frozen=True, kw_only=True):
    """``headings`` without their numbers; those that are missing are another rule's."""

    headings: tuple[str, ...]


def judge(rule: SectionOrder, subject: Subject) -> Verdict:
    """A heading is out of order when one that belongs behind it stands before it."""
    seen = lines(subject, rule)
    found = find(seen, rule.headings)
    last, findings = "", []
    for name in (each for each in rule.headings if each in found):
        if last and found[name] < found[last]:
            paragraph = seen[found[name]].paragraph
            args = {"id": name.partition("|")[0], "other": last.partition("|")[0]}
            findings.append(Finding(args, paragraph, 0, len(paragraph.text)))
        else:
            last = name
    return Verdict(len(seen), tuple(findings))
