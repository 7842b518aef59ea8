"""LibreOffice itself accepts and rejects: what it then has is the one side or the other.

Both sides go through LibreOffice too, without content controls, whose text it doubles on saving.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from docgen.docx.facts import facts_of
from docgen.docx.redline import redline
from tests.docx.redline import pairs_of
from tests.docx.redline.test_redline import PAIRS, sides

PYTHON = "/usr/bin/python3"  # Debian's, which has uno
ACCEPT, REJECT = "AcceptAllTrackedChanges", "RejectAllTrackedChanges"
DUMMY = "\u200d"  # LibreOffice 7.4 leaves it in an empty row that was tracked
LEAVES_A_LINE = ("10river", "plan", "demo", "plan")  # a table that only one has, at the end
Side = list[tuple[str | None, str, str, object, object]]


def settle(files: list[Path], folder: Path) -> None:
    script = Path(__file__).with_name("settle_office.py")
    command = [PYTHON, str(script), str(folder / "profile"), f"{ACCEPT},{REJECT}", *map(str, files)]
    with subprocess.Popen(command, start_new_session=True) as process:
        try:
            assert process.wait(400) == 0
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def told(file: Path, command: str) -> Side:
    """Style, words, place of each paragraph as LibreOffice saved them."""
    saved = file.with_name(f"{file.name}.{command}.docx")
    return [
        (one.style_name, one.text.replace(DUMMY, ""), one.alignment, one.indent, one.cell)
        for one in facts_of(saved.read_bytes(), saved.name).paragraphs
    ]


def compared(pairs: list[tuple[bytes, bytes]], folder: Path) -> list[tuple[Side, Side]]:
    """What LibreOffice made of each pair's redline, beside what it makes of each side."""
    files = []
    for number, (old, new) in enumerate(pairs):
        for name, (one, other) in {
            "both": (old, new),
            "old": (old, old),
            "new": (new, new),
        }.items():
            files.append(folder / f"{number}-{name}.docx")
            files[-1].write_bytes(redline(one, other, "old.docx", "new.docx").docx)
    settle(files, folder)
    found = []
    for number in range(len(pairs)):
        for command, name in ((ACCEPT, "new"), (REJECT, "old")):
            ours = told(folder / f"{number}-both.docx", command)
            found.append((ours, told(folder / f"{number}-{name}.docx", command)))
    return found


@pytest.mark.slow
def test_real_documents_come_back_in_libreoffice(tmp_path: Path) -> None:
    pairs = [pair for pair in PAIRS if pair != LEAVES_A_LINE]
    found = compared([sides(pair) for pair in pairs], tmp_path)
    assert len(found) == 2 * len(pairs) == 2 * (len(PAIRS) - 1)
    for ours, theirs in found:
        assert ours == theirs


@pytest.mark.slow
def test_generated_documents_come_back_in_libreoffice(tmp_path: Path) -> None:
    pairs: list[tuple[bytes, bytes]] = []

    @settings(
        max_examples=60,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(pairs_of.for_office())
    def collect(pair: tuple[bytes, bytes]) -> None:
        pairs.append(pair)

    collect()
    found = compared(pairs, tmp_path)
    assert len(found) == 2 * len(pairs) >= 80
    for ours, theirs in found:
        assert ours == theirs
