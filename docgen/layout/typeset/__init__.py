"""Pages and lines computed, without LibreOffice: for the one form that 附錄2 prescribes.

Text in 標楷體, left-aligned (or centred, or right), exact line heights, one column, no tables:
what our templates set. Everything else is handed on with the reason, never guessed. The counts
are those of LibreOffice 7.4 (``make bench-layout``) with the stand-in font's widths, and what
they would be with 標楷體's; the worse one counts (docs/decisions/11-typeset.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.layout import Layout, ParagraphLayout
from docgen.layout.typeset.lines import Measure, TabUnknownError, places, starts, twip
from docgen.layout.typeset.pages import TOP, Block, Spot, flow
from docgen.layout.typeset.scope import Unjudged, unjudged
from docgen.layout.typeset.widths import FONTS, differ, widths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.docx.facts.shape import Facts, Paragraph, Section
    from docgen.layout.typeset.pages import Flow
    from docgen.layout.typeset.widths import Font

__all__ = [
    "TOP",
    "VERSION",
    "Block",
    "Spot",
    "Unjudged",
    "blocks",
    "counts",
    "flow",
    "height",
    "measure",
]

VERSION: Final = "1"  # raised when the counts may differ


def measure(facts: Facts, fonts: Sequence[Font] = FONTS) -> Layout | Unjudged:
    """The pages and lines with the widths of these fonts; of several the worst (most lines)."""
    measured = blocks(facts, fonts)
    if isinstance(measured, Unjudged):
        return measured
    body = [each for each in facts.paragraphs if each.part == "body"]
    made: dict[tuple[Block, ...], Layout] = {}
    for font, stack in zip(fonts, measured, strict=True):
        if stack not in made:
            flowed = flow(stack, height(facts))
            if flowed is None:
                return Unjudged("kept", None)
            made[stack] = _layout(body, [block.lines for block in stack], flowed, font)
    return max(made.values(), key=lambda layout: (layout.pages, layout.lines or 0))


def blocks(facts: Facts, fonts: Sequence[Font] = FONTS) -> tuple[tuple[Block, ...], ...] | Unjudged:
    """The paragraphs of the body as blocks of lines, once with the widths of each font."""
    reason = unjudged(facts)
    if reason is not None:
        return reason
    section = facts.sections[0]
    body = [each for each in facts.paragraphs if each.part == "body"]
    try:
        counted = [counts(each, section, facts.tab_stop, fonts) for each in body]
    except TabUnknownError:
        return Unjudged("tab", None)
    return tuple(
        tuple(_block(*each) for each in zip(body, lines, strict=True))
        for lines in zip(*counted, strict=True)
    )


def height(facts: Facts) -> int:
    """How high the text of a page is, in twips."""
    section = facts.sections[0]
    return section.height - section.top - section.bottom


def _layout(body: Sequence[Paragraph], lines: Sequence[int], flowed: Flow, font: Font) -> Layout:
    return Layout(
        engine="typeset",
        version=VERSION,
        fonts=(font,),
        pages=flowed.pages,
        lines=flowed.lines,
        paragraphs=tuple(
            ParagraphLayout(each.number, page, count)
            for each, page, count in zip(body, flowed.begins, lines, strict=True)
        ),
    )


def counts(
    paragraph: Paragraph, section: Section, every: int | None, fonts: Sequence[Font] = FONTS
) -> tuple[int, ...]:
    """How many lines a paragraph takes with the widths of each font; ``every``: default tab stops.

    Only of a paragraph that was measured before: nothing is handed on here.
    """
    text = paragraph.text
    if not text:
        return (1,) * len(fonts)
    pieces = _pieces(paragraph)
    indent = paragraph.indent
    width = section.width - section.left - section.right - section.gutter
    measured = Measure(
        first=indent.left + indent.first,
        left=indent.left,
        right=width - indent.right,
        twip=twip(pieces[0][1]),
        stops=paragraph.tabs,
        every=every,
    )
    once = fonts if differ(text) else fonts[:1]
    found = tuple(len(starts(text, places(pieces, widths(font)), measured)) for font in once)
    return found if once is fonts else found * len(fonts)


def _pieces(paragraph: Paragraph) -> list[tuple[str, float]]:
    """The visible text in parts of one size."""
    pieces: list[tuple[str, float]] = []
    for run in paragraph.runs:
        if run.visible and run.text and run.size:
            if pieces and pieces[-1][1] == run.size:
                pieces[-1] = (pieces[-1][0] + run.text, run.size)
            else:
                pieces.append((run.text, run.size))
    return pieces


def _block(paragraph: Paragraph, lines: int) -> Block:
    return Block(
        lines=lines,
        height=paragraph.line,
        before=paragraph.before,
        after=paragraph.after,
        keep_next=paragraph.keep_next,
        whole=paragraph.keep_lines,
        widows=paragraph.widow_control,
        breaks=paragraph.page_break_before,
    )
