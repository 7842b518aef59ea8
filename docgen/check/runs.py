"""What the kinds that look at runs share: stretches of Chinese or of Latin, one fault a paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Literal

from docgen.check.subject import Finding, Line, Subject, Verdict, runs_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docgen.doctype import Rule
    from docgen.docx.facts.shape import Run

Script = Literal["east", "latin", "any"]
_SIGNS: Final[dict[Script, re.Pattern[str]]] = {
    "east": re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"),
    "latin": re.compile("[A-Za-z0-9]"),
    "any": re.compile(r"\S"),
}


Fault = Callable[["Run"], "Mapping[str, str] | None"]
"""For a run with signs of the script: the arguments of its fault, or None."""


def judge_runs(rule: Rule, subject: Subject, script: Script, fault: Fault) -> Verdict:
    """Runs side by side with the same fault are one stretch. See ``runs_of`` for what is looked at."""
    looked = len(runs_of(rule, subject, script))
    findings: dict[tuple[int, tuple[tuple[str, str], ...]], tuple[Line, list[Run]]] = {}
    for line, run, args in faulty_runs(rule, subject, script, fault):
        key = (line.index, tuple(args.items()))
        findings.setdefault(key, (line, []))[1].append(run)
    return Verdict(
        looked,
        tuple(_finding(line, dict(args), runs) for (_, args), (line, runs) in findings.items()),
    )


def runs_of(rule: Rule, subject: Subject, script: Script) -> tuple[tuple[Line, Run], ...]:
    """The runs with signs of the script. Deleted and hidden text is not looked at."""
    signs = _SIGNS[script]
    return runs_in(subject, rule, script, lambda run: run.visible and signs.search(run.text))


def faulty_runs(
    rule: Rule, subject: Subject, script: Script, fault: Fault
) -> Iterator[tuple[Line, Run, Mapping[str, str]]]:
    """Each run at fault, with the arguments of its fault."""
    for line, run in runs_of(rule, subject, script):
        args = fault(run)
        if args is not None:
            yield line, run, args


def _finding(line: Line, args: dict[str, str], runs: list[Run]) -> Finding:
    start, last = runs[0].start, runs[-1]
    return Finding(args, line.paragraph, start, last.start + len(last.text))
