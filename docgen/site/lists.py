"""The pages that name versions: of a year, of an agency, of all, the map; made from the records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from docgen.site import list_pages
from docgen.site.frame import Link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.site.frame import Writer
    from docgen.site.records import Version

Years = Mapping[int, Sequence["Version"]]
"""The versions of each year of an agency, oldest first."""


def lists(writer: Writer, known: Mapping[str, Years]) -> dict[str, bytes]:
    """Path in the bundle → page. Those of the years come first: they name the newest version."""
    agencies = {slug: _newest(years) for slug, years in known.items() if years}
    children = {
        slug: [other for other, version in sorted(agencies.items()) if version.parent == slug]
        for slug in agencies
    }
    pages: dict[str, str] = {}
    for slug, years in sorted(known.items()):
        for year, versions in sorted(years.items()):
            below = [known[c][year][-1] for c in children[slug] if year in known[c]]
            pages[f"{slug}/{year}/index.html"] = list_pages.year(
                writer, versions, below, inside=False
            )
    for slug, years in sorted(known.items()):
        newest = [versions[-1] for _, versions in sorted(years.items())]
        below = [agencies[child] for child in children[slug]]
        year = newest[-1].year
        beside = [known[c][year][-1] for c in children[slug] if year in known[c]]
        pages[f"{slug}/index.html"] = list_pages.agency(writer, newest, below, beside)
    roots = [slug for slug in sorted(agencies) if agencies[slug].parent not in agencies]
    tree = tuple(_nodes(roots, agencies, children))
    pages["index.html"] = list_pages.everything(writer, tree)
    pages["sitemap.html"] = list_pages.whole_map(
        writer, tuple(_whole(writer, roots, known, children))
    )
    made = {path: page.encode() for path, page in pages.items()}
    if writer.base:
        made["sitemap.xml"] = _sitemap(writer.base, known)
    return made


def _newest(years: Years) -> Version:
    return years[max(years)][-1]


def _nodes(
    slugs: Sequence[str], agencies: Mapping[str, Version], children: Mapping[str, list[str]]
) -> Iterator[Link]:
    for slug in slugs:
        below = tuple(_nodes(children[slug], agencies, children))
        yield Link(agencies[slug].name, f"{slug}/index.html", below)


def _whole(
    writer: Writer,
    slugs: Sequence[str],
    known: Mapping[str, Years],
    children: Mapping[str, list[str]],
) -> Iterator[Link]:
    """Agencies with their years and documents, then their children."""
    for slug in slugs:
        below = []
        for year, versions in sorted(known[slug].items(), reverse=True):
            newest = versions[-1]
            folder = f"{slug}/{year}/v{newest.version}/"
            documents = tuple(Link(d.title, folder + d.page) for d in newest.documents)
            title = writer.site.told("year-short", year=year)
            below.append(Link(title, f"{slug}/{year}/index.html", documents))
        below += _whole(writer, children[slug], known, children)
        yield Link(_newest(known[slug]).name, f"{slug}/index.html", tuple(below))


def _sitemap(base: str, known: Mapping[str, Years]) -> bytes:
    """``sitemap.xml`` (sitemaps.org): the pages of the newest versions with their dates."""
    rows = []
    for slug, years in sorted(known.items()):
        for year, versions in sorted(years.items()):
            newest = versions[-1]
            folder = f"{slug}/{year}/"
            inside = [f"{folder}v{newest.version}/{d.page}" for d in newest.documents]
            rows += [(path, newest.updated.isoformat()) for path in (folder, *inside)]
    lines = (
        f"<url><loc>{escape(base + path)}</loc><lastmod>{day}</lastmod></url>" for path, day in rows
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        + "\n".join(lines)
        + "\n</urlset>\n"
    ).encode()
