"""``ladder-form``: no labels but those of the ladder."""

from __future__ import annotations

from docgen.check.labels import level_of
from docgen.check.subject import Finding, Subject, Verdict, ladder_of, lines
from docgen.doctype import Rule


class LadderForm(Rule, frozen=True, kw_only=True):
    """``ladder``: the first label of each level; by default that of the type."""

    ladder: tuple[str, ...] = ()


def judge(rule: LadderForm, subject: Subject) -> Verdict:
    """The width of brackets is another rule's."""
    ladder = ladder_of(rule.ladder, subject)
    seen = lines(subject, rule)
    findings = tuple(
        Finding(
            {"found": line.item.label, "wanted": " ".join(ladder)},
            line.paragraph,
            0,
            line.item.end,
        )
        for line in seen
        if line.item and level_of(line.item.form, ladder) is None
    )
    return Verdict(len(seen) if ladder else 0, findings)
