"""``ladder-step``: an item stands at most one rung below the one before it."""

from __future__ import annotations

from docgen.check.labels import level_of
from docgen.check.subject import Finding, Subject, Verdict, ladder_of, lines
from docgen.doctype import Rule


class LadderStep(Rule, frozen=True, kw_only=True):
    """``ladder``: the first label of each level; by default that of the type."""

    ladder: tuple[str, ...] = ()


def judge(rule: LadderStep, subject: Subject) -> Verdict:
    """The first item may stand anywhere. Labels that are not of the ladder are another rule's."""
    ladder = ladder_of(rule.ladder, subject)
    seen = lines(subject, rule)
    before: int | None = None
    findings = []
    for line in seen:
        level = level_of(line.item.form, ladder) if line.item else None
        if line.item is None or level is None:
            continue
        if before is not None and level > before + 1:
            args = {"found": line.item.label, "wanted": ladder[before + 1]}
            findings.append(Finding(args, line.paragraph, 0, line.item.end))
        before = level
    return Verdict(len(seen) if ladder else 0, tuple(findings))
