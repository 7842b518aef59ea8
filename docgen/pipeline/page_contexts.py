"""What pages are made of: the templates of a workspace, and the contexts that fill the docx too."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from msgspec import Struct, structs

from docgen.doctype import of_agency
from docgen.model.shapes import roc_date
from docgen.pipeline.documents import doctype_of, source_of, template_of
from docgen.problem import Problem, Refused, Where
from docgen.render.context.report import BUREAUS
from docgen.site import words
from docgen.site.document import Piece
from docgen.site.environment import Pages
from docgen.site.frame import Writer
from docgen.site.words import FOLDER
from docgen.year.figures import fill

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docgen.doctype import Doctype
    from docgen.load import Data
    from docgen.model.agency_year import AgencyYear
    from docgen.model.assessment import Assessment
    from docgen.render.context import Document
    from docgen.site.words import Site
    from docgen.workspace import Workspace

STYLE: Final = "site.css"
_OF_BUREAUS: Final = "of-bureaus"  # of ``words:``, what links call the report of all bureaus
_PAGES: Final = frozenset({".html", ".css", ".yaml"})


def writer_of(workspace: Workspace, base: str = "", level: int | None = None) -> Writer:
    """The pages of a workspace: ``templates/site``; a type may have a ``page.html`` of its own."""
    site = words.read(workspace)
    if level is not None:
        site = structs.replace(site, fragment_level=level)
    folder = workspace.templates / FOLDER

    def text(name: str) -> str | None:
        path = workspace.root / name if "/" in name else folder / name
        return workspace.read(path).decode("utf-8") if workspace.exists(path) else None

    def named(name: str) -> str:
        return name if "/" in name else workspace.relative(folder / name)

    css = text(STYLE)
    if css is None or "</" in css:
        raise Refused([Problem("page-style", Where(file=named(STYLE)))])
    hashes = sorted((workspace.relative(p), _digest(workspace, p)) for p in furniture(workspace))
    look = hashlib.sha256(repr((hashes, base, site.fragment_level)).encode())
    return Writer(Pages(text, site.words, named), site, css, base, look.hexdigest())


def furniture(workspace: Workspace) -> list[Path]:
    """The files of ``templates/site``; what an editor leaves beside them is none."""
    found = workspace.names(workspace.templates / FOLDER)
    return [path for path in found if path.suffix in _PAGES and not path.name.startswith(".")]


def _digest(workspace: Workspace, path: Path) -> str:
    return hashlib.sha256(workspace.read(path)).hexdigest()


class Page(Struct, frozen=True):
    """What a document's page is made from, beside what says which document it is.

    ``annexes``: of a set only these are blank.
    """

    name: str
    title: str
    filled: bool
    pieces: tuple[Piece, ...]
    annexes: bool = False


def published_types(workspace: Workspace, slug: str) -> tuple[list[str], list[Problem]]:
    """The types that are published, and a warning for each that only lacks a page.

    ``published: no`` in ``doctype.yaml`` keeps a type out, without a word. So does its having no
    page template, with a warning: nobody has said yet which of the two it is to be.
    """
    types: list[str] = []
    warnings: list[Problem] = []
    for type_ in of_agency(workspace):
        kind = doctype_of(workspace, type_)
        if not kind.published:
            continue
        members = [(part.type, doctype_of(workspace, part.type)) for part in kind.parts]
        lacking = [
            name
            for name, each in members or [(type_, kind)]
            if _page(workspace, slug, name, each.source or name) is None
        ]
        if lacking:
            where = Where(file=f"templates/{type_}/doctype.yaml")
            warnings += (
                Problem("type-without-page", where, {"type": type_, "lacking": name}, "warning")
                for name in lacking
            )
        else:
            types.append(type_)
    return types, warnings


def pages_of(data: Data, site: Site, slug: str, type_: str, year: int) -> tuple[Page, ...]:
    """All documents of a type, as ``documents.render`` makes them, as pieces of pages."""
    kind = doctype_of(data.workspace, type_)
    if kind.parts:
        return (_set(data, site, slug, type_, year),)
    agency, _ = data.agency_year(slug, year, kind.data)
    source = kind.source or type_
    template = _template(data.workspace, slug, type_, source)
    sheets = {f"{source}-{name}": sheet for name, sheet in agency.assessments}
    return tuple(
        Page(
            made.name,
            _title(site, agency, kind, made, sheets.get(made.name)),
            made.filled,
            (Piece(template, made.context, source),),
        )
        for made in source_of(kind, type_).documents(agency, kind)
    )


def _title(
    site: Site, year: AgencyYear, kind: Doctype, made: Document, sheet: Assessment | None
) -> str:
    """What links call a document: sheets are all alike in title, and so are an agency's two reports.

    The document itself keeps the title that its form prescribes.
    """
    if sheet is not None:
        unit = next(unit.title for unit in year.agency.units if unit.id == sheet.unit)
        return site.told("sheet-title", title=made.title, unit=unit, date=roc_date(sheet.date))
    pattern = kind.words.get(_OF_BUREAUS) if made.name == BUREAUS else None
    title = f"{made.title}"  # without its address
    return title if pattern is None else fill(pattern, {"title": title})


def docx_templates(workspace: Workspace, slug: str, type_: str) -> tuple[str, ...]:
    """The docx templates of a type by their names, or of all its parts."""
    parts = [part.type for part in doctype_of(workspace, type_).parts] or [type_]
    return tuple(workspace.relative(template_of(workspace, slug, part)) for part in parts)


def _set(data: Data, site: Site, slug: str, type_: str, year: int) -> Page:
    """The plan and its annexes under their captions; its title is the plan's and its own."""
    workspace = data.workspace
    kind = doctype_of(workspace, type_)
    pieces: list[Piece] = []
    titles: list[str] = []
    for part in kind.parts:
        inner = doctype_of(workspace, part.type)
        agency, _ = data.agency_year(slug, year, inner.data)
        blank = source_of(inner, part.type).blank(agency, inner, part.caption or "")
        titles.append(blank.title)
        source = inner.source or part.type
        template = _template(workspace, slug, part.type, source)
        pieces.append(Piece(template, blank.context, source))
    title = site.told("set-title", title=titles[0], type=kind.title.zh)
    return Page(type_, title, filled=False, pieces=tuple(pieces), annexes=True)


def _template(workspace: Workspace, slug: str, type_: str, source: str) -> str:
    found = _page(workspace, slug, type_, source)
    if found is None:
        where = Where(file=f"templates/{type_}/doctype.yaml")
        raise Refused([Problem("type-without-page", where, {"type": type_, "lacking": type_})])
    return found


def _page(workspace: Workspace, slug: str, type_: str, source: str) -> str | None:
    """The agency's own page of a type, else the type's, else that of its source; or none."""
    for name, path in _places(workspace, slug, type_, source):
        if workspace.exists(path):
            return name
    return None


def _places(workspace: Workspace, slug: str, type_: str, source: str) -> Iterator[tuple[str, Path]]:
    for name in (f"data/{slug}/templates/{type_}.html", f"templates/{type_}/page.html"):
        yield name, workspace.root / name
    yield f"{source}.html", workspace.templates / FOLDER / f"{source}.html"
