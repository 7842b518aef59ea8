"""Documents that were made, again as odt and pdf beside them.

The docx is always written, since the others are made from it, and it is what ``status`` and
``check`` look at. Many documents go through one LibreOffice; one that fails, fails alone, and its
files that were there before stay. What is up to date by the record is left alone.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

from msgspec import Struct, structs

from docgen.export import OTHERS, Finished, Source, digest_of, finished
from docgen.pipeline import stamps
from docgen.pipeline.built import Built, Made, Reason
from docgen.pipeline.conversions import Conversions
from docgen.pipeline.desk import about, holds
from docgen.pipeline.upkeep import made_of
from docgen.pipeline.write import write_all
from docgen.problem import Problem, Refused, Where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from docgen.docx.public import Public
    from docgen.pipeline.desk import Desk
    from docgen.pipeline.record import Document
    from docgen.pipeline.upkeep import Upkeep
    from docgen.workspace import Workspace

    Progress = Callable[[str, int, int], None]

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
    whys = {one: _why(upkeep, desk, one, others) for desk in desks for one in desk.made}
    stale = [one for one, why in whys.items() if why]
    files = dict(_all(workspace, stale, others, order.out, progress))
    for desk in desks:
        desk.made = [
            each
            if each == one
            else structs.replace(each, why=about(whys[one], each.path, workspace))
            for one in desk.made
            for each in _with(one, files, others)
        ]
        for one in list(desk.made):
            if one in files:
                desk.tell(files[one].problems)
                _note(desk, one, files[one])


def _why(upkeep: Upkeep, desk: Desk, one: Made, others: tuple[str, ...]) -> tuple[Reason, ...]:
    """Why its files of other formats are made; none where all are there as they were made of it."""
    if one.written:
        return one.why or (Reason("new"),)
    known = _known(desk, one)
    if known is None:
        return (Reason("new"),)
    return tuple(upkeep.spoilt(one.path.parent, desk.before, known, others))


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
    """Each document with its files, and what was wrong.

    While LibreOffice converts one, the one before is finished and written, the next is prepared.
    """
    if not made:
        return
    conversions = Conversions(workspace)
    for number, (one, each) in enumerate(_exported(workspace, made, others, conversions)):
        if progress:
            progress(" ".join(others), number, len(made))
        written = _written(workspace, one, each[0], out)
        yield one, Built(written.made, (*each[1], *written.problems))
    conversions.tidy()
    if progress:
        progress("", len(made), len(made))


_Files = dict[str, bytes]


class _Waiting(Struct):
    """A document on its way: LibreOffice's files of its public ``copy``, or what was wrong.

    ``twin`` holds the same and went before.
    """

    made: Made
    name: str
    copy: Public | None = None
    source: Source | None = None
    raw: _Files | Problem | None = None
    problems: tuple[Problem, ...] = ()
    twin: _Waiting | None = None


def _exported(
    workspace: Workspace,
    made: Sequence[Made],
    others: tuple[str, ...],
    conversions: Conversions,
) -> Iterator[tuple[Made, tuple[_Files, tuple[Problem, ...]]]]:
    """For each document, in order, its files by extension, and what was wrong."""
    from docgen.layout import libreoffice

    waiting: deque[_Waiting] = deque()

    def asked() -> Iterator[libreoffice.Ask | None]:
        for each in made:
            one = _prepared(each, workspace.relative(each.path), others, conversions, waiting)
            waiting.append(one)
            is_open = one.copy is not None and one.raw is None and one.twin is None
            yield libreoffice.Ask(one.copy.docx, one.name) if is_open and one.copy else None

    for answer in libreoffice.converting(asked(), others):
        one = waiting.popleft()
        if isinstance(answer, Problem):
            one.raw = answer
        elif answer is not None and one.copy is not None:
            one.raw = answer.files
            conversions.store(one.copy.docx, answer.files)
        if one.twin is not None:
            one.raw, one.twin = one.twin.raw, None
        yield one.made, _files(one)


def _prepared(
    made: Made,
    name: str,
    others: tuple[str, ...],
    conversions: Conversions,
    before: Iterable[_Waiting],
) -> _Waiting:
    """The public copy; where it was converted already, or waits for it, it need not be asked for."""
    try:
        copy, source = _copy(made.path, name)
    except Refused as refused:
        return _Waiting(made, name, problems=refused.problems)
    twin = next((each for each in before if each.copy and each.copy.docx == copy.docx), None)
    raw = None if twin else conversions.load(copy.docx, others)
    return _Waiting(made, name, copy, source, raw, twin=twin)


def _files(one: _Waiting) -> tuple[_Files, tuple[Problem, ...]]:
    if one.source is None or one.raw is None:
        return {}, one.problems
    if isinstance(one.raw, Problem):
        where = Where() if one.raw.rule in _ONCE else Where(docx=one.name)
        return {}, (structs.replace(one.raw, where=where),)
    return _finished(one.raw, one.source, one.name)


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
    made = [(_beside(one, extension), content) for extension, content in files.items()]
    made = [
        (structs.replace(each, written=not holds(each.path, content)), content)
        for each, content in made
    ]
    new = [(each.path, content) for each, content in made if each.written]
    try:
        write_all(new, below, workspace.relative)
    except Refused as refused:
        return Built((), refused.problems)
    return Built(tuple(each for each, _ in made), ())


def _beside(one: Made, extension: str) -> Made:
    path = one.path.with_suffix(f".{extension}")
    return structs.replace(one, path=path, budget=None, shares=(), written=False, why=())
