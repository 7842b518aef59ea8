"""``line-height``: every line has this fixed height (固定行高), empty paragraphs too."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from docgen.check.mendable import Mendable
from docgen.check.subject import Finding, Subject, Verdict, lines
from docgen.docx.facts.shape import OBJECT
from docgen.docx.mend import Respace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.docx.facts.shape import Paragraph
    from docgen.docx.mend import Edit


class LineHeight(Mendable, frozen=True, kw_only=True):
    """``points``: the height."""

    points: Decimal


def judge(rule: LineHeight, subject: Subject) -> Verdict:
    """``w:lineRule`` exact; ``w:line`` counts twips (ECMA-376 17.3.1.33)."""
    seen = lines(subject, rule)
    return Verdict(
        len(seen),
        tuple(
            Finding(
                {"found": _said(p.rule, p.line), "wanted": str(rule.points)},
                p,
                0,
                len(p.text),
            )
            for p in (line.paragraph for line in seen)
            if _is_wrong(rule, p)
        ),
    )


def mend(rule: LineHeight, subject: Subject) -> Iterator[Edit]:
    """Not where a fixed height would cut off what is higher: pictures, formulas, larger type."""
    for line in lines(subject, rule):
        paragraph = line.paragraph
        if _is_wrong(rule, paragraph) and not _is_higher(rule, paragraph):
            found = _said(paragraph.rule, paragraph.line)
            yield Respace(line.index, int(rule.points * 20), found, str(rule.points))


def _is_wrong(rule: LineHeight, paragraph: Paragraph) -> bool:
    return paragraph.rule != "exact" or paragraph.line != rule.points * 20


def _is_higher(rule: LineHeight, paragraph: Paragraph) -> bool:
    return any(
        OBJECT in run.text or "oMath" in run.other or (run.size or 0) > rule.points
        for run in paragraph.runs
        if run.visible
    )


def _said(rule: str, line: int) -> str:
    return f"{line / 240:g} ×" if rule == "auto" else f"{rule} {line / 20:g}"
