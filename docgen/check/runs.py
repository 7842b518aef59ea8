"""What the kinds that look at runs share: stretches of Chinese or of Latin, one fault a paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from docgen.check.subject import Finding, Line, Subject, Verdict, lines

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from docgen.doctype import Rule
    from docgen.docx.facts.shape import Run

Script = Literal["east", "latin", "any"]
_SIGNS: Final[dict[Script, re.Pattern[str]]] = {
    "east": re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"),
    "latin": re.compile("[A-Za-z0-9]"),
    "any": re.compile(r"\S"),
}


def judge_runs(
    rule: Rule, subject: Subject, script: Script, fault: Callable[[Run], Mapping[str, str] | None]
) -> Verdict:
    """``fault`` answers for a run with signs of the script: the arguments of its fault, or None.

    Runs side by side with the same fault are one stretch. Deleted and hidden text is not looked at.
    """
    looked = 0
    findings: list[Finding] = []
    for line in lines(subject, rule):
        found: dict[tuple[tuple[str, str], ...], list[Run]] = {}
        for run in line.paragraph.runs:
            if run.hidden or run.change == "deleted" or not _SIGNS[script].search(run.text):
                continue
            looked += 1
            args = fault(run)
            if args is not None:
                found.setdefault(tuple(args.items()), []).append(run)
        findings += [_finding(line, dict(args), runs) for args, runs in found.items()]
    return Verdict(looked, tuple(findings))


def _finding(line: Line, args: dict[str, str], runs: list[Run]) -> Finding:
    start, last = runs[0].start, runs[-1]
    return Finding(args, line.paragraph, start, last.start + len(last.text))
