"""``pages``: a document has at most so many pages, by the worst engine that was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.check.subject import Finding, Subject, Verdict
from docgen.doctype import Rule

if TYPE_CHECKING:
    from docgen.docx.facts.shape import Paragraph
    from docgen.layout import Layout


class Pages(Rule, frozen=True, kw_only=True):
    """``at-most`` pages; within ``guard-lines`` of that, LibreOffice is asked as well."""

    at_most: int
    guard_lines: int = 0


def judge(rule: Pages, subject: Subject) -> Verdict:
    """The fault stands at the first paragraph behind the last page that is allowed."""
    layouts = subject.layouts or ()
    worst = max(layouts, key=lambda layout: layout.pages, default=None)
    if worst is None or worst.pages <= rule.at_most:
        return Verdict(len(layouts))
    args = {"pages": str(worst.pages), "limit": str(rule.at_most), "engine": worst.engine}
    paragraph = _first_behind(subject, worst, rule.at_most)
    return Verdict(len(layouts), (Finding(args, paragraph, page=rule.at_most + 1),))


def _first_behind(subject: Subject, layout: Layout, page: int) -> Paragraph | None:
    numbers = [each.number for each in layout.paragraphs if each.page > page]
    behind = min(numbers, default=None)
    return next(
        (p for p in subject.facts.paragraphs if p.part == "body" and p.number == behind), None
    )
