"""A new workspace, a new agency: real files to begin with, made in one step or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

from docgen.load import Data
from docgen.problem import Problem, Refused, Where
from docgen.workspace import Workspace, is_slug, is_year

HERE: Final = Path(__file__).resolve().parent
SHIPPED: Final = HERE.parent / "_shipped"  # in the wheel; in a checkout the project is itself one
FOLDERS: Final = ("templates", "schemas", "data")
EXAMPLES: Final = ("wra", "demo")  # the made-up agency and the parent it patches
SKELETON: Final = HERE / "skeleton"


def init(target: Path) -> tuple[Path, ...]:
    """Make ``target`` a workspace: templates, schemas, and an example agency with its parent.

    Refused ``folder-not-empty`` when one of its folders is there already; nothing is overwritten.
    """
    for name in FOLDERS:
        if os.path.lexists(target / name):
            where = Where(file=str(target / name))
            raise Refused([Problem("folder-not-empty", where, {"name": name})])
    source = SHIPPED if SHIPPED.is_dir() else HERE.parent.parent
    made = []
    try:
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".docgen-", dir=target) as aside:
            for name in FOLDERS:
                _copy(source / name, Path(aside) / name)
            for name in FOLDERS:
                (Path(aside) / name).rename(target / name)
                made.append(target / name)
    except OSError as error:
        reason = error.strerror or str(error)
        where = Where(file=str(target))
        raise Refused([Problem("cannot-write", where, {"reason": reason})]) from None
    return tuple(made)


def _copy(source: Path, target: Path) -> None:
    if source.name != "data":
        shutil.copytree(source, target)
        return
    for slug in EXAMPLES:
        shutil.copytree(source / slug, target / slug)


def new(
    workspace: Workspace, slug: str, parent: str | None = None, year: int | None = None
) -> tuple[Path, ...]:
    """Make ``data/<slug>`` with files to fill in: patches below a parent, whole files without one.

    ``year`` is 民國; by default the parent's newest. Refused: ``bad-agency-name``,
    ``agency-exists``, ``unknown-agency``, ``parent-without-year``, ``year-needed``.
    """
    if not is_slug(slug):
        raise Refused([Problem("bad-agency-name", args={"name": slug})])
    target = workspace.data / slug
    if workspace.exists(target):
        raise Refused([Problem("agency-exists", Where(file=f"data/{slug}"), {"agency": slug})])
    chosen = _year(workspace, slug, parent, year)
    skeleton = SKELETON / ("child" if parent else "root")
    try:
        with tempfile.TemporaryDirectory(prefix=".docgen-", dir=workspace.data) as aside:
            draft = Path(aside) / slug
            (draft / str(chosen)).mkdir(parents=True)
            made = []
            for path in sorted(skeleton.glob("*.yaml")):
                inside = Path(path.name) if path.stem == "agency" else Path(str(chosen), path.name)
                text = path.read_text("utf-8").replace("@parent@", parent or "")
                (draft / inside).write_text(text, "utf-8", newline="\n")
                made.append(target / inside)
            draft.rename(target)
    except OSError as error:
        reason = error.strerror or str(error)
        where = Where(file=f"data/{slug}")
        raise Refused([Problem("cannot-write", where, {"reason": reason})]) from None
    return tuple(made)


def _year(workspace: Workspace, slug: str, parent: str | None, year: int | None) -> int:
    if year is not None and not is_year(str(year)):
        raise Refused([Problem("not-a-roc-year", args={"name": str(year), "near": ""})])
    if parent is None:
        if year is None:
            raise Refused([Problem("year-needed", args={"agency": slug})])
        return year
    data = Data(workspace)
    data.chain(parent)
    chosen = data.newest_year(parent) if year is None else year
    for member in data.chain(parent):
        data.year_folder(member, chosen, slug)
    return chosen
