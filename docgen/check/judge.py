"""All rules of a type applied to one document: every fault, in the order of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, structs

from docgen.check.kinds import KINDS
from docgen.check.kinds.characters import Characters, has_any
from docgen.check.reading import readings
from docgen.check.subject import Finding
from docgen.problem import Problem, Where

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from docgen.check.subject import Subject
    from docgen.doctype import Rule
    from docgen.docx.facts.shape import Paragraph
    from docgen.docx.mend import Edit
    from docgen.problem import Level

FIRST_WORDS: Final = 12  # characters of a paragraph that a problem shows


class Flaw(Struct, frozen=True):
    """A problem with the place in the text that it was found at, None where it has none."""

    problem: Problem
    finding: Finding | None = None


class Mend(Struct, frozen=True):
    """An edit that mends a fault of a rule, and where."""

    rule: Rule
    edit: Edit
    where: Where


def check(subject: Subject, rules: Iterable[Rule], name: str) -> tuple[Problem, ...]:
    """The problems of the document ``name`` (its path as messages print it).

    A rule that looked at nothing is a problem too (``rule-saw-nothing``, ``no-such-section``), and
    so are rules about pages that nobody measured (``pages-not-measured``, a warning).
    """
    return tuple(flaw.problem for flaw in flaws(subject, rules, name))


def flaws(subject: Subject, rules: Iterable[Rule], name: str) -> tuple[Flaw, ...]:
    """The same with the places that they were found at."""
    places = {id(p): place for place, p in enumerate(subject.facts.paragraphs)}
    pages = _pages(subject)
    asked = [rule for rule in rules if applies(rule, filled=subject.filled)]
    subject = _as_it_reads(subject, asked)
    made = [(-1, flaw) for flaw in _unmeasured(subject, asked, name)]
    for rule in asked:
        if not (KINDS[rule.kind].measured and subject.layouts is None):
            for flaw in _flaws(subject, rule, name, pages):
                paragraph = flaw.finding.paragraph if flaw.finding else None
                made.append((places.get(id(paragraph), -1), flaw))
    return tuple(flaw for _, flaw in sorted(made, key=lambda each: each[0]))


def mends(subject: Subject, rules: Iterable[Rule], name: str) -> tuple[Mend, ...]:
    """What can be mended mechanically, by the rules that let it be (``mend: true``)."""
    pages = _pages(subject)
    asked = [rule for rule in rules if applies(rule, filled=subject.filled)]
    subject = _as_it_reads(subject, asked)
    return tuple(
        Mend(rule, edit, _place(subject, edit, name, pages))
        for rule in asked
        for edit in _edits(subject, rule)
    )


def _edits(subject: Subject, rule: Rule) -> Iterator[Edit]:
    """What a rule mends, where it lets its faults be mended."""
    mend = KINDS[rule.kind].mend
    if mend is not None and getattr(rule, "mend", False):
        yield from mend(rule, subject)


def _as_it_reads(subject: Subject, rules: Iterable[Rule]) -> Subject:
    """The subject, knowing what the signs that are mended stand for."""
    every = set("".join(subject.texts))
    edits = [
        edit
        for rule in rules
        if isinstance(rule, Characters) and has_any(rule, every)
        for edit in _edits(subject, rule)
    ]
    return structs.replace(subject, readings=readings(subject.texts, edits)) if edits else subject


def _place(subject: Subject, edit: Edit, name: str, pages: Mapping[int, int]) -> Where:
    index, start = getattr(edit, "paragraph", None), getattr(edit, "start", 0)
    paragraph = None if index is None else subject.facts.paragraphs[index]
    return _where(Finding(paragraph=paragraph, start=start), name, pages)


def applies(rule: Rule, *, filled: bool) -> bool:
    """Whether a blank form, or a filled document, must obey the rule."""
    return rule.level != "off" and rule.when in {"always", "filled" if filled else "blank"}


def _unmeasured(subject: Subject, rules: Iterable[Rule], name: str) -> Iterator[Flaw]:
    """The rules about pages that nobody measured, told once."""
    found = [rule for rule in rules if KINDS[rule.kind].measured and subject.layouts is None]
    if found:
        args = {"rule": ", ".join(rule.id for rule in found)}
        because = found[0].because
        yield Flaw(Problem("pages-not-measured", Where(docx=name), args, "warning", because))


def _flaws(subject: Subject, rule: Rule, name: str, pages: Mapping[int, int]) -> Iterator[Flaw]:
    help_ = {"zh": rule.help.zh, "en": rule.help.en}
    level: Level = "warning" if rule.level == "warning" else "error"
    fault = rule.fault or rule.id
    kind = KINDS[rule.kind]
    verdict = kind.judge(rule, subject)
    if not verdict.looked:
        yield Flaw(_saw_nothing(rule, name, level))
    for finding in verdict.findings:
        where = _where(finding, name, pages)
        if finding.hint:
            yield Flaw(Problem(finding.hint, where, finding.args, "warning"), finding)
            continue
        problem = Problem(fault, where, finding.args, level, rule.because, help_)
        yield Flaw(problem, finding)


def _saw_nothing(rule: Rule, name: str, level: Level) -> Problem:
    """Where a rule looks at sections, the document has none of them."""
    headings = getattr(rule, "headings", ())
    args = {"rule": rule.id}
    if not headings:
        return Problem("rule-saw-nothing", Where(docx=name), args, level, rule.because)
    args["headings"] = "、".join(each.partition("|")[0] for each in headings)
    return Problem("no-such-section", Where(docx=name), args, level, rule.because)


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
