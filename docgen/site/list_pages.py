"""The pages that are lists: of a year, of an agency, of all agencies, the map of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from docgen.site.environment import markup
from docgen.site.frame import ACCESSIBILITY, DETAILS, Link
from docgen.site.metadata import flat, linked_data
from docgen.site.pages import changes
from docgen.site.words import date
from docgen.site.year_results import own, side_by_side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.site.frame import Writer
    from docgen.site.records import Published, Version


class Section(Struct, frozen=True):
    """A part of a page of links."""

    id: str
    title: str
    intro: str = ""
    lines: tuple[str, ...] = ()
    nodes: tuple[Link, ...] = ()


def year(
    writer: Writer, versions: Sequence[Version], children: Sequence[Version], *, inside: bool
) -> str:
    """The newest of ``versions`` with all of them; ``inside``: as the version's own index."""
    version = versions[-1]
    title = writer.site.told("year-title", agency=version.name, year=version.year)
    base = "" if inside else f"v{version.version}/"
    address = f"{version.agency}/{version.year}/{base if inside else ''}"
    crumbs = writer.crumbs(version, "../" if inside else "")
    return writer.render(
        "year.html",
        title=title,
        heading=title,
        up="../../../" if inside else "../../",
        address=address,
        brand=version.name,
        accessibility=base + ACCESSIBILITY,
        crumbs=(*crumbs, Link(writer.number(version))) if inside else crumbs,
        dublin_core=version.dublin_core,
        linked_data=markup(linked_data(version, None, version.dublin_core["DC.Identifier"])),
        about=writer.about(version),
        inside=inside,
        note=writer.note(version),
        base=base,
        documents=[
            {
                "page": each.page,
                "title": flat(each.title),
                "mark": _mark(writer, each),
                "files": writer.downloads(version, each),
            }
            for each in version.documents
        ],
        whole=[writer.file(version, writer.site.word("whole-set"), None, version.whole)],
        versions=[
            _told(writer, each, "../" if inside else "", newest=each is version and not inside)
            for each in reversed(versions)
        ],
        own=own(writer, version),
        below=side_by_side(writer, version, children, "../../") if children else None,
        children=[
            Link(
                writer.site.told("year-title", agency=each.name, year=each.year),
                f"{'../' if inside else ''}../../{each.agency}/{each.year}/index.html",
            )
            for each in children
        ],
    )


def _mark(writer: Writer, document: Published) -> str:
    """That it is a blank form, or which part of it; of a filled one nothing."""
    if document.filled:
        return ""
    return writer.site.word("blank-annexes" if document.annexes else "blank")


def _told(writer: Writer, version: Version, up: str, *, newest: bool) -> dict[str, object]:
    first = version.version == 1
    folder = f"{up}v{version.version}/"
    return {
        "href": f"{folder}index.html",
        "number": writer.number(version),
        "date": date(version.updated),
        "newest": newest,
        "note": version.note or writer.site.word("first-version" if first else "no-note"),
        "changes": [] if first else changes(writer, version),
        "details": folder + DETAILS,
    }


def agency(
    writer: Writer,
    newest: Sequence[Version],
    children: Sequence[Version],
    beside: Sequence[Version],
) -> str:
    """``<agency>/index.html``: its years, newest first, and the agencies below it.

    Results are those of its newest year; ``beside`` is that year of the agencies below.
    """
    version = newest[-1]
    title = writer.site.told("agency-title", agency=version.name)
    sections = [
        Section(
            "years",
            writer.site.word("years"),
            nodes=tuple(
                Link(
                    writer.site.told("year-title", agency=each.name, year=each.year),
                    f"{each.year}/index.html",
                )
                for each in reversed(newest)
            ),
        )
    ]
    if children:
        nodes = tuple(Link(each.name, f"../{each.agency}/index.html") for each in children)
        sections.append(Section("children", writer.site.word("children"), nodes=nodes))
    return writer.render(
        "list.html",
        title=title,
        heading=title,
        intro="",
        up="../",
        address=f"{version.agency}/",
        brand=version.name,
        crumbs=(Link(writer.site.word("home"), "../index.html"), Link(version.name)),
        sections=sections,
        own=own(writer, version),
        below=side_by_side(writer, version, beside, "../") if beside else None,
    )


def everything(writer: Writer, tree: tuple[Link, ...]) -> str:
    """``index.html``: every agency, children under their parent."""
    title = writer.site.word("all-title")
    return writer.render(
        "list.html",
        title=title,
        heading=title,
        intro=writer.site.word("all-intro"),
        up="",
        address="",
        brand=title,
        crumbs=(Link(writer.site.word("home")),),
        own=None,
        below=None,
        sections=[Section("agencies", writer.site.word("agencies"), nodes=tree)],
    )


def whole_map(writer: Writer, tree: tuple[Link, ...]) -> str:
    """``sitemap.html``: 網站導覽, with the access keys that every page has."""
    title = writer.site.word("sitemap-title")
    blocks = ("top-block", "main-block", "foot-block")
    anchors = tuple(f"{writer.site.word('anchor')} {writer.site.word(name)}" for name in blocks)
    return writer.render(
        "list.html",
        title=title,
        heading=title,
        intro="",
        up="",
        address="sitemap.html",
        brand=writer.site.word("all-title"),
        crumbs=(Link(writer.site.word("home"), "index.html"), Link(title)),
        own=None,
        below=None,
        sections=[
            Section(
                "anchors",
                writer.site.word("anchor-title"),
                writer.site.word("sitemap-anchors"),
                anchors,
            ),
            Section("pages", writer.site.word("sitemap-pages"), nodes=tree),
        ],
    )
