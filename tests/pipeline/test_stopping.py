"""Real builds whose processes are killed, and real Ctrl-C at any moment: nothing finished is lost."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docgen.layout.libreoffice.found import soffice
from docgen.pipeline import build
from tests.conftest import PROJECT
from tests.pipeline.many import bench, digests, several

if TYPE_CHECKING:
    from collections.abc import Callable

    from docgen.workspace import Workspace

    Moment = Callable[["Run"], bool]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not Path("/proc/self/stat").exists(), reason="processes as Linux tells them"
    ),
]
WAIT = 60.0
SLACK = 10.0  # seconds; two by design, on a machine with nothing else to do
# In each process that a build starts: one that reads this agency's plan is killed at once.
POISON = """\
import multiprocessing, os, signal, sys

def hook(event, args):
    if event == "open" and str(args[0]).endswith("bureau-00030/105/plan.yaml"):
        process = sys.modules.get("multiprocessing.process")
        if process is not None and process.parent_process() is not None:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(hook)
"""


class Run:
    """``docgen build --all`` as a terminal runs it: a group of processes of its own."""

    def __init__(self, workspace: Workspace, *options: str, **environ: str) -> None:
        self.workspace = workspace
        self.temporary = workspace.root.parent / f"{workspace.root.name}-tmp"
        self.temporary.mkdir()
        command = (sys.executable, "-m", "docgen", "build", "--all", *options)
        plain = {"PYTHONPATH": str(PROJECT), "DOCGEN_LANG": "en", "TMPDIR": str(self.temporary)}
        self.process = subprocess.Popen(
            (*command, "--root", str(workspace.root)),
            cwd=PROJECT,
            env={**os.environ, **plain, **environ},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        self.seen: set[int] = set()

    def until(self, moment: Moment) -> None:
        """Wait for it; every process that is seen on the way is remembered."""
        until = time.monotonic() + WAIT
        while not moment(self) and time.monotonic() < until and self.process.poll() is None:
            self.look()
            time.sleep(0.005)
        self.look()

    def look(self) -> dict[int, str]:
        """The processes below it, with their command lines."""
        found = _below(self.process.pid)
        self.seen |= found.keys()
        return found

    def workers(self) -> list[int]:
        """The processes of the pool; the one that watches over their semaphores is none."""
        return [pid for pid, said in self.look().items() if "spawn_main" in said]

    def end(self) -> tuple[str, str]:
        return self.process.communicate(timeout=WAIT)

    def left(self) -> list[int]:
        """The processes that were seen and still live."""
        until = time.monotonic() + SLACK
        while any(map(_lives, self.seen)) and time.monotonic() < until:
            time.sleep(0.02)
        return [pid for pid in self.seen if _lives(pid)]

    def half_written(self) -> list[str]:
        """What may not be left: files aside of those that they were to become, rooms of LibreOffice."""
        aside = [
            path.name
            for path in self.workspace.root.rglob("*")
            if path.is_file() and (path.suffix == ".tmp" or path.name.startswith("."))
        ]
        return aside + [path.name for path in self.temporary.iterdir()]


def _told(pid: int) -> tuple[str, int] | None:
    """State and parent."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return None
    return fields[0], int(fields[1])


def _lives(pid: int) -> bool:
    told = _told(pid)
    return told is not None and told[0] not in "ZX"  # what nobody waits for is dead all the same


def _below(pid: int) -> dict[int, str]:
    parents = {}
    for path in Path("/proc").iterdir():
        if path.name.isdecimal():
            told = _told(int(path.name))
            if told is not None:
                parents[int(path.name)] = told[1]
    found = [pid]
    for each in found:
        found += [child for child, parent in parents.items() if parent == each]
    said = {}
    for each in found[1:]:
        with contextlib.suppress(OSError):
            said[each] = (
                Path(f"/proc/{each}/cmdline")
                .read_bytes()
                .replace(b"\0", b" ")
                .decode(errors="replace")
            )
    return said


def has_begun(run: Run) -> bool:
    """Python itself has started, which has words of its own for Ctrl-C; docgen is being loaded."""
    try:
        return b"msgspec" in Path(f"/proc/{run.process.pid}/maps").read_bytes()
    except OSError:
        return False


def has_documents(run: Run) -> bool:
    return any(run.workspace.build.glob("*/105/*.docx"))


def has_workers(run: Run) -> bool:
    return len(run.workers()) == 2


def has_office(run: Run) -> bool:
    return any("soffice.bin" in said for said in run.look().values())


def goes_on(workspace: Workspace, undisturbed: dict[str, str], *formats: str) -> None:
    """What is there is whole, and the next build makes the rest: the same bytes in the end."""
    before = digests(workspace.build)
    assert before.items() <= undisturbed.items()
    built = build(workspace, to=("docx", *formats))
    assert [problem for problem in built.problems if problem.level == "error"] == []
    assert digests(workspace.build) == undisturbed


@pytest.fixture(scope="module")
def sixty(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a build of sixty agencies makes that nobody disturbs."""
    workspace = several(tmp_path_factory.mktemp("sixty"), 60)
    assert build(workspace).problems == ()
    return digests(workspace.build)


@pytest.fixture(scope="module")
def two_as_pdf(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    workspace = several(tmp_path_factory.mktemp("two"), 2)
    build(workspace, to=("docx", "pdf"))
    return digests(workspace.build)


def test_a_process_that_is_killed_costs_no_document(tmp_path: Path, sixty: dict[str, str]) -> None:
    workspace = several(tmp_path / "work", 60)
    run = Run(workspace, "--jobs", "2")
    run.until(has_documents)
    killed = run.workers()[0]
    os.kill(killed, signal.SIGKILL)
    run.until(lambda run: len(run.seen) > 3)  # others are started in their place
    assert len(run.seen) > 3
    out, err = run.end()
    assert (run.process.returncode, err) == (0, "")
    assert out.count("wrote ") + out.count("up to date: ") == 60 * bench.DOCUMENTS
    assert digests(workspace.build) == sixty
    assert run.left() == []
    assert run.half_written() == []
    goes_on(workspace, sixty)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "the process that made this agency's documents died, twice"),
        ("zh_TW", "製作此機關文件的程序兩次異常中止"),
    ],
)
def test_an_agency_that_kills_its_process_twice_is_named_and_all_others_are_made(
    tmp_path: Path, sixty: dict[str, str], language: str, line: str
) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(POISON, "utf-8")
    workspace = several(tmp_path / "work", 60)
    path = os.pathsep.join((str(tmp_path / "site"), str(PROJECT)))
    run = Run(workspace, "--jobs", "2", PYTHONPATH=path, DOCGEN_LANG=language)
    _, err = run.end()
    assert run.process.returncode == 1
    assert err.splitlines()[0] == f"data/bureau-00030  worker-died  {line}"
    assert err.count("worker-died") == 1
    others = {name: digest for name, digest in sixty.items() if "bureau-00030" not in name}
    assert len(others) == 59 * bench.DOCUMENTS
    assert digests(workspace.build) == others
    assert run.half_written() == []
    goes_on(workspace, sixty)


@pytest.mark.parametrize(
    ("moment", "jobs"),
    [
        *((moment, jobs) for moment in (0.1, 0.2, 0.35, has_documents) for jobs in ("1", "2")),
        (has_workers, "2"),
    ],
    ids=str,
)
def test_ctrl_c_ends_a_build_and_the_next_goes_on(
    tmp_path: Path, sixty: dict[str, str], moment: float | Moment, jobs: str
) -> None:
    workspace = several(tmp_path / "work", 60)
    run = Run(workspace, "--jobs", jobs)
    if isinstance(moment, float):
        run.until(has_begun)
        time.sleep(moment)
        run.look()
    else:
        run.until(moment)
    stopped(run)
    goes_on(workspace, sixty)


@pytest.mark.skipif(soffice() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_amid_a_conversion_takes_libreoffice_with_it(
    tmp_path: Path, two_as_pdf: dict[str, str], jobs: str
) -> None:
    workspace = several(tmp_path / "work", 6)
    run = Run(workspace, "--jobs", jobs, "--to", "docx,pdf")
    run.until(has_office)
    stopped(run)
    made = {name for name in digests(workspace.build) if name.endswith(".pdf")}
    assert len(made) < 6 * bench.DOCUMENTS
    two = several(tmp_path / "two", 2)
    run = Run(two, "--jobs", jobs, "--to", "docx,pdf")
    run.until(has_office)
    stopped(run)
    goes_on(two, two_as_pdf, "pdf")


def stopped(run: Run) -> None:
    """Ctrl-C, as a terminal sends it: to every process of the group."""
    assert run.process.poll() is None
    begun = time.monotonic()
    os.killpg(run.process.pid, signal.SIGINT)
    _, err = run.end()
    assert time.monotonic() - begun < SLACK
    assert (run.process.returncode, err) == (130, "")
    assert run.left() == []
    assert run.half_written() == []
