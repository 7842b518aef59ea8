"""``empty-section``: something stands below each of these headings."""

from __future__ import annotations

from docgen.check.headings import below, find
from docgen.check.subject import Finding, Subject, Verdict, lines
from docgen.doctype import Rule


class EmptySection(Rule, frozen=True, kw_only=True):
    """``headings`` without their numbers. One that is a whole sentence says something itself."""

    headings: tuple[str, ...]


def judge(rule: EmptySection, subject: Subject) -> Verdict:
    """Deeper headings alone are something; their own emptiness is theirs."""
    seen = lines(subject, rule)
    found = find(seen, rule.headings)
    findings = []
    for name, place in found.items():
        paragraph = seen[place].paragraph
        inside = below(seen, place, subject)
        said = paragraph.text.rstrip().endswith("。")
        if not said and not any(line.paragraph.text.strip() for line in inside):
            args = {"id": name.partition("|")[0]}
            findings.append(Finding(args, paragraph, 0, len(paragraph.text)))
    return Verdict(len(found), tuple(findings))
