"""What is here of what docgen needs, and the command that brings what is missing."""

from __future__ import annotations

import re
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from docgen import __version__
from docgen.layout.libreoffice import found, probe

if TYPE_CHECKING:
    from collections.abc import Iterator

_PROJECT: Final = Path(__file__).resolve().parents[2] / "pyproject.toml"
_REQUIREMENT: Final = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?\s*(?:(==|>=)\s*([0-9.]+))?")


class Finding(Struct, frozen=True):
    """One thing looked for. ``needed``: without it nothing works. ``old``: not the one we need."""

    name: str
    state: Literal["here", "missing", "old"]
    detail: str = ""
    remedy: str = ""
    needed: bool = True


def doctor() -> tuple[Finding, ...]:
    """Python, packages, the two engines that count pages, and the Kai font that is really used."""
    return (*_packages(), *_engines())


def _packages() -> Iterator[Finding]:
    version = ".".join(str(part) for part in sys.version_info[:3])
    yield Finding("Python", "here", version)
    for name, sign, wanted in _requirements():
        remedy = f'pip install "{name}{sign}{wanted}"' if sign else f"pip install {name}"
        try:
            here = metadata.version(name)
        except metadata.PackageNotFoundError:
            yield Finding(name, "missing", remedy=remedy)
            continue
        fits = not sign or (_numbers(here) >= _numbers(wanted) if sign == ">=" else here == wanted)
        yield Finding(name, "here" if fits else "old", here, "" if fits else remedy)


def _requirements() -> Iterator[tuple[str, str, str]]:
    """Name, ``==`` or ``>=``, and version of each: as installed, else as the project's file says."""
    try:
        told = metadata.requires("docgen") or []
    except metadata.PackageNotFoundError:
        import tomllib

        told = tomllib.loads(_PROJECT.read_text("utf-8"))["project"]["dependencies"]
    for each in told:
        found_ = _REQUIREMENT.match(each)
        if found_ and "extra ==" not in each:
            yield found_[1], found_[2] or "", found_[3] or ""


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:4])


def _engines() -> Iterator[Finding]:
    yield Finding("typeset", "here", __version__)
    program = found.soffice()
    if program is None:
        yield Finding("LibreOffice", "missing", remedy=found.OFFICE_REMEDY, needed=False)
        yield _font(found.kai())
        return
    set_ = probe.kai()
    version = found.version(program)
    if set_ is None or isinstance(set_, str):
        yield Finding("LibreOffice", "here", version, needed=False)
        yield _font(set_)
    elif set_.rule == "foreign-font":
        yield Finding("LibreOffice", "here", version, needed=False)
        yield _font(None)
    else:
        yield Finding("LibreOffice", "old", version, found.OFFICE_REMEDY, needed=False)
        yield _font(found.kai())


def _font(kai: str | None) -> Finding:
    """The Kai font that stands for 標楷體 here; without LibreOffice as fontconfig lists it."""
    if kai:
        return Finding("標楷體", "here", kai, needed=False)
    return Finding("標楷體", "missing", remedy=found.FONT_REMEDY, needed=False)
