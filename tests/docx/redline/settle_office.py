"""Accept or reject all changes in LibreOffice: run by the system's Python, which has ``uno``.

``python3 settle_office.py PROFILE COMMAND FILE…`` writes ``FILE.COMMAND.docx`` beside each FILE,
COMMAND being AcceptAllTrackedChanges or RejectAllTrackedChanges. It must lead a process group of
its own, which the caller ends: LibreOffice's wrapper leaves its child.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found,unused-ignore]

SECONDS = 60


def main(profile: str, commands: list[str], files: list[str]) -> None:
    pipe = f"settle{os.getpid()}"
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
        for file in files:
            for command in commands:
                settle(context, Path(file), command)
    finally:
        office.terminate()


def settle(context: Any, file: Path, command: str) -> None:
    made = context.ServiceManager.createInstanceWithContext
    desktop = made("com.sun.star.frame.Desktop", context)
    document = desktop.loadComponentFromURL(
        file.as_uri(), "_blank", 0, (value("Hidden", content=True),)
    )
    frame = document.CurrentController.Frame
    dispatcher = made("com.sun.star.frame.DispatchHelper", context)
    dispatcher.executeDispatch(frame, f".uno:{command}", "", 0, ())
    kind = value("FilterName", "MS Word 2007 XML")
    document.storeToURL(Path(f"{file}.{command}.docx").as_uri(), (kind,))
    document.close(True)  # noqa: FBT003 - UNO has no names


def value(name: str, content: object) -> Any:
    one = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    one.Name, one.Value = name, content
    return one


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
    main(sys.argv[1], sys.argv[2].split(","), sys.argv[3:])
