"""A real scheduler and real workers, as processes of their own, without a common disk."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from docgen.pipeline import build
from docgen.problem import Refused
from tests.conftest import PROJECT
from tests.pipeline.many import digests, several

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [
    pytest.mark.slow,
    # Dask leaves sockets and event loops to the garbage collector
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
WAIT = 60.0


class Cluster:
    """A scheduler and its workers; each process is ended by its own number."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        self._file = folder / "scheduler.json"
        self._start("scheduler", "--port", "0", "--scheduler-file", str(self._file))
        until = time.monotonic() + WAIT
        while not self._file.exists() and time.monotonic() < until:
            time.sleep(0.1)
        self.address = str(json.loads(self._file.read_text("utf-8"))["address"])

    def worker(self, number: int) -> subprocess.Popen[bytes]:
        """A worker in a folder of its own."""
        place = self._folder / f"worker-{number}"
        place.mkdir()
        options = ("--nthreads", "1", "--no-nanny", "--local-directory", str(place))
        return self._start("worker", self.address, *options)

    def _start(self, kind: str, *options: str) -> subprocess.Popen[bytes]:
        command = (sys.executable, "-m", f"distributed.cli.dask_{kind}", *options)
        process = subprocess.Popen(
            (*command, "--host", "127.0.0.1", "--no-dashboard"),
            cwd=self._folder,
            env={**os.environ, "PYTHONPATH": str(PROJECT)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._stack.callback(process.wait, 20)
        self._stack.callback(process.kill)
        return process


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    folder = tmp_path / "cluster"
    folder.mkdir()
    with ExitStack() as stack:
        yield Cluster(folder, stack)


def test_a_cluster_makes_the_same_bytes_and_a_worker_that_is_killed_costs_nothing(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docgen.pipeline.driver.HANDFUL", 3)  # twenty tasks
    alone = several(tmp_path / "alone", 60)
    expected = build(alone)
    workspace = several(tmp_path / "there", 60)
    workers = [cluster.worker(number) for number in range(2)]
    done: list[int] = []

    def kill_one(_name: str, count: int, _all: int) -> None:
        done.append(count)
        if len(done) == 1:
            workers[0].kill()

    built = build(workspace, progress=kill_one, cluster=cluster.address)
    assert workers[0].wait(WAIT) != 0
    assert built.problems == expected.problems == ()
    assert [(one.agency, one.name) for one in built.made] == [
        (one.agency, one.name) for one in expected.made
    ]
    assert len(built.made) == 300
    assert digests(workspace.build) == digests(alone.build)
    again = build(workspace)
    assert not any(one.written or one.why for one in again.made)


def test_faults_come_back_and_the_others_are_made(cluster: Cluster, tmp_path: Path) -> None:
    workspace = several(tmp_path / "there", 6)
    broken = workspace.data / "bureau-00003" / "105" / "plan.yaml"
    broken.write_text("sectionz: {}\n", "utf-8")
    cluster.worker(0)
    built = build(workspace, cluster=cluster.address)
    (fault,) = built.problems
    assert (fault.rule, fault.where.file) == (
        "unknown-field",
        "data/bureau-00003/105/plan.yaml",
    )
    assert len(built.made) == 29
    broken.unlink()
    built = build(workspace, to=("docx", "pdf"), cluster=cluster.address)
    assert built.problems == ()
    assert {one.path.suffix for one in built.made} == {".docx", ".pdf"}
    assert (workspace.build / "wra" / "105" / "report.pdf").read_bytes().startswith(b"%PDF")
    again = build(workspace, to=("docx", "pdf"))
    assert not any(one.written for one in again.made)


def test_without_a_scheduler_it_is_said(tmp_path: Path) -> None:
    workspace = several(tmp_path, 2)
    with pytest.raises(Refused) as caught:
        build(workspace, cluster="tcp://127.0.0.1:9")
    assert [problem.rule for problem in caught.value.problems] == ["cluster-unreachable"]
