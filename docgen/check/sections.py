"""What the kinds that look at pages share: section after section, each with its first paragraph."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from docgen.check.subject import Finding, Subject, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from docgen.docx.facts.shape import Paragraph

TWIPS_PER_MM: Final = Decimal(1440) / Decimal("25.4")


def judge_sections(subject: Subject, fault: Callable[[int], dict[str, str] | None]) -> Verdict:
    """``fault`` answers for the section of that index: the arguments of its fault, or None."""
    sections = range(len(subject.facts.sections))
    found = ((number, fault(number)) for number in sections)
    return Verdict(
        len(sections),
        tuple(
            Finding({"section": str(number + 1), **args}, _first(subject, number))
            for number, args in found
            if args is not None
        ),
    )


def _first(subject: Subject, section: int) -> Paragraph | None:
    inside = (p for p in subject.facts.paragraphs if p.section == section and p.part == "body")
    return next(inside, None)
