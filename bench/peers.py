"""The other engines, each in an environment of its own below build/bench (made once).

rust-docxtpl and docxtpl-ng are imported as docxtpl too, so they cannot share one. Those of Node
are there where Node is.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import Final, NamedTuple

BENCH: Final = Path(__file__).resolve().parent
PROJECT: Final = BENCH.parent
BUILD: Final = PROJECT / "build" / "bench"
NODE: Final = BUILD / "node"


class Engine(NamedTuple):
    """``language`` is that of its template; ``version`` as its package says."""

    name: str
    version: str
    language: str
    command: tuple[str, ...]


_PYTHON: Final = (("rust-docxtpl", "0.1.2"), ("docxtpl-ng", "0.2.0"))
_NODE: Final = (("docxtemplater", "3.71.0"), ("carbone", "3.8.2"))


def engines() -> list[Engine]:
    """docgen, the floor, docxtpl, and of the others those that can be had here."""
    from importlib.metadata import version

    from docgen import __version__

    family = str(BENCH / "engines" / "family.py")
    own = str(BENCH / "engines" / "own.py")
    found = [
        Engine("docgen", __version__, "own", (sys.executable, own, "docgen")),
        Engine("floor", version("deflate"), "own", (sys.executable, own, "floor")),
        Engine("docxtpl", version("docxtpl"), "docxtpl", (sys.executable, family)),
    ]
    for name, wanted in _PYTHON:
        python = _python_of(name, wanted)
        if python is not None:
            found.append(Engine(name, wanted, "docxtpl", (str(python), family)))
    if _has_node():
        script = str(BENCH / "engines" / "node.js")
        found += [Engine(name, v, name, ("node", script, name)) for name, v in _NODE]
    return found


def _python_of(name: str, wanted: str) -> Path | None:
    folder = BUILD / f"{name}-{wanted}"
    python = folder / "bin" / "python"
    stamp = folder / "installed"
    if not stamp.exists():
        venv.create(folder, with_pip=True, clear=True)
        install = (python, "-m", "pip", "install", "-qq", f"{name}=={wanted}")
        if subprocess.run(install, check=False).returncode:
            print(f"{name} {wanted} cannot be installed here: left out", file=sys.stderr)
            return None
        stamp.touch()
    return python


def _has_node() -> bool:
    if shutil.which("node") is None or shutil.which("npm") is None:
        print("no Node here: docxtemplater and carbone are left out", file=sys.stderr)
        return False
    lock = (BENCH / "package-lock.json").read_bytes()
    stamp = NODE / "installed"
    if not stamp.exists() or stamp.read_bytes() != lock:
        NODE.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(BENCH / name, NODE / name)
        made = subprocess.run(("npm", "ci", "--silent"), cwd=NODE, check=False)
        if made.returncode:
            print("docxtemplater and carbone cannot be installed here: left out", file=sys.stderr)
            return False
        stamp.write_bytes(lock)
    return True
