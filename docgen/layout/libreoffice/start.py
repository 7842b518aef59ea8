"""A process of LibreOffice over a room (profile/, in/, out/): bounded, and ended whole.

Killing the wrapper would leave ``soffice.bin``: everything runs in a process group of its own, and
the group is killed whatever happened. A watcher in the group listens to a pipe of ours; when it
breaks, because we were killed, group and room go too. Windows has no such watcher: there the macro
ends itself when nobody has asked it anything for five minutes.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from docgen.layout.libreoffice.profile import FONTS, MACRO

if TYPE_CHECKING:
    from collections.abc import Iterator

_POLL: Final = 0.01  # seconds
_LINGER: Final = 2.0  # seconds that killed processes get to leave their files alone
# Limits by the shell that becomes soffice: no core file, bounded address space (KiB). macOS has
# no such bound and says so; the documents' own bounds (docx/package.py) hold there.
_BOUNDED: Final = (
    'ulimit -c 0; ulimit -v "$1" 2>/dev/null; room=$2; pipe=$3; shift 3; exec 3<&0; '
    # what still writes there makes rm fail: once more, then
    '{ read -r _ <&3; rm -rf -- "$room" "$pipe" || { sleep 1; rm -rf -- "$room"; }; kill -9 0; } & '
    'exec "$@" 3<&- </dev/null'
)


class Limits(Struct, frozen=True):
    """Safety, not policy.

    ``seconds`` for the start and for each document (one of 200 pages takes about 10), ``memory``
    bytes of address space (0.65 GB for 200 pages). A process is let go after so many ``documents``,
    and when it has ``growth`` bytes more than after its first: it keeps a little of each for good,
    and what it keeps must never come near ``memory``.
    """

    seconds: float = 60.0
    memory: int = 2 * 2**30
    documents: int = 500
    growth: int = 512 * 2**20


def start(program: str, room: Path, limits: Limits) -> subprocess.Popen[bytes]:
    """The program over the room; its exit code says nothing of what it made."""
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
        command = ["/bin/sh", "-c", _BOUNDED, "sh", bound, str(room), str(pipe(room)), *command]
    return subprocess.Popen(
        command,
        cwd=room,
        env=_environment(room),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def pipe(room: Path) -> Path:
    """Where a second start would find this one: what is killed leaves it (``desktop``, ``sal``).

    Its name is the MD5 of the profile's address in UTF-16, each byte without leading zeros.
    """
    address = (room / "profile").as_uri().encode("utf-16-le")
    told = "".join(f"{byte:x}" for byte in hashlib.md5(address, usedforsecurity=False).digest())
    folder = Path("/tmp" if os.access("/tmp", os.W_OK) else "/var/tmp")  # noqa: S108 - its own
    return folder / f"OSL_PIPE_{getattr(os, 'getuid', int)()}_SingleOfficeIPC_{told}"


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


def group(process: subprocess.Popen[bytes]) -> tuple[Path, ...]:
    """What ``/proc`` knows of the living processes of its group; nothing where there is no ``/proc``."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            state, _, number = (folder / "stat").read_bytes().rpartition(b") ")[2].split()[:3]
            if int(number) == process.pid and state not in {b"Z", b"X"}:
                found.append(folder)
    return tuple(found)


def memory(processes: tuple[Path, ...]) -> int:
    """Bytes that these hold now; those that are gone hold none."""
    pages = 0
    for folder in processes:
        with contextlib.suppress(OSError, ValueError, IndexError):
            pages += int((folder / "statm").read_bytes().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") if pages else 0


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill it with its whole group and wait until all are gone."""
    try:
        _kill(process)
    finally:
        if process.stdin is not None:
            with contextlib.suppress(OSError):
                process.stdin.close()


def _kill(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        tree = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(tree, capture_output=True, check=False)
        process.wait()
        return
    # macOS answers EPERM where only dead ones are left
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
        _bury(process)
        until = time.monotonic() + _LINGER
        while time.monotonic() < until:
            os.killpg(process.pid, 0)
            if sys.platform == "linux" and not group(process):
                break  # dead, though nobody has buried them yet: that may take init a second
            time.sleep(_POLL)
    _bury(process)


def _bury(process: subprocess.Popen[bytes]) -> None:
    """Wait for its end without ``Popen``'s lock.

    A Ctrl-C that comes while ``poll`` has just taken that lock leaves it taken for ever, and
    ``wait`` would wait for it: the very kill that the Ctrl-C asks for would never end.
    """
    if process.returncode is not None:
        return
    try:
        _, status = os.waitpid(process.pid, 0)
    except ChildProcessError:  # another thread has
        return
    process.returncode = os.waitstatus_to_exitcode(status)


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
