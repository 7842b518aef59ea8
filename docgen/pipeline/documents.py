"""The order of steps from data to the documents of an agency, in memory: load, context, render."""

from __future__ import annotations

from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from docgen import doctype as doctypes
from docgen.load import Data, Sources  # noqa: TC001 - msgspec reads the types of records
from docgen.pipeline.gate import Rendered
from docgen.problem import Problem, Refused, Where
from docgen.workspace import Workspace, is_slug

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docgen.doctype import Doctype
    from docgen.model.agency_year import AgencyYear
    from docgen.render.context import Document, Source


class Part(Struct, frozen=True):
    """A document type with what was loaded for it; ``caption`` in a set."""

    type: str
    kind: Doctype
    year: AgencyYear
    sources: Sources
    caption: str = ""


class Loaded(Struct, frozen=True):
    """What the documents of a type are made from; a set has ``parts``, any other is one itself."""

    slug: str
    type: str
    is_set: bool
    parts: tuple[Part, ...]

    @property
    def kinds(self) -> dict[str, Doctype]:
        """Every document type that has a say."""
        return {each.type: each.kind for each in self.parts}


def load(data: Data, slug: str, type_: str, year: int) -> Loaded:
    """All that the documents of a type need of the data."""
    kind = doctype_of(data.workspace, type_)
    if kind.of == "bureaus":
        raise Refused([Problem("type-of-bureaus", args={"type": type_, "agency": slug})])
    if not kind.parts:
        return Loaded(slug, type_, is_set=False, parts=(_part(data, slug, type_, kind, year),))
    parts = []
    for each in kind.parts:
        inner = doctype_of(data.workspace, each.type)
        parts.append(_part(data, slug, each.type, inner, year, each.caption or ""))
    return Loaded(slug, type_, is_set=True, parts=tuple(parts))


def _part(data: Data, slug: str, type_: str, kind: Doctype, year: int, caption: str = "") -> Part:
    return Part(type_, kind, *data.agency_year(slug, year, kind.data), caption)


def render(data: Data, slug: str, type_: str, year: int) -> tuple[Rendered, ...]:
    """All documents of one type, blank and filled, in memory."""
    return fill_in(data.workspace, load(data, slug, type_, year))


def fill_in(workspace: Workspace, loaded: Loaded) -> tuple[Rendered, ...]:
    """The documents of what was loaded, in memory."""
    if loaded.is_set:
        return (Rendered(loaded.type, _set(workspace, loaded), filled=False),)
    (part,) = loaded.parts
    with placed(part.sources):
        made = source_of(part.kind, part.type).documents(part.year, part.kind)
    return tuple(
        Rendered(
            document.name,
            filled(workspace, loaded.slug, part.type, document, part.sources),
            filled=document.filled,
        )
        for document in made
    )


@contextmanager
def placed(sources: Sources) -> Iterator[None]:
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
    """What makes a type's contexts; Refused when ``doctype.yaml`` names none, or lacks what it needs.

    Named ``unknown-source``, ``missing-words``, ``missing-width``.
    """
    from docgen.render.context import CONTEXTS, source

    name, where = kind.source or type_, Where(file=f"templates/{type_}/doctype.yaml")
    if name not in CONTEXTS:
        args = {"name": name, "known": ", ".join(CONTEXTS)}
        raise Refused([Problem("unknown-source", where, args)])
    found = source(name)
    lacking = [
        Problem(rule, where, {"name": each})
        for rule, needed, given in (
            ("missing-words", found.words, kind.words),
            ("missing-width", found.widths, kind.widths),
        )
        for each in needed
        if each not in given
    ]
    if lacking:
        raise Refused(lacking)
    return found


def template_of(workspace: Workspace, slug: str, type_: str) -> Path:
    """The agency's own template of the type where it carries one, else the type's."""
    own = workspace.data / slug / "templates" / f"{type_}.docx"
    return own if workspace.exists(own) else workspace.templates / type_ / "template.docx"


def filled(
    workspace: Workspace, slug: str, type_: str, document: Document, sources: Sources
) -> bytes:
    """The document as docx, by the agency's own template of the type where it has one."""
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


def _set(workspace: Workspace, loaded: Loaded) -> bytes:
    """The plan and its annexes as blank forms under their captions, in one file."""
    docx = import_module("docgen.docx")
    parts = []
    for part in loaded.parts:
        with placed(part.sources):
            source = source_of(part.kind, part.type)
            blank = source.blank(part.year, part.kind, part.caption)
        parts.append(filled(workspace, loaded.slug, part.type, blank, part.sources))
    merged: bytes = docx.merge(parts)
    return merged
