"""Replace some characters, where that loses nothing and lasts.

Left to a person: what a field computes or a control takes from elsewhere (Word would bring the
old text back), what is locked, and characters between which others hide (deleted or hidden
text, the edge of a tracked insertion): whoever accepts or rejects it would get another text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.docx.facts.inline import words_of
from docgen.docx.xml import SPACE, local, w

if TYPE_CHECKING:
    from docgen.docx.facts.trace import Trace
    from docgen.docx.mend.edits import Replace
    from docgen.docx.xml import Element

_LOCKED: Final = frozenset({"contentLocked", "sdtContentLocked"})
_CHOSEN: Final = frozenset(
    {"dataBinding", "dropDownList", "comboBox", "date", "checkbox", "docPartObj"}
)
_COMPUTED: Final = frozenset({"fldSimple", "ruby"})


def replace(trace: Trace, edit: Replace) -> Element | None:
    """Do it; the element that was changed, None where it is better left."""
    touched = [
        (start, index)
        for start, index in trace.visible()
        if start < edit.end and edit.start < start + len(trace.pieces[index].text)
    ]
    if not touched or not _is_whole(trace, [index for _, index in touched]):
        return None
    cuts = [
        (trace.sources[i], trace.pieces[i].text, max(edit.start - start, 0), edit.end - start)
        for start, i in touched
    ]
    if "".join(text[start:end] for _, text, start, end in cuts) != edit.found:
        return None
    wanted = edit.wanted
    for source, text, start, end in cuts:
        _write(source, text[:start] + wanted + text[end:])
        wanted = ""
    return cuts[0][0]


def _is_whole(trace: Trace, indexes: list[int]) -> bool:
    """Whether the pieces stand side by side, say their text themselves, and stand or fall together.

    A part that is used twice is read twice: the second edit finds another text than it was told.
    """
    if indexes != list(range(indexes[0], indexes[-1] + 1)):
        return False
    pieces = [trace.pieces[index] for index in indexes]
    if len({piece.inserted for piece in pieces}) > 1 or any(
        piece.field or piece.look.fit for piece in pieces
    ):
        return False
    return all(
        source.tag == w("t") and words_of(source) == piece.text and not _is_kept(source)
        for source, piece in zip((trace.sources[i] for i in indexes), pieces, strict=True)
    )


def _is_kept(source: Element) -> bool:
    """Whether something around it keeps its own text, or forbids to change it."""
    for above in source.iterancestors():
        name = local(above)
        if name in _COMPUTED or (name == "sdt" and keeps(above)):
            return True
    return False


def keeps(control: Element) -> bool:
    """Whether a content control is locked or shows what it holds elsewhere."""
    found = control.find(w("sdtPr"))
    for each in () if found is None else found:
        if local(each) in _CHOSEN:
            return True
        if local(each) == "lock" and each.get(w("val")) in _LOCKED:
            return True
    return False


def _write(source: Element, text: str) -> None:
    source.text = text
    if text != text.strip():
        source.set(SPACE, "preserve")
