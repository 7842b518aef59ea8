"""``orientation``: every page stands upright, or lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from docgen.check.sections import judge_sections
from docgen.doctype import Rule

if TYPE_CHECKING:
    from docgen.check.subject import Subject, Verdict


class Orientation(Rule, frozen=True, kw_only=True):
    """``orientation``: portrait or landscape."""

    orientation: Literal["portrait", "landscape"]


def judge(rule: Orientation, subject: Subject) -> Verdict:
    """The edges decide: Word prints by them, whatever the section says of itself."""

    def fault(number: int) -> dict[str, str] | None:
        section = subject.facts.sections[number]
        found = "landscape" if section.width > section.height else "portrait"
        return None if found == rule.orientation else {"found": found, "wanted": rule.orientation}

    return judge_sections(subject, fault)
