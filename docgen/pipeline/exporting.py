"""Documents that were made, again as odt and pdf beside them.

The docx is always written, since the others are made from it, and it is what ``status`` and
``check`` look at. Many documents go through one start of LibreOffice; one that fails, fails alone,
and its files that were there before stay. What is up to date by the record is left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import structs

from docgen.export import OTHERS, Finished, Source, digest_of, finished
from docgen.pipeline import stamps
from docgen.pipeline.built import Built, Made
from docgen.pipeline.conversions import Conversions
from docgen.pipeline.upkeep import made_of
from docgen.pipeline.write import write_all
from docgen.problem import Problem, Refused, Where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from docgen.docx.public import Public
    from docgen.pipeline.desk import Desk
    from docgen.pipeline.record import Document
    from docgen.pipeline.upkeep import Upkeep
    from docgen.workspace import Workspace

    Progress = Callable[[str, int, int], None]

_BATCH: Final = 24  # documents for one start of LibreOffice (1.5 s) and one step of the bar
_ONCE: Final = frozenset({"libreoffice-missing", "disk-full"})  # faults of no single document


def export(
    workspace: Workspace,
    built: Built,
    to: Sequence[str],
    out: Path | None = None,
    progress: Progress | None = None,
) -> Built:
    """The documents of a build, each followed by its files in the other formats of ``to``.

    ``out`` is the folder that was named for output, ``progress`` as in ``build``.
    """
    others = tuple(extension for extension in OTHERS if extension in to)
    if not others:
        return built
    made: list[Made] = []
    problems = list(built.problems)
    for one, files in _all(workspace, built.made, others, out or workspace.build, progress):
        made += [one, *files.made]
        problems += [p for p in files.problems if p not in problems]
    return structs.replace(built, made=tuple(made), problems=tuple(problems))


def export_of(
    workspace: Workspace, upkeep: Upkeep, desks: Sequence[Desk], progress: Progress | None
) -> None:
    """The other formats of what lies on the desks; the record tells which are there already."""
    order = upkeep.order
    others = tuple(extension for extension in OTHERS if extension in order.to)
    stale = [
        one
        for desk in desks
        for one in desk.made
        if one.written or not _stands(upkeep, desk, one, others)
    ]
    files = dict(_all(workspace, stale, others, order.out, progress))
    for desk in desks:
        desk.made = [each for one in desk.made for each in _with(one, files, others)]
        for one in list(desk.made):
            if one in files:
                desk.tell(files[one].problems)
                _note(desk, one, files[one])


def _stands(upkeep: Upkeep, desk: Desk, one: Made, others: tuple[str, ...]) -> bool:
    known = _known(desk, one)
    return known is not None and not any(upkeep.spoilt(one.path.parent, desk.before, known, others))


def _known(desk: Desk, one: Made) -> Document | None:
    entry = desk.entries.get(one.type)
    documents = entry.documents if entry is not None and not one.draft else ()
    return next((each for each in documents if each.name == one.name), None)


def _with(one: Made, files: dict[Made, Built], others: tuple[str, ...]) -> Iterator[Made]:
    yield one
    if one in files:
        yield from files[one].made
        return
    for extension in others:
        yield _beside(one, extension)


def _note(desk: Desk, one: Made, files: Built) -> None:
    """Into the record: what was made of the document, and what was said of it."""
    entry, known = desk.entries.get(one.type), _known(desk, one)
    if entry is None or known is None:
        return
    made = {
        each.path.suffix[1:]: (stamps.digest_of(each.path.read_bytes()), made_of(known.digest))
        for each in files.made
    }
    new = structs.replace(known, others={**known.others, **made})
    warnings = tuple(p for p in files.problems if p.level == "warning" and p not in entry.problems)
    desk.entries[one.type] = structs.replace(
        entry,
        documents=tuple(new if each is known else each for each in entry.documents),
        problems=(*entry.problems, *warnings),
    )


def _all(
    workspace: Workspace,
    made: Sequence[Made],
    others: tuple[str, ...],
    out: Path,
    progress: Progress | None,
) -> Iterator[tuple[Made, Built]]:
    """Each document with its files, and what was wrong."""
    conversions = Conversions(workspace)
    for start in range(0, len(made), _BATCH):
        batch = made[start : start + _BATCH]
        if progress:
            progress(" ".join(others), start, len(made))
        for one, each in zip(batch, _exported(workspace, batch, others, conversions), strict=True):
            written = _written(workspace, one, each[0], out)
            yield one, Built(written.made, (*each[1], *written.problems))
    conversions.tidy()
    if progress:
        progress("", len(made), len(made))


_Files = dict[str, bytes]


def _exported(
    workspace: Workspace,
    batch: Sequence[Made],
    others: tuple[str, ...],
    conversions: Conversions,
) -> list[tuple[_Files, tuple[Problem, ...]]]:
    """For each document its files by extension, and what was wrong."""
    found: dict[int, tuple[_Files, tuple[Problem, ...]]] = {}
    copies: dict[int, tuple[Public, Source]] = {}
    names = [workspace.relative(one.path) for one in batch]
    for index, one in enumerate(batch):
        try:
            copies[index] = _copy(one.path, names[index])
        except Refused as refused:
            found[index] = ({}, refused.problems)
    docx = {names[index]: copy.docx for index, (copy, _) in copies.items()}
    raw = _converted(docx, others, conversions)
    for index, (_, source) in copies.items():
        answer = raw[names[index]]
        if isinstance(answer, Problem):
            once = answer.rule in _ONCE
            found[index] = ({}, (structs.replace(answer, where=Where()) if once else answer,))
        else:
            found[index] = _finished(answer, source, names[index])
    return [found[index] for index in range(len(batch))]


def _converted(
    docx: dict[str, bytes], others: tuple[str, ...], conversions: Conversions
) -> dict[str, _Files | Problem]:
    """By name LibreOffice's files; the same docx is converted once."""
    from docgen.layout.libreoffice import convert

    found: dict[str, _Files | Problem] = {}
    first: dict[bytes, str] = {}  # docx → the name that stands for all that hold it
    for name, content in docx.items():
        known = conversions.load(content, others)
        if known is not None:
            found[name] = known
        else:
            first.setdefault(content, name)
    told = convert(list(first), list(first.values()), others) if first else []
    for (content, name), answer in zip(first.items(), told, strict=True):
        if isinstance(answer, Problem):
            found[name] = answer
        else:
            found[name] = answer.files
            conversions.store(content, answer.files)
    return {
        name: found[name] if name in found else found[first[content]]
        for name, content in docx.items()
    }


def _copy(path: Path, name: str) -> tuple[Public, Source]:
    """The public copy of a docx; Refused where it cannot be read, or is none."""
    from docgen.docx.public import public

    try:
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refused([Problem("unreadable-file", Where(file=name), {"reason": reason})]) from None
    copy = public(content, name)
    return copy, Source(digest_of(content), copy.language)


def _finished(raw: _Files, source: Source, name: str) -> tuple[_Files, tuple[Problem, ...]]:
    made: dict[str, Finished] = {}
    for extension, content in raw.items():
        try:
            made[extension] = finished(extension, content, source)
        except ValueError:
            lie = Problem("libreoffice-lies", Where(docx=name), {"output": extension})
            return {}, (lie,)
    lacks = tuple(
        Problem(lack, Where(docx=name), level="warning")
        for each in made.values()
        for lack in each.lacks
    )
    return {extension: each.content for extension, each in made.items()}, lacks


def _written(workspace: Workspace, one: Made, files: _Files, below: Path) -> Built:
    made = [
        (_beside(one, extension, written=True), content) for extension, content in files.items()
    ]
    try:
        write_all([(each.path, content) for each, content in made], below, workspace.relative)
    except Refused as refused:
        return Built((), refused.problems)
    return Built(tuple(each for each, _ in made), ())


def _beside(one: Made, extension: str, *, written: bool = False) -> Made:
    path = one.path.with_suffix(f".{extension}")
    return structs.replace(one, path=path, budget=None, shares=(), written=written)
