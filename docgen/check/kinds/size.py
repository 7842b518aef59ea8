"""``size``: text has one of these sizes."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from docgen.check.runs import judge_runs
from docgen.doctype import Rule

if TYPE_CHECKING:
    from docgen.check.subject import Subject, Verdict
    from docgen.docx.facts.shape import Run


class Size(Rule, frozen=True, kw_only=True):
    """``points``: the sizes that are allowed."""

    points: tuple[Decimal, ...]


def judge(rule: Size, subject: Subject) -> Verdict:
    """Word's sizes are half points, so they compare exactly."""
    allowed = {float(points) for points in rule.points}

    def fault(run: Run) -> dict[str, str] | None:
        if run.size in allowed:
            return None
        found = "–" if run.size is None else f"{run.size:g}"
        return {"found": found, "wanted": " / ".join(map(str, rule.points))}

    return judge_runs(rule, subject, "any", fault)
