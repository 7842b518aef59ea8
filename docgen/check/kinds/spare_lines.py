"""``spare-lines``: a document that fits leaves some lines of its last page free, for Word to differ."""

from __future__ import annotations

from docgen.check.subject import Finding, Subject, Verdict
from docgen.doctype import Rule


class SpareLines(Rule, frozen=True, kw_only=True):
    """``spare-lines`` of ``at-most`` pages stay free."""

    at_most: int
    spare_lines: int


def judge(rule: SpareLines, subject: Subject) -> Verdict:
    """No word of what does not fit at all: that is another fault.

    Where cutting the ends of paragraphs is not enough, whole lines must go: those that lack.
    """
    from docgen.layout.budget import budget_of, in_a_line  # typesetting is needed only here
    from docgen.layout.shorten import cuts

    layouts = subject.layouts or ()
    budget = budget_of(subject.facts, layouts, rule.at_most)
    left = None if budget is None else budget.left
    if left is None or not 0 <= left < rule.spare_lines:
        return Verdict(len(layouts))
    places = cuts(subject.facts, layouts, rule.at_most, rule.spare_lines)
    characters = sum(cut.characters for cut in places)
    lines = rule.spare_lines - left
    args = {
        "left": str(left),
        "wanted": str(rule.spare_lines),
        "characters": str(characters or lines * in_a_line(subject.facts)),
    }
    return Verdict(len(layouts), (Finding(args),))
