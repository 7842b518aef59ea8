"""Word comments at places of a text (ECMA-376 17.13.4): the text stays the same, runs may be cut.

A comment covers the characters that it speaks of. Word takes comments in the body only: what
stands in a text box or a note is commented where that is anchored, a header or footer at the
first paragraph of its section, what stands nowhere at the first of the document.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from docgen.docx.facts.measure import whole
from docgen.docx.pack import pack
from docgen.docx.package import TYPES
from docgen.docx.ranges import Range, mark
from docgen.docx.rels import (
    ContentTypes,
    Rel,
    read_rels,
    read_types,
    rels_name,
    target_of,
    write_rels,
    write_types,
)
from docgen.docx.written import restored, written
from docgen.docx.xml import ILLEGAL, SPACE, R, make, serialize, w

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docgen.docx.facts.shape import Paragraph
    from docgen.docx.facts.trace import Trace, Traced
    from docgen.docx.xml import Element

AUTHOR: Final = "docgen"
_KIND: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


class Note(Struct, frozen=True):
    """A comment of some lines. ``paragraph`` is an index into the facts, or None.

    ``start`` and ``end`` are offsets into its text; where they hold nothing, all of it is meant.
    """

    paragraph: int | None
    start: int
    end: int | None
    lines: tuple[str, ...]


def annotated(traced: Traced, notes: Sequence[Note]) -> bytes:
    """The docx with the comments beside those it has; ``traced`` is used up.

    No date is written: the same document gets the same bytes on another day.
    """
    if not notes:
        return pack(traced.parts)
    name = _comments_part(traced)
    root = traced.roots[name] if name in traced.roots else make("comments")
    taken = [whole(each.get(w("id"))) or 0 for each in root.iter(w("comment"))]
    first = max(taken, default=-1) + 1
    by_paragraph: dict[int, list[Range]] = {}
    for number, note in enumerate(notes, first):
        at, exact = _place(traced, note.paragraph)
        start, end = (note.start, note.end) if exact else (0, None)
        by_paragraph.setdefault(at, []).append(Range(str(number), start, end))
        root.append(_comment(str(number), note.lines))
    traces = traced.traces or (_made_paragraph(traced),)
    for at, ranges in sorted(by_paragraph.items()):
        mark(traces[at], ranges)
    parts = {**traced.parts, **written(traced, {traced.main})}
    parts[name] = restored(serialize(root), strict=traced.strict)
    if name not in traced.parts:
        parts |= _declared(traced, name)
    return pack(parts)


def _comment(number: str, lines: Iterable[str]) -> Element:
    comment = make("comment", {"id": number, "author": AUTHOR, "initials": AUTHOR})
    for place, line in enumerate(lines):
        paragraph = make("p")
        if place == 0:  # the sign that Word puts before the words
            sign = make("r")
            sign.append(make("annotationRef"))
            paragraph.append(sign)
        run = make("r")
        text = make("t", text=ILLEGAL.sub("", line))
        text.set(SPACE, "preserve")
        run.append(text)
        paragraph.append(run)
        comment.append(paragraph)
    return comment


def _place(traced: Traced, index: int | None) -> tuple[int, bool]:
    """Which paragraph of the body to comment, and whether it is the one that was meant."""
    paragraphs = traced.facts.paragraphs
    if index is None:
        return _first(paragraphs, 0), False
    paragraph = paragraphs[index]
    if paragraph.part == "body":
        return index, True
    by_number = {each.number: place for place, each in enumerate(paragraphs)}
    anchor = paragraph.anchor
    while anchor in by_number:
        place = by_number[anchor]
        if paragraphs[place].part == "body":
            return place, False
        anchor = paragraphs[place].anchor
    return _first(paragraphs, paragraph.section), False


def _first(paragraphs: Sequence[Paragraph], section: int) -> int:
    """The first paragraph of the section's body, with words if there is one."""
    body = [place for place, each in enumerate(paragraphs) if each.part == "body"]
    there = [place for place in body if paragraphs[place].section == section]
    said = [place for place in there or body if paragraphs[place].text.strip()]
    return next(iter((*said, *there, *body)), 0)


def _made_paragraph(traced: Traced) -> Trace:
    """A body without any paragraph gets one to hang the comments on."""
    from docgen.docx.facts.trace import Trace

    root = traced.roots[traced.main]
    body = root.find(w("body"))
    if body is None:
        body = make("body")
        root.append(body)
    paragraph = make("p")
    body.insert(0, paragraph)
    return Trace(paragraph, (), ())


def _comments_part(traced: Traced) -> str:
    """The part that holds the comments, or a free name for one."""
    rels = read_rels(traced.parts.get(rels_name(traced.main), b"<a/>"))
    found = next((rel for rel in rels if rel.kind == "comments" and not rel.external), None)
    if found is not None and target_of(traced.main, found) in traced.parts:
        return target_of(traced.main, found)
    folder = posixpath.dirname(traced.main)
    taken = {name.lower() for name in traced.parts}
    names = ("comments.xml", *(f"comments{number}.xml" for number in range(2, 99)))
    return next(
        path for each in names if (path := posixpath.join(folder, each)).lower() not in taken
    )


def _declared(traced: Traced, name: str) -> dict[str, bytes]:
    """The content type and the relationship of the new part."""
    rels = rels_name(traced.main)
    known = [
        rel
        for rel in read_rels(traced.parts.get(rels, b"<a/>"))
        if rel.kind != "comments" or rel.external
    ]
    ids = {rel.id for rel in known}
    id_ = next(each for n in range(1, len(ids) + 2) if (each := f"docgen{n}") not in ids)
    types = read_types(traced.parts[TYPES])
    target = f"/{name}"
    kind = restored(f"{R}/comments".encode(), strict=traced.strict).decode()
    rel = Rel(id_, kind, target, external=False)
    overrides = {**types.overrides, name: _KIND}
    return {
        rels: write_rels([*known, rel]),
        TYPES: write_types(ContentTypes(types.defaults, overrides)),
    }
