"""The order of steps from data to the documents of an agency: load, context, render, write.

Everything is rendered before anything is written, so a failed build leaves the old files.
"""

from __future__ import annotations

from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from docgen import doctype as doctypes
from docgen.load import Data, Sources
from docgen.pipeline.write import write_all
from docgen.problem import Problem, Refused, Where
from docgen.workspace import Workspace, is_slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from docgen.doctype import Doctype
    from docgen.render.context import Document, Source


class Made(Struct, frozen=True):
    """One document: where it was written, of which type, under which name (the file's stem)."""

    path: Path
    type: str
    name: str
    agency: str
    year: int


class Rendered(Struct, frozen=True):
    """A document before it is written."""

    name: str
    content: bytes


def make(
    workspace: Workspace, slug: str, type_: str, year: int | None = None, out: Path | None = None
) -> tuple[Made, ...]:
    """Write all documents of one type of an agency; Refused with every fault, nothing written."""
    data = Data(workspace)
    chosen = data.newest_year(slug) if year is None else year
    return _write(workspace, slug, type_, chosen, out, render(data, slug, type_, chosen))


def render(data: Data, slug: str, type_: str, year: int) -> tuple[Rendered, ...]:
    """All documents of one type, blank and filled, in memory."""
    kind = doctype_of(data.workspace, type_)
    if kind.parts:
        return (Rendered(type_, _set(data, slug, kind, year)),)
    agency_year, sources = data.agency_year(slug, year, kind.data)
    with _placed(sources):
        made = source_of(kind, type_).documents(agency_year, kind)
    return tuple(
        Rendered(document.name, _fill(data.workspace, slug, type_, document, sources))
        for document in made
    )


@contextmanager
def _placed(sources: Sources) -> Iterator[None]:
    """Problems that know only an address get the file and line that were written."""
    try:
        yield
    except Refused as refused:
        raise Refused(
            structs.replace(p, where=sources.where(p.where.address))
            if p.where.address and not p.where.file
            else p
            for p in refused.problems
        ) from None


def doctype_of(workspace: Workspace, type_: str) -> Doctype:
    """The document type; Refused ``unknown-type`` with the nearest known one."""
    known = workspace.types()
    if not is_slug(type_) or type_ not in known:
        import difflib  # only for the message

        near = next(iter(difflib.get_close_matches(type_, known, n=1)), "")
        args = {"name": type_, "near": near, "known": ", ".join(known)}
        raise Refused([Problem("unknown-type", args=args)])
    return doctypes.read(workspace, type_)


def source_of(kind: Doctype, type_: str) -> Source:
    """What makes a type's contexts; Refused ``unknown-source`` when ``doctype.yaml`` names none."""
    from docgen.render.context import CONTEXTS, source

    name = kind.source or type_
    if name not in CONTEXTS:
        args = {"name": name, "known": ", ".join(CONTEXTS)}
        where = Where(file=f"templates/{type_}/doctype.yaml")
        raise Refused([Problem("unknown-source", where, args)])
    return source(name)


def template_of(workspace: Workspace, slug: str, type_: str) -> Path:
    """The agency's own template of the type where it carries one, else the type's."""
    own = workspace.data / slug / "templates" / f"{type_}.docx"
    return own if workspace.exists(own) else workspace.templates / type_ / "template.docx"


def _fill(
    workspace: Workspace, slug: str, type_: str, document: Document, sources: Sources
) -> bytes:
    from docgen.render import Properties, fill, prepare

    path = template_of(workspace, slug, type_)
    prepared = prepare(
        workspace.read(path),
        name=workspace.relative(path),
        context_type=type(document.context),
        cache=workspace.cache,
    )
    properties = Properties(title=document.title)
    return fill(prepared, document.context, properties=properties, where=sources.where)


def _set(data: Data, slug: str, kind: Doctype, year: int) -> bytes:
    """The plan and its annexes as blank forms under their captions, in one file."""
    docx = import_module("docgen.docx")
    parts = []
    for part in kind.parts:
        inner = doctype_of(data.workspace, part.type)
        agency_year, sources = data.agency_year(slug, year, inner.data)
        with _placed(sources):
            blank = source_of(inner, part.type).blank(agency_year, inner, part.caption or "")
        parts.append(_fill(data.workspace, slug, part.type, blank, sources))
    merged: bytes = docx.merge(parts)
    return merged


def _write(
    workspace: Workspace,
    slug: str,
    type_: str,
    year: int,
    out: Path | None,
    rendered: Iterable[Rendered],
) -> tuple[Made, ...]:
    below = out or workspace.build
    folder = below / slug / str(year)
    made = [
        (Made(folder / f"{one.name}.docx", type_, one.name, slug, year), one.content)
        for one in rendered
    ]
    write_all([(one.path, content) for one, content in made], below, workspace.relative)
    return tuple(one for one, _ in made)


class Built(Struct, frozen=True):
    """The outcome of a build: what was written, and what was wrong elsewhere."""

    made: tuple[Made, ...]
    problems: tuple[Problem, ...]


def build(
    workspace: Workspace,
    slugs: Iterable[str] | None = None,
    year: int | None = None,
    out: Path | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> Built:
    """Every document of every agency named (None: all); what fails does not stop the others.

    ``progress`` is told what comes next, how many are done, and of how many.
    """
    data = Data(workspace)
    jobs: list[tuple[str, str]] = [
        (slug, type_)
        for slug in (workspace.agencies() if slugs is None else slugs)
        for type_ in workspace.types()
    ]
    if not jobs:
        raise Refused([Problem("nothing-to-build")])
    made: list[Made] = []
    problems: list[Problem] = []
    for done, (slug, type_) in enumerate(jobs):
        if progress:
            progress(f"{slug} {type_}", done, len(jobs))
        try:
            chosen = data.newest_year(slug) if year is None else year
            documents_ = render(data, slug, type_, chosen)
            made += _write(workspace, slug, type_, chosen, out, documents_)
        except Refused as refused:
            problems += [p for p in refused.problems if p not in problems]
    if progress:
        progress("", len(jobs), len(jobs))
    return Built(tuple(made), tuple(problems))
