"""What is judged, and what a kind of rule answers: how much it looked at, and what it found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from docgen.check.labels import SPACES, Item, bracketless, item_of, words_of
from docgen.check.register import Register

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from docgen.check.reading import Reading
    from docgen.doctype import Part, Rule
    from docgen.docx.facts.shape import Facts, Paragraph, Run
    from docgen.layout import Layout


class Line(Struct, frozen=True):
    """A paragraph in the scope of a rule, with its label and its place among all paragraphs."""

    index: int
    paragraph: Paragraph
    item: Item | None


_NONE: Final = Register()

Scope = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""Parts, styles and styles left out, as a rule names them."""


class Subject(Struct, frozen=True):
    """A document with what is known of it from elsewhere.

    ``filled``: it is no blank form. ``year`` is its 民國 year, where known. ``names`` are the full
    names of the agencies that it speaks of, ``known`` those of all that there are. ``layouts`` are
    the answers of the engines that were asked; None where none was. ``ladder`` and ``brackets``
    are its type's.
    """

    facts: Facts
    items: tuple[Item | None, ...]  # the label of each paragraph
    texts: tuple[str, ...]  # its text; in a blank form without its guidance, offsets kept
    filled: bool = True
    year: int | None = None
    names: Register = _NONE
    ladder: tuple[str, ...] = ()
    brackets: str = "half"
    layouts: tuple[Layout, ...] | None = None
    symbol_fonts: tuple[str, ...] = ()  # regular expressions of fonts whose letters are signs
    known: Register = _NONE
    readings: Mapping[int, Reading] = {}  # paragraph → as it reads, where that differs
    _lines: dict[Scope, tuple[Line, ...]] = {}  # as asked
    _runs: dict[tuple[Scope, str], tuple[tuple[Line, Run], ...]] = {}


class Finding(Struct, frozen=True):
    """One fault: the paragraph that it is in, if any, from where to where, and its arguments.

    ``start`` and ``end`` are offsets into the paragraph's text. A finding with a ``hint`` says
    what helps against the fault: a warning of that name, whatever the rule's own level.
    """

    args: Mapping[str, str] = {}
    paragraph: Paragraph | None = None
    start: int = 0
    end: int | None = None
    page: int | None = None
    hint: str | None = None


class Verdict(Struct, frozen=True):
    """``looked`` counts what was looked at: a rule that looked at nothing proves nothing."""

    looked: int
    findings: tuple[Finding, ...] = ()


SILENT: Final = "\ufdd0"  # stands for a sign that is not looked at: Unicode keeps it free


def subject_of(  # one visible place where the labels are read, once for all rules
    facts: Facts,
    *,
    filled: bool = True,
    year: int | None = None,
    names: Register = _NONE,
    ladder: tuple[str, ...] = (),
    brackets: str = "half",
    guidance: tuple[str, ...] = (),
    symbol_fonts: tuple[str, ...] = (),
    layouts: tuple[Layout, ...] | None = None,
    known: Register = _NONE,
) -> Subject:
    """The facts made ready to be judged; ``guidance`` and ``symbol_fonts`` are regular expressions."""
    items = tuple(item_of(paragraph) for paragraph in facts.paragraphs)
    texts = tuple(paragraph.text for paragraph in facts.paragraphs)
    if guidance and not filled:
        said = re.compile("|".join(f"(?:{each})" for each in guidance))
        texts = tuple(said.sub(lambda hit: SILENT * len(hit.group()), text) for text in texts)
    rungs = tuple(bracketless(rung) for rung in ladder if rung)
    return Subject(
        facts,
        items,
        texts,
        filled,
        year,
        names,
        rungs,
        brackets,
        layouts,
        symbol_fonts,
        known,
    )


def scope_of(rule: Rule) -> Scope:
    """Where the rule looks."""
    return rule.parts, rule.styles, rule.not_styles


def runs_in(
    subject: Subject, rule: Rule, of: str, wanted: Callable[[Run], object]
) -> tuple[tuple[Line, Run], ...]:
    """The runs that are ``wanted`` where the rule looks; rules that ask alike (``of``) share them."""
    key = (scope_of(rule), of)
    found = subject._runs.get(key)  # noqa: SLF001 - its own room
    if found is None:
        found = tuple(
            (line, run)
            for line in lines(subject, rule)
            for run in line.paragraph.runs
            if wanted(run)
        )
        subject._runs[key] = found  # noqa: SLF001
    return found


def lines(subject: Subject, rule: Rule) -> tuple[Line, ...]:
    """The paragraphs where the rule looks, empty ones included; rules that look alike share them."""
    scope = scope_of(rule)
    found = subject._lines.get(scope)  # noqa: SLF001 - its own room
    if found is None:
        made = zip(subject.facts.paragraphs, subject.items, strict=True)
        found = tuple(
            Line(index, paragraph, item)
            for index, (paragraph, item) in enumerate(made)
            if _in_scope(paragraph, rule)
        )
        subject._lines[scope] = found  # noqa: SLF001
    return found


def said(subject: Subject, line: Line) -> str:
    """``words_of`` the line as they read (``check.reading``)."""
    reading = subject.readings.get(line.index)
    if reading is None:
        return words_of(line.paragraph, line.item)
    begin = line.item.end if line.item else 0
    read = zip(reading.text, reading.starts, strict=True)
    return "".join(sign for sign, start in read if start >= begin).strip(SPACES)


_NEVER_PRINTED: Final = "comment"


def part_of(paragraph: Paragraph) -> Part:
    """Where the paragraph stands, as rules name it."""
    return "table" if paragraph.cell and paragraph.part == "body" else paragraph.part


def _in_scope(paragraph: Paragraph, rule: Rule) -> bool:
    part = part_of(paragraph)
    if part not in rule.parts if rule.parts else part == _NEVER_PRINTED:
        return False
    style = paragraph.style_name or paragraph.style or ""
    return not (rule.styles and style not in rule.styles) and style not in rule.not_styles


def ladder_of(own: tuple[str, ...], subject: Subject) -> tuple[str, ...]:
    """The ladder that a rule names, else that of the document's type."""
    return tuple(map(bracketless, own)) or subject.ladder
