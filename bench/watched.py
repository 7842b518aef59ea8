"""docgen as whole processes, and what they take: seconds, the processor's too, and memory (Linux)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT: Final = Path(__file__).resolve().parent.parent


class Run(NamedTuple):
    """Seconds by the clock, seconds of the processor, peak MiB of the largest process and of all.

    ``all_cpu``: with LibreOffice's, which is killed at its end and then nobody's child.
    """

    seconds: float
    cpu: float
    mib: float
    sum: float = 0.0
    all_cpu: float = 0.0


def build(root: Path, *options: str) -> Run:
    """``docgen build --all``."""
    return watched("build", "--all", "--root", str(root), *options)


def start(root: Path, *options: str) -> subprocess.Popen[bytes]:
    """A build that nobody waits for."""
    return _start("build", "--all", "--root", str(root), *options)


def watched(*argv: str) -> Run:
    """A whole process, from its start to its end."""
    begin = time.perf_counter()
    process = _start(*argv)
    with _Together(process.pid) as together:
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"docgen {argv[0]} failed: {process.returncode}")
    cpu = usage.ru_utime + usage.ru_stime
    # a process begins with what its parent had, so ``ru_maxrss`` may be our own
    largest = together.largest or usage.ru_maxrss * 1024
    return Run(seconds, cpu, largest / 2**20, together.most / 2**20, max(cpu, together.cpu))


def _start(*argv: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "docgen", *argv, "--quiet"]
    return subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL)


class _Together:
    """Looks at a process and those below it, ten times a second: memory, the processor's time."""

    def __init__(self, pid: int) -> None:
        self.most = self.largest = 0  # bytes: of all at once, and of one
        self._ticks: dict[int, int] = {}
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    @property
    def cpu(self) -> float:
        """Seconds of all; what each took after it was last looked at is missing."""
        return sum(self._ticks.values()) / os.sysconf("SC_CLK_TCK")

    def _look(self) -> None:
        while not self._over.wait(0.1):
            family = tuple(_family(self._pid))
            self.most = max(self.most, sum(map(_share, family)))
            self.largest = max(self.largest, *map(_peak, family))
            self._ticks |= {pid: ticks for pid in family if (ticks := _taken(pid))}


def _family(pid: int) -> Iterator[int]:
    yield pid
    for path in Path("/proc").glob(f"{pid}/task/*/children"):
        try:
            children = path.read_text("ascii").split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))


def _share(pid: int) -> int:
    """Bytes of its memory; of what it shares with others its part."""
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    except OSError:
        return 0
    found = re.search(r"^Pss: +(\d+) kB", told, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


def _peak(pid: int) -> int:
    """Bytes that it had at most."""
    try:
        told = Path(f"/proc/{pid}/status").read_text("utf-8", "replace")
    except OSError:
        return 0
    found = re.search(r"^VmHWM:\s+(\d+) kB", told, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


def _taken(pid: int) -> int:
    """Ticks of the processor that it took by itself."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text("ascii", "replace")
    except OSError:
        return 0
    user, system = told.rpartition(")")[2].split()[11:13]
    return int(user) + int(system)
