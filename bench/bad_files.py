"""How long ``docgen check`` takes to refuse files that are none, or that want to cost time.

    python bench/bad_files.py

Each is fed to the command as a process of its own; then 200 honest pages, for comparison.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from tests.bad_files import bad_files, honest  # noqa: E402 - the path comes first


def main() -> None:
    """Print a line for each file: seconds, exit code, first words."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (*bad_files().items(), ("200 honest pages", honest(200))):
            path = Path(folder) / "x.docx"
            path.write_bytes(content)
            began = time.perf_counter()
            done = subprocess.run(
                [
                    sys.executable,
                    "-m",
                    "docgen",
                    "check",
                    str(path),
                    "--as",
                    "report",
                    "--layout",
                    "typeset",
                ],
                cwd=PROJECT,
                env={**os.environ, "DOCGEN_LANG": "en"},
                capture_output=True,
                text=True,
                check=False,
            )
            seconds = time.perf_counter() - began
            first = next(iter(done.stderr.splitlines()), "")
            print(f"{seconds:6.2f} s  exit {done.returncode}  {name}: {first[:110]}")


if __name__ == "__main__":
    main()
