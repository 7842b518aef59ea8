"""``sections``: these headings are there."""

from __future__ import annotations

from docgen.check.headings import find
from docgen.check.subject import Finding, Subject, Verdict, lines
from docgen.doctype import Rule


class Sections(Rule, frozen=True, kw_only=True):
    """``headings`` without their numbers; several wordings of one with ``|`` between them."""

    headings: tuple[str, ...]


def judge(rule: Sections, subject: Subject) -> Verdict:
    """A heading that is missing is nowhere: the fault has no paragraph."""
    seen = lines(subject, rule)
    found = find(seen, rule.headings)
    missing = [name for name in rule.headings if name not in found]
    return Verdict(len(seen), tuple(Finding({"id": name.partition("|")[0]}) for name in missing))
