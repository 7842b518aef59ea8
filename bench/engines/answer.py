"""How a worker is asked: a line comes, a line of JSON goes.

``load FOLDER`` reads template and values; a number of documents → milliseconds of each; ``save
PATH`` writes the last document; ``peak`` → the greatest memory so far in MiB.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def answer(load: Callable[[Path], Callable[[], bytes]]) -> None:
    """Answer until nobody asks; ``load`` gives what makes one document."""
    render: Callable[[], bytes] = bytes
    made = b""
    for line in sys.stdin:
        word, _, rest = line.strip().partition(" ")
        told: Any = True
        if word == "load":
            render = load(Path(rest))
        elif word == "save":
            Path(rest).write_bytes(made)
        elif word == "peak":
            told = peak()
        else:
            told = []
            for _ in range(int(word)):
                begin = time.perf_counter()
                made = render()
                told.append((time.perf_counter() - begin) * 1000)
        print(json.dumps(told), flush=True)


def peak() -> float:
    """The kernel's own count, which does not remember the process that started this one."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(x for x in status.read_text("ascii").splitlines() if x.startswith("VmHWM"))
    return int(line.split()[1]) / 1024
