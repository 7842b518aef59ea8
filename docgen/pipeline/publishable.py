"""One agency's year made ready for publishing: every document rendered, judged, held to the gates."""

from __future__ import annotations

import fnmatch
import hashlib
from itertools import chain
from typing import TYPE_CHECKING, Final

from msgspec import Struct, structs

from docgen import __version__
from docgen.docx.facts import facts_of
from docgen.load.survey import ALL
from docgen.pipeline.checking import judge
from docgen.pipeline.documents import doctype_of, render, source_of, template_of
from docgen.pipeline.public_files import Files
from docgen.problem import Problem, Refused, Where
from docgen.site import gates, words
from docgen.site.bundle import Order, Ready, html_of
from docgen.site.document import Piece
from docgen.site.environment import Pages
from docgen.site.frame import Writer
from docgen.site.odt import words_of_odt
from docgen.site.text import words as words_of_page
from docgen.site.text import words_of_docx
from docgen.site.words import FOLDER, UNKNOWN

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from docgen.load import Data
    from docgen.model.agency_year import AgencyYear
    from docgen.pipeline.checking import Bench
    from docgen.pipeline.gate import Rendered
    from docgen.pipeline.public_files import Exporter
    from docgen.workspace import Workspace

STYLE: Final = "site.css"
_PAGES: Final = frozenset({".html", ".css", ".yaml"})


class Prepared(Struct, frozen=True):
    """An order that passed its gates; ``words`` of each docx, warnings of the form."""

    order: Order
    words: dict[str, tuple[str, ...]]
    warnings: tuple[Problem, ...]


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
    furniture = sorted(_hashes(workspace, _furniture(workspace)).items())
    look = hashlib.sha256(repr((furniture, base, site.fragment_level)).encode())
    return Writer(Pages(text, site.words, named), site, css, base, look.hexdigest())


def _furniture(workspace: Workspace) -> list[Path]:
    """The files of ``templates/site``; what an editor leaves beside them is none."""
    found = workspace.names(workspace.templates / FOLDER)
    return [path for path in found if path.suffix in _PAGES and not path.name.startswith(".")]


def prepared(
    data: Data, bench: Bench, writer: Writer, slug: str, year: int | None, day: dt.date, note: str
) -> Prepared:
    """Everything of an agency's year but its ODT and PDF; Refused with all that is wrong."""
    chosen = data.newest_year(slug) if year is None else year
    agency, sources = data.agency_year(slug, chosen, ALL)
    found = _Found()
    found.take(gates.undeclared(writer.site, agency, sources.where))
    found.take(gates.pending(agency, sources.where))
    found.take(gates.unfit_links(agency, sources.where))
    found.take(_drafts(data.workspace, writer, slug, chosen))
    documents: list[Ready] = []
    texts: dict[str, tuple[str, ...]] = {}
    for type_ in data.workspace.types():
        for ready, rendered in _documents(data, slug, type_, chosen, found):
            name = f"{slug}/{chosen}/{ready.name}.docx"
            found.take(
                judge(bench, rendered.content, type_, name=name, filled=ready.filled,
                      year=chosen, choice="auto", where=sources.where)
            )  # fmt: skip
            texts[ready.name] = words_of_docx(facts_of(rendered.content, name))
            found.take(_page_says(writer, ready, texts[ready.name], name))
            documents.append(ready)
    if not documents:
        found.take([Problem("nothing-to-publish", Where(file=f"data/{slug}/{chosen}"))])
    if found.errors:
        raise Refused(found.errors)
    order = Order(
        agency=slug,
        name=agency.agency.name,
        parent=agency.agency.parent,
        year=chosen,
        issued=_issued(agency),
        publication=_publication(agency),
        documents=tuple(documents),
        day=day,
        note=note,
        build=_build(data, slug, chosen),
    )
    return Prepared(order, texts, tuple(found.warnings))


class _Found:
    """Problems as they come, errors and warnings apart."""

    def __init__(self) -> None:
        self.errors: list[Problem] = []
        self.warnings: list[Problem] = []

    def take(self, problems: Iterator[Problem] | Sequence[Problem]) -> None:
        for problem in problems:
            kept = self.errors if problem.level == "error" else self.warnings
            if problem not in kept:
                kept.append(problem)


def _drafts(workspace: Workspace, writer: Writer, slug: str, year: int) -> Iterator[Problem]:
    """A draft that nobody has taken over or thrown away yet."""
    for path in workspace.names(workspace.data / slug / str(year)):
        if any(fnmatch.fnmatchcase(path.name, pattern) for pattern in writer.site.drafts):
            yield Problem("open-draft", Where(file=workspace.relative(path)))


class Page(Struct, frozen=True):
    """What a document's page is made from, beside what says which document it is."""

    name: str
    title: str
    filled: bool
    pieces: tuple[Piece, ...]


def _documents(
    data: Data, slug: str, type_: str, year: int, found: _Found
) -> Iterator[tuple[Ready, Rendered]]:
    """The documents of a type: the docx, and the context that its page is made from."""
    try:
        rendered = {one.name: one for one in render(data, slug, type_, year)}
        pages = pages_of(data, slug, type_, year)
    except Refused as refused:
        found.take(refused.problems)
        return
    for page in pages:
        one = rendered[page.name]
        files = {"docx": one.content}
        yield Ready(page.name, type_, page.title, page.filled, page.pieces, files, None), one


def pages_of(data: Data, slug: str, type_: str, year: int) -> tuple[Page, ...]:
    """All documents of a type, as ``documents.render`` makes them, as pieces of pages."""
    workspace = data.workspace
    kind = doctype_of(workspace, type_)
    if kind.parts:
        return (_set(data, slug, type_, year),)
    agency, _ = data.agency_year(slug, year, kind.data)
    source = kind.source or type_
    template = _page(workspace, slug, type_, source)
    return tuple(
        Page(made.name, str(made.title), made.filled, (Piece(template, made.context, source),))
        for made in source_of(kind, type_).documents(agency, kind)
    )


def _set(data: Data, slug: str, type_: str, year: int) -> Page:
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
        pieces.append(Piece(_page(workspace, slug, part.type, source), blank.context, source))
    return Page(type_, f"{titles[0]}（{kind.title.zh}）", filled=False, pieces=tuple(pieces))


def _page(workspace: Workspace, slug: str, type_: str, source: str) -> str:
    """The agency's own page of a type, else the type's, else that of its source."""
    for name in (f"data/{slug}/templates/{type_}.html", f"templates/{type_}/page.html"):
        if workspace.exists(workspace.root / name):
            return name
    return f"{source}.html"


def _page_says(
    writer: Writer, ready: Ready, wanted: tuple[str, ...], name: str
) -> Iterator[Problem]:
    html = html_of(writer, ready)
    page = f'<div class="dg-text">{html.title}{html.body}</div>'
    template = writer.pages.named(ready.pieces[0].template)
    yield from gates.differing(
        wanted, words_of_page(page), docx=name, format_="HTML", template=template
    )


def _issued(agency: AgencyYear) -> dt.date | None:
    issued = agency.plan.issued if agency.plan else None
    return None if issued is None or isinstance(issued, str) else issued


def _publication(agency: AgencyYear) -> dict[str, str]:
    given = agency.agency.publication
    return {name: getattr(given, name) or UNKNOWN for name in given.__struct_fields__}


def _build(data: Data, slug: str, year: int) -> dict[str, object]:
    """How it was made: the version of the tool, hashes of data and templates by their names."""
    workspace = data.workspace
    files = []
    for member in data.chain(slug):
        folder = workspace.data / member
        files += [folder / "agency.yaml", *(folder / str(year)).rglob("*.yaml")]
    used = [template_of(workspace, slug, type_) for type_ in workspace.types()]
    used += [workspace.templates / type_ / "doctype.yaml" for type_ in workspace.types()]
    used += [workspace.templates / "house.yaml", *_furniture(workspace)]
    return {
        "docgen": __version__,
        "data": _hashes(workspace, files),
        "templates": _hashes(workspace, [path for path in used if workspace.exists(path)]),
        "engines": [],
        "fonts": [],
    }


def _hashes(workspace: Workspace, files: Sequence[Path]) -> dict[str, str]:
    paths = sorted({workspace.relative(path): path for path in files}.items())
    return {name: hashlib.sha256(workspace.read(path)).hexdigest() for name, path in paths}


def with_files(
    ready: Sequence[Prepared], exporter: Exporter
) -> list[Prepared | tuple[Problem, ...]]:
    """Each with its documents in every format, or with what is wrong with them.

    All documents of all agencies are given to the exporter at once: one start serves them.
    """
    documents = [(each, document) for each in ready for document in each.order.documents]
    made = iter(exporter([_rendered(document) for _, document in documents]))
    return [_exported(each, [next(made) for _ in each.order.documents]) for each in ready]


def _rendered(document: Ready) -> Rendered:
    from docgen.pipeline.gate import Rendered

    return Rendered(document.name, document.files["docx"])


def _exported(ready: Prepared, made: Sequence[Files | Problem]) -> Prepared | tuple[Problem, ...]:
    documents: list[Ready] = []
    problems: list[Problem] = []
    order = ready.order
    for document, files in zip(order.documents, made, strict=True):
        name = f"{order.agency}/{order.year}/{document.name}.docx"
        if isinstance(files, Problem):
            problems.append(structs.replace(files, where=Where(docx=name)))
            continue
        if "odt" in files.files:
            problems += gates.differing(
                ready.words[document.name], words_of_odt(files.files["odt"]),
                docx=name, format_="ODT", template="",
            )  # fmt: skip
        documents.append(structs.replace(document, files=files.files, pages=files.pages))
    if problems:
        return tuple(problems)
    told = [files for files in made if isinstance(files, Files)]
    build = {
        **order.build,
        "engines": sorted({files.engine for files in told if files.engine}),
        "fonts": sorted(set(chain.from_iterable(files.fonts for files in told))),
    }
    return structs.replace(
        ready, order=structs.replace(order, documents=tuple(documents), build=build)
    )
