"""``residue``: what work on the document leaves in it, and what reaches outside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from docgen.check.mendable import Mendable, left
from docgen.check.subject import Finding, Subject, Verdict
from docgen.docx.mend import Clear

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docgen.docx.facts.shape import Facts, Run
    from docgen.docx.mend import Edit


class Residue(Mendable, frozen=True, kw_only=True):
    """``of``: which of them. Only properties can be mended; ``by-hand`` are names of those to leave."""

    of: Literal["changes", "comments", "hidden", "external", "macros", "properties"]

    @property
    def futile(self) -> bool:
        """All but properties needs a person."""
        return self.mend and self.of != "properties"


def judge(rule: Residue, subject: Subject) -> Verdict:
    """The whole file is looked at, once."""
    return Verdict(1, tuple(_SEEKERS[rule.of](subject.facts)))


def mend(rule: Residue, subject: Subject) -> Iterator[Edit]:
    """The properties are taken out; all else is part of the text or of what was agreed on."""
    for name in subject.facts.properties:
        if not left(rule, name):
            yield Clear(name)


def _changes(facts: Facts) -> Iterator[Finding]:
    told = set()
    for finding in _runs(facts, lambda run: run.change is not None):
        told.add(id(finding.paragraph))
        yield finding
    numbers = {p.number: p for p in facts.paragraphs if p.part == "body"}
    for change in facts.changes:
        paragraph = numbers.get(change.paragraph)
        if paragraph is None or id(paragraph) not in told:
            yield Finding({"found": change.kind}, paragraph)
            told.add(id(paragraph))


def _hidden(facts: Facts) -> Iterator[Finding]:
    return _runs(facts, lambda run: run.hidden)


def _runs(facts: Facts, wrong: Callable[[Run], bool]) -> Iterator[Finding]:
    for paragraph in facts.paragraphs:
        runs = [run for run in paragraph.runs if wrong(run)]
        if runs:
            end = runs[-1].start + len(runs[-1].text)
            found = "".join(run.text for run in runs)
            yield Finding({"found": found}, paragraph, runs[0].start, end)


def _comments(facts: Facts) -> Iterator[Finding]:
    return (Finding({"found": text}) for text in facts.comments)


def _external(facts: Facts) -> Iterator[Finding]:
    return (Finding({"found": target}) for target in facts.external)


def _macros(facts: Facts) -> Iterator[Finding]:
    if facts.macros:
        yield Finding({"found": "vbaProject"})


def _properties(facts: Facts) -> Iterator[Finding]:
    return (Finding({"found": name}) for name in facts.properties)


_SEEKERS: Final[dict[str, Callable[[Facts], Iterator[Finding]]]] = {
    "changes": _changes,
    "comments": _comments,
    "hidden": _hidden,
    "external": _external,
    "macros": _macros,
    "properties": _properties,
}
