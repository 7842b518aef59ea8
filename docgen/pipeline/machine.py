"""What documents follow from beside the data: docgen's own code, its libraries, LibreOffice, fonts.

Told by names, sizes and times, which is enough on one machine and takes a millisecond.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docgen import __version__
from docgen.again import code_files
from docgen.sha2 import sha256

if TYPE_CHECKING:
    from collections.abc import Iterator

_CODE: Final = Path(__file__).resolve().parent.parent
_LIBRARIES: Final = (
    "deflate",
    "docxtpl",
    "jinja2",
    "lxml",
    "msgspec",
    "pikepdf",
    "python-docx",
    "pyyaml",
)
_FONTS: Final = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.fonts",
    "~/.local/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "~/Library/Fonts",
    "C:/Windows/Fonts",
    "/etc/fonts",  # which font stands for which
    "~/.config/fontconfig",
)
_MOST_FOLDERS: Final = 2000  # of fonts
_MOST_FONTS: Final = 1000  # that are looked at one by one, beside their folders


@cache
def code() -> str:
    """Stands for docgen, Python, and the folders that libraries are installed in."""
    told = sha256(f"{__version__}\n{sys.version}\n".encode())
    try:
        for path, seen in sorted(code_files()):
            line = f"{path} {seen.st_size} {seen.st_mtime_ns}\n"
            told.update(line.encode("utf-8", "surrogateescape"))
    except OSError:  # inside an archive: nothing is believed
        told.update(os.urandom(16))
    for place in sys.path:
        if os.path.basename(place) in {"site-packages", "dist-packages"}:  # noqa: PTH119 - as quick
            told.update(_line(place).encode("utf-8", "surrogateescape"))
    return told.hexdigest()[:32]


@cache
def build_of() -> str:
    """Stands for docgen and its libraries on whichever machine: the same documents follow."""
    from importlib.metadata import version

    told = sha256(f"{__version__}\n{sys.version_info[:2]}\n".encode())
    for library in _LIBRARIES:
        told.update(f"{library} {version(library)}\n".encode())
    for path in sorted(_CODE.rglob("*.py")):
        content = path.read_bytes()
        told.update(f"{path.relative_to(_CODE).as_posix()} {len(content)}\n".encode() + content)
    return told.hexdigest()[:32]


@cache
def office() -> str:
    """The version of LibreOffice; empty where there is none."""
    from docgen.layout.libreoffice import found

    program = found.soffice()
    return "" if program is None else found.version(program)


@cache
def tools() -> str:
    """Stands for LibreOffice and the fonts that are installed."""
    lines = "".join(map(_line, tools_places()))
    return sha256(lines.encode("utf-8", "surrogateescape")).hexdigest()[:32]


def tools_places() -> Iterator[str]:
    """The files and folders that tell of LibreOffice and the fonts."""
    from docgen.layout.libreoffice import found

    program = found.soffice()
    if program is not None:
        real = Path(program).resolve()
        yield from map(os.fspath, (real, real.with_name("versionrc")))
    yield from _fonts()


def _fonts() -> Iterator[str]:
    """The folders of fonts, and the fonts: one that is copied over another leaves its folder's time."""
    folders = fonts = 0
    for place in map(os.path.expanduser, _FONTS):
        if not os.path.isdir(place):  # noqa: PTH112 - as quick
            yield place
        for folder, inner, names in os.walk(place):
            inner.sort()
            folders += 1
            if folders > _MOST_FOLDERS:
                return
            yield folder
            fonts += len(names)
            if fonts <= _MOST_FONTS:
                yield from (os.path.join(folder, name) for name in sorted(names))  # noqa: PTH118 - as quick


def _line(path: str) -> str:
    try:
        told = os.stat(path)  # noqa: PTH116 - as quick
    except OSError:
        return f"{path} -\n"
    return f"{path} {told.st_size} {told.st_mtime_ns}\n"
