"""What is here of what docgen needs, and the command that brings what is missing."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib import metadata
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGES: Final = (
    "PyYAML",
    "Jinja2",
    "docxtpl",
    "python-docx",
    "lxml",
    "deflate",
    "rich",
)
KAI: Final = ("標楷體", "DFKai-SB", "TW-Kai", "AR PL UKai TW")
FONT_REMEDY: Final = "apt install fonts-cns11643-kai"
OFFICE_REMEDY: Final = "apt install libreoffice-writer"


class Finding(Struct, frozen=True):
    """One thing looked for. ``needed``: without it nothing works; ``look``: only for looking."""

    name: str
    state: Literal["here", "missing"]
    detail: str = ""
    remedy: str = ""
    needed: bool = True


def doctor() -> tuple[Finding, ...]:
    """Python, packages, the outside programs and the fonts."""
    return (*_packages(), *_programs(), _font())


def _packages() -> Iterator[Finding]:
    version = ".".join(str(part) for part in sys.version_info[:3])
    yield Finding("Python", "here", version)
    for name in PACKAGES:
        try:
            yield Finding(name, "here", metadata.version(name))
        except metadata.PackageNotFoundError:
            yield Finding(name, "missing", remedy=f"pip install {name}")


def _programs() -> Iterator[Finding]:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found:
        yield Finding("LibreOffice", "here", _output(found, "--version"), needed=False)
    else:
        yield Finding("LibreOffice", "missing", remedy=OFFICE_REMEDY, needed=False)


def _font() -> Finding:
    """The first Kai font that fontconfig knows by its own name (it answers with a stand-in else)."""
    if not shutil.which("fc-list"):
        return Finding("標楷體", "missing", remedy=FONT_REMEDY, needed=False)
    # with a format of its own fc-list prints names as they are; without, "TW\\-Kai"
    families = _output("fc-list", "--format", "%{family}\n").replace(",", "\n").splitlines()
    for name in KAI:
        if any(family.strip() == name for family in families):
            return Finding("標楷體", "here", name, needed=False)
    return Finding("標楷體", "missing", remedy=FONT_REMEDY, needed=False)


def _output(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()
