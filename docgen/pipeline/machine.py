"""What documents follow from beside the data: docgen's own code, its libraries, LibreOffice, fonts.

Told by names, sizes and times, which is enough on one machine and takes a millisecond.
"""

from __future__ import annotations

import hashlib
import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docgen import __version__

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
)
_MOST_FOLDERS: Final = 2000  # of fonts


@cache
def code() -> str:
    """Stands for docgen, Python, and the folders that libraries are installed in."""
    told = hashlib.sha256(f"{__version__}\n{sys.version}\n".encode())
    try:
        for line in sorted(_modules(os.fspath(_CODE))):
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

    told = hashlib.sha256(f"{__version__}\n{sys.version_info[:2]}\n".encode())
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
    from docgen.layout.libreoffice import found

    told = hashlib.sha256()
    program = found.soffice()
    if program is not None:
        real = Path(program).resolve()
        told.update("".join(map(_line, (real, real.with_name("versionrc")))).encode())
    for line in _folders():
        told.update(line.encode("utf-8", "surrogateescape"))
    return told.hexdigest()[:32]


def _modules(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name == "__pycache__":
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _modules(entry.path)
            else:
                told = entry.stat()
                yield f"{entry.path} {told.st_size} {told.st_mtime_ns}\n"


def _folders() -> Iterator[str]:
    """The folders of fonts: a font that comes or goes changes the time of its folder."""
    count = 0
    for place in _FONTS:
        for folder, inner, _ in os.walk(Path(place).expanduser()):
            inner.sort()
            count += 1
            if count > _MOST_FOLDERS:
                return
            yield _line(folder)


def _line(path: str | Path) -> str:
    try:
        told = os.stat(path)  # noqa: PTH116 - as quick
    except OSError:
        return f"{path} -\n"
    return f"{path} {told.st_size} {told.st_mtime_ns}\n"
