"""``font``: Chinese, or Latin letters and digits, stand in one of these fonts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from docgen.check.mendable import Mendable, mend_runs
from docgen.check.runs import judge_runs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.check.runs import Fault
    from docgen.check.subject import Subject, Verdict
    from docgen.docx.facts.shape import Run
    from docgen.docx.mend import Edit
    from docgen.docx.mend.edits import Slot


class Font(Mendable, frozen=True, kw_only=True):
    """``fonts``: names of which the first is recommended; ``script``: of which signs."""

    script: Literal["east", "latin"]
    fonts: tuple[str, ...]


def judge(rule: Font, subject: Subject) -> Verdict:
    """Names are compared without regard to case, as Word does."""
    return judge_runs(rule, subject, rule.script, _fault(rule))


def mend(rule: Font, subject: Subject) -> Iterator[Edit]:
    """The recommended font."""
    slot: Slot = "east-font" if rule.script == "east" else "latin-font"
    return mend_runs(rule, subject, rule.script, slot, _fault(rule))


def _fault(rule: Font) -> Fault:
    allowed = {name.casefold() for name in rule.fonts}

    def fault(run: Run) -> dict[str, str] | None:
        name = _name(rule, run)
        return None if name.casefold() in allowed else {"found": name, "wanted": rule.fonts[0]}

    return fault


def _name(rule: Font, run: Run) -> str:
    return (run.east if rule.script == "east" else run.latin) or "–"
