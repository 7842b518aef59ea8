"""What is here of what docgen needs, and the command that brings what is missing."""

from __future__ import annotations

import sys
from importlib import metadata
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from docgen import __version__
from docgen.layout.libreoffice import found

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
    "ruamel.yaml",
)


class Finding(Struct, frozen=True):
    """One thing looked for. ``needed``: without it nothing works; ``look``: only for looking."""

    name: str
    state: Literal["here", "missing"]
    detail: str = ""
    remedy: str = ""
    needed: bool = True


def doctor() -> tuple[Finding, ...]:
    """Python, packages, the two engines that count pages, and the Kai font."""
    return (*_packages(), *_engines(), _font())


def _packages() -> Iterator[Finding]:
    version = ".".join(str(part) for part in sys.version_info[:3])
    yield Finding("Python", "here", version)
    for name in PACKAGES:
        try:
            yield Finding(name, "here", metadata.version(name))
        except metadata.PackageNotFoundError:
            yield Finding(name, "missing", remedy=f"pip install {name}")


def _engines() -> Iterator[Finding]:
    yield Finding("typeset", "here", __version__)
    program = found.soffice()
    if program:
        yield Finding("LibreOffice", "here", found.version(program), needed=False)
    else:
        yield Finding("LibreOffice", "missing", remedy=found.OFFICE_REMEDY, needed=False)


def _font() -> Finding:
    """The Kai font that stands for 標楷體 here, as LibreOffice gets it from our fontconfig file."""
    kai = found.kai()
    if kai:
        return Finding("標楷體", "here", kai, needed=False)
    return Finding("標楷體", "missing", remedy=found.FONT_REMEDY, needed=False)
