"""``font``: Chinese, or Latin letters and digits, stand in one of these fonts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from docgen.check.runs import judge_runs
from docgen.doctype import Rule

if TYPE_CHECKING:
    from docgen.check.subject import Subject, Verdict
    from docgen.docx.facts.shape import Run


class Font(Rule, frozen=True, kw_only=True):
    """``fonts``: names of which the first is recommended; ``script``: of which signs."""

    script: Literal["east", "latin"]
    fonts: tuple[str, ...]


def judge(rule: Font, subject: Subject) -> Verdict:
    """Names are compared without regard to case, as Word does."""
    allowed = {name.casefold() for name in rule.fonts}

    def fault(run: Run) -> dict[str, str] | None:
        name = (run.east if rule.script == "east" else run.latin) or "–"
        if name.casefold() in allowed:
            return None
        return {"found": name, "wanted": rule.fonts[0]}

    return judge_runs(rule, subject, rule.script, fault)
