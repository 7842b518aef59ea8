"""Arrows point one way, and every outside library has one door."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "docgen"
# Each room imports only from itself and those before it.
ROOMS = (
    "sha2",
    "again",
    "problem",
    "workspace",
    "model",
    "load",
    "year",
    "doctype",
    "docx",
    "render",
    "layout",
    "check",
    "export",
    "site",
    "pipeline",
    "cli",
    "__main__",
)
DOORS = {
    "argparse": {"cli"},
    "rich": {"cli"},
    "yaml": {"load"},
    "docx": {"docx"},
    "lxml": {"docx"},
    "ruamel": {"load"},
    "zipfile": {"docx"},
    "deflate": {"docx"},
    "pikepdf": {"export"},
    "openpyxl": {"export"},
    "vl_convert": {"export"},
    "distributed": {"pipeline"},
    "docxtpl": {"render"},
    "jinja2": {"render", "site"},  # site: HTML, through one environment
    "markupsafe": {"site"},
    "subprocess": {"layout"},
}
FILES = sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Every module that a file names in an import, wherever it stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert node.module
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            found |= {str(a.value) for a in node.args[:1] if isinstance(a, ast.Constant)}
    return found


def test_every_module_stands_in_a_known_room() -> None:
    rooms = {room_of(path) for path in FILES} - {"__init__"}
    assert rooms <= set(ROOMS)
    assert len(FILES) > 50  # a search that found nothing would prove nothing


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_from_rooms_before_its_own(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        return
    allowed = ROOMS[: ROOMS.index(room) + 1]
    rooms = {name.split(".")[1] for name in imported(path) if name.startswith("docgen.")}
    assert rooms - set(allowed) - {"__version__"} == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_an_outside_library_is_imported_through_its_door_only(path: Path) -> None:
    libraries = {name.split(".")[0] for name in imported(path)} & set(DOORS)
    assert {name for name in libraries if room_of(path) not in DOORS[name]} == set()
