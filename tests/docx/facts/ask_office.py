"""Ask LibreOffice how it resolves documents: run by the system's Python, which has ``uno``.

``python3 ask_office.py PROFILE FILE…`` prints one JSON list a document: its paragraphs in order
(those of tables where the table stands), each with its own properties and its portions.
Lengths are twips. It must lead a process group of its own, which the caller ends: LibreOffice's
wrapper leaves its child.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found,unused-ignore]

SECONDS = 60


def twips(hundredths: int) -> int:
    return round(hundredths * 1440 / 2540)


def paragraphs(text: Any) -> list[Any]:
    found: list[Any] = []
    every = text.createEnumeration()
    while every.hasMoreElements():
        one = every.nextElement()
        if one.supportsService("com.sun.star.text.TextTable"):
            for name in sorted(one.CellNames, key=lambda n: (int(n[1:]), n[0])):
                found += paragraphs(one.getCellByName(name))
        else:
            found.append(one)
    return found


def told(paragraph: Any) -> dict[str, Any]:
    spacing = paragraph.ParaLineSpacing
    left, first = indents(paragraph)
    return {
        "label": paragraph.ListLabelString if paragraph.NumberingIsNumber else "",
        "left": left,
        "first": first,
        "right": twips(paragraph.ParaRightMargin),
        "before": twips(paragraph.ParaTopMargin),
        "after": twips(paragraph.ParaBottomMargin),
        "rule": {0: "auto", 1: "atLeast", 3: "exact"}.get(spacing.Mode, "auto"),
        "line": round(spacing.Height * 2.4) if spacing.Mode == 0 else twips(spacing.Height),
        "adjust": paragraph.ParaAdjust,
        "keep": paragraph.ParaKeepTogether,
        "snap": paragraph.SnapToGrid,
        "outline": paragraph.OutlineLevel,
        "portions": [portion(one) for one in portions(paragraph)],
    }


def indents(paragraph: Any) -> tuple[int, int]:
    """Those of the list count unless the paragraph, or the style that names the list, has own."""
    own = (twips(paragraph.ParaLeftMargin), twips(paragraph.ParaFirstLineIndent))
    direct = uno.Enum("com.sun.star.beans.PropertyState", "DIRECT_VALUE")
    if (
        not paragraph.NumberingRules
        or not paragraph.NumberingIsNumber
        or paragraph.getPropertyState("ParaLeftMargin") == direct
        or (paragraph.getPropertyState("NumberingStyleName") != direct and any(own))
    ):
        return own
    level = paragraph.NumberingRules.getByIndex(paragraph.NumberingLevel)
    named = {one.Name: one.Value for one in level}
    return twips(named["IndentAt"]), twips(named["FirstLineIndent"])


def portions(paragraph: Any) -> list[Any]:
    found = []
    every = paragraph.createEnumeration()
    while every.hasMoreElements():
        found.append(every.nextElement())
    return [one for one in found if one.TextPortionType == "Text" and one.String]


def portion(one: Any) -> dict[str, Any]:
    return {
        "text": one.String,
        "latin": one.CharFontName,
        "east": one.CharFontNameAsian,
        "size": one.CharHeight,
        "size_east": one.CharHeightAsian,
        "bold": one.CharWeight > 100,
        "hidden": one.CharHidden,
        "language": f"{one.CharLocaleAsian.Language}-{one.CharLocaleAsian.Country}",
    }


def main(profile: str, files: list[str]) -> None:
    pipe = f"facts{os.getpid()}"
    office = subprocess.Popen(
        [
            "soffice",
            "--headless",
            "--norestore",
            f"-env:UserInstallation={Path(profile).as_uri()}",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        context = connected(pipe)
        desktop = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", context
        )
        hidden = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        hidden.Name, hidden.Value = "Hidden", True
        for file in files:
            document = desktop.loadComponentFromURL(Path(file).as_uri(), "_blank", 0, (hidden,))
            print(json.dumps([told(one) for one in paragraphs(document.Text)]), flush=True)
            document.close(True)  # noqa: FBT003 - UNO has no names
    finally:
        office.terminate()


def connected(pipe: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    until = time.monotonic() + SECONDS
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
