"""``figures``: each case below these headings says something in figures (量化數據)."""

from __future__ import annotations

import re
from typing import ClassVar

from docgen.check.headings import below, find
from docgen.check.kinds.cases import cases_of
from docgen.check.labels import words_of
from docgen.check.subject import Finding, Subject, Verdict, lines
from docgen.doctype import Rule, Typed
from docgen.load.expressions import expression


class Figures(Rule, frozen=True, kw_only=True):
    """``headings`` without their numbers; ``not-figures``: digits that count nothing (dates)."""

    typed: ClassVar[Typed] = {"not-figures": expression}
    headings: tuple[str, ...]
    not_figures: tuple[str, ...] = ()


def judge(rule: Figures, subject: Subject) -> Verdict:
    """Labels are no figures. A heading without cases is another rule's."""
    seen = lines(subject, rule)
    found = find(seen, rule.headings)
    no_figure = re.compile("|".join(f"(?:{each})" for each in rule.not_figures) or "(?!)")
    looked, findings = 0, []
    for place in found.values():
        for case in cases_of(below(seen, place, subject), subject):
            looked += 1
            said = "\n".join(words_of(line.paragraph, line.item) for line in case)
            if not re.search(r"[0-9０-９]", no_figure.sub("", said)):
                paragraph = case[0].paragraph
                findings.append(Finding({}, paragraph, 0, len(paragraph.text)))
    return Verdict(looked + len(found), tuple(findings))
