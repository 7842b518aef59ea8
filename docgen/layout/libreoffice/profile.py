"""A LibreOffice profile of our own: what it may do, and the macro that speaks with us.

A fresh one for each start, because two processes on one profile ride on each other. Written
whole: with ``ooSetupInstCompleted`` LibreOffice keeps its own presets out of it.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
FONTS: Final = HERE.parent / "fonts" / "fonts.conf"
MACRO: Final = "macro:///Standard.docgen.Main()"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE {0} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{1}.dtd">\n'
_LIBRARIES: Final = (
    _HEAD.format("library:libraries", "libraries")
    + '<library:libraries xmlns:library="http://openoffice.org/2000/library">'
    '<library:library library:name="Standard" library:link="false"/></library:libraries>'
)
_LIBRARY: Final = (
    _HEAD.format("library:library", "library")
    + '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" '
    'library:readonly="false" library:passwordprotected="false">'
    '<library:element library:name="docgen"/></library:library>'
)


def write(profile: Path) -> None:
    """The profile's files under ``profile``, which is the folder of ``-env:UserInstallation``."""
    standard = profile / "user" / "basic" / "Standard"
    standard.mkdir(parents=True)
    registry = (HERE / "registry.xcu").read_text("utf-8")
    (profile / "user" / "registrymodifications.xcu").write_text(registry, "utf-8")
    (standard.parent / "script.xlc").write_text(_LIBRARIES, "utf-8")
    (standard / "script.xlb").write_text(_LIBRARY, "utf-8")
    source = escape((HERE / "macro.bas").read_text("utf-8"), quote=False)
    (standard / "docgen.xba").write_text(
        _HEAD.format("script:module", "module")
        + '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="docgen" '
        f'script:language="StarBasic">{source}</script:module>',
        "utf-8",
    )
