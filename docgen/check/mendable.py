"""What the kinds whose faults can be mended share: edits of runs and of texts, as data.

A kind's ``mend`` is as pure as its ``judge``: from a rule and a subject to edits. It asks only for
what is mechanical and loses nothing; whether an edit can be made at all, the file decides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from docgen.check.reading import hits
from docgen.check.runs import faulty_runs
from docgen.check.subject import Subject, lines
from docgen.doctype import Rule, Typed
from docgen.docx.mend.edits import Replace, Restyle
from docgen.load.expressions import expression

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from docgen.check.runs import Script
    from docgen.docx.facts.shape import Paragraph, Run
    from docgen.docx.mend.edits import Slot


class Mendable(Rule, frozen=True, kw_only=True):
    """A rule whose faults docgen can mend itself.

    ``mend``: it may. ``by-hand``: regular expressions of what a person must look at all the same.
    """

    typed: ClassVar[Typed] = {"by-hand": expression}
    mend: bool = False
    by_hand: tuple[str, ...] = ()


def left(rule: Mendable, text: str) -> set[int]:
    """The offsets of a text that are left to a person."""
    return {
        place
        for pattern in rule.by_hand
        for hit in re.finditer(pattern, text)
        for place in range(hit.start(), max(hit.end(), hit.start() + 1))
    }


def mend_runs(
    rule: Mendable,
    subject: Subject,
    script: Script,
    slot: Slot,
    fault: Callable[[Run], Mapping[str, str] | None],
) -> Iterator[Restyle]:
    """Every run at fault gets what its fault wants."""
    for line, run, args in faulty_runs(rule, subject, script, fault):
        if not left(rule, run.text) and not _is_signs(run, subject):
            end = run.start + len(run.text)
            yield Restyle(line.index, run.start, end, slot, args["found"], args["wanted"])


def mend_texts(
    rule: Mendable,
    subject: Subject,
    pattern: re.Pattern[str],
    mended: Callable[[re.Match[str]], str],
    *,
    read: bool = False,
) -> Iterator[Replace]:
    """Every hit becomes what ``mended`` says; nothing said, or no change, is left.

    ``read`` as in ``judge_texts``. A sign that reads otherwise than it stands is first mended itself.
    """
    for line in lines(subject, rule):
        text = subject.texts[line.index]
        wrong = [
            hit
            for hit in hits(pattern, subject, line.index, read=read)
            if mended(hit.match) not in {"", hit.match.group()}
        ]
        kept = (left(rule, text) | _signs(line.paragraph, subject)) if wrong else set()
        for match, start, end in wrong:
            if match.group() == text[start:end] and kept.isdisjoint(range(start, end)):
                yield Replace(line.index, start, match.group(), mended(match))


def _signs(paragraph: Paragraph, subject: Subject) -> set[int]:
    """The offsets that a symbol font draws: (1) for ⑴ would be three other signs there."""
    return {
        place
        for run in paragraph.runs
        if run.visible and _is_signs(run, subject)
        for place in range(run.start, run.start + len(run.text))
    }


def _is_signs(run: Run, subject: Subject) -> bool:
    return any(
        re.search(pattern, font)
        for font in {run.east or "", run.latin or ""}
        for pattern in subject.symbol_fonts
    )
