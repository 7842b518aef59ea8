"""``direction``: the text runs horizontally (橫書)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.check.sections import judge_sections
from docgen.doctype import Rule

if TYPE_CHECKING:
    from docgen.check.subject import Subject, Verdict


class Direction(Rule, frozen=True, kw_only=True):
    """No parameters."""


def judge(rule: Direction, subject: Subject) -> Verdict:
    """A section without a direction of its own is horizontal (ECMA-376 17.6.20)."""

    def fault(number: int) -> dict[str, str] | None:
        found = subject.facts.sections[number].direction
        return {"found": found, "wanted": rule.kind} if found else None

    return judge_sections(subject, fault)
