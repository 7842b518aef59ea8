"""``page-size``: every page has this size, whichever way it is turned."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from docgen.check.sections import TWIPS_PER_MM, judge_sections
from docgen.doctype import Rule

if TYPE_CHECKING:
    from docgen.check.subject import Subject, Verdict


class PageSize(Rule, frozen=True, kw_only=True):
    """``short`` and ``long`` edge in mm; ``tolerance`` in mm either way."""

    short: Decimal
    long: Decimal
    tolerance: Decimal = Decimal(1)


def judge(rule: PageSize, subject: Subject) -> Verdict:
    """Sizes are given in mm, rounded."""
    wanted = (rule.short, rule.long)

    def fault(number: int) -> dict[str, str] | None:
        section = subject.facts.sections[number]
        edges = sorted(edge / TWIPS_PER_MM for edge in (section.width, section.height))
        if all(abs(a - b) <= rule.tolerance for a, b in zip(edges, wanted, strict=True)):
            return None
        return {
            "found": f"{edges[0]:.0f} × {edges[1]:.0f}",
            "wanted": f"{rule.short} × {rule.long}",
        }

    return judge_sections(subject, fault)
