"""The pages of one version: each document, what changed, the statement on accessibility."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from docgen.site.environment import markup
from docgen.site.frame import ACCESSIBILITY, DETAILS, Link
from docgen.site.metadata import dublin_core, flat, linked_data

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docgen.site.document import Html
    from docgen.site.frame import Writer
    from docgen.site.records import Change, Published, Version


def document(writer: Writer, version: Version, document: Published, html: Html) -> str:
    """``v1/plan.html``."""
    address = f"{version.agency}/{version.year}/v{version.version}/{document.page}"
    core = dublin_core(
        writer.site,
        title=document.title,
        agency=version.name,
        year=version.year,
        publication=version.publication,
        updated=version.updated,
        identifier=writer.base + address,
        relation=version.dublin_core["DC.Title"],
    )
    return writer.render(
        "document.html",
        title=writer.site.told("document-title", title=document.title, agency=version.name),
        up="../../../",
        address=address,
        brand=version.name,
        accessibility=ACCESSIBILITY,
        crumbs=(*writer.crumbs(version, "../"), Link(flat(document.title))),
        dublin_core=core,
        linked_data=markup(linked_data(version, document, core["DC.Identifier"])),
        document=marked(html),
        name=flat(document.title),
        about=writer.about(version),
        note=writer.note(version),
        downloads=writer.downloads(version, document),
    )


def fragment(writer: Writer, html: Html, id_: str) -> str:
    """The document alone, for a CMS that has its own head and furniture."""
    return writer.pages.render("fragment.html", site=writer.site, document=marked(html), id=id_)


def changes(writer: Writer, version: Version) -> list[str]:
    """What changed since the version before, a line for each document."""
    made = [_change(writer, change) for change in version.changes]
    return made or [writer.site.word("nothing-changed")]


def _change(writer: Writer, change: Change) -> str:
    return writer.site.told(
        change.kind, title=flat(change.title), removed=change.removed, added=change.added
    )


def details(writer: Writer, version: Version, differences: Mapping[str, Sequence[str]]) -> str:
    """``v2/changes.html``: the lines that went (``-``) and came (``+``), by document."""
    title = writer.site.told(
        "changes-title", agency=version.name, year=version.year, number=version.version
    )
    shown = writer.site.lines_shown
    made = []
    for change in version.changes:
        lines = differences.get(change.name, ())
        more = len(lines) - shown
        made.append(
            {
                "text": _change(writer, change),
                "lines": [_line(writer, line) for line in lines[:shown]],
                "cut": writer.site.told("cut", count=more) if more > 0 else "",
            }
        )
    return writer.render(
        "changes.html",
        title=title,
        heading=title,
        up="../../../",
        address=f"{version.agency}/{version.year}/v{version.version}/{DETAILS}",
        brand=version.name,
        accessibility=ACCESSIBILITY,
        crumbs=(*writer.crumbs(version, "../"), Link(writer.site.word("changes"))),
        about=writer.about(version),
        reason=version.note or writer.site.word("no-note"),
        changes=made or [{"text": writer.site.word("nothing-changed"), "lines": [], "cut": ""}],
    )


def _line(writer: Writer, line: str) -> dict[str, str]:
    look = "gone" if line.startswith("-") else "new"
    word = writer.site.word("line-removed" if look == "gone" else "line-added")
    return {"look": look, "word": word, "text": line[1:]}


def accessibility(writer: Writer, version: Version) -> str:
    """``v1/accessibility.html``."""
    title = writer.site.told("accessibility-title", agency=version.name)
    return writer.render(
        "accessibility.html",
        title=title,
        heading=title,
        up="../../../",
        address=f"{version.agency}/{version.year}/v{version.version}/{ACCESSIBILITY}",
        brand=version.name,
        crumbs=(*writer.crumbs(version, "../"), Link(writer.site.word("accessibility"))),
        about=writer.about(version),
    )


def marked(html: Html) -> Html:
    """The document's markup as pages print it: it was escaped when it was made."""
    return structs.replace(html, title=markup(html.title), body=markup(html.body))
