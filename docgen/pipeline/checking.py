"""Which documents are judged, and as what: files, or all that was made, drafts too.

A file of ``build/`` tells its type, whether it is filled, and leads back to the data; any other
must be told (``--as``). What is wrong with it is ``judging``'s affair.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from docgen.doctype import of_bureaus
from docgen.load import Data
from docgen.pipeline.built import DRAFT
from docgen.pipeline.documents import doctype_of, source_of
from docgen.pipeline.judging import (
    Bench,
    Item,
    bench,
    judge,
    judge_all,
    judge_template,
    ready,
)
from docgen.problem import Problem, Refused, Where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from docgen.layout.budget import Budget
    from docgen.layout.engines import Choice
    from docgen.load import Sources
    from docgen.pipeline.built import Share
    from docgen.pipeline.judging import Ready
    from docgen.workspace import Workspace

RESULTS: Final = "results"

__all__ = [
    "Bench",
    "Checked",
    "bench",
    "check",
    "check_all",
    "check_built",
    "given",
    "judge",
    "judge_template",
]


class Checked(Struct, frozen=True):
    """One document that was judged, and as what. ``budget`` where its pages were measured."""

    path: Path
    name: str  # the path as messages print it
    type: str
    filled: bool
    problems: tuple[Problem, ...]
    budget: Budget | None = None
    shares: tuple[Share, ...] = ()


class Found(Struct, frozen=True):
    """A file: read and ready to be judged, or refused for its ``problems``."""

    path: Path
    name: str
    type: str
    filled: bool
    ready: Ready | None = None
    problems: tuple[Problem, ...] = ()


def check(
    workspace: Workspace,
    path: Path,
    type_: str | None = None,
    *,
    filled: bool | None = None,
    choice: Choice = "auto",
    shares: bool = False,
) -> Checked:
    """Judge one file. One of ``build/`` tells its type and leads back to the data.

    ``filled`` None: what the data say of a file of ``build/``, and any other is filled.
    ``shares`` asks for what each value takes of the pages, even where none are prescribed.

    Refused: what cannot be read, and ``type-needed`` where neither ``type_`` nor the file's name
    says what it is.
    """
    prepared = bench(workspace)
    found = _file(prepared, path, type_, filled=filled, shares=shares)
    (checked,) = _checked(prepared, [found], choice, shares=shares)
    return checked


def check_all(
    workspace: Workspace,
    paths: Iterable[Path],
    type_: str | None = None,
    *,
    filled: bool | None = None,
    choice: Choice = "auto",
    shares: bool = False,
) -> tuple[Checked, ...]:
    """Judge files as ``check`` does; what is refused is told as the problem of that file."""
    prepared = bench(workspace)
    found: list[Found] = []
    for path in paths:
        try:
            found.append(_file(prepared, path, type_, filled=filled, shares=shares))
        except Refused as refused:
            name = workspace.relative(path.resolve())
            told = Found(path, name, type_ or "", filled is not False, None, refused.problems)
            found.append(told)
    return _checked(prepared, found, choice, shares=shares)


def check_built(
    workspace: Workspace,
    slugs: Iterable[str] | None = None,
    year: int | None = None,
    out: Path | None = None,
    choice: Choice = "auto",
    *,
    shares: bool = False,
) -> tuple[Checked, ...]:
    """Judge every document in ``build/`` (or ``out``) of the agencies named (None: all).

    Refused: ``nothing-built``. What cannot be read is told as the problem of that document.
    """
    data, prepared = Data(workspace), bench(workspace)
    found: list[Found] = []
    for slug in workspace.agencies() if slugs is None else slugs:
        chosen = data.newest_year(slug) if year is None else year
        folder = (out or workspace.build) / slug / str(chosen)
        for type_ in workspace.types():
            found += _built(prepared, data, slug, chosen, type_, folder, shares=shares)
    if not found:
        raise Refused([Problem("nothing-built")])
    return _checked(prepared, found, choice, shares=shares)


def _checked(
    prepared: Bench, found: Sequence[Found], choice: Choice, *, shares: bool
) -> tuple[Checked, ...]:
    """All that can be judged at once, in the order of the files."""
    readies = [each.ready for each in found if each.ready is not None]
    judged = iter(judge_all(prepared, readies, choice, shares=shares))
    made: list[Checked] = []
    for each in found:
        if each.ready is None:
            made.append(Checked(each.path, each.name, each.type, each.filled, each.problems))
            continue
        one = next(judged)
        made.append(
            Checked(
                each.path, each.name, each.type, each.filled, one.problems, one.budget, one.shares
            )
        )
    return tuple(made)


def _file(
    prepared: Bench, path: Path, type_: str | None, *, filled: bool | None, shares: bool
) -> Found:
    item = given(prepared.workspace, path, type_, filled=filled)
    return Found(path, item.name, item.type, item.filled, ready(prepared, item, measured=shares))


def given(
    workspace: Workspace, path: Path, type_: str | None = None, *, filled: bool | None = None
) -> Item:
    """Read one file, to be judged; see ``check``.

    Refused ``other-type`` too, unless it was made here and nobody says that it is anything else.
    """
    name = workspace.relative(path.resolve())
    docx = _content(path, name)
    stem = path.stem.removesuffix(DRAFT)
    chosen = type_ or _type_of(workspace, stem)
    if chosen is None:
        from docgen.pipeline.seeming import type_needed  # a file that was made says what it is

        raise Refused([type_needed(workspace, docx, name)])
    slug, year = _origin(workspace, path)
    if type_ is not None or slug is None:
        from docgen.pipeline.seeming import refuse_other

        refuse_other(workspace, docx, chosen, name)
    where = origin = None
    if slug and year:
        data = Data(workspace)
        where = where_of(data, slug, year, chosen)
        origin = first_written(data, slug, year, chosen)
        if filled is None and type_ is None:
            filled = dict(documents_of(data, slug, year, chosen)).get(stem)
    return Item(docx, chosen, name, filled is not False, year, where, origin=origin)


def _content(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise Refused([Problem("missing-file", Where(docx=name))]) from None
    except OSError as error:
        args = {"reason": error.strerror or str(error)}
        raise Refused([Problem("unreadable-file", Where(docx=name), args)]) from None


def _built(
    prepared: Bench,
    data: Data,
    slug: str,
    year: int,
    type_: str,
    folder: Path,
    *,
    shares: bool,
) -> Iterator[Found]:
    try:
        documents = dict(documents_of(data, slug, year, type_))
        documents |= dict.fromkeys(_of_bureaus(data.workspace, type_, folder), True)
        where = where_of(data, slug, year, type_)
        origin = first_written(data, slug, year, type_)
    except Refused as refused:
        path = folder / f"{type_}.docx"
        if path.exists():
            name = data.workspace.relative(path)
            yield Found(path, name, type_, filled=False, problems=refused.problems)
        return
    for stem, filled in documents.items():
        for path in (folder / f"{stem}.docx", folder / f"{stem}{DRAFT}.docx"):
            if not path.exists():
                continue
            name = data.workspace.relative(path)
            try:
                content = _content(path, name)
                item = Item(content, type_, name, filled, year, where, origin=origin)
                read = ready(prepared, item, measured=shares)
                yield Found(path, name, type_, filled, read)
            except Refused as refused:
                yield Found(path, name, type_, filled, problems=refused.problems)


def _of_bureaus(workspace: Workspace, type_: str, folder: Path) -> Iterator[str]:
    """The papers about a parent's bureaus: they rest on more than one agency's data."""
    if type_ == RESULTS:
        from docgen.render.context.results_bureaus import NAMES

        yield from NAMES.values()
    elif type_ in of_bureaus(workspace):
        for path in sorted(folder.glob(f"{type_}-*.docx")):
            yield path.stem.removesuffix(DRAFT)


def documents_of(data: Data, slug: str, year: int, type_: str) -> Iterator[tuple[str, bool]]:
    """File stem → whether it is filled, of all documents of a type. A set holds blank forms."""
    kind = doctype_of(data.workspace, type_)
    if kind.parts:
        yield type_, False
        return
    agency_year, _ = data.agency_year(slug, year, kind.data)
    for document in source_of(kind, type_).documents(agency_year, kind):
        yield document.name, document.filled


def where_of(data: Data, slug: str, year: int, type_: str) -> Callable[[str], Where]:
    """From an address to the data of the agency; of a set, through each of its parts."""
    kind = doctype_of(data.workspace, type_)
    needs = [file for part in kind.parts for file in doctype_of(data.workspace, part.type).data]
    sources: Sources = data.agency_year(slug, year, tuple(dict.fromkeys((*kind.data, *needs))))[1]
    return sources.where


def first_written(data: Data, slug: str, year: int, type_: str) -> Callable[[str], Where]:
    """As ``where_of``; of words that a parent took from a bureau, where that wrote them."""
    from docgen.pipeline.bureau_cases import FILE, origin_of

    where = where_of(data, slug, year, type_)
    if FILE in doctype_of(data.workspace, type_).data:
        return origin_of(data, slug, year, where)
    return where


def _type_of(workspace: Workspace, stem: str) -> str | None:
    """The type that a file's name says, as docgen names them (``proposal-flood-map``)."""
    fits = [t for t in workspace.types() if stem == t or stem.startswith(f"{t}-")]
    return max(fits, key=len, default=None)


def _origin(workspace: Workspace, path: Path) -> tuple[str | None, int | None]:
    """Agency and year of a file in ``build/<agency>/<year>/``."""
    folder = path.resolve().parent
    if folder.parent.parent != workspace.build.resolve():
        return None, None
    slug, year = folder.parent.name, folder.name
    if slug not in workspace.agencies() or not year.isdecimal():
        return None, None
    return (slug, int(year)) if int(year) in workspace.years(slug) else (None, None)
