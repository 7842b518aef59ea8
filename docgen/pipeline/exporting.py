"""Documents that were made, again as odt and pdf beside them.

The docx is always written, since the others are made from it, and it is what ``status`` and
``check`` look at. Many documents go through one start of LibreOffice; one that fails, fails alone,
and its files that were there before stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import structs

from docgen.export import OTHERS, Finished, Source, digest_of, finished
from docgen.pipeline.documents import Built, Made
from docgen.pipeline.write import write_all
from docgen.problem import Problem, Refused, Where

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from docgen.docx.public import Public
    from docgen.workspace import Workspace

_BATCH: Final = 24  # documents for one start of LibreOffice (1.5 s) and one step of the bar
_ONCE: Final = frozenset({"libreoffice-missing", "disk-full"})  # faults of no single document


def export(
    workspace: Workspace,
    built: Built,
    to: Sequence[str],
    out: Path | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> Built:
    """The documents of a build, each followed by its files in the other formats of ``to``.

    ``out`` is the folder that was named for output, ``progress`` as in ``build``.
    """
    others = tuple(extension for extension in OTHERS if extension in to)
    if not others:
        return built
    made = built.made
    files: list[Made] = []
    problems = list(built.problems)
    for start in range(0, len(made), _BATCH):
        batch = made[start : start + _BATCH]
        if progress:
            progress(" ".join(others), start, len(made))
        for one, each in zip(batch, _exported(workspace, batch, others), strict=True):
            written = _written(workspace, one, each[0], out or workspace.build)
            files += [one, *written.made]
            problems += [p for p in (*each[1], *written.problems) if p not in problems]
    if progress:
        progress("", len(made), len(made))
    return structs.replace(built, made=tuple(files), problems=tuple(problems))


_Files = dict[str, bytes]


def _exported(
    workspace: Workspace, batch: Sequence[Made], others: tuple[str, ...]
) -> list[tuple[_Files, tuple[Problem, ...]]]:
    """For each document its files by extension, and what was wrong."""
    from docgen.layout.libreoffice import convert

    found: dict[int, tuple[_Files, tuple[Problem, ...]]] = {}
    copies: dict[int, tuple[Public, Source]] = {}
    names = [workspace.relative(one.path) for one in batch]
    for index, one in enumerate(batch):
        try:
            copies[index] = _copy(one.path, names[index])
        except Refused as refused:
            found[index] = ({}, refused.problems)
    docx = [copy.docx for copy, _ in copies.values()]
    told = convert(docx, [names[index] for index in copies], others)
    for index, answer in zip(copies, told, strict=True):
        if isinstance(answer, Problem):
            once = answer.rule in _ONCE
            found[index] = ({}, (structs.replace(answer, where=Where()) if once else answer,))
        else:
            found[index] = _finished(answer.files, copies[index][1], names[index])
    return [found[index] for index in range(len(batch))]


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
        (
            structs.replace(
                one, path=one.path.with_suffix(f".{extension}"), budget=None, shares=()
            ),
            content,
        )
        for extension, content in files.items()
    ]
    try:
        write_all([(each.path, content) for each, content in made], below, workspace.relative)
    except Refused as refused:
        return Built((), refused.problems)
    return Built(tuple(each for each, _ in made), ())
