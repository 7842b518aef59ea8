"""What the typesetter does not judge, and why: it goes to LibreOffice instead of being guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from docgen.docx.facts.shape import OBJECT
from docgen.layout.fonts import measured
from docgen.layout.typeset.characters import strange

if TYPE_CHECKING:
    from docgen.docx.facts.shape import Facts, Paragraph, Part, Run

Reason = Literal[
    "nothing",  # no paragraph at all
    "sections",
    "columns",
    "grid",  # a typed grid changes line heights
    "direction",
    "part",  # text boxes and notes take room in the body
    "header",  # a header or footer higher than its margin moves the body
    "table",
    "number",  # an automatic number
    "alignment",  # justified text stretches and shrinks
    "line-height",
    "punctuation",  # hanging punctuation, automatic space between Chinese and Latin
    "property",  # of a paragraph or run: frames, borders, spacing, right-to-left …
    "object",  # pictures, page and column breaks inside a paragraph
    "character",
    "tab",  # beyond the last stop, where the default stops are not known
    "kept",  # what is to be kept together is higher than a page
    "change",  # tracked changes: shown or not?
    "field",  # a result that may change
    "font",
    "size",
    "language",
    "raised",
    "composed",
]
_ALIGNED: Final = frozenset({"left", "start", "center", "right", "end"})
_OBJECTS: Final = frozenset({"\f", "\v", OBJECT})
_LEAST: Final = 100  # twips: no lower line can be read, nor counted in reasonable time
_SHORT: Final = 20  # characters that surely stand on one line of a header


class Unjudged(Struct, frozen=True):
    """Why there is no layout, and at which paragraph (its number in the facts)."""

    reason: Reason
    paragraph: int | None


def unjudged(facts: Facts) -> Unjudged | None:
    """The first reason not to judge a document; None: the typesetter knows all that it has."""
    reason = _document(facts)
    if reason:
        return Unjudged(reason, None)
    for paragraph in facts.paragraphs:
        if paragraph.part not in {"header", "footer", "comment"}:
            reason = _place(paragraph) or _form(paragraph) or _text(paragraph)
            if reason:
                return Unjudged(reason, paragraph.number)
    return None


def _document(facts: Facts) -> Reason | None:
    if len(facts.sections) != 1:
        return "sections"
    (section,) = facts.sections
    checks: tuple[tuple[Reason, bool], ...] = (
        ("nothing", not any(each.part == "body" for each in facts.paragraphs)),
        ("change", bool(facts.changes)),
        ("columns", section.columns != 1),
        ("grid", section.grid is not None),
        ("direction", section.direction is not None),
        ("header", _height(facts, "header") > section.top - section.header),
        ("header", _height(facts, "footer") > section.bottom - section.footer),
    )
    return next((reason for reason, true in checks if true), None)


def _height(facts: Facts, part: Part) -> float:
    """At most how high a header or footer is, in twips.

    A line is at most one and a half times its size; long text and tables may take any height.
    """
    height = 0.0
    for each in facts.paragraphs:
        if each.part == part:
            if len(each.text) > _SHORT or each.cell or each.other:
                return float("inf")
            size = max([each.mark_size or 0, *(run.size or 0 for run in each.runs)])
            height += each.before + each.after + max(each.line, size * 30)
    return height


def _place(each: Paragraph) -> Reason | None:
    if each.part != "body":
        return "part"
    if each.cell is not None:
        return "table"
    return "number" if each.label else None


def _form(each: Paragraph) -> Reason | None:
    if each.rule != "exact" or each.line < _LEAST:
        return "line-height"
    if each.alignment not in _ALIGNED:
        return "alignment"
    if each.overflow_punct or each.auto_space_de or each.auto_space_dn:
        return "punctuation"
    return "property" if each.other else None


def _text(each: Paragraph) -> Reason | None:
    for run in each.runs:
        if run.visible and run.text:
            reason = _run(run)
            if reason:
                return reason
    if strange(each.text):
        return "object" if _OBJECTS & set(each.text) else "character"
    return None


def _run(run: Run) -> Reason | None:
    checks: tuple[tuple[Reason, bool], ...] = (
        ("change", run.change is not None),
        ("field", run.field),
        ("font", not {run.east, run.latin} <= measured()),
        ("size", not run.size),
        ("language", run.language_east != "zh-TW" or not _is_english(run.language_latin)),
        ("raised", run.raised),
        ("composed", run.fit),
        ("property", bool(run.other)),
    )
    return next((reason for reason, true in checks if true), None)


def _is_english(language: str | None) -> bool:
    return language is not None and language.startswith("en")
