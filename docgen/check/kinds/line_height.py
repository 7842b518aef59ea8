"""``line-height``: every line has this fixed height (固定行高), empty paragraphs too."""

from __future__ import annotations

from decimal import Decimal

from docgen.check.subject import Finding, Subject, Verdict, lines
from docgen.doctype import Rule


class LineHeight(Rule, frozen=True, kw_only=True):
    """``points``: the height."""

    points: Decimal


def judge(rule: LineHeight, subject: Subject) -> Verdict:
    """``w:lineRule`` exact; ``w:line`` counts twips (ECMA-376 17.3.1.33)."""
    wanted = rule.points * 20
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
            if p.rule != "exact" or p.line != wanted
        ),
    )


def _said(rule: str, line: int) -> str:
    return f"{line / 240:g} ×" if rule == "auto" else f"{rule} {line / 20:g}"
