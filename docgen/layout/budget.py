"""The page budget: what a document takes of the pages it may have, and which field takes how much.

Lines are counted as on full pages: a page holds so many lines of the document's highest exact
line. What widow control and headings kept with the next leave empty at the foot of a page is
taken too, by no field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.docx.facts.shape import Facts, Paragraph
    from docgen.layout import Layout


class Stretch(Struct, frozen=True):
    """The longest stretch of one value in a paragraph; offsets into its text.

    ``address`` is None where the paragraph holds no value: then it is the whole text.
    """

    address: str | None
    start: int
    end: int


class Field(Struct, frozen=True):
    """The lines of the paragraphs in which a value is the longest one; None: of all others."""

    address: str | None
    lines: int
    paragraphs: tuple[int, ...]  # their numbers in the facts


class Budget(Struct, frozen=True):
    """What is used. ``lines`` are those on the last page; ``left`` is negative when over.

    ``on_a_page`` and what follows from it are None where lines have no one height. ``empty`` are
    lines at the foot of pages.
    """

    engine: str
    pages: int
    lines: int | None
    limit: int | None
    on_a_page: int | None
    fields: tuple[Field, ...]

    @property
    def used(self) -> int | None:
        """Lines, with those of full pages that are empty."""
        return used(self.pages, self.lines, self.on_a_page)

    @property
    def left(self) -> int | None:
        """Lines up to the limit."""
        if self.used is None or self.limit is None or self.on_a_page is None:
            return None
        return self.limit * self.on_a_page - self.used

    @property
    def empty(self) -> int | None:
        """Lines that stand empty at the foot of full pages."""
        if self.used is None:
            return None
        return max(0, self.used - sum(field.lines for field in self.fields))


def used(pages: int, lines: int | None, on_a_page: int | None) -> int | None:
    """Lines of so many pages of which the last has ``lines``."""
    if lines is None or on_a_page is None:
        return None
    return (pages - 1) * on_a_page + lines


def lines_on_a_page(facts: Facts) -> int | None:
    """How many of the document's highest exact lines a page holds; None where there is none."""
    section = facts.sections[0]
    heights = [p.line for p in facts.paragraphs if p.part == "body" and p.rule == "exact"]
    if not heights or max(heights) <= 0:
        return None
    return (section.height - section.top - section.bottom) // max(heights) or None


def in_a_line(facts: Facts) -> int:
    """How many characters of the most usual size a full line of the first section holds."""
    section = facts.sections[0]
    signs: dict[float, int] = {}
    for run in (run for p in facts.paragraphs if p.part == "body" for run in p.runs):
        if run.visible and run.size:
            signs[run.size] = signs.get(run.size, 0) + len(run.text)
    size = max(signs, key=lambda each: signs[each], default=12.0)
    return max(1, int((section.width - section.left - section.right) / (20 * size)))


def worst(layouts: Sequence[Layout]) -> Layout | None:
    """The layout with the most pages and lines: the one that counts."""
    return max(layouts, key=lambda each: (each.pages, each.lines or 0), default=None)


def budget_of(facts: Facts, layouts: Sequence[Layout], limit: int | None) -> Budget | None:
    """The budget by the worst of the layouts; None where nobody measured."""
    layout = worst(layouts)
    if layout is None:
        return None
    known = {paragraph.number: paragraph for paragraph in facts.paragraphs}
    lines: dict[str | None, int] = {}
    numbers: dict[str | None, list[int]] = {}
    for each in layout.paragraphs:
        paragraph = known.get(each.number)
        address = None if paragraph is None else stretch(paragraph).address
        lines[address] = lines.get(address, 0) + each.lines
        numbers.setdefault(address, []).append(each.number)
    return Budget(
        engine=layout.engine,
        pages=layout.pages,
        lines=layout.lines,
        limit=limit,
        on_a_page=lines_on_a_page(facts),
        fields=tuple(
            Field(address, count, tuple(numbers[address])) for address, count in lines.items()
        ),
    )


def stretch(paragraph: Paragraph) -> Stretch:
    """The longest value of the paragraph; the first of several as long."""
    found: list[Stretch] = []
    for run in paragraph.runs:
        if not run.visible or run.address is None:
            continue
        end = run.start + len(run.text)
        last = found[-1] if found else None
        if last and last.address == run.address and last.end == run.start:
            found[-1] = Stretch(run.address, last.start, end)
        else:
            found.append(Stretch(run.address, run.start, end))
    whole = Stretch(None, 0, len(paragraph.text))
    return max(found, key=lambda each: each.end - each.start, default=whole)
