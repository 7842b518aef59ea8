"""A docx read as facts (``facts_of``), each property resolved as Word resolves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docgen.docx.facts.shape import Facts
    from docgen.docx.facts.trace import Traced

__all__ = ["facts_of", "traced"]


def facts_of(docx: bytes, name: str) -> Facts:
    """All facts of a docx (``docgen.docx.facts.read``)."""
    from docgen.docx.facts.read import facts_of as read

    return read(docx, name)


def traced(docx: bytes, name: str) -> Traced:
    """The facts with the way back to the XML (``docgen.docx.facts.trace``)."""
    from docgen.docx.facts.read import traced as read

    return read(docx, name)
