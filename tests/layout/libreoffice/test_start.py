"""``layout.libreoffice.start``: a process is ended whatever it was doing, and whatever we were."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from typing import Any

from docgen.layout.libreoffice.start import end


def sleeper() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "import time; time.sleep(600)"]
    return subprocess.Popen(command, start_new_session=True)


def test_it_is_killed_and_buried() -> None:
    process = sleeper()
    end(process)
    assert process.returncode == -signal.SIGKILL


def test_what_has_ended_and_was_asked_keeps_its_answer() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", "raise SystemExit(3)"], start_new_session=True
    )
    process.wait()
    end(process)
    assert process.returncode == 3


def test_a_ctrl_c_that_left_the_lock_of_popen_taken_does_not_keep_it_alive() -> None:
    """CPython: between the lock's taking in ``poll`` and its ``try`` an exception may come."""
    process = sleeper()
    untyped: Any = process
    untyped._waitpid_lock.acquire()
    ending = threading.Thread(target=end, args=(process,), daemon=True)
    ending.start()
    ending.join(60)
    assert not ending.is_alive()
    assert process.returncode == -signal.SIGKILL
