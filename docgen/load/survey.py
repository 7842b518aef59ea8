"""Everything that is wrong in an agency's folder: all years, all files, names included.

``docgen validate`` shows this. Loading for one document reads only what that document needs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docgen.load.files import FOLDERS, INHERITED, OWN
from docgen.load.guess import MANY, nearest
from docgen.load.pictures import FOLDER as PICTURES
from docgen.model.shapes import ROC_OFFSET
from docgen.problem import Problem, Refused, Where
from docgen.workspace import is_file_name, is_year

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.load.data import Data

ALL: Final = (*INHERITED, *OWN, *FOLDERS)
_IN_YEAR: Final = (
    *(f"{name}.yaml" for name in (*INHERITED, *OWN)),
    *FOLDERS,
    "indicators",
    "report.draft.yaml",  # a draft beside a report that was edited
    "consolidated.draft.yaml",
)
_CURLY: Final = re.compile("[“”‘’]")
_IN_AGENCY: Final = ("agency.yaml", "templates")


def survey(data: Data, slug: str, year: int | None = None) -> list[Problem]:
    """All problems of one agency, each once, in the order of its files; ``year``: of that alone.

    ``unknown-year`` is one of them where the agency has not that year.
    """
    faults: list[Problem] = []
    try:
        data.chain(slug)
    except Refused as refused:
        return list(refused.problems)
    try:
        faults += _names(data, slug, year)
        years = data.workspace.years(slug) if year is None else (year,)
    except Refused as refused:
        return list(refused.problems)
    if not years:
        faults.append(Problem("no-year", Where(file=f"data/{slug}"), {"agency": slug}))
    for each in years:
        try:
            faults += data.examined(slug, each, ALL)[2]
        except Refused as refused:
            faults += refused.problems
    return once([*faults, *_quotes(data, slug, year)])


def once(faults: list[Problem]) -> list[Problem]:
    """Without repetitions (a parent's fault shows in each child), order kept."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for fault in faults:
        key = (fault.rule, fault.where, tuple(sorted(fault.args.items())))
        if key not in seen:
            seen.add(key)
            kept.append(fault)
    return kept


def _quotes(data: Data, slug: str, year: int | None) -> list[Problem]:
    """Curly quotes in the agency's own files; those of a parent are told there."""
    found: list[Problem] = []
    folder = data.workspace.data / slug
    for path in sorted(folder.rglob("*.yaml")):
        of = path.relative_to(folder).parts[0]
        if year is not None and is_year(of) and of != str(year):
            continue
        try:
            text = data.workspace.read(path).decode("utf-8-sig")
        except (Refused, UnicodeDecodeError):
            continue  # told already, or read by nobody
        if _CURLY.search(text):
            from docgen.load.unmeant import quotes

            found += quotes(text.replace("\r\n", "\n"), data.workspace.relative(path))
    return found[:MANY]


def _names(data: Data, slug: str, year: int | None) -> list[Problem]:
    """Folders that are no year, files that no document reads: nobody would notice them."""
    faults = []
    workspace = data.workspace
    base = workspace.data / slug
    for entry in workspace.names(base):
        where = Where(file=workspace.relative(entry))
        if entry.is_symlink():
            faults.append(Problem("symbolic-link", where))
        elif is_year(entry.name) and entry.is_dir():
            if year in {None, int(entry.name)}:
                faults += _names_in_year(data, slug, entry.name)
        elif entry.is_dir() and entry.name.isdecimal():
            near = int(entry.name) - ROC_OFFSET
            args = {"name": entry.name, "near": str(near) if near > 0 else ""}
            faults.append(Problem("not-a-roc-year", where, args))
        elif entry.name not in _IN_AGENCY and not entry.name.startswith("."):
            args = {"name": entry.name, "near": nearest(entry.name, _IN_AGENCY)}
            faults.append(Problem("unknown-file", where, args))
    return faults


def _links_in(data: Data, folder: Path) -> list[Problem]:
    """Pictures may have any name, for those that a proposal names are looked at by it."""
    if folder.is_symlink():
        return [Problem("symbolic-link", Where(file=data.workspace.relative(folder)))]
    entries = data.workspace.names(folder)
    return [
        Problem("symbolic-link", Where(file=data.workspace.relative(entry)))
        for entry in entries
        if entry.is_symlink()
    ]


def _names_in_year(data: Data, slug: str, year: str) -> list[Problem]:
    faults = []
    for entry in data.workspace.names(data.workspace.data / slug / year):
        where = Where(file=data.workspace.relative(entry))
        if entry.name in (*FOLDERS, "indicators"):
            faults += _names_in_folder(data, entry.name, where.file or "", slug, year)
        elif entry.name == PICTURES:
            faults += _links_in(data, entry)
        elif entry.name not in _IN_YEAR and not entry.name.startswith("."):
            args = {"name": entry.name, "near": nearest(entry.name, _IN_YEAR)}
            faults.append(Problem("unknown-file", where, args))
    return faults


def _names_in_folder(data: Data, name: str, folder: str, slug: str, year: str) -> list[Problem]:
    path = data.workspace.data / slug / year / name
    if path.is_symlink() or not path.is_dir():
        return []  # reading it complains
    return [
        Problem("bad-file-name", Where(file=f"{folder}/{entry.name}"), {"name": entry.name})
        for entry in data.workspace.names(path)
        if not entry.name.startswith(".")
        and (entry.suffix != ".yaml" or not is_file_name(entry.stem))
    ]
