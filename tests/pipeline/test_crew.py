"""Many processes: the same as one, in the same order; a death or Ctrl-C costs nothing finished."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from docgen.pipeline import build
from docgen.pipeline.built import Built
from docgen.pipeline.crew import Crew, Here, in_order
from docgen.problem import Problem, Where
from tests.cli.command import docgen
from tests.conftest import PROJECT
from tests.pipeline.many import bench, digests, several

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WAIT = 60.0


def outcome(slug: str) -> Built:
    return Built((), (Problem("bug", Where(file=slug)),))


def slugs(built: Iterator[Built]) -> list[str | None]:
    return [one.problems[0].where.file for one in built]


class Fragile(Executor):
    """Every task that holds ``poison`` takes the executor with it, and all that was under way."""

    def __init__(self) -> None:
        self.broken = False
        self.waiting: list[tuple[Future[Any], Any, tuple[Any, ...]]] = []

    def submit(self, fn: Any, /, *args: Any, **_: Any) -> Future[Any]:
        if self.broken:
            raise BrokenExecutor("gone")
        future: Future[Any] = Future()
        if "poison" in args[0]:
            self.broken = True
            future.set_exception(BrokenExecutor("died"))
        else:
            future.set_result(fn(*args))
        return future


def test_outcomes_come_in_the_order_of_the_agencies() -> None:
    crew = Crew(Here, lambda names: [outcome(name) for name in names], width=3)
    handfuls: list[tuple[tuple[Built | None, ...], tuple[str, ...]]] = [
        ((outcome("a"), None, None), ("b", "c")),
        ((outcome("d"),), ()),
        ((None, outcome("f"), None), ("e", "g")),
    ]
    assert slugs(in_order(crew, iter(handfuls))) == list("abcdefg")


def test_no_more_is_under_way_than_the_crew_is_wide() -> None:
    begun: list[str] = []

    def work(names: Sequence[str]) -> list[Built]:
        begun.extend(names)
        return [outcome(name) for name in names]

    crew = Crew(Here, work, width=2)
    handfuls: Iterator[tuple[tuple[Built | None, ...], tuple[str, ...]]]
    handfuls = (((None,), (str(number),)) for number in range(1000))
    stream = in_order(crew, handfuls)
    next(stream)
    assert begun == ["0", "1"]


def test_of_a_handful_whose_process_dies_only_the_killer_is_lost() -> None:
    crew = Crew(Fragile, lambda names: [outcome(name) for name in names], width=2)
    handfuls: list[tuple[tuple[Built | None, ...], tuple[str, ...]]] = [
        ((None, None), ("a", "b")),
        ((None, None, None), ("c", "poison", "d")),
        ((None,), ("e",)),
    ]
    built = list(in_order(crew, iter(handfuls)))
    assert [one.problems[0].where.file for one in built] == [
        "a", "b", "c", "data/poison", "d", "e",
    ]  # fmt: skip
    assert built[3].problems[0].rule == "worker-died"


LAST_STEPS = """\
import atexit, multiprocessing, os, signal, sys
from multiprocessing import util
from pathlib import Path
from docgen.pipeline.crew import begin
from docgen.pipeline.roster import Roster
from docgen.pipeline.upkeep import Order

def told_to_end():
    os.kill(os.getpid(), signal.SIGTERM)

def worker(moment):
    begin(Order(Path(), Path()), Roster(), "en")
    if moment == "at exit":
        atexit.register(told_to_end)
    elif moment == "amid its last steps":
        util.Finalize(None, told_to_end, exitpriority=0)
    else:
        told_to_end()
        print("goes on")

if __name__ == "__main__":
    process = multiprocessing.get_context("spawn").Process(target=worker, args=sys.argv[1:])
    process.start()
    process.join()
    print(process.exitcode)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize(
    ("moment", "code"), [("at exit", 0), ("amid its last steps", 0), ("between tasks", 143)]
)
def test_a_worker_that_is_told_to_end_outside_a_task_says_nothing(
    tmp_path: Path, moment: str, code: int
) -> None:
    script = tmp_path / "last_steps.py"
    script.write_text(LAST_STEPS, "utf-8")
    said = subprocess.run(
        (sys.executable, str(script), moment),
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=WAIT,
    )
    assert (said.stdout, said.stderr) == (f"{code}\n", "")


@pytest.mark.slow
def test_two_processes_make_the_same_as_one_and_a_broken_agency_stops_nothing(
    tmp_path: Path,
) -> None:
    workspace = several(tmp_path, 60)
    broken = workspace.data / bench.slug(30) / "105" / "plan.yaml"
    broken.write_text("sectionz: {}\n", "utf-8")
    one = build(workspace, out=tmp_path / "one")
    two = build(workspace, out=tmp_path / "two", jobs=2)
    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    assert [(made.agency, made.name) for made in two.made] == [
        (made.agency, made.name) for made in one.made
    ]
    assert [problem.rule for problem in two.problems] == ["unknown-field"]
    assert len(two.made) == 60 * bench.DOCUMENTS - 1
    said = docgen("build", "--all", "--jobs", "2", "--root", str(workspace.root))
    assert said.code == 1
    assert bench.slug(30) in said.err
    assert said.out.count("wrote ") == 60 * bench.DOCUMENTS - 1


def begin(workspace_root: Path) -> subprocess.Popen[bytes]:
    """A build of two processes that has written something."""
    command = (sys.executable, "-m", "docgen", "build", "--all", "--jobs", "2", "--root")
    process = subprocess.Popen(
        (*command, str(workspace_root)),
        cwd=PROJECT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    until = time.monotonic() + WAIT
    while not list(workspace_root.glob("build/*/105/*.docx")) and time.monotonic() < until:
        time.sleep(0.02)
    return process


def workers_of(process: subprocess.Popen[bytes]) -> list[int]:
    told = subprocess.run(
        ("ps", "-o", "pid=", "--ppid", str(process.pid)), capture_output=True, check=False
    )
    return [int(each) for each in told.stdout.split()]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_build_that_is_stopped_leaves_nothing_by_halves_and_goes_on_where_it_was(
    tmp_path: Path, number: signal.Signals
) -> None:
    workspace = several(tmp_path, 120)
    process = begin(tmp_path)
    workers = workers_of(process)
    begun = time.monotonic()
    os.kill(process.pid, number)
    process.wait(WAIT)
    took = time.monotonic() - begun
    assert took < 10  # two seconds, on a machine with nothing else to do
    until = time.monotonic() + WAIT
    while any(Path(f"/proc/{pid}").exists() for pid in workers) and time.monotonic() < until:
        time.sleep(0.05)
    assert workers
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)
    assert [path.name for path in workspace.build.rglob("*.tmp")] == []
    before = digests(workspace.build)
    built = build(workspace, jobs=2)
    assert built.problems == ()
    assert 0 < len(before) < len(built.made) == 120 * bench.DOCUMENTS
    now = digests(workspace.build)
    assert {name: now[name] for name in before} == before
    stood = sum(not one.written for one in built.made)
    assert stood == len(before)
