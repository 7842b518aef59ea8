"""The order of steps from data to the documents of an agency: load, context, render, gate, write.

All documents of a type are rendered and judged before any is written; what fails leaves the old
file as it was.
"""

from __future__ import annotations

from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Final

from msgspec import Struct, structs

from docgen import doctype as doctypes
from docgen.export import FORMATS
from docgen.load import Data, Sources
from docgen.pipeline.gate import Batch, Gate, Held, Rendered, Waiting
from docgen.pipeline.write import remove, write_all
from docgen.problem import Problem, Refused, Where
from docgen.workspace import Workspace, is_slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from docgen.doctype import Doctype
    from docgen.layout.budget import Budget
    from docgen.pipeline.judging import Share
    from docgen.render.context import Document, Source

DRAFT: Final = ".draft"  # behind the stem of a document that was written though it breaks a rule


class Made(Struct, frozen=True):
    """One document: where it was written, of which type, under which name (the file's stem).

    ``draft``: it breaks a rule. ``budget`` and ``shares`` where its pages were measured.
    """

    path: Path
    type: str
    name: str
    agency: str
    year: int
    draft: bool = False
    budget: Budget | None = None
    shares: tuple[Share, ...] = ()


def make(
    workspace: Workspace,
    slug: str,
    type_: str,
    year: int | None = None,
    out: Path | None = None,
    *,
    draft: bool = False,
) -> tuple[Made, ...]:
    """Write all documents of one type of an agency that break no rule.

    Refused with every fault, warnings too, where one breaks a rule or cannot be made; the others
    are written all the same.
    """
    built = build(workspace, [slug], year, out, types=[type_], draft=draft)
    if any(problem.level == "error" for problem in built.problems):
        raise Refused(built.problems)
    return built.made


def render(data: Data, slug: str, type_: str, year: int) -> tuple[Rendered, ...]:
    """All documents of one type, blank and filled, in memory."""
    kind = doctype_of(data.workspace, type_)
    if kind.parts:
        return (Rendered(type_, _set(data, slug, kind, year), filled=False),)
    agency_year, sources = data.agency_year(slug, year, kind.data)
    with placed(sources):
        made = source_of(kind, type_).documents(agency_year, kind)
    return tuple(
        Rendered(
            document.name,
            filled(data.workspace, slug, type_, document, sources),
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


def _set(data: Data, slug: str, kind: Doctype, year: int) -> bytes:
    """The plan and its annexes as blank forms under their captions, in one file."""
    docx = import_module("docgen.docx")
    parts = []
    for part in kind.parts:
        inner = doctype_of(data.workspace, part.type)
        agency_year, sources = data.agency_year(slug, year, inner.data)
        with placed(sources):
            blank = source_of(inner, part.type).blank(agency_year, inner, part.caption or "")
        parts.append(filled(data.workspace, slug, part.type, blank, sources))
    merged: bytes = docx.merge(parts)
    return merged


class Built(Struct, frozen=True):
    """The outcome of a build: what was written, what was wrong, what was not written for it."""

    made: tuple[Made, ...]
    problems: tuple[Problem, ...]
    refused: tuple[Made, ...] = ()


def build(
    workspace: Workspace,
    slugs: Iterable[str] | None = None,
    year: int | None = None,
    out: Path | None = None,
    progress: Callable[[str, int, int], None] | None = None,
    *,
    types: Iterable[str] | None = None,
    draft: bool = False,
    shares: bool = False,
) -> Built:
    """Every document of every agency named (None: all); what fails does not stop the others.

    ``progress`` is told what comes next, how many are done, and of how many. ``types`` are the
    document types (None: all). ``draft`` writes what breaks a rule beside, under another name.
    ``shares`` asks what each value takes of the pages, even where none are prescribed.
    """
    data = Data(workspace)
    wanted = workspace.types() if types is None else tuple(types)
    jobs: list[tuple[str, str]] = [
        (slug, type_)
        for slug in (workspace.agencies() if slugs is None else slugs)
        for type_ in wanted
    ]
    if not jobs:
        raise Refused([Problem("nothing-to-build")])
    gate = Gate(data, shares=shares)
    desk = _Desk(workspace, out or workspace.build, draft=draft)
    later: list[Waiting] = []  # for LibreOffice, which is started once
    for done, (slug, type_) in enumerate(jobs):
        if progress:
            progress(f"{slug} {type_}", done, len(jobs))
        try:
            chosen = data.newest_year(slug) if year is None else year
            folder = desk.below / slug / str(chosen)
            waiting = gate.read(
                Batch(slug, chosen, type_, folder, render(data, slug, type_, chosen))
            )
            if gate.is_clear(waiting):
                desk.take(waiting.batch, *gate.judge([waiting]))
            else:
                later.append(waiting)
        except Refused as refused:
            desk.tell(refused.problems)
    for waiting, held in zip(later, gate.judge(later), strict=True):
        desk.take(waiting.batch, held)
    if progress:
        progress("", len(jobs), len(jobs))
    return Built(tuple(desk.made), desk.problems, tuple(desk.refused))


def give_out(
    data: Data, batches: Iterable[Batch], out: Path | None = None, *, draft: bool = False
) -> Built:
    """Judge and write documents that were rendered elsewhere, as ``build`` does with its own."""
    gate = Gate(data)
    desk = _Desk(data.workspace, out or data.workspace.build, draft=draft)
    waiting = [gate.read(batch) for batch in batches]
    for one, held in zip(waiting, gate.judge(waiting), strict=True):
        desk.take(one.batch, held)
    return Built(tuple(desk.made), desk.problems, tuple(desk.refused))


class _Desk:
    """Takes judged documents, writes those that passed, and keeps what is to be said."""

    def __init__(self, workspace: Workspace, below: Path, *, draft: bool) -> None:
        self.below = below
        self.made: list[Made] = []
        self.refused: list[Made] = []
        self._told: dict[tuple[object, ...], Problem] = {}
        self._workspace = workspace
        self._draft = draft

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that was told, in that order."""
        return tuple(self._told.values())

    def tell(self, problems: Iterable[Problem]) -> None:
        """Each fault once: one of a parent's file stops every document that is made from it."""
        for problem in problems:
            known = (problem.rule, problem.where, tuple(problem.args.items()))
            self._told[known] = self._told.get(known, problem)

    def take(self, batch: Batch, held: tuple[Held, ...]) -> None:
        """Write what passed of one batch in one go; drafts of it that are older go away."""
        for one in held:
            self.tell(self._faults(batch, one))
            if not (one.accepted or self._draft):
                self.refused.append(self._made(batch, one))
        written = [one for one in held if one.accepted or self._draft]
        made = [(self._made(batch, one), one) for one in written]
        try:
            files = [(each.path, one.content) for each, one in made]
            write_all(files, self.below, self._workspace.relative)
            remove(self._stale(batch, held), self._workspace.relative)
        except Refused as refused:
            self.tell(refused.problems)
            return
        self.made += [each for each, _ in made]

    def _stale(self, batch: Batch, held: tuple[Held, ...]) -> Iterator[Path]:
        """The drafts of what passed, with what was made of them."""
        for one in held:
            if one.accepted:
                draft = self._path(batch, one, draft=True)
                yield from (draft.with_suffix(f".{extension}") for extension in FORMATS)

    def _path(self, batch: Batch, one: Held, *, draft: bool) -> Path:
        return batch.folder / f"{one.name}{DRAFT if draft else ''}.docx"

    def _made(self, batch: Batch, one: Held) -> Made:
        return Made(
            self._path(batch, one, draft=self._draft and not one.accepted),
            batch.type,
            one.name,
            batch.agency,
            batch.year,
            draft=self._draft and not one.accepted,
            budget=one.budget,
            shares=one.shares,
        )

    def _faults(self, batch: Batch, one: Held) -> Iterator[Problem]:
        """The faults of a document; of one that is not written, that it is not."""
        if one.accepted:
            yield from one.problems
            return
        name = self._workspace.relative(self._path(batch, one, draft=self._draft))
        for problem in one.problems:
            yield structs.replace(problem, where=structs.replace(problem.where, docx=name))
        if not self._draft:
            errors = sum(problem.level == "error" for problem in one.problems)
            yield Problem("not-written", Where(docx=name), {"errors": str(errors)})
