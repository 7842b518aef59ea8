"""Programs named ``soffice`` that hang, crash, lie and write garbage, to be put first on PATH."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

HEAD = f"""#!{sys.executable}
import os, pathlib, re, signal, subprocess, sys, time, urllib.parse, urllib.request, zipfile
profile = next(a for a in sys.argv if a.startswith("-env:UserInstallation="))
room = pathlib.Path(urllib.request.url2pathname(urllib.parse.urlsplit(profile.partition("=")[2]).path)).parent
out = room / "out"
log = room.parent / "starts" / str(time.time_ns())
log.write_text("")
def tell(name, text): (out / name).write_text(text)
def text(job):
    with zipfile.ZipFile(room / "in" / (job + ".docx")) as docx:
        return "".join(re.findall("<w:t[^>]*>([^<]*)", docx.read("word/document.xml").decode()))
def jobs():
    number = 0
    while True:
        while not (room / "in" / (str(number) + ".job")).exists():
            time.sleep(0.005)
        with log.open("a") as file:
            file.write(text(str(number)))
        yield str(number)
        number += 1
"""
HONEST = """
def honest(job, pages=1, pdf=None):
    if not (out / "version").exists():  # it may be read at any time
        tell("version", "7.4.7.2\\n")
    tell(job + ".began", "\\n")
    (out / (job + ".pdf")).write_bytes(pdf or b"%PDF-1.7\\n<</Type/Page/X 1>><</BaseFont/TW-Kai-98_1>>\\n%%EOF\\n")
    tell(job + ".told", f"pages {pages}\\nparagraph 1\\nline 1 0\\nend\\n")
def ended(job): tell(job + ".ended", "\\n")
"""


class Stage:
    """A folder for temporary files, watched; ``play`` puts an impostor on PATH."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.monkeypatch = monkeypatch
        self.temporary = folder / "tmp"
        self.starts = self.temporary / "starts"
        self.starts.mkdir(parents=True)
        monkeypatch.setattr("tempfile.tempdir", str(self.temporary))

    def play(self, script: str) -> None:
        bin_ = self.folder / "bin"
        bin_.mkdir()
        program = bin_ / "soffice"
        program.write_text(HEAD + HONEST + script, "utf-8")
        program.chmod(0o755)
        self.monkeypatch.setenv("PATH", f"{bin_}{os.pathsep}{os.environ['PATH']}")

    def started(self) -> list[str]:
        """For each start, the texts of the documents that it took."""
        return [path.read_text() for path in sorted(self.starts.iterdir())]

    def left(self) -> list[str]:
        """Temporary files and living processes that should not be there."""
        files = [path.name for path in self.temporary.iterdir() if path != self.starts]
        return files + processes(str(self.temporary))


def processes(words: str) -> list[str]:
    """Command lines that hold these words. A zombie has none."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (
                (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            )
        except (FileNotFoundError, ProcessLookupError):
            continue
        if words in command:
            found.append(command)
    return found


def soffice() -> str:
    """The real program."""
    program = shutil.which("soffice")
    assert program
    return program
