"""The one table of kinds of form rule: one file and one function each.

A kind is code, a rule is YAML: ``kind``, its parameters, where to look, why (``docgen.doctype``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from docgen.check.kinds import (
    brackets,
    captions,
    cases,
    characters,
    dates,
    direction,
    due_dates,
    empty_section,
    figures,
    font,
    grid,
    guidance,
    heading_end,
    ladder_form,
    ladder_order,
    ladder_step,
    language,
    line_height,
    margins,
    names,
    orientation,
    page_size,
    pages,
    pattern,
    repeats,
    residue,
    section_order,
    sections,
    size,
    spare_lines,
    split,
    stops,
    tags,
    words,
    year,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docgen.check.subject import Subject, Verdict
    from docgen.doctype import Rule
    from docgen.docx.mend import Edit


class Kind(NamedTuple):
    """The record of its rules, and what judges by them.

    ``measured``: it judges the layout. ``of_templates``: a template must obey it already, before
    anything is filled in. ``mend``: how its faults are mended, where a rule lets it (``mend:
    true``); what has none needs a person.
    """

    rule: type[Rule]
    judge: Callable[[Any, Subject], Verdict]
    measured: bool = False
    of_templates: bool = False
    mend: Callable[[Any, Subject], Iterator[Edit]] | None = None


KINDS: Final[dict[str, Kind]] = {
    # the page
    "pages": Kind(pages.Pages, pages.judge, measured=True),
    "spare-lines": Kind(spare_lines.SpareLines, spare_lines.judge, measured=True),
    "page-size": Kind(page_size.PageSize, page_size.judge, of_templates=True),
    "orientation": Kind(orientation.Orientation, orientation.judge, of_templates=True),
    "direction": Kind(direction.Direction, direction.judge, of_templates=True),
    "margins": Kind(margins.Margins, margins.judge, of_templates=True),
    "grid": Kind(grid.Grid, grid.judge, of_templates=True, mend=grid.mend),
    # the type
    "font": Kind(font.Font, font.judge, of_templates=True, mend=font.mend),
    "size": Kind(size.Size, size.judge, of_templates=True, mend=size.mend),
    "line-height": Kind(
        line_height.LineHeight, line_height.judge, of_templates=True, mend=line_height.mend
    ),
    "language": Kind(language.Language, language.judge, of_templates=True, mend=language.mend),
    # the signs
    "characters": Kind(
        characters.Characters, characters.judge, of_templates=True, mend=characters.mend
    ),
    "split": Kind(split.Split, split.judge, of_templates=True),
    "pattern": Kind(pattern.Pattern, pattern.judge, of_templates=True, mend=pattern.mend),
    "words": Kind(words.Words, words.judge, of_templates=True),
    "brackets": Kind(brackets.Brackets, brackets.judge),
    # the ladder
    "ladder-step": Kind(ladder_step.LadderStep, ladder_step.judge),
    "ladder-order": Kind(ladder_order.LadderOrder, ladder_order.judge),
    "ladder-form": Kind(ladder_form.LadderForm, ladder_form.judge),
    # the contents
    "sections": Kind(sections.Sections, sections.judge),
    "section-order": Kind(section_order.SectionOrder, section_order.judge),
    "empty-section": Kind(empty_section.EmptySection, empty_section.judge),
    "guidance": Kind(guidance.Guidance, guidance.judge),
    "tags": Kind(tags.Tags, tags.judge),
    "cases": Kind(cases.Cases, cases.judge),
    "figures": Kind(figures.Figures, figures.judge),
    "captions": Kind(captions.Captions, captions.judge),
    "residue": Kind(residue.Residue, residue.judge, of_templates=True, mend=residue.mend),
    # the prose
    "names": Kind(names.Names, names.judge),
    "year": Kind(year.Year, year.judge),
    "dates": Kind(dates.Dates, dates.judge),
    "due-dates": Kind(due_dates.DueDates, due_dates.judge),
    "heading-end": Kind(heading_end.HeadingEnd, heading_end.judge),
    "stops": Kind(stops.Stops, stops.judge),
    "repeats": Kind(repeats.Repeats, repeats.judge),
}
