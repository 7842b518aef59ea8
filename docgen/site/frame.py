"""What all pages share: head, breadcrumb, facts of a version, downloads."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from docgen.site.environment import markup
from docgen.site.metadata import MEDIA, flat, said
from docgen.site.words import date

if TYPE_CHECKING:
    from docgen.site.environment import Pages
    from docgen.site.records import File, Published, Version
    from docgen.site.words import Site

_KILO: Final = 1024
DETAILS: Final = "changes.html"
ACCESSIBILITY: Final = "accessibility.html"


class Link(Struct, frozen=True):
    """A step of the breadcrumb, or an entry of a list with those below it."""

    text: str
    href: str = ""
    nodes: tuple[Link, ...] = ()


class Writer(Struct, frozen=True):
    """What pages are written with.

    ``base`` is the address of the bundle, empty where it is not known; ``look`` the hash of the
    templates, words and options, by which a version knows that it would look otherwise now.
    """

    pages: Pages
    site: Site
    css: str
    base: str = ""
    look: str = ""

    def render(self, template: str, *, title: str, up: str, address: str, **more: Any) -> str:
        """The page at ``address``; ``up`` leads from it to the top of the bundle."""
        style = self.css.strip()
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        policy = (
            f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
        )
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

    def note(self, version: Version) -> str:
        """What the page says of its version."""
        return self.site.told("version-note", year=version.year, number=version.version)

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
        return self.site.told("version-number", number=version.version)

    def downloads(self, version: Version, document: Published) -> tuple[dict[str, str], ...]:
        """A document's files in the order of ``formats``."""
        return tuple(
            self.file(version, flat(document.title), document.pages, file)
            for file in document.files
        )

    def file(self, version: Version, title: str, pages: int | None, file: File) -> dict[str, str]:
        """A download with type, size, pages and date in its text."""
        known: dict[str, str] = {str(name): text for name, text in self.site.formats.items()}
        format_ = known.get(file.format) or self.site.word(file.format)
        text = self.site.told(
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

    def crumbs(self, version: Version, year: str) -> tuple[Link, ...]:
        """The way to a year; ``year`` leads to its page, empty: we are there."""
        return (
            Link(self.site.word("home"), f"{year}../../index.html"),
            Link(version.name, f"{year}../index.html"),
            Link(
                self.site.told("year-short", year=version.year), f"{year}index.html" if year else ""
            ),
        )


def size(count: int) -> str:
    """Bytes as people read them: ``23 KB``, never parted at a line's end."""
    if count < _KILO:
        return f"{count}\u00a0B"
    kilo = count / _KILO
    return f"{kilo:.0f}\u00a0KB" if kilo < _KILO else f"{kilo / _KILO:.1f}\u00a0MB"
