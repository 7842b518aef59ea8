"""``build.json``: how a version was made, so that somebody else can make the same bytes.

Versions of the tool, of the libraries that write bytes, of LibreOffice and the fonts; hashes of
data and templates by their names in the workspace. No user, no machine, no path outside of it.
"""

from __future__ import annotations

import hashlib
from importlib.metadata import PackageNotFoundError, version
from itertools import chain
from typing import TYPE_CHECKING, Final

from docgen import __version__
from docgen.pipeline.documents import template_of
from docgen.pipeline.page_contexts import furniture

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from docgen.load import Data
    from docgen.pipeline.public_files import Files
    from docgen.workspace import Workspace

LIBRARIES: Final = ("deflate", "docxtpl", "jinja2", "lxml", "msgspec", "pikepdf", "python-docx")
"""What the bytes of a bundle come out of."""


def record_of(data: Data, slug: str, year: int, types: Sequence[str]) -> dict[str, object]:
    """What is known before LibreOffice was started; ``types`` are the document types published."""
    workspace = data.workspace
    files = []
    for member in data.chain(slug):
        folder = workspace.data / member
        files += [folder / "agency.yaml", *(folder / str(year)).rglob("*.yaml")]
    used = [template_of(workspace, slug, type_) for type_ in types]
    used += [workspace.templates / type_ / "doctype.yaml" for type_ in types]
    used += (workspace.templates / type_ / "page.html" for type_ in types)
    used += (workspace.data / slug / "templates" / f"{type_}.html" for type_ in types)
    used += [workspace.templates / "house.yaml", *furniture(workspace)]
    return {
        "docgen": __version__,
        "libraries": {name: _version(name) for name in LIBRARIES},
        "data": _hashes(workspace, files),
        "templates": _hashes(workspace, used),
    }


def with_engines(record: Mapping[str, object], made: Iterable[Files]) -> dict[str, object]:
    """The record with who laid the documents out, and with which fonts."""
    told = tuple(made)
    return {
        **record,
        "engines": sorted({files.engine for files in told if files.engine}),
        "fonts": sorted(set(chain.from_iterable(files.fonts for files in told))),
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # packed without its metadata
        return ""


def _hashes(workspace: Workspace, files: Sequence[Path]) -> dict[str, str]:
    paths = sorted({workspace.relative(p): p for p in files if workspace.exists(p)}.items())
    return {name: hashlib.sha256(workspace.read(path)).hexdigest() for name, path in paths}
