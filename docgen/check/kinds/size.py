"""``size``: text has one of these sizes."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from docgen.check.mendable import Mendable, mend_runs
from docgen.check.runs import judge_runs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.check.runs import Fault
    from docgen.check.subject import Subject, Verdict
    from docgen.docx.facts.shape import Run
    from docgen.docx.mend import Edit


class Size(Mendable, frozen=True, kw_only=True):
    """``points``: the sizes that are allowed."""

    points: tuple[Decimal, ...]

    @property
    def futile(self) -> bool:
        """Which of several sizes it should be, a person knows."""
        return self.mend and len(self.points) != 1


def judge(rule: Size, subject: Subject) -> Verdict:
    """Word's sizes are half points, so they compare exactly."""
    return judge_runs(rule, subject, "any", _fault(rule))


def mend(rule: Size, subject: Subject) -> Iterator[Edit]:
    """The one size that is allowed; a rule with several does not mend."""
    return mend_runs(rule, subject, "any", "size", _fault(rule))


def _fault(rule: Size) -> Fault:
    allowed = {float(points) for points in rule.points}

    def fault(run: Run) -> dict[str, str] | None:
        if run.size in allowed:
            return None
        found = "–" if run.size is None else f"{run.size:g}"
        return {"found": found, "wanted": " / ".join(map(str, rule.points))}

    return fault
