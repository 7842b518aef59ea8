"""The command line as a person uses it: words in, exit code and what was printed out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

PROJECT = Path(__file__).resolve().parent.parent.parent


class Said(NamedTuple):
    """How a run ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found


def docgen(
    *arguments: str | bytes, cwd: Path = PROJECT, language: str = "en", **environ: str
) -> Said:
    """``docgen`` as a process of its own, in a plain environment."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "docgen", *arguments],
        cwd=cwd,
        env={**kept, "PYTHONPATH": str(PROJECT), "DOCGEN_LANG": language, **environ},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=120,
    )
    return Said(
        done.returncode,
        done.stdout.decode("utf-8", "replace"),
        done.stderr.decode("utf-8", "replace"),
    )
