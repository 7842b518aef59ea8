"""A version of an agency's year as files: pages, downloads, checksums, records.

Pure: the same documents, date and history are the same bytes. ``pipeline`` writes them.
"""

from __future__ import annotations

import difflib
import hashlib
from typing import TYPE_CHECKING

from msgspec import Struct

from docgen.docx import zipped
from docgen.site import pages
from docgen.site.document import Piece, document
from docgen.site.frame import ACCESSIBILITY, DETAILS
from docgen.site.list_pages import year
from docgen.site.metadata import dublin_core
from docgen.site.records import (
    METADATA,
    RECORD,
    SUMS,
    Change,
    File,
    Published,
    Results,
    Version,
    encoded,
)
from docgen.site.text import words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from docgen.site.document import Html
    from docgen.site.frame import Writer


class Ready(Struct, frozen=True):
    """One document that may be published; ``files`` by format, the docx among them.

    ``language`` is that of the whole document. ``annexes``: of a set only these are blank.
    """

    name: str
    type: str
    title: str
    filled: bool
    pieces: tuple[Piece, ...]
    files: Mapping[str, bytes]
    pages: int | None
    language: str = ""
    annexes: bool = False


class Order(Struct, frozen=True):
    """What a new version is made of. ``build`` is how it was made (tools, templates, data)."""

    agency: str
    name: str
    parent: str | None
    year: int
    issued: dt.date | None
    publication: Mapping[str, str]
    documents: tuple[Ready, ...]
    day: dt.date
    note: str
    build: Mapping[str, object]
    results: Results = Results()


class Past(Struct, frozen=True):
    """What is published already, oldest first, and the words of the newest by document."""

    versions: tuple[Version, ...] = ()
    texts: Mapping[str, tuple[str, ...]] = {}

    @property
    def next(self) -> int:
        """The number of the version to come."""
        return self.versions[-1].version + 1 if self.versions else 1


class Made(Struct, frozen=True):
    """A version and its files by name; all lie in its own folder."""

    version: Version
    files: Mapping[str, bytes]


def html_of(writer: Writer, ready: Ready) -> Html:
    """The document as a page's title and body."""
    return document(writer.pages, ready.pieces, level=1, id_=f"dg-{ready.name}")


def content_of(order: Order, htmls: Mapping[str, Html], look: str) -> str:
    """A hash of everything but the day, the note, and who made it with what.

    ODT and PDF come from the docx, so that their formats count and not their bytes: an unchanged
    year need not be converted to know that it is.
    """
    known: list[object] = [order.agency, order.name, order.parent, order.year, str(order.issued)]
    known += sorted(order.publication.items())
    known += [look, order.results]
    for each in order.documents:
        html = htmls[each.name]
        known += [each.name, each.title, each.filled, html.title, html.body]
        known.append(_sha(each.files["docx"]))
    return hashlib.sha256(repr(known).encode()).hexdigest()


def is_published(writer: Writer, order: Order, past: Past) -> bool:
    """Whether the newest version says the same already; ODT and PDF need not be there to know."""
    if not past.versions:
        return False
    htmls = {each.name: html_of(writer, each) for each in order.documents}
    return past.versions[-1].content == content_of(order, htmls, writer.look)


def make(writer: Writer, order: Order, past: Past) -> Made:
    """The next version."""
    htmls = {each.name: html_of(writer, each) for each in order.documents}
    content = content_of(order, htmls, writer.look)
    downloads: dict[str, bytes] = {}
    published = tuple(
        _published(writer, order, each, htmls[each.name], downloads) for each in order.documents
    )
    whole_name = f"{order.agency}-{order.year}-v{past.next}.zip"
    whole = _zip(writer, order, downloads)
    lines = _lines(past, htmls)
    version = _version(
        writer, order, past, published, _file(whole_name, "zip", whole), content, lines
    )
    files = {
        **downloads,
        whole_name: whole,
        **_pages(writer, past, version, htmls, lines),
        METADATA: encoded(version),
        RECORD: encoded(order.build),
    }
    files = dict(sorted(files.items()))
    return Made(version, {**files, SUMS: sums(files)})


def again(
    writer: Writer, order: Order, past: Past, version: Version, downloads: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The zip and the pages of a version as ``make`` made them; ``past`` is what was before it.

    They are the same bytes only where ``order`` says what the version said: whoever asks compares.
    """
    named = {each.name for each in version.documents}
    documents = tuple(each for each in order.documents if each.name in named)
    if len(documents) < len(named):
        return {}
    htmls = {each.name: html_of(writer, each) for each in documents}
    pages_ = _pages(writer, past, version, htmls, _lines(past, htmls))
    return {version.whole.file: _zip(writer, order, downloads), **pages_}


def _zip(writer: Writer, order: Order, downloads: Mapping[str, bytes]) -> bytes:
    """All downloads, and each document to paste into a CMS."""
    fragments = {
        f"cms/{each.name}.html": _fragment(writer, order, each) for each in order.documents
    }
    return zipped.write(dict(sorted({**downloads, **fragments}.items())))


def _lines(past: Past, htmls: Mapping[str, Html]) -> dict[str, tuple[str, ...]]:
    return differences(past.texts, {name: words(_whole(html)) for name, html in htmls.items()})


def _pages(
    writer: Writer,
    past: Past,
    version: Version,
    htmls: Mapping[str, Html],
    lines: Mapping[str, tuple[str, ...]],
) -> dict[str, bytes]:
    """Every page of a version by its name."""
    made = {
        each.page: pages.document(writer, version, each, htmls[each.name])
        for each in version.documents
    }
    made["index.html"] = year(writer, (*past.versions, version), (), inside=True)
    made[ACCESSIBILITY] = pages.accessibility(writer, version)
    if past.versions:
        made[DETAILS] = pages.details(writer, version, lines)
    return {name: page.encode() for name, page in made.items()}


def _whole(html: Html) -> str:
    return f'<div class="dg-text">{html.title}</div><div class="dg-text">{html.body}</div>'


def _published(
    writer: Writer, order: Order, each: Ready, html: Html, downloads: dict[str, bytes]
) -> Published:
    made = []
    for format_ in writer.site.formats:
        if format_ in each.files:
            name = f"{order.agency}-{order.year}-{each.name}.{format_}"
            downloads[name] = each.files[format_]
            made.append(_file(name, format_, each.files[format_]))
    text = _sha("\n".join(words(_whole(html))).encode())
    page = f"{each.name}.html"
    return Published(
        each.name,
        each.type,
        each.title,
        each.filled,
        page,
        each.pages,
        text,
        tuple(made),
        each.annexes,
    )


def _file(name: str, format_: str, content: bytes) -> File:
    return File(name, format_, len(content), _sha(content))


def _fragment(writer: Writer, order: Order, each: Ready) -> bytes:
    """The document to paste into a CMS: no head, no style, ids that no other page has."""
    id_ = f"dg-{order.agency}-{order.year}-{each.name}"
    html = document(writer.pages, each.pieces, level=writer.site.fragment_level, id_=id_)
    return pages.fragment(writer, html, id_).encode()


def _version(
    writer: Writer,
    order: Order,
    past: Past,
    published: tuple[Published, ...],
    whole: File,
    content: str,
    lines: Mapping[str, tuple[str, ...]],
) -> Version:
    first = past.versions[0].published if past.versions else order.day
    title = writer.site.told("year-title", agency=order.name, year=order.year)
    core = dublin_core(
        writer.site,
        title=title,
        agency=order.name,
        year=order.year,
        publication=order.publication,
        updated=order.day,
        identifier=f"{writer.base}{order.agency}/{order.year}/",
        relation=writer.site.word("site"),
    )
    return Version(
        agency=order.agency,
        name=order.name,
        parent=order.parent,
        year=order.year,
        version=past.next,
        published=first,
        updated=order.day,
        issued=order.issued,
        note=order.note,
        content=content,
        publication=dict(order.publication),
        dublin_core=core,
        documents=published,
        whole=whole,
        changes=tuple(_changes(past.versions[-1].documents, published, lines))
        if past.versions
        else (),
        results=order.results,
    )


def _changes(
    old: Sequence[Published], new: Sequence[Published], lines: Mapping[str, tuple[str, ...]]
) -> Iterator[Change]:
    before = {each.name: each for each in old}
    for each in new:
        known = before.pop(each.name, None)
        if known is None:
            yield Change("added", each.name, each.title)
        elif known.words != each.words:
            found = lines.get(each.name, ())
            gone = sum(line.startswith("-") for line in found)
            yield Change("changed", each.name, each.title, gone, len(found) - gone)
        elif known.files != each.files or known.title != each.title:
            yield Change("retyped", each.name, each.title)
    for each in before.values():
        yield Change("removed", each.name, each.title)


def differences(
    old: Mapping[str, tuple[str, ...]], new: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """For each document in both, the lines that went (``-…``) and came (``+…``)."""
    return {name: changed(old[name], text) for name, text in new.items() if name in old}


def changed(old: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    """The lines that went (``-…``) and came (``+…``), in their order."""
    found = difflib.unified_diff(old, new, lineterm="", n=0)
    return tuple(line for line in list(found)[2:] if not line.startswith("@@"))


def sums(files: Mapping[str, bytes], recorded: Mapping[str, str] = {}) -> bytes:
    """``SHA256SUMS`` as ``sha256sum --check`` reads it; what is ``recorded`` stays as it is."""
    told = ((recorded.get(name) or _sha(content), name) for name, content in files.items())
    return "".join(f"{digest}  {name}\n" for digest, name in told).encode()


def sums_of(content: bytes) -> dict[str, str]:
    """File → SHA-256 of a ``SHA256SUMS``; what is no such line is left out."""
    made = {}
    for line in content.decode("utf-8", "replace").splitlines():
        digest, _, name = line.partition("  ")
        if len(digest) == 64 and name:
            made[name] = digest
    return made


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
