"""Which engine measures: the typesetter where its verdict is clear, LibreOffice where it must.

The typesetter alone decides where its last line stands further from the limit than a guard band
(Word was never asked, and near the limit a line decides). Inside it, and for what it hands on,
LibreOffice lays the document out; where both speak and differ, that is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct, structs

from docgen.layout import Layout, libreoffice, typeset
from docgen.problem import Problem, Where

if TYPE_CHECKING:
    from docgen.docx.facts.shape import Facts

Choice = Literal["auto", "typeset", "libreoffice"]
CHOICES: Final[tuple[Choice, ...]] = ("auto", "typeset", "libreoffice")


class Measured(Struct, frozen=True):
    """What the engines that were asked say; none where none could judge."""

    layouts: tuple[Layout, ...]
    problems: tuple[Problem, ...] = ()


def measure(
    docx: bytes, facts: Facts, name: str, *, choice: Choice, limit: int, guard: int
) -> Measured:
    """The pages of one document that has at most ``limit``; ``guard`` is the band in lines."""
    computed = None if choice == "libreoffice" else typeset.measure(facts)
    known = computed if isinstance(computed, Layout) else None
    if choice == "typeset" or (known is not None and distance(known, facts, limit) > guard):
        return Measured((known,) if known else ())
    (asked,) = libreoffice.measure([docx], [name])
    if isinstance(asked, Layout):
        return Measured((asked, known) if known else (asked,), _disagreement(asked, known, name))
    if choice == "auto" and known is not None:
        return Measured((known,), (structs.replace(asked, level="warning"),))
    return Measured((), (asked,))


def distance(layout: Layout, facts: Facts, limit: int) -> int:
    """How many lines lie between the document's last one and the last that ``limit`` pages hold."""
    section = facts.sections[0]
    heights = [p.line for p in facts.paragraphs if p.part == "body" and p.rule == "exact"]
    if not heights or layout.lines is None:
        return 0
    on_a_page = (section.height - section.top - section.bottom) // max(heights)
    return abs(limit * on_a_page - (layout.pages - 1) * on_a_page - layout.lines)


def _disagreement(asked: Layout, known: Layout | None, name: str) -> tuple[Problem, ...]:
    if known is None or known.pages == asked.pages:
        return ()
    args = {"libreoffice": str(asked.pages), "typeset": str(known.pages)}
    return (Problem("engines-disagree", Where(docx=name), args, "warning"),)
