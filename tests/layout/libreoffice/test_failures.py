"""LibreOffice hangs, crashes, is killed, fills the disk, lies: a clear fault, and nothing left."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docgen.cli.outcome import Exit, Outcome
from docgen.layout.libreoffice import Limits, measure
from docgen.problem import Problem
from docgen.problem.faults import TOOL_FAULTS
from docgen.problem.words import of
from tests.conftest import PROJECT
from tests.layout.libreoffice.documents import line, report
from tests.layout.libreoffice.impostor import Stage, processes

if TYPE_CHECKING:
    from docgen.layout import Layout

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="impostors are scripts")

ONE = report(line("一"))
SHORT = Limits(seconds=1)


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    return Stage(tmp_path, monkeypatch)


def rules(told: list[Layout | Problem]) -> list[str]:
    """The faults; ``pages`` where there is none. Each fault says something, and whose it is."""
    for each in told:
        if isinstance(each, Problem):
            assert each.rule in TOOL_FAULTS
            assert Outcome(problems=(each,)).exit == Exit.TOOL
            assert "{" not in "".join(of(each))
    return [each.rule if isinstance(each, Problem) else "pages" for each in told]


CHILD = "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)', str(room)])\n"
DEAF = "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
PLAYS = {
    "hangs at the start": ("time.sleep(600)", "libreoffice-hangs"),
    "hangs and cannot be told to stop": (f"{DEAF}{CHILD}time.sleep(600)", "libreoffice-hangs"),
    "crashes": ("os.kill(os.getpid(), signal.SIGSEGV)", "libreoffice-dies"),
    "is killed": ("os.killpg(0, signal.SIGKILL)", "libreoffice-dies"),
    "fails with a code": ("sys.exit(81)", "libreoffice-dies"),
    "ends with 0 and wrote nothing": ("sys.exit(0)", "libreoffice-dies"),
    "leaves a child behind": (CHILD, "libreoffice-dies"),
    "begins and stops": ("tell('0.began', '')", "libreoffice-dies"),
    "stops while telling": (
        "honest('0'); tell('0.told', 'pages 1\\nparagraph 1\\n')",
        "libreoffice-dies",
    ),
    "tells garbage": (
        "honest('0'); tell('0.told', 'pages one\\nend\\n'); ended('0')",
        "libreoffice-lies",
    ),
    "tells of no page": ("honest('0', pages=0); ended('0')", "libreoffice-lies"),
    "tells bytes": (
        "honest('0'); (out / '0.told').write_bytes(bytes(range(256)) + b'\\nend\\n'); ended('0')",
        "libreoffice-lies",
    ),
    "has no version": ("honest('0'); tell('version', '\\x1b[31m'); ended('0')", "libreoffice-lies"),
    "writes no PDF": ("honest('0'); (out / '0.pdf').unlink(); ended('0')", "libreoffice-lies"),
    "writes an empty PDF": ("honest('0'); tell('0.pdf', ''); ended('0')", "libreoffice-lies"),
    "writes a PDF that is none": ("honest('0', pdf=b'<html>'); ended('0')", "libreoffice-lies"),
    "writes half a PDF": (
        "honest('0', pdf=b'%PDF-1.7 /Type/Page /Ty'); ended('0')",
        "libreoffice-lies",
    ),
    "counts other pages than it writes": ("honest('0', pages=3); ended('0')", "libreoffice-lies"),
    "says it cannot": (
        "tell('0.began', ''); tell('0.told', 'failed load 91\\n'); ended('0')",
        "libreoffice-fails",
    ),
    "prints in another font": (
        "honest('0', pdf=b'%PDF-1.7 /Type/Page/ /BaseFont/ABCDEF+DejaVuSans %%EOF'); ended('0')",
        "foreign-font",
    ),
}


@pytest.mark.parametrize("play", PLAYS)
def test_a_soffice_that(play: str, stage: Stage) -> None:
    script, rule = PLAYS[play]
    stage.play(script)
    told = measure([ONE], ["一.docx"], SHORT)
    assert rules(told) == [rule]
    assert isinstance(told[0], Problem)
    assert told[0].where.docx == "一.docx"
    assert len(stage.started()) == (1 if rule == "foreign-font" else 2)  # tried once more
    assert stage.left() == []


def test_a_second_try_is_enough(stage: Stage) -> None:
    stage.play(
        "sys.exit(1) if len(os.listdir(out / '../../starts')) == 1 else (honest('0'), ended('0'))"
    )
    assert rules(measure([ONE], ["a"], SHORT)) == ["pages"]
    assert stage.left() == []


def test_the_document_that_ends_it_fails_and_the_others_do_not(stage: Stage) -> None:
    script = """
for job in jobs():
    tell(job + ".began", "")
    if text(job) == "二":
        time.sleep(600)
    honest(job)
    ended(job)
"""
    stage.play(script)
    docx = [report(line(each)) for each in "一二三四"]
    told = measure(docx, ["a", "b", "c", "d"], SHORT)
    assert rules(told) == ["pages", "libreoffice-hangs", "pages", "pages"]
    assert stage.started() == ["一二", "二", "三四"]  # what was done is not done again
    assert stage.left() == []


def test_a_document_has_its_time_from_where_it_begins(stage: Stage) -> None:
    stage.play("for job in jobs():\n    time.sleep(0.7)\n    honest(job); ended(job)")
    assert rules(measure([ONE] * 4, ["a", "b", "c", "d"], Limits(seconds=2))) == ["pages"] * 4
    assert len(stage.started()) == 1


def test_what_begins_nothing_is_not_started_for_each_document(stage: Stage) -> None:
    stage.play("sys.exit(81)")
    told = measure([ONE] * 9, list("abcdefghi"), SHORT)
    assert rules(told) == ["libreoffice-dies"] * 9
    assert len(stage.started()) == 2


def test_without_libreoffice_the_command_that_brings_it_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("docgen.layout.libreoffice.found.soffice", lambda: None)
    told = measure([ONE], ["a"])
    assert rules(told) == ["libreoffice-missing"]
    assert isinstance(told[0], Problem)
    assert "apt install" in told[0].args["remedy"]


def test_a_program_that_cannot_be_started(stage: Stage) -> None:
    stage.play("")
    (stage.folder / "bin" / "soffice").write_text("#!/nowhere/at/all\n")
    assert rules(measure([ONE], ["a"], SHORT)) == ["libreoffice-dies"]
    assert stage.left() == []


def test_nothing_is_left_behind_by_the_real_one(stage: Stage) -> None:
    assert rules(measure([ONE], ["a"])) == ["pages"]
    assert stage.left() == []


@pytest.mark.slow
def test_the_real_one_is_killed_while_it_works(stage: Stage) -> None:
    killed: list[int] = []

    def kill() -> None:
        while len(killed) < 2:
            for folder in Path("/proc").glob("[0-9]*"):
                with contextlib.suppress(OSError):
                    command = (folder / "cmdline").read_bytes()
                    group = os.getpgid(int(folder.name))
                    ours = f"{stage.temporary}/".encode() in command
                    if ours and b"soffice.bin" in command and group not in killed:
                        os.killpg(group, signal.SIGKILL)
                        killed.append(group)
            time.sleep(0.02)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    assert rules(measure([ONE], ["a"])) == ["libreoffice-dies"]
    killer.join(10)
    assert len(killed) == 2
    assert stage.left() == []


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="bounded on Linux only")
def test_memory_is_bounded(stage: Stage) -> None:
    assert rules(measure([ONE], ["a"], Limits(memory=150 * 2**20))) == ["libreoffice-dies"]
    assert stage.left() == []


SCRIPT = """
import sys, tempfile
from pathlib import Path
from docgen.layout.libreoffice import Limits, measure
tempfile.tempdir = sys.argv[1]
told = measure([Path(sys.argv[2]).read_bytes()], ["a"], Limits(seconds=float(sys.argv[3])))
print(getattr(told[0], "rule", "pages"), *Path(sys.argv[1]).iterdir())
"""


def run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=PROJECT).stdout


@pytest.mark.slow
@pytest.mark.parametrize("blocks", ["20", "160"])
def test_a_file_that_may_not_grow(tmp_path: Path, blocks: str) -> None:
    docx, temporary = tmp_path / "a.docx", tmp_path / "tmp"
    docx.write_bytes(report(*[line("服務品質" * 30)] * 300))
    temporary.mkdir()
    limited = f'ulimit -f {blocks}; exec "$@"'
    told = run(
        "/bin/sh",
        "-c",
        limited,
        "sh",
        sys.executable,
        "-c",
        SCRIPT,
        str(temporary),
        str(docx),
        "30",
    )
    assert told.split()[0] in {"disk-full", "libreoffice-dies", "libreoffice-fails"}
    assert len(told.split()) == 1
    assert list(temporary.iterdir()) == []
    assert processes(str(temporary)) == []


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("unshare"), reason="a small disk is mounted")
@pytest.mark.parametrize("size", ["24k", "80k", "200k"])
def test_a_full_disk(tmp_path: Path, size: str) -> None:
    docx, temporary = tmp_path / "a.docx", tmp_path / "tmp"
    docx.write_bytes(report(*[line("服務品質" * 30)] * 300))
    temporary.mkdir()
    mounted = f'mount -t tmpfs -o size={size} tmpfs "$4" && exec "$@"'
    told = run(
        "unshare", "--map-root-user", "--mount", "/bin/sh", "-c", mounted,
        "sh", sys.executable, "-c", SCRIPT, str(temporary), str(docx), "30",
    )  # fmt: skip
    assert told.split() == ["disk-full"]
    assert processes(str(temporary)) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_docgen_itself_is_told_to_stop(number: signal.Signals, stage: Stage) -> None:
    stage.play("time.sleep(600)")
    docx = stage.folder / "a.docx"
    docx.write_bytes(ONE)
    # a shell starts its background jobs deaf to SIGINT, and its children inherit that
    heard = "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
    command = [sys.executable, "-c", heard + SCRIPT, str(stage.temporary), str(docx), "60"]
    with subprocess.Popen(
        command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        until = time.monotonic() + 30
        while not stage.started() and time.monotonic() < until:
            time.sleep(0.05)
        process.send_signal(number)
        _, told = process.communicate(timeout=30)
        code = process.returncode
    assert code in {128 + number, -number}, told.decode()
    assert stage.left() == []
    assert re.search(rb"KeyboardInterrupt|^$", told)
