"""``split``: several codes drawn as one sign (合併字元, 並列文字, ruby, raised or combining signs)."""

from __future__ import annotations

import re
from typing import ClassVar

from docgen.check.subject import Finding, Subject, Verdict, lines
from docgen.check.texts import codes, shown
from docgen.doctype import Rule, Typed


class Split(Rule, frozen=True, kw_only=True):
    """``ranges`` of the signs that join with the one before them (``U+0300-U+036F``)."""

    typed: ClassVar[Typed] = {"ranges": codes}
    ranges: tuple[str, ...]


def judge(rule: Split, subject: Subject) -> Verdict:
    """One fault a stretch that is drawn so, and one for the combining signs of a paragraph."""
    signs = "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in map(codes, rule.ranges))
    pattern = re.compile(f".?[{signs}]+")
    seen = lines(subject, rule)
    findings = []
    for line in seen:
        findings += [
            Finding({"found": run.text}, line.paragraph, run.start, run.start + len(run.text))
            for run in line.paragraph.runs
            if (run.fit or run.raised) and run.text.strip()
        ]
        hits = list(pattern.finditer(subject.texts[line.index]))
        if hits:
            args = {"found": " ".join(shown(hit.group()) for hit in hits)}
            findings.append(Finding(args, line.paragraph, hits[0].start(), hits[-1].end()))
    return Verdict(len(seen), tuple(findings))
