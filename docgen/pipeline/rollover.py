"""The next year of an agency, made from the last: what holds on is carried over, the rest is to do.

Carried: ``plan``, ``rubric``, ``rules``, ``forms`` as the agency wrote them (a patch stays one),
and its units' indicators. Emptied: letters, the plan's promulgation and approval. Not carried: what
is done in a year (assessments, proposals, achievements, the report).
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from docgen.load import Data
from docgen.load.files import INHERITED
from docgen.load.reader import read
from docgen.load.rewrite import commented, rewritten, scalars
from docgen.load.survey import once, survey
from docgen.problem import Problem, Refused, Where
from docgen.workspace import is_year
from docgen.year.moving import move

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docgen.load.nodes import Mapping
    from docgen.workspace import Workspace

Kind = Literal["letter", "issued", "approval", "short", "year", "indicators", "anew", "moved"]
NOTE: Final = "待辦 (to do) {year}：{was}"  # in the file, above what is to be filled in
PENDING: Final = "pending"


class Todo(Struct, frozen=True):
    """What a person has to look at. ``was`` is last year's; ``moved`` has been done, to be seen."""

    kind: Kind
    where: Where
    was: str = ""
    now: str = ""


class RolledOver(Struct, frozen=True):
    """Files made, what is to do, and what is wrong with the result or was left alone."""

    made: tuple[Path, ...]
    todo: tuple[Todo, ...]
    problems: tuple[Problem, ...]


class _Draft(Struct):
    """One agency's new year before it is written: file names below its folder, and to-dos."""

    slug: str
    files: dict[str, bytes] = {}
    todo: list[Todo] = []


def roll_over(
    workspace: Workspace,
    slug: str | None,
    to: int,
    since: int | None = None,
    *,
    everything: bool = False,
) -> RolledOver:
    """Make the year ``to`` from ``since`` (else the newest before it).

    ``everything``: of the agency and all below it (of all, without an agency), parents first; who
    has the year already is left alone and told. Refused, with nothing written: ``year-exists``,
    ``parent-first``, ``not-a-later-year``, ``unknown-year``, ``no-year``, faults of the files.
    """
    if not is_year(str(to)):
        raise Refused([Problem("not-a-roc-year", args={"name": str(to), "near": ""})])
    data = Data(workspace)
    chosen = _chosen(data, slug, everything=everything)
    there = {each for each in chosen if to in workspace.years(each)}
    faults = [_exists(workspace, each, to, warn=everything) for each in chosen if each in there]
    waiting = [each for each in chosen if each not in there]
    if not waiting:
        raise Refused([Problem(each.rule, each.where, each.args) for each in faults])
    drafts: list[_Draft] = []
    refused: list[Problem] = []
    for each in waiting:
        try:
            _parents(data, each, to, waiting)
            drafts.append(_draft(data, each, _since(data, each, to, since), to))
        except Refused as fault:
            refused += fault.problems
    if refused:
        raise Refused(once(refused))
    made = tuple(path for draft in drafts for path in _written(workspace, draft, to))
    fresh = Data(workspace)
    for draft in drafts:
        faults += [fault for fault in survey(fresh, draft.slug) if _of(fault, draft.slug, to)]
    return RolledOver(made, tuple(one for draft in drafts for one in draft.todo), tuple(faults))


def _chosen(data: Data, slug: str | None, *, everything: bool) -> list[str]:
    """Parents before their children."""
    if slug is None:
        named = list(data.workspace.agencies())
    else:
        named = [slug, *(data.children(slug) if everything else ())]
    if not named:
        raise Refused([Problem("nothing-to-validate")])
    return sorted(named, key=lambda each: (len(data.chain(each)), each))


def _exists(workspace: Workspace, slug: str, year: int, *, warn: bool) -> Problem:
    folder = workspace.data / slug / str(year)
    found = ", ".join(path.name for path in workspace.names(folder)) or "—"
    args = {"agency": slug, "year": str(year), "found": found}
    where = Where(file=workspace.relative(folder))
    return Problem("year-exists", where, args, "warning" if warn else "error")


def _parents(data: Data, slug: str, to: int, waiting: Iterable[str]) -> None:
    for member in reversed(data.chain(slug)[1:]):
        if to not in data.workspace.years(member) and member not in waiting:
            args = {"parent": member, "year": str(to)}
            raise Refused([Problem("parent-first", Where(file=f"data/{member}"), args)])


def _since(data: Data, slug: str, to: int, since: int | None) -> int:
    if since is not None:
        data.year_folder(slug, since, slug)
        if since >= to:
            args = {"year": str(to), "from": str(since), "next": str(since + 1)}
            raise Refused([Problem("not-a-later-year", args=args)])
        return since
    newest = data.newest_year(slug)
    earlier = [year for year in data.workspace.years(slug) if year < to]
    if not earlier:
        args = {"year": str(to), "from": str(newest), "next": str(newest + 1)}
        raise Refused([Problem("not-a-later-year", args=args)])
    return earlier[-1]


def _draft(data: Data, slug: str, since: int, to: int) -> _Draft:
    draft = _Draft(slug)
    workspace = data.workspace
    folder = data.year_folder(slug, since, slug)
    carried = [folder / f"{name}.yaml" for name in INHERITED]
    paths = [path for path in carried if workspace.exists(path)]
    units = workspace.yaml_files(folder / "indicators")
    if not paths:
        known = ", ".join(path.name for path in carried)
        args = {"agency": slug, "year": str(since), "known": known}
        raise Refused([Problem("nothing-to-roll-over", Where(file=f"data/{slug}"), args)])
    faults: list[Problem] = []
    for path in (*paths, *units):
        name = path.relative_to(folder).as_posix()
        new = f"data/{slug}/{to}/{name}"
        try:
            draft.files[name], todo = moved(workspace.read(path), name, new, since, to)
            draft.todo += todo
        except Refused as refused:
            faults += refused.problems
        if path in units:
            draft.todo.append(Todo("indicators", Where(file=new)))
    if faults:
        raise Refused(faults)
    for path in workspace.names(folder):
        if path not in paths and path.name != "indicators" and not path.name.startswith("."):
            draft.todo.append(Todo("anew", Where(file=f"data/{slug}/{to}/{path.name}")))
    return draft


def moved(source: bytes, name: str, new: str, since: int, to: int) -> tuple[bytes, list[Todo]]:
    """One file of the year ``since`` as it begins the year ``to``, and what is to do in it.

    ``name`` is the file's below the year, ``new`` its path as messages print it.
    """
    tree = read(source, new)
    text = source.decode("utf-8-sig")
    texts: dict[tuple[str | int, ...], str] = {}
    notes: dict[tuple[str | int, ...], str] = {}
    told: list[tuple[tuple[str | int, ...], Kind, str, str]] = []
    gone = ("approval",) if name == "plan.yaml" and "approval" in tree.items else ()
    for path, found in scalars(tree):
        if path[0] in gone:
            continue
        if name == "plan.yaml" and path == ("issued",):
            if found.value != PENDING:
                texts[path], notes[path] = PENDING, NOTE.format(year=since, was=found.value)
                told.append((path, "issued", found.value, PENDING))
            continue
        made = move(found.value, since, to)
        if made.text != found.value:
            texts[path] = made.text
        if made.letters:
            notes[path] = NOTE.format(year=since, was=found.value)
            told += [(path, "letter", letter, made.text) for letter in made.letters]
        told += [
            (path, "short" if made.short else "moved", old, later) for old, later in made.moved
        ]
        told += [(path, "year", other, "") for other in made.others]
    if not texts and not gone:
        return source, [_todo(tree, new, *each) for each in told]
    windows = b"\r\n" in source
    done = commented(rewritten(text.replace("\r\n", "\n"), texts), notes, gone)
    after = read(done.encode(), new)
    todo = [_todo(after, new, *each) for each in told]
    if gone:
        line = tree.items["approval"][0]
        was = "; ".join(found.value for _, found in scalars(tree.items["approval"][1]))
        todo.append(Todo("approval", Where(file=new, line=_line(done, line.line)), was))
    return (done.replace("\n", "\r\n") if windows else done).encode(), todo


def _line(text: str, least: int) -> int:
    """Where the approval that became a comment stands."""
    lines = enumerate(text.split("\n"), 1)
    return next((at for at, line in lines if line.startswith("# approval")), least)


def _todo(
    tree: Mapping, file: str, path: tuple[str | int, ...], kind: Kind, was: str, now: str
) -> Todo:
    place = next(each.place for at, each in scalars(tree) if at == path)
    return Todo(kind, Where(file=file, line=place.line, column=place.column), was, now)


def _written(workspace: Workspace, draft: _Draft, to: int) -> Iterator[Path]:
    """The folder in one step: made aside, then renamed; what is there is never touched."""
    above = workspace.data / draft.slug
    target = above / str(to)
    try:
        with tempfile.TemporaryDirectory(prefix=".docgen-", dir=above) as aside:
            folder = Path(aside) / str(to)
            for name, content in draft.files.items():
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            folder.rename(target)
    except OSError as error:
        args = {"reason": error.strerror or str(error)}
        raise Refused(
            [Problem("cannot-write", Where(file=workspace.relative(target)), args)]
        ) from None
    yield from (target / name for name in draft.files)


def _of(fault: Problem, slug: str, year: int) -> bool:
    return (fault.where.file or "").startswith((f"data/{slug}/{year}", f"data/{slug}/agency"))
