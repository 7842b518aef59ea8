"""``grid``: no page grid that lines snap to (it overrides a fixed line height)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.check.mendable import Mendable
from docgen.check.subject import Finding, Subject, Verdict, lines
from docgen.docx.mend import Ungrid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.docx.facts.shape import Paragraph
    from docgen.docx.mend import Edit


class Grid(Mendable, frozen=True, kw_only=True):
    """``types`` of ``w:docGrid`` that are not allowed."""

    types: tuple[str, ...]


def judge(rule: Grid, subject: Subject) -> Verdict:
    """A grid that no paragraph snaps to does nothing. One fault a section."""
    sections = subject.facts.sections
    first: dict[int, Paragraph] = {}
    for line in lines(subject, rule):
        paragraph = line.paragraph
        if paragraph.snap and sections[paragraph.section].grid in rule.types:
            first.setdefault(paragraph.section, paragraph)
    findings = tuple(
        Finding({"section": str(number + 1), "found": sections[number].grid or ""}, paragraph)
        for number, paragraph in first.items()
    )
    return Verdict(len(sections), findings)


def mend(rule: Grid, subject: Subject) -> Iterator[Edit]:
    """The section has no grid any more."""
    for finding in judge(rule, subject).findings:
        if finding.paragraph is not None:
            yield Ungrid(finding.paragraph.section, finding.args["found"])
