"""Make the edits of one reading: formats first, then texts from the end of the document on.

An edit that would lose something, or would not last, is not made; who asked reads the document
again and finds the fault still there. Parts in which nothing was changed stay the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docgen.docx.mend import twins
from docgen.docx.mend.clear import clear
from docgen.docx.mend.edits import Clear, Replace, Respace, Restyle, Ungrid
from docgen.docx.mend.looks import respace, restyle, ungrid
from docgen.docx.mend.texts import replace
from docgen.docx.pack import pack
from docgen.docx.written import part_of, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.docx.facts.trace import Traced
    from docgen.docx.mend.edits import Edit
    from docgen.docx.xml import Element


class Applied(NamedTuple):
    """The docx with the edits that were made."""

    docx: bytes
    edits: tuple[Edit, ...]


def apply(traced: Traced, edits: Sequence[Edit]) -> Applied:
    """``traced`` is used up: its trees are changed.

    Of two replacements that overlap the first is made; the second is asked for again when the
    document is read anew.
    """
    pairs = twins.pairs(traced.roots.values())
    done: dict[int, Edit] = {}
    changed: set[str] = set()
    free: dict[int, int] = {}  # paragraph → where the replacements made so far begin
    for place, edit in sorted(enumerate(edits), key=_last_text_first):
        if isinstance(edit, Replace) and edit.end > free.get(edit.paragraph, edit.end):
            continue
        element = _made(traced, edit)
        if element is None:
            continue
        changed.add(part_of(traced, element))
        done[place] = edit
        if isinstance(edit, Replace):
            free[edit.paragraph] = edit.start
    twins.copy(pairs)
    names = {edit.found for edit in edits if isinstance(edit, Clear)}
    cleared, taken = clear(traced.parts, names)
    done |= {
        place: edit
        for place, edit in enumerate(edits)
        if isinstance(edit, Clear) and edit.found in taken
    }
    parts = {**traced.parts, **written(traced, changed), **cleared}
    return Applied(pack(parts), tuple(edit for _, edit in sorted(done.items())))


def _last_text_first(numbered: tuple[int, Edit]) -> tuple[bool, int, int]:
    place, edit = numbered
    if isinstance(edit, Replace):
        return True, -edit.paragraph, -edit.start
    return False, place, 0


def _made(traced: Traced, edit: Edit) -> Element | None:
    """Make one edit in the trees; an element that was changed, or None."""
    if isinstance(edit, Replace):
        return replace(traced.traces[edit.paragraph], edit)
    if isinstance(edit, Restyle):
        return restyle(traced.traces[edit.paragraph], edit)
    if isinstance(edit, Respace):
        return respace(traced.traces[edit.paragraph], edit)
    if isinstance(edit, Ungrid):
        return ungrid(traced.sections[edit.section])
    return None
