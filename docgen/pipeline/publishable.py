"""One agency's year made ready for publishing: every document rendered, judged, held to the gates."""

from __future__ import annotations

import fnmatch
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from docgen.doctype import of_bureaus
from docgen.docx.facts import facts_of
from docgen.docx.public import public
from docgen.export.pdf.words import words_of_pdf
from docgen.load.survey import ALL
from docgen.pipeline.awarding import examples
from docgen.pipeline.build_record import record_of, with_engines
from docgen.pipeline.bureaus import REPORT
from docgen.pipeline.documents import render
from docgen.pipeline.judging import judge
from docgen.pipeline.page_contexts import docx_templates, pages_of, published_types
from docgen.pipeline.public_files import Copy, Files
from docgen.pipeline.published_results import results_of
from docgen.problem import Problem, Refused, Where
from docgen.site import gates
from docgen.site.bundle import Order, Ready, html_of
from docgen.site.odt import words_of_odt
from docgen.site.text import words as words_of_page
from docgen.site.text import words_of_docx, written
from docgen.site.words import UNKNOWN

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from docgen.load import Data
    from docgen.model.agency_year import AgencyYear
    from docgen.pipeline.gate import Rendered
    from docgen.pipeline.judging import Bench
    from docgen.pipeline.public_files import Exporter
    from docgen.site.frame import Writer
    from docgen.site.words import Site
    from docgen.workspace import Workspace


class Said(Struct, frozen=True):
    """What a docx says: ``lines`` as pages are read, ``written`` as it stands, without spaces."""

    lines: tuple[str, ...]
    written: str


class Prepared(Struct, frozen=True):
    """An order that passed its gates; what each docx says, warnings of the form."""

    order: Order
    said: dict[str, Said]
    warnings: tuple[Problem, ...]


def prepared(
    data: Data, bench: Bench, writer: Writer, slug: str, year: int | None, day: dt.date, note: str
) -> Prepared:
    """Everything of an agency's year but its ODT and PDF; Refused with all that is wrong."""
    chosen = data.newest_year(slug) if year is None else year
    agency, sources = data.agency_year(slug, chosen, ALL)
    types, unpaged = published_types(data.workspace, slug)
    found = _Found()
    found.take(unpaged)
    found.take(gates.undeclared(writer.site, agency, sources.where))
    found.take(gates.pending(agency, sources.where))
    found.take(gates.left_blank(agency, sources.where))
    found.take(gates.unfit_links(agency, sources.where))
    found.take(_drafts(data.workspace, writer, slug, chosen))
    found.take(_examples(data, agency, types))
    documents: list[Ready] = []
    said: dict[str, Said] = {}
    for type_ in types:
        for ready, rendered in _documents(data, writer.site, slug, type_, chosen, found):
            name = f"{slug}/{chosen}/{ready.name}.docx"
            found.take(
                judge(bench, rendered.content, type_, name=name, filled=ready.filled,
                      year=chosen, choice="auto", where=sources.where)
            )  # fmt: skip
            facts = facts_of(ready.files["docx"], name)
            said[ready.name] = Said(words_of_docx(facts), written(facts))
            found.take(_page_says(data, writer, slug, ready, said[ready.name].lines, name))
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
        build=record_of(data, slug, chosen, types),
        results=results_of(data, agency),
    )
    return Prepared(order, said, tuple(found.warnings))


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
    """A draft that nobody has taken over or thrown away yet, beside the data or among the builds."""
    folders = (root / slug / str(year) for root in (workspace.data, workspace.build))
    for folder in filter(workspace.exists, folders):
        for path in workspace.names(folder):
            if any(fnmatch.fnmatchcase(path.name, pattern) for pattern in writer.site.drafts):
                yield Problem("open-draft", Where(file=workspace.relative(path)))


def _examples(data: Data, agency: AgencyYear, types: Sequence[str]) -> Iterator[Problem]:
    """Made-up agencies in what a real one would publish about all its bureaus."""
    about = {*of_bureaus(data.workspace), *([REPORT] if agency.consolidated is not None else [])}
    if about.isdisjoint(types):
        return
    where = Where(file=f"data/{agency.slug}/{agency.year}")
    for slug in examples(data, agency.slug):
        if agency.year in data.workspace.years(slug):
            args = {"name": data.agency(slug)[0].name, "slug": slug, "agency": agency.slug}
            yield Problem("example-published", where, args)


def _documents(
    data: Data, site: Site, slug: str, type_: str, year: int, found: _Found
) -> Iterator[tuple[Ready, Rendered]]:
    """The documents of a type: the docx, and the context that its page is made from.

    Judged is what was rendered, which knows its addresses; published is the copy without them.
    """
    try:
        rendered = {one.name: one for one in render(data, slug, type_, year)}
        pages = pages_of(data, site, slug, type_, year)
        copies = {
            name: public(one.content, f"{slug}/{year}/{name}.docx")
            for name, one in rendered.items()
        }
    except Refused as refused:
        found.take(refused.problems)
        return
    for page in pages:
        copy = copies[page.name]
        ready = Ready(
            name=page.name,
            type=type_,
            title=page.title,
            filled=page.filled,
            pieces=page.pieces,
            files={"docx": copy.docx},
            pages=None,
            language=copy.language,
            annexes=page.annexes,
        )
        yield ready, rendered[page.name]


def _page_says(
    data: Data, writer: Writer, slug: str, ready: Ready, wanted: tuple[str, ...], name: str
) -> Iterator[Problem]:
    html = html_of(writer, ready)
    page = f'<div class="dg-text">{html.title}{html.body}</div>'
    named = (
        *docx_templates(data.workspace, slug, ready.type),
        *(writer.pages.named(piece.template) for piece in ready.pieces),
    )
    templates = ", ".join(dict.fromkeys(named))
    yield from gates.page_differs(wanted, words_of_page(page), name, templates)


def _issued(agency: AgencyYear) -> dt.date | None:
    issued = agency.plan.issued if agency.plan else None
    return None if issued is None or isinstance(issued, str) else issued


def _publication(agency: AgencyYear) -> dict[str, str]:
    given = agency.agency.publication
    return {name: getattr(given, name) or UNKNOWN for name in given.__struct_fields__}


def with_files(
    ready: Sequence[Prepared], exporter: Exporter
) -> list[Prepared | tuple[Problem, ...]]:
    """Each with its documents in every format, or with what is wrong with them.

    All documents of all agencies are given to the exporter at once: one start serves them.
    """
    documents = [document for each in ready for document in each.order.documents]
    copies = [Copy(each.name, each.files["docx"], each.language) for each in documents]
    made = iter(exporter(copies))
    return [_exported(each, [next(made) for _ in each.order.documents]) for each in ready]


def _exported(ready: Prepared, made: Sequence[Files | Problem]) -> Prepared | tuple[Problem, ...]:
    documents: list[Ready] = []
    problems: list[Problem] = []
    order = ready.order
    for document, files in zip(order.documents, made, strict=True):
        name = f"{order.agency}/{order.year}/{document.name}.docx"
        if isinstance(files, Problem):
            problems.append(structs.replace(files, where=Where(docx=name)))
            continue
        problems += _promises(files, ready.said[document.name], name)
        documents.append(structs.replace(document, files=files.files, pages=files.pages))
    if problems:
        return tuple(problems)
    build = with_engines(order.build, [files for files in made if isinstance(files, Files)])
    return structs.replace(
        ready, order=structs.replace(order, documents=tuple(documents), build=build)
    )


def _promises(files: Files, said: Said, name: str) -> Iterator[Problem]:
    """What keeps the files of a document from being published."""
    for lack in files.lacks:
        yield Problem(lack, Where(docx=name))
    for format_, content in files.files.items():
        try:
            if format_ == "odt":
                yield from gates.file_differs(said.lines, words_of_odt(content), name, "ODT")
            elif format_ == "pdf":
                yield from gates.text_differs(said.written, words_of_pdf(content), name, "PDF")
        except (ValueError, Refused):
            yield Problem("libreoffice-lies", Where(docx=name), {"output": format_})
