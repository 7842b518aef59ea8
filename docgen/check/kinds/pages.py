"""``pages``: a document has at most so many pages, by the worst engine that was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.check.subject import Finding, Subject, Verdict
from docgen.doctype import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docgen.docx.facts.shape import Paragraph
    from docgen.layout import Layout
    from docgen.layout.shorten import Cut


class Pages(Rule, frozen=True, kw_only=True):
    """``at-most`` pages; within ``guard-lines`` of that, LibreOffice is asked as well."""

    at_most: int
    guard_lines: int = 0


def judge(rule: Pages, subject: Subject) -> Verdict:
    """The fault stands at the first paragraph behind the last page that is allowed.

    Beside it, as hints, where deleting a few characters saves a line.
    """
    from docgen.layout.budget import worst  # typesetting is needed only here
    from docgen.layout.shorten import cuts

    layouts = subject.layouts or ()
    layout = worst(layouts)
    if layout is None or layout.pages <= rule.at_most:
        return Verdict(len(layouts))
    behind = _behind(subject, layout, rule.at_most)
    places = cuts(subject.facts, layouts, rule.at_most)
    args = {
        "pages": str(layout.pages),
        "full": str(layout.pages - 1 if layout.lines else layout.pages),
        "lines": str(layout.lines or 0),
        "limit": str(rule.at_most),
        "over": str(_over(subject, layout, rule.at_most)),
        "characters": str(
            sum(cut.characters for cut in places) or sum(len(p.text) for p in behind)
        ),
        "engine": layout.engine,
    }
    fault = Finding(args, behind[0] if behind else None, page=rule.at_most + 1)
    return Verdict(len(layouts), (fault, *_hints(subject, places)))


def _behind(subject: Subject, layout: Layout, page: int) -> tuple[Paragraph, ...]:
    """The paragraphs that begin behind the page."""
    numbers = {each.number for each in layout.paragraphs if each.page > page}
    return tuple(p for p in subject.facts.paragraphs if p.part == "body" and p.number in numbers)


def _over(subject: Subject, layout: Layout, limit: int) -> int:
    """Lines too many; where they have no one height, those of the paragraphs behind the limit."""
    from docgen.layout.budget import budget_of

    budget = budget_of(subject.facts, (layout,), limit)
    if budget is not None and budget.left is not None:
        return -budget.left
    return sum(each.lines for each in layout.paragraphs if each.page > limit)


def _hints(subject: Subject, places: Sequence[Cut]) -> Iterator[Finding]:
    from docgen.layout.budget import stretch

    known = {paragraph.number: paragraph for paragraph in subject.facts.paragraphs}
    for cut in places:
        paragraph = known[cut.paragraph]
        found = stretch(paragraph)
        args = {
            "lines": str(cut.lines),
            "characters": str(cut.characters),
            "saves": str(cut.saves),
        }
        yield Finding(args, paragraph, found.start, found.end, hint="shorten-here")
