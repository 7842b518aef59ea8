"""One document as HTML: its title, its body, and the list of its headings."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from docgen.site.environment import Pages


class Piece(Struct, frozen=True):
    """A context, the template that prints it (``plan.html``), the source that both are of."""

    template: str
    context: object
    source: str


class Heading(Struct, frozen=True):
    """A heading of the body; ``level`` counts from the title's, 1 below it."""

    level: int
    id: str
    text: str


class Html(Struct, frozen=True):
    """``title`` and ``body`` are markup; both together hold every word of the document."""

    title: str
    body: str
    headings: tuple[Heading, ...]
    source: str


def document(pages: Pages, pieces: tuple[Piece, ...], *, level: int, id_: str) -> Html:
    """The document whose title is a heading of ``level``; ids begin with ``id_``.

    Of a set, the first piece is the document, the others its annexes one level lower.
    """
    title = pages.render("_title.html", piece=pieces[0], level=level, id=f"{id_}-1")
    bodies = [pages.render("_body.html", piece=pieces[0], level=level, id=f"{id_}-1")]
    bodies += [
        pages.render("_annex.html", piece=piece, level=level + 1, id=f"{id_}-{number}")
        for number, piece in enumerate(pieces[1:], 2)
    ]
    body = "\n".join(bodies)
    return Html(title, body, _headings(body, level), pieces[0].source)


def _headings(body: str, level: int) -> tuple[Heading, ...]:
    reader = _Headings(level)
    reader.feed(body)
    reader.close()
    return tuple(reader.made)


class _Headings(HTMLParser):
    def __init__(self, base: int) -> None:
        super().__init__(convert_charrefs=True)
        self.base = base
        self.made: list[Heading] = []
        self.here: tuple[int, str] | None = None
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdecimal():
            self.here = int(tag[1]), known.get("id") or ""
        elif known.get("role") == "heading":
            self.here = int(known.get("aria-level") or 7), known.get("id") or ""
        elif tag == "br" and self.here:
            self.said.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if self.here and (tag == "div" or (len(tag) == 2 and tag[0] == "h")):
            level, id_ = self.here
            self.made.append(Heading(level - self.base, id_, "".join(self.said)))
            self.here, self.said = None, []

    def handle_data(self, data: str) -> None:
        if self.here:
            self.said.append(data)
