"""Change a finished docx by small edits that lose nothing; what is not changed stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.docx.mend.edits import Clear, Edit, Replace, Respace, Restyle, Ungrid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.docx.facts.trace import Traced
    from docgen.docx.mend.applied import Applied

__all__ = ["Clear", "Edit", "Replace", "Respace", "Restyle", "Ungrid", "apply"]


def apply(traced: Traced, edits: Sequence[Edit]) -> Applied:
    """Make the edits (``docgen.docx.mend.applied``)."""
    from docgen.docx.mend.applied import apply as made

    return made(traced, edits)
