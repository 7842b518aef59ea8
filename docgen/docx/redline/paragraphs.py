"""Paragraphs that stay, go or come, with their marks, so that what is left has the right format.

A paragraph's properties belong to its mark (17.3.1.29): when a tracked mark goes, the text joins
the next paragraph and takes that one's properties. The last mark of a cell, or before a table,
cannot go. So what comes or goes *at the end* is tracked on the mark before it, and the last one
remembers (w:pPrChange) what the text before it would then look like.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from docgen.docx.redline.marks import Marks, alike, without
from docgen.docx.redline.pairs import Pair
from docgen.docx.redline.runs import changed, tokens
from docgen.docx.xml import local, make, w

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.docx.xml import Element

_PROPERTIES: Final = w("pPr")
_APART: Final = ("rPr", "sectPr", "pPrChange")
_TRACKED: Final = ("ins", "del", "moveFrom", "moveTo", "rPrChange")


class Mark(Struct, frozen=True):
    """One paragraph of the result. ``kind``: its mark stays (""), comes (ins) or goes (del).

    ``old`` and ``new`` give the text; ``was`` and ``now`` whose properties the mark has.
    """

    old: Element | None
    new: Element | None
    was: Element
    now: Element
    kind: str = ""


def paragraphs(pairs: Sequence[Pair], marks: Marks) -> list[Element]:
    """A stretch of paragraphs that ends a cell, a part, or before a table."""
    planned = [_mark(pair) for pair in _ending(pairs)]
    texts = [_text(each, marks) for each in planned]
    made = []
    for mark, text in zip(_moved(planned, [_end(text) for text in texts]), texts, strict=True):
        paragraph = make("p")
        properties = _properties(mark, marks)
        if len(properties):
            paragraph.append(properties)
        paragraph.extend(text)
        made.append(paragraph)
    return made


def _text(mark: Mark, marks: Marks) -> list[Element]:
    went = [] if mark.old is None else tokens(mark.old)
    came = [] if mark.new is None else tokens(mark.new)
    return changed(went, came, marks)


def _end(text: Sequence[Element]) -> str:
    """How the text ends: with something that comes (ins), goes (del), or stays."""
    kind = local(text[-1]) if text else ""
    return kind if kind in {"ins", "del"} else ""


def _ending(pairs: Sequence[Pair]) -> list[Pair]:
    """The last paragraph is in both wherever both end with one of their own."""
    last = max(
        (at for at, pair in enumerate(pairs) if pair.old is not None and pair.new is not None),
        default=-1,
    )
    tail = pairs[last + 1 :]
    went = [pair.old for pair in tail if pair.old is not None]
    came = [pair.new for pair in tail if pair.new is not None]
    if not went or not came:
        return list(pairs)
    return [
        *pairs[: last + 1],
        *(Pair(old, None) for old in went[:-1]),
        *(Pair(None, new) for new in came[:-1]),
        Pair(went[-1], came[-1]),
    ]


def _moved(planned: Sequence[Mark], ends: Sequence[str]) -> list[Mark]:
    """Marks moved up by one where the last of a stretch that comes or goes cannot go itself.

    That is at the end, and where the text before the stretch ends with a change of the same kind:
    LibreOffice takes the two for one change, and the mark between them with it.
    """
    made = list(planned)
    for at, each in enumerate(planned):
        behind = at + 1
        while behind < len(made) and planned[behind].kind == planned[at + 1].kind:
            behind += 1
        last = made[behind - 1]
        if each.kind or not last.kind or not (behind == len(made) or ends[at] == last.kind):
            continue
        kept = made[at]
        made[at] = Mark(kept.old, kept.new, kept.was, kept.now, last.kind)
        was, now = (kept.was, last.now) if last.kind == "ins" else (last.was, kept.now)
        made[behind - 1] = Mark(last.old, last.new, was, now)
    return made


def _mark(pair: Pair) -> Mark:
    if pair.old is not None and pair.new is not None:
        return Mark(pair.old, pair.new, pair.old, pair.new)
    if pair.old is not None:
        return Mark(pair.old, None, pair.old, pair.old, "del")
    assert pair.new is not None  # noqa: S101 - a pair has one side at least
    return Mark(None, pair.new, pair.new, pair.new, "ins")


def _properties(mark: Mark, marks: Marks) -> Element:
    was, now = mark.was.find(_PROPERTIES), mark.now.find(_PROPERTIES)
    made, before = without(now, "pPr", *_APART), without(was, "pPr", *_APART)
    look = _look(mark, was, now, marks)
    if len(look):
        made.append(look)
    if not alike(made if not len(look) else without(made, "pPr", "rPr"), before):
        made.append(marks.formerly("pPrChange", before))
    return made


def _look(mark: Mark, was: Element | None, now: Element | None, marks: Marks) -> Element:
    """The format of the mark itself, with its change in front (17.3.1.29)."""
    old, new = (
        without(None if one is None else one.find(w("rPr")), "rPr", *_TRACKED) for one in (was, now)
    )
    made = deepcopy(new)
    if not alike(old, new):
        made.append(marks.formerly("rPrChange", old))
    if mark.kind:
        made.insert(0, marks.change(mark.kind))
    return made


def set_section(paragraph: Element, section: Element) -> None:
    """The end of a section, which the last paragraph of it carries (17.6.18)."""
    properties = paragraph.find(_PROPERTIES)
    if properties is None:
        properties = make("pPr")
        paragraph.insert(0, properties)
    change = properties.find(w("pPrChange"))
    at = len(properties) if change is None else properties.index(change)
    properties.insert(at, deepcopy(section))
