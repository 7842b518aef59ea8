"""One start of LibreOffice over a room (profile/, in/, out/): bounded, watched, and ended whole.

Its exit code says nothing (0 for a missing file, a full disk, no output), so it is only told on
when nothing else is there to tell. Killing the wrapper would leave ``soffice.bin``: everything
runs in a process group of its own, and the group is killed whatever happened.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from docgen.layout.libreoffice.profile import FONTS, MACRO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_POLL: Final = 0.05  # seconds
_LINGER: Final = 2.0  # seconds that killed processes get to leave their files alone
# Limits by the shell that becomes soffice: no core file, bounded address space (KiB). macOS has
# no such bound and says so; the documents' own bounds (docx/package.py) hold there.
_BOUNDED: Final = 'ulimit -c 0; ulimit -v "$1" 2>/dev/null; shift; exec "$@"'


class Limits(Struct, frozen=True):
    """Safety, not policy.

    ``seconds`` for the start and for each document (one of 200 pages takes about 10), ``memory``
    bytes of address space (0.65 GB for 200 pages).
    """

    seconds: float = 60.0
    memory: int = 2 * 2**30


class Ended(Struct, frozen=True):
    """``hung``: it was killed after ``Limits.seconds`` without a step forward."""

    how: Literal["itself", "hung"]
    code: int


def run(program: str, room: Path, documents: int, limits: Limits) -> Ended:
    """Start the program over the room and wait; afterwards no process of it is left."""
    command = [
        program,
        f"-env:UserInstallation={(room / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nologo",
        MACRO,
    ]
    if sys.platform != "win32":
        bound = str(limits.memory // 1024)
        command = ["/bin/sh", "-c", _BOUNDED, "sh", bound, *command]
    process = subprocess.Popen(
        command,
        cwd=room,
        env=_environment(room),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return _watch(process, room / "out", documents, limits.seconds)
    finally:
        _end(process)


def _environment(room: Path) -> dict[str, str]:
    """Our fonts, no display, temporary files inside the room; proxies are the profile's affair."""
    kept = {name: text for name, text in os.environ.items() if "proxy" not in name.lower()}
    temporary = {name: str(room) for name in ("TMPDIR", "TMP", "TEMP")}
    return {
        **kept,
        **temporary,
        "FONTCONFIG_FILE": str(FONTS),
        "SAL_USE_VCLPLUGIN": "svp",
        "TZ": "UTC",
    }


def _watch(process: subprocess.Popen[bytes], out: Path, documents: int, seconds: float) -> Ended:
    begun, deadline = 0, time.monotonic() + seconds
    while True:
        try:
            return Ended("itself", process.wait(_POLL))
        except subprocess.TimeoutExpired:
            now = min(documents, sum(1 for _ in out.glob("*.began")))
        if now > begun:
            begun, deadline = now, time.monotonic() + seconds
        elif time.monotonic() > deadline:
            return Ended("hung", 0)


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        tree = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(tree, capture_output=True, check=False)
        process.wait()
        return
    # macOS answers EPERM where only dead ones are left
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        until = time.monotonic() + _LINGER
        while time.monotonic() < until:
            os.killpg(process.pid, 0)
            time.sleep(_POLL)
    process.wait()


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """SIGTERM unwinds as Ctrl-C does, so that processes and files go with us."""
    ours = threading.current_thread() is threading.main_thread()
    if not ours or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, _stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _stop(number: int, _frame: object) -> None:
    sys.exit(128 + number)
