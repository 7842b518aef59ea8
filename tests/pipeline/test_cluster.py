"""A real scheduler and real workers, as processes of their own, without a common disk."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from docgen.cli.outcome import Exit, Outcome
from docgen.pipeline import Reason, build
from docgen.pipeline.cluster_office import Office
from docgen.problem import Refused, words
from docgen.workspace import Workspace
from tests.cli.command import docgen
from tests.conftest import PROJECT
from tests.pipeline.many import bench, digests, several
from tests.pipeline.test_documents import edit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from docgen.pipeline.cluster_tasks import Wanted

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
        options = ("--port", "0", "--scheduler-file", str(self._file))
        self.scheduler = self._start("scheduler", *options)
        until = time.monotonic() + WAIT
        while not self._file.exists() and time.monotonic() < until:
            time.sleep(0.1)
        self.address = str(json.loads(self._file.read_text("utf-8"))["address"])

    def has(self, workers: int) -> None:
        """Wait until so many workers have come."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=WAIT)

    def worker(
        self, number: int, path: Path = PROJECT, room: int | None = None
    ) -> subprocess.Popen[bytes]:
        """A worker in a folder of its own, whose docgen is that of ``path``.

        ``room``: how many bytes a file of it may have.
        """
        place = self._folder / f"worker-{number}"
        place.mkdir()
        options = ("--nthreads", "1", "--no-nanny", "--local-directory", str(place))
        limit = () if room is None else ("prlimit", f"--fsize={room}")
        return self._start("worker", self.address, *options, path=path, before=limit)

    def _start(
        self, kind: str, *options: str, path: Path = PROJECT, before: tuple[str, ...] = ()
    ) -> subprocess.Popen[bytes]:
        command = (sys.executable, "-m", f"distributed.cli.dask_{kind}", *options)
        process = subprocess.Popen(
            (*before, *command, "--host", "127.0.0.1", "--no-dashboard"),
            cwd=self._folder,
            env={**os.environ, "PYTHONPATH": str(path)},
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


def test_what_cannot_be_sent_is_refused_there_as_it_is_here(
    cluster: Cluster, tmp_path: Path
) -> None:
    def spoilt(workspace: Workspace) -> Workspace:
        data = workspace.data
        (data / "bureau-00001" / "105" / "plan.yaml").write_text("# x\n" * 300_000, "utf-8")
        agency = data / "bureau-00002" / "agency.yaml"
        agency.rename(data / "elsewhere.yaml")
        agency.symlink_to(data / "elsewhere.yaml")
        plan = data / "bureau-00003" / "105" / "plan.yaml"
        plan.unlink()
        plan.mkdir()
        os.mkfifo(data / "bureau-00004" / "105" / "report.yaml")
        return workspace

    alone, there = (spoilt(several(tmp_path / name, 6)) for name in ("alone", "there"))
    expected = build(alone)
    cluster.worker(0)
    built = build(there, cluster=cluster.address)
    assert len(built.problems) == 4
    assert built.problems == expected.problems
    assert {one.agency for one in built.made} == {one.agency for one in expected.made}
    assert digests(there.build) == digests(alone.build)


@pytest.mark.parametrize("room", [4_000, 12_000], ids=["templates", "documents"])
def test_a_worker_without_room_is_named_and_nothing_is_a_bug(
    cluster: Cluster, tmp_path: Path, room: int
) -> None:
    workspace = several(tmp_path / "there", 2)
    cluster.worker(0, room=room)
    built = build(workspace, cluster=cluster.address)
    assert [each.rule for each in built.problems] == ["worker-without-room"] * 2
    assert {each.where.file for each in built.problems} == {"data/bureau-00001", "data/wra"}
    assert all(each.args["worker"].startswith("tcp://") for each in built.problems)
    cluster.worker(1)
    cluster.has(2)
    assert not build(workspace).problems


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


def build_there(workspace: Workspace, address: str, language: str = "en") -> subprocess.Popen[str]:
    """The command as a process of its own."""
    command = (sys.executable, "-m", "docgen", "build", "--all", "--cluster", address)
    return subprocess.Popen(
        (*command, "--root", str(workspace.root)),
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "DOCGEN_LANG": language},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def until_written(workspace: Workspace, process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + WAIT
    while not list(workspace.build.glob("*/105/*.docx")) and time.monotonic() < until:
        assert process.poll() is None
        time.sleep(0.01)


def half_written(workspace: Workspace) -> list[str]:
    """What a build that was stopped may not leave."""
    return [
        path.name
        for path in workspace.root.rglob("*")
        if path.is_file() and (path.suffix == ".tmp" or path.name.startswith("."))
    ]


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "cluster-unreachable  there is no scheduler at tcp://127.0.0.1:9: "),
        ("zh_TW", "cluster-unreachable  tcp://127.0.0.1:9 沒有排程器："),
    ],
)
def test_without_a_scheduler_it_is_said(tmp_path: Path, language: str, message: str) -> None:
    workspace = several(tmp_path, 2)
    process = build_there(workspace, "tcp://127.0.0.1:9", language)
    begun = time.monotonic()
    out, err = process.communicate(timeout=WAIT)
    assert time.monotonic() - begun < 40  # ten seconds, on a machine with nothing else to do
    assert (process.returncode, out) == (3, "")
    assert err.startswith(message)
    assert digests(workspace.build) == {}


@pytest.mark.parametrize(
    ("language", "message"),
    [
        (
            "en",
            'working on a cluster needs the library dask.distributed\n    pip install "docgen[cluster]"',
        ),
        ("zh_TW", '使用叢集需要 dask.distributed 套件\n    pip install "docgen[cluster]"'),
    ],
)
def test_without_the_library_it_is_said_what_to_install(
    tmp_path: Path, language: str, message: str
) -> None:
    workspace = several(tmp_path / "work", 2)
    missing = tmp_path / "hides" / "distributed.py"
    missing.parent.mkdir()
    missing.write_text(
        "raise ModuleNotFoundError(\"No module named 'distributed'\", name='distributed')\n",
        "utf-8",
    )
    told = docgen(
        "build", "--all", "--cluster", "tcp://127.0.0.1:9", "--root", str(workspace.root),
        language=language, PYTHONPATH=os.pathsep.join((str(missing.parent), str(PROJECT))),
    )  # fmt: skip
    assert (told.code, told.out) == (3, "")
    assert told.err.strip() == f"cluster-missing  {message}"


@pytest.mark.parametrize("language", ["en", "zh_TW"])
def test_a_scheduler_without_workers_is_waited_for_and_told(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setattr("docgen.pipeline.cluster._EMPTY", 1)
    workspace = several(tmp_path / "there", 2)
    with pytest.raises(Refused) as caught:
        build(workspace, cluster=cluster.address)
    (problem,) = caught.value.problems
    words.speak(language)
    message = words.of(problem).message
    words.speak("en")
    told = {
        "en": f"the scheduler {cluster.address} has no workers",
        "zh_TW": f"排程器 {cluster.address} 沒有工作節點",
    }
    assert message == told[language]
    assert Outcome(problems=(problem,)).exit == Exit.TOOL
    assert digests(workspace.build) == {}


def test_when_all_workers_are_gone_the_build_gives_up_and_keeps_what_it_has(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docgen.pipeline.cluster._DESERTED", 2.0)
    monkeypatch.setattr("docgen.pipeline.driver.HANDFUL", 3)
    workspace = several(tmp_path / "there", 60)
    worker = cluster.worker(0)
    cluster.has(1)

    def kill(_name: str, _count: int, _all: int) -> None:
        if worker.poll() is None:
            worker.kill()
            worker.wait()

    built = build(workspace, progress=kill, cluster=cluster.address)
    assert [problem.rule for problem in built.problems] == ["cluster-deserted"]
    assert Outcome(problems=built.problems).exit == Exit.TOOL
    assert 0 < len(built.made) < 300
    assert {one.path for one in built.made} == set(workspace.build.glob("*/105/*.docx"))
    goes_on(workspace, tmp_path, 60)


@pytest.mark.parametrize("language", ["en", "zh_TW"])
def test_a_scheduler_that_dies_in_mid_build_is_told_with_what_was_finished(
    cluster: Cluster, tmp_path: Path, language: str
) -> None:
    workspace = several(tmp_path / "there", 150)
    cluster.worker(0)
    cluster.has(1)
    process = build_there(workspace, cluster.address, language)
    until_written(workspace, process)
    cluster.scheduler.kill()
    begun = time.monotonic()
    out, err = process.communicate(timeout=WAIT)
    assert time.monotonic() - begun < 40  # ten seconds, on a machine with nothing else to do
    told = {
        "en": f"cluster-lost  the connection to the scheduler {cluster.address} was lost\n"
        "    what was finished stays, and the next build goes on from there\n",
        "zh_TW": f"cluster-lost  與排程器 {cluster.address} 的連線中斷\n"
        "    已完成的會保留，下次製作由該處接續\n",
    }
    assert (process.returncode, err) == (3, told[language])
    there = list(workspace.build.glob("*/105/*.docx"))
    wrote = {"en": "wrote ", "zh_TW": "已寫入 "}[language]
    assert 0 < out.count(wrote) == len(there) < 750
    assert half_written(workspace) == []
    goes_on(workspace, tmp_path, 150)


def goes_on(workspace: Workspace, tmp_path: Path, agencies: int) -> None:
    """The next build makes what is missing, and the same bytes as one that nothing disturbed."""
    before = digests(workspace.build)
    built = build(workspace, jobs=2)
    assert built.problems == ()
    assert sum(not one.written for one in built.made) == len(before)
    alone = several(tmp_path / "alone", agencies)
    build(alone, jobs=2)
    assert digests(workspace.build) == digests(alone.build)


@pytest.mark.parametrize("kind", ["other", "none"])
def test_a_worker_that_would_make_other_bytes_is_named_before_anything_is_made(
    cluster: Cluster, tmp_path: Path, kind: str
) -> None:
    there = tmp_path / kind
    if kind == "other":
        skipped = shutil.ignore_patterns("__pycache__")
        shutil.copytree(PROJECT / "docgen", there / "docgen", ignore=skipped)
        part = there / "docgen" / "year" / "__init__.py"
        part.write_text(part.read_text("utf-8") + "\n", "utf-8")
    else:
        (there / "docgen").mkdir(parents=True)
        (there / "docgen" / "__init__.py").write_text("raise ImportError('no docgen')\n", "utf-8")
    workspace = several(tmp_path / "there", 6)
    cluster.worker(0)
    cluster.worker(1, there)
    cluster.has(2)
    for language, told in (
        ("en", "has no docgen, or another one than this machine"),
        ("zh_TW", "沒有 docgen，或版本與本機不同"),
    ):
        process = build_there(workspace, cluster.address, language)
        out, err = process.communicate(timeout=WAIT)
        assert (process.returncode, out) == (3, "")
        (line,) = [line for line in err.splitlines() if line.startswith("cluster-differs")]
        assert told in line
        assert "tcp://127.0.0.1:" in line
    assert digests(workspace.build) == {}


def test_a_worker_with_another_docgen_that_comes_later_ends_the_build_and_no_document_is_lost(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docgen.pipeline.driver.HANDFUL", 3)
    monkeypatch.setattr("docgen.pipeline.cluster._refuse_others", lambda *_: None)  # not there yet
    skipped = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PROJECT / "docgen", tmp_path / "other" / "docgen", ignore=skipped)
    part = tmp_path / "other" / "docgen" / "year" / "__init__.py"
    part.write_text(part.read_text("utf-8") + "\n", "utf-8")
    workspace = several(tmp_path / "there", 60)
    cluster.worker(0)
    cluster.worker(1, tmp_path / "other")
    cluster.has(2)
    built = build(workspace, cluster=cluster.address)
    assert [problem.rule for problem in built.problems] == ["cluster-differs"]
    assert {one.path for one in built.made} == set(workspace.build.glob("*/105/*.docx"))
    goes_on(workspace, tmp_path, 60)


def test_on_a_cluster_too_only_what_is_stale_is_made(cluster: Cluster, tmp_path: Path) -> None:
    workspace = several(tmp_path / "there", 7)
    cluster.worker(0)
    build(workspace, cluster=cluster.address)
    edit(
        workspace, "data/wra/105/plan.yaml", "單一窗口櫃台，提供整合服務", "單一窗口，提供整合服務"
    )
    edit(workspace, "data/bureau-00003/105/plan.yaml", "本局各課室", "本局所有課室")
    (workspace.build / "bureau-00004" / "105" / "results.docx").unlink()
    changed = Reason("changed", "data/wra/105/plan.yaml")
    own = Reason("changed", "data/bureau-00003/105/plan.yaml")
    asked: list[object] = []
    before = Office.wanted

    def wanted(office: Office, slugs: Sequence[str]) -> list[Wanted]:
        asked.extend(before(office, slugs))
        return before(office, slugs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Office, "wanted", wanted)
        built = build(workspace, cluster=cluster.address)
    heirs = [bench.slug(number) for number in (1, 2, 4, 5)]
    assert {f"{one.agency} {one.name}": set(one.why) for one in built.made if one.written} == {
        **{f"{agency} plan": {changed} for agency in (*heirs, "wra")},
        "bureau-00003 plan": {changed, own},
        "bureau-00004 results": {Reason("missing", "build/bureau-00004/105/results.docx")},
    }
    assert asked == [
        (slug, ("plan", "results") if slug == "bureau-00004" else ("plan",))
        for slug in workspace.agencies()
    ]
    assert [one.name for one in built.made] == [
        "plan",
        "proposal",
        "report",
        "results",
        "scoresheet",
    ] * 7
    assert built.problems == ()
    assert not any(one.why or one.written for one in build(workspace).made)
    alone = Workspace(tmp_path / "alone")
    shutil.copytree(workspace.root, alone.root, ignore=shutil.ignore_patterns("build"))
    build(alone)
    assert digests(workspace.build) == digests(alone.build)


def test_with_nothing_to_do_no_cluster_is_asked(tmp_path: Path) -> None:
    workspace = several(tmp_path, 3)
    build(workspace)
    assert not any(one.written for one in build(workspace, cluster="tcp://127.0.0.1:9").made)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_leaves_nothing_by_halves_and_frees_the_workers(
    cluster: Cluster, tmp_path: Path
) -> None:
    workspace = several(tmp_path / "there", 150)
    cluster.worker(0)
    cluster.has(1)
    process = build_there(workspace, cluster.address)
    until_written(workspace, process)
    begun = time.monotonic()
    os.kill(process.pid, signal.SIGINT)
    process.communicate(timeout=WAIT)
    assert time.monotonic() - begun < 10  # two seconds, on a machine with nothing else to do
    assert process.returncode == 130
    assert half_written(workspace) == []
    goes_on(workspace, tmp_path, 150)
