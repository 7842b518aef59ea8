"""All rules of a type applied to one document: every fault, in the order of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import structs

from docgen.check.kinds import KINDS
from docgen.problem import Problem, Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from docgen.check.subject import Finding, Subject
    from docgen.doctype import Rule
    from docgen.docx.facts.shape import Paragraph
    from docgen.problem import Level

FIRST_WORDS: Final = 12  # characters of a paragraph that a problem shows


def check(subject: Subject, rules: Iterable[Rule], name: str) -> tuple[Problem, ...]:
    """The problems of the document ``name`` (its path as messages print it).

    A rule that looked at nothing is a problem too (``rule-saw-nothing``), and so are rules about
    pages that nobody measured (``pages-not-measured``, a warning).
    """
    places = {id(p): place for place, p in enumerate(subject.facts.paragraphs)}
    pages = _pages(subject)
    made: list[tuple[int, Problem]] = []
    for rule in rules:
        if applies(rule, filled=subject.filled):
            for paragraph, problem in _problems(subject, rule, name, pages):
                made.append((places.get(id(paragraph), -1), problem))
    return tuple(problem for _, problem in sorted(made, key=lambda each: each[0]))


def applies(rule: Rule, *, filled: bool) -> bool:
    """Whether a blank form, or a filled document, must obey the rule."""
    return rule.level != "off" and rule.when in {"always", "filled" if filled else "blank"}


def _problems(
    subject: Subject, rule: Rule, name: str, pages: Mapping[int, int]
) -> Iterator[tuple[Paragraph | None, Problem]]:
    help_ = {"zh": rule.help.zh, "en": rule.help.en}
    level: Level = "warning" if rule.level == "warning" else "error"
    fault = rule.fault or rule.id
    kind = KINDS[rule.kind]
    if kind.measured and subject.layouts is None:
        args = {"rule": rule.id}
        yield None, Problem("pages-not-measured", Where(docx=name), args, "warning", rule.because)
        return
    verdict = kind.judge(rule, subject)
    if not verdict.looked:
        args = {"rule": rule.id}
        yield None, Problem("rule-saw-nothing", Where(docx=name), args, level, rule.because)
    for finding in verdict.findings:
        where = _where(finding, name, pages)
        if finding.hint:
            yield finding.paragraph, Problem(finding.hint, where, finding.args, "warning")
            continue
        yield finding.paragraph, Problem(fault, where, finding.args, level, rule.because, help_)


def _where(finding: Finding, name: str, pages: Mapping[int, int]) -> Where:
    paragraph = finding.paragraph
    if paragraph is None:
        return Where(docx=name, page=finding.page)
    in_body = paragraph.part == "body"
    first = " ".join((paragraph.label + paragraph.text).split())[:FIRST_WORDS]
    where = Where(
        docx=name,
        paragraph=paragraph.number if in_body else None,
        text=first or None,
        page=finding.page or (pages.get(paragraph.number) if in_body else None),
    )
    return structs.replace(where, address=_address(paragraph, finding))


def _pages(subject: Subject) -> dict[int, int]:
    """Paragraph of the body → its page, by the first engine that knows it."""
    layouts = reversed(subject.layouts or ())
    return {each.number: each.page for layout in layouts for each in layout.paragraphs}


def _address(paragraph: Paragraph, finding: Finding) -> str | None:
    """That of the value that holds the fault, else of the first value of the paragraph."""
    addressed = [run for run in paragraph.runs if run.address]
    inside = (run for run in addressed if finding.start < run.start + len(run.text))
    run = next(inside, None) or next(iter(addressed), None)
    return run.address if run else None
