"""Where LibreOffice is on this machine, and what its fonts are called."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docgen.layout import fonts

if TYPE_CHECKING:
    from collections.abc import Iterable

OFFICE_REMEDY: Final = {
    "win32": "winget install TheDocumentFoundation.LibreOffice",
    "darwin": "brew install --cask libreoffice",
}.get(sys.platform, "apt install libreoffice-writer")
FONT_REMEDY: Final = {
    "win32": "Add-WindowsCapability -Online -Name Language.Fonts.Hant~~~und-HANT~0.0.1.0",
    "darwin": "Font Book: BiauKaiTC",
}.get(sys.platform, "apt install fonts-cns11643-kai")
_PLACES: Final = {
    "win32": (
        "C:/Program Files/LibreOffice/program/soffice.com",
        "C:/Program Files (x86)/LibreOffice/program/soffice.com",
    ),
    "darwin": ("/Applications/LibreOffice.app/Contents/MacOS/soffice",),
}
_NOT_IN_NAMES: Final = re.compile(r"[^0-9a-z\u0080-\U0010ffff]")


_PROGRAMS: Final = ("soffice", "libreoffice")


def soffice() -> str | None:
    """The program: on PATH, else where its installer puts it."""
    on_path = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    return on_path or next(
        (place for place in _PLACES.get(sys.platform, ()) if Path(place).is_file()), None
    )


def places() -> tuple[str, ...] | None:
    """Every path at which ``soffice`` may look; None where they cannot be told (Windows)."""
    if sys.platform == "win32" or "PATH" not in os.environ:
        return None
    on_path = [Path(folder, name) for name in _PROGRAMS for folder in os.get_exec_path()]
    return (*map(str, on_path), *_PLACES.get(sys.platform, ()))


def foreign(faces: Iterable[str], named: frozenset[str]) -> tuple[str, ...]:
    """The faces (PostScript names) that are none of the families that the document names.

    Fontconfig says which faces a family has; where it is absent (Windows, macOS) a face must
    begin with its family's name.
    """
    kai = fonts.families() if named & fonts.ordered() else ()
    allowed = {face for each in kai for face in each.faces}
    unknown = sorted({face for face in faces if face not in allowed})
    if not unknown:
        return ()
    families = installed()
    return tuple(face for face in unknown if not named & families.get(face, _like(face, named)))


def _like(face: str, named: frozenset[str]) -> frozenset[str]:
    plain = _plain(face)
    return frozenset(name for name in named if _plain(name) and plain.startswith(_plain(name)))


def _plain(name: str) -> str:
    return _NOT_IN_NAMES.sub("", name.lower())


def family(face: str) -> str:
    """The family of a Kai face; any other face is called as it is."""
    return next((each.name for each in fonts.families() if face in each.faces), face)


def kai() -> str | None:
    """The name of the Kai font that is here: the ordered one, else the first that stands in."""
    here = {name.strip() for names in installed().values() for name in names}
    return next(
        (each.name for each in fonts.families() if here.intersection(each.names)), _windows_kai()
    )


def _windows_kai() -> str | None:
    file = Path("C:/Windows/Fonts/kaiu.ttf")
    return "標楷體" if sys.platform == "win32" and file.is_file() else None


def version(program: str) -> str:
    """What ``soffice --version`` says; empty where it says nothing."""
    return _output(program, "--version").strip()


def installed() -> dict[str, frozenset[str]]:
    """PostScript name → family names in all languages, as fontconfig lists them."""
    # with a format of its own fc-list prints names as they are; without, "TW\\-Kai"
    listed = _output("fc-list", "--format", "%{postscriptname}\t%{family}\n")
    lines = (line.partition("\t") for line in listed.splitlines())
    return {face: frozenset(names.split(",")) for face, _, names in lines if face}


def font_versions() -> dict[str, str]:
    """Family name (in every language) → version of its font file, where fontconfig says it."""
    listed = _output("fc-list", "--format", "%{family}\t%{fontversion}\n")
    found: dict[str, str] = {}
    for names, _, fixed in sorted(line.partition("\t") for line in listed.splitlines()):
        if fixed.isdecimal():  # 16.16 bits, as ``head.fontRevision`` of OpenType has it
            found |= dict.fromkeys(names.split(","), _dotted(int(fixed)))
    return found


def _dotted(fixed: int) -> str:
    return f"{fixed / 2**16:.3f}".rstrip("0").rstrip(".")


def _output(*command: str) -> str:
    """What a program prints; empty where it is not here or does not end."""
    program = shutil.which(command[0])
    if program is None:
        return ""
    try:
        done = subprocess.run(
            (program, *command[1:]),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=30,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace")
