"""``margins``: every page has these margins."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from docgen.check.sections import TWIPS_PER_MM, judge_sections
from docgen.doctype import Rule

if TYPE_CHECKING:
    from docgen.check.subject import Subject, Verdict


class Margins(Rule, frozen=True, kw_only=True):
    """``cm`` on all four sides, ``tolerance`` cm either way."""

    cm: Decimal
    tolerance: Decimal


def judge(rule: Margins, subject: Subject) -> Verdict:
    """Margins are given top, right, bottom, left, in cm."""

    def fault(number: int) -> dict[str, str] | None:
        section = subject.facts.sections[number]
        sides = (section.top, section.right, section.bottom, section.left)
        found = [side / TWIPS_PER_MM / 10 for side in sides]
        if all(abs(each - rule.cm) <= rule.tolerance for each in found):
            return None
        return {"found": " ".join(f"{each:.2f}" for each in found), "wanted": str(rule.cm)}

    return judge_sections(subject, fault)
