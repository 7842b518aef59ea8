"""``language``: text is marked as being in this language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from docgen.check.mendable import Mendable, mend_runs
from docgen.check.runs import judge_runs
from docgen.check.subject import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.check.runs import Fault
    from docgen.check.subject import Finding, Subject
    from docgen.docx.facts.shape import Run
    from docgen.docx.mend import Edit
    from docgen.docx.mend.edits import Slot


class Language(Mendable, frozen=True, kw_only=True):
    """``languages``: tags of which the first is recommended; ``script``: of which signs."""

    script: Literal["east", "latin"]
    languages: tuple[str, ...]


def judge(rule: Language, subject: Subject) -> Verdict:
    """Each wrong language is told once, where it is first met: it is rarely in one place only."""
    verdict = judge_runs(rule, subject, rule.script, _fault(rule))
    first: dict[str, Finding] = {}
    for finding in verdict.findings:
        first.setdefault(finding.args["found"], finding)
    return Verdict(verdict.looked, tuple(first.values()))


def mend(rule: Language, subject: Subject) -> Iterator[Edit]:
    """The recommended one, wherever it is wrong."""
    slot: Slot = "east-language" if rule.script == "east" else "latin-language"
    return mend_runs(rule, subject, rule.script, slot, _fault(rule))


def _fault(rule: Language) -> Fault:
    allowed = {tag.casefold() for tag in rule.languages}

    def fault(run: Run) -> dict[str, str] | None:
        tag = (run.language_east if rule.script == "east" else run.language_latin) or "–"
        if tag.casefold() in allowed:
            return None
        return {"found": tag, "wanted": rule.languages[0]}

    return fault
