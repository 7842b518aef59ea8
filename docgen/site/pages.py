"""Every page of the bundle, from the records of its versions: pure, the same each time."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from docgen.site.environment import markup
from docgen.site.metadata import MEDIA, dublin_core, flat, linked_data, said
from docgen.site.words import date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docgen.site.document import Html
    from docgen.site.environment import Pages
    from docgen.site.records import Change, File, Published, Version
    from docgen.site.words import Site

_KILO: Final = 1024
DETAILS: Final = "changes.html"
ACCESSIBILITY: Final = "accessibility.html"


class Link(Struct, frozen=True):
    """A step of the breadcrumb, or an entry of a list with those below it."""

    text: str
    href: str = ""
    nodes: tuple[Link, ...] = ()


class Section(Struct, frozen=True):
    """A part of a page of links."""

    id: str
    title: str
    intro: str = ""
    lines: tuple[str, ...] = ()
    nodes: tuple[Link, ...] = ()


class Writer(Struct, frozen=True):
    """What all pages share; ``base`` is the address of the bundle, empty where it is not known."""

    pages: Pages
    site: Site
    css: str
    base: str = ""

    def _render(self, template: str, *, title: str, up: str, address: str, **more: Any) -> str:
        style = self.css.strip()
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
        shared: dict[str, Any] = {
            "site": self.site,
            "policy": policy,
            "css": markup(style),
            "title": flat(title),
            "description": flat(title),
            "canonical": f"{self.base}{address}" if self.base else "",
            "up": up,
            "dublin_core": {},
            "linked_data": "",
            "accessibility": "",
        }
        return self.pages.render(template, **{**shared, **more})

    def fragment(self, html: Html, id_: str) -> str:
        """The document alone, for a CMS that has its own head and furniture."""
        made = Marked(markup(html.title), markup(html.body), html.headings)
        return self.pages.render("fragment.html", site=self.site, document=made, id=id_)

    # one document

    def document(self, version: Version, document: Published, html: Html) -> str:
        """``v1/plan.html``."""
        address = f"{version.agency}/{version.year}/v{version.version}/{document.page}"
        core = dublin_core(
            self.site,
            title=document.title,
            agency=version.name,
            year=version.year,
            publication=version.publication,
            updated=version.updated,
            identifier=self.base + address,
            relation=version.dublin_core["DC.Title"],
        )
        return self._render(
            "document.html",
            title=f"{document.title}－{version.name}",
            up="../../../",
            address=address,
            brand=version.name,
            accessibility=ACCESSIBILITY,
            crumbs=(*self._crumbs(version, "../"), Link(flat(document.title))),
            dublin_core=core,
            linked_data=markup(linked_data(version, document, core["DC.Identifier"])),
            document=Marked(markup(html.title), markup(html.body), html.headings),
            name=flat(document.title),
            about=self.about(version),
            note=self._note(version),
            downloads=self.downloads(version, document),
        )

    def _note(self, version: Version) -> str:
        return self.site.say("version-note", year=version.year, number=version.version)

    def about(self, version: Version) -> dict[str, object]:
        """The facts that every page of a version shows."""
        known = {name: said(self.site, text) for name, text in version.publication.items()}
        return {
            **known,
            "agency": version.name,
            "published": date(version.published),
            "updated": date(version.updated),
            "issued": date(version.issued) if version.issued else None,
            "version": self.number(version),
        }

    def number(self, version: Version) -> str:
        """第1版."""
        return self.site.say("version-number", number=version.version)

    def downloads(self, version: Version, document: Published) -> tuple[dict[str, str], ...]:
        """A document's files in the order of ``formats``."""
        return tuple(
            self._file(version, flat(document.title), document.pages, file)
            for file in document.files
        )

    def _file(
        self, version: Version, title: str, pages: int | None, file: File
    ) -> dict[str, str]:
        format_ = {**self.site.formats, "zip": self.site.word("zip")}[file.format]
        text = self.site.say(
            "download-unpaged" if pages is None else "download",
            title=title,
            format=format_,
            size=size(file.size),
            pages=pages,
            date=date(version.updated).roc,
        )
        media = MEDIA[file.format]
        return {
            "href": file.file, "media": media, "look": file.format, "format": format_, "text": text
        }  # fmt: skip

    def _crumbs(self, version: Version, year: str) -> tuple[Link, ...]:
        return (
            Link(self.site.word("home"), f"{year}../../index.html"),
            Link(version.name, f"{year}../index.html"),
            Link(self.site.say("year-short", year=version.year), f"{year}index.html" if year else ""),
        )

    # one year

    def year(
        self, versions: Sequence[Version], children: Sequence[Version], *, inside: bool
    ) -> str:
        """The newest of ``versions`` with all of them; ``inside``: as the version's own index."""
        version = versions[-1]
        title = self.site.say("year-title", agency=version.name, year=version.year)
        base = "" if inside else f"v{version.version}/"
        address = f"{version.agency}/{version.year}/{base if inside else ''}"
        crumbs = self._crumbs(version, "../" if inside else "")
        return self._render(
            "year.html",
            title=title,
            heading=title,
            up="../../../" if inside else "../../",
            address=address,
            brand=version.name,
            accessibility=base + ACCESSIBILITY,
            crumbs=(*crumbs, Link(self.number(version))) if inside else crumbs,
            dublin_core=version.dublin_core,
            linked_data=markup(linked_data(version, None, version.dublin_core["DC.Identifier"])),
            about=self.about(version),
            inside=inside,
            note=self._note(version),
            base=base,
            documents=[
                {
                    "page": each.page,
                    "title": flat(each.title),
                    "filled": each.filled,
                    "files": self.downloads(version, each),
                }
                for each in version.documents
            ],
            whole=[self._file(version, self.site.word("whole-set"), None, version.whole)],
            versions=[
                self._told(each, "../" if inside else "", newest=each is version and not inside)
                for each in reversed(versions)
            ],
            children=[
                Link(
                    self.site.say("year-title", agency=each.name, year=each.year),
                    f"{'../' if inside else ''}../../{each.agency}/{each.year}/index.html",
                )
                for each in children
            ],
        )

    def _told(self, version: Version, up: str, *, newest: bool) -> dict[str, object]:
        first = version.version == 1
        folder = f"{up}v{version.version}/"
        return {
            "href": f"{folder}index.html",
            "number": self.number(version),
            "date": date(version.updated),
            "newest": newest,
            "note": version.note
            or self.site.word("first-version" if first else "no-note"),
            "changes": [] if first else self.changes(version),
            "details": folder + DETAILS,
        }

    def changes(self, version: Version) -> list[str]:
        """What changed since the version before, a line for each document."""
        made = [self._change(change) for change in version.changes]
        return made or [self.site.word("nothing-changed")]

    def _change(self, change: Change) -> str:
        return self.site.say(
            change.kind, title=flat(change.title), removed=change.removed, added=change.added
        )

    def details(self, version: Version, differences: Mapping[str, Sequence[str]]) -> str:
        """``v2/changes.html``: the lines that went (``-``) and came (``+``), by document."""
        title = self.site.say(
            "changes-title", agency=version.name, year=version.year, number=version.version
        )
        shown = self.site.lines_shown
        made = []
        for change in version.changes:
            lines = differences.get(change.name, ())
            more = len(lines) - shown
            made.append(
                {
                    "text": self._change(change),
                    "lines": [self._line(line) for line in lines[:shown]],
                    "cut": self.site.say("cut", count=more) if more > 0 else "",
                }
            )
        return self._render(
            "changes.html",
            title=title,
            heading=title,
            up="../../../",
            address=f"{version.agency}/{version.year}/v{version.version}/{DETAILS}",
            brand=version.name,
            accessibility=ACCESSIBILITY,
            crumbs=(*self._crumbs(version, "../"), Link(self.site.word("changes"))),
            about=self.about(version),
            reason=version.note or self.site.word("no-note"),
            changes=made or [{"text": self.site.word("nothing-changed"), "lines": [], "cut": ""}],
        )

    def _line(self, line: str) -> dict[str, str]:
        look = "gone" if line.startswith("-") else "new"
        word = self.site.word("line-removed" if look == "gone" else "line-added")
        return {"look": look, "word": word, "text": line[1:]}

    def accessibility(self, version: Version) -> str:
        """``v1/accessibility.html``."""
        title = self.site.say("accessibility-title", agency=version.name)
        return self._render(
            "accessibility.html",
            title=title,
            heading=title,
            up="../../../",
            address=f"{version.agency}/{version.year}/v{version.version}/{ACCESSIBILITY}",
            brand=version.name,
            crumbs=(*self._crumbs(version, "../"), Link(self.site.word("accessibility"))),
            about=self.about(version),
        )

    # lists: an agency, all of them, the map of the site

    def agency(self, newest: Sequence[Version], children: Sequence[Version]) -> str:
        """``<agency>/index.html``: its years, newest first, and the agencies below it."""
        version = newest[-1]
        title = self.site.say("agency-title", agency=version.name)
        sections = [
            Section(
                "years",
                self.site.word("years"),
                nodes=tuple(
                    Link(
                        self.site.say("year-title", agency=each.name, year=each.year),
                        f"{each.year}/index.html",
                    )
                    for each in reversed(newest)
                ),
            )
        ]
        if children:
            nodes = tuple(Link(each.name, f"../{each.agency}/index.html") for each in children)
            sections.append(Section("children", self.site.word("children"), nodes=nodes))
        return self._render(
            "list.html",
            title=title,
            heading=title,
            intro="",
            up="../",
            address=f"{version.agency}/",
            brand=version.name,
            crumbs=(Link(self.site.word("home"), "../index.html"), Link(version.name)),
            sections=sections,
        )

    def all(self, tree: tuple[Link, ...]) -> str:
        """``index.html``: every agency, children under their parent."""
        title = self.site.word("all-title")
        return self._render(
            "list.html",
            title=title,
            heading=title,
            intro=self.site.word("all-intro"),
            up="",
            address="",
            brand=title,
            crumbs=(Link(self.site.word("home")),),
            sections=[Section("agencies", self.site.word("agencies"), nodes=tree)],
        )

    def map(self, tree: tuple[Link, ...]) -> str:
        """``sitemap.html``: 網站導覽, with the access keys that every page has."""
        title = self.site.word("sitemap-title")
        blocks = ("top-block", "main-block", "foot-block")
        anchors = tuple(f"{self.site.word('anchor')} {self.site.word(name)}" for name in blocks)
        return self._render(
            "list.html",
            title=title,
            heading=title,
            intro="",
            up="",
            address="sitemap.html",
            brand=self.site.word("all-title"),
            crumbs=(Link(self.site.word("home"), "index.html"), Link(title)),
            sections=[
                Section("anchors", self.site.word("anchor-title"), self.site.word("sitemap-anchors"), anchors),
                Section("pages", self.site.word("sitemap-pages"), nodes=tree),
            ],
        )


class Marked(Struct, frozen=True):
    """A document's markup as pages print it."""

    title: str
    body: str
    headings: tuple[Any, ...]


def size(count: int) -> str:
    """Bytes as people read them: ``23 KB``."""
    if count < _KILO:
        return f"{count} B"
    kilo = count / _KILO
    return f"{kilo:.0f} KB" if kilo < _KILO else f"{kilo / _KILO:.1f} MB"
