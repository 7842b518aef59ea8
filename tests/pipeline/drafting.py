"""A small workspace whose report can be drafted: the project's templates, two headings."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.conftest import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.workspace import Workspace

YEAR = "data/demo/105"


def copy(root: Path) -> Workspace:
    """The project's data and templates, to be changed at will; the made-up agency's report gone."""
    from docgen.workspace import Workspace

    for name in ("data", "templates"):
        shutil.copytree(PROJECT / name, root / name, dirs_exist_ok=True)
    folder = root / YEAR
    (folder / "report.yaml").unlink()
    shutil.rmtree(folder / ".draft")
    return Workspace(root)


def achievement(
    id_: str, practice: str, weight: int = 1, long: int = 30, *, full: int = 0, more: str = ""
) -> str:
    """One achievement, its texts so many characters long."""
    text = f"{id_}:\n  date: 105-03-01\n  practice: {practice}\n  unit: service\n"
    text += f"  title: 事例{id_}\n  short: {'短' * long}。\n"
    text += f"  full: {'全' * full}。\n" if full else ""
    return text + f"  weight: {weight}\n" + more


PRACTICES = ("courtesy", "single-window", "survey", "disclosure", "sharing")  # one a heading
