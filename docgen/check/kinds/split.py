"""``split``: several codes drawn as one sign (合併字元, 並列文字, ruby, raised or combining signs)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import ClassVar

from docgen.check.subject import Finding, Subject, Verdict, lines
from docgen.check.texts import codes, shown, with_hits
from docgen.doctype import Rule, Typed


class Split(Rule, frozen=True, kw_only=True):
    """``ranges`` of the signs that join with the one before them (``U+0300-U+036F``)."""

    typed: ClassVar[Typed] = {"ranges": codes}
    ranges: tuple[str, ...]


@lru_cache(maxsize=16)
def _signs(ranges: tuple[str, ...]) -> re.Pattern[str]:
    signs = "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in map(codes, ranges))
    return re.compile(f".?[{signs}]+")


def judge(rule: Split, subject: Subject) -> Verdict:
    """One fault a stretch that is drawn so, and one for the combining signs of a paragraph."""
    pattern = _signs(rule.ranges)
    seen = lines(subject, rule)
    joined = {line.index for line in with_hits(pattern, seen, subject)}
    findings = []
    for line in seen:
        for run in line.paragraph.runs:
            if (run.fit or run.raised) and run.text.strip():
                end = run.start + len(run.text)
                findings.append(Finding({"found": run.text}, line.paragraph, run.start, end))
        if line.index in joined:
            hits = list(pattern.finditer(subject.texts[line.index]))
            args = {"found": " ".join(shown(hit.group()) for hit in hits)}
            findings.append(Finding(args, line.paragraph, hits[0].start(), hits[-1].end()))
    return Verdict(len(seen), tuple(findings))
