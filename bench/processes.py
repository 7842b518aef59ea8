"""Whole processes: ``docgen plan 10river`` against a plain docxtpl script, and start-up.

Both make the bureau's plan. The plain script gets its data from one YAML file that was merged
before and a template without our own tags, so it does less: no patches, no checks, no content
controls, no deterministic packing. Runs alternate; warm: each has run before, and what is up to
date has been looked at since (docs/decisions/48-again.md). docgen is run as ``python -m docgen``,
as make does, and as the command that an installer writes.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from bench import equal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BENCH: Final = Path(__file__).resolve().parent
PROJECT: Final = BENCH.parent
RUNS: Final = int(os.environ.get("RUNS", "15"))
# compiled code is on disk, as it is for whoever runs a command twice
_ENVIRON: Final = {
    **{name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
    "PYTHONPYCACHEPREFIX": str(PROJECT / "build" / "bench" / "compiled"),
    "PYTHONPATH": str(PROJECT),
}
# as pip writes it for ``[project.scripts]``
_COMMAND: Final = """\
import sys
from docgen.__main__ import main
if __name__ == '__main__':
    if sys.argv[0].endswith('.exe'):
        sys.argv[0] = sys.argv[0][:-4]
    sys.exit(main())
"""
_YOUNG: Final = 2.5  # seconds; a file that was touched since is not believed
# ours takes at most so many times as long as the other
GOALS: Final = {
    "docgen plan 10river": ("plain docxtpl script", 0.5),
    "the same, installed": ("plain docxtpl script", 0.5),
    "nothing to do": ("plain docxtpl script", 0.15),
    "nothing, installed": ("plain docxtpl script", 0.15),
    "docgen --help": ("python -c pass", 6.0),
}


def compare() -> dict[str, Any]:
    """Seconds of each and the ratios, printed and given back."""
    with tempfile.TemporaryDirectory() as folder:
        taken = _taken(_commands(Path(folder)))
    result: dict[str, Any] = {"seconds": {}, "ratios": {}}
    print("\nwhole processes")
    for name, each in taken.items():
        low, middle, high = statistics.quantiles(each, n=4)
        result["seconds"][name] = {"median": middle, "low": low, "high": high, "runs": len(each)}
        print(
            f"  {name:<22} median {middle * 1000:6.1f} ms   "
            f"middle half {low * 1000:.1f}-{high * 1000:.1f} ms   of {len(each)}"
        )
    for name, (other, goal) in GOALS.items():
        ratio = statistics.median(taken[name]) / statistics.median(taken[other])
        result["ratios"][name] = ratio
        print(f"  {name} takes {ratio:.2f} times as long as {other} (goal {goal})")
    return result


def missed(result: dict[str, Any]) -> Iterator[str]:
    """The goals that were not reached."""
    for name, (other, goal) in GOALS.items():
        ratio = result["ratios"][name]
        if ratio > goal:
            yield f"{name} {ratio:.2f} x {other}, goal {goal}"


def _commands(out: Path) -> dict[str, Sequence[str]]:
    """The commands by name; the data and template of the plain script are laid out before."""
    template, data = out / "template.docx", out / "merged.yaml"
    template.write_bytes(equal.templates(PROJECT)["docxtpl"])
    values = json.loads(json.dumps(equal.values(equal.context_of(PROJECT), "docxtpl")))
    data.write_text(yaml.safe_dump(values, allow_unicode=True, sort_keys=False), "utf-8")
    command = out / "docgen"
    command.write_text(_COMMAND, "utf-8")
    docgen, installed = (sys.executable, "-m", "docgen"), (sys.executable, str(command))
    plan = ("plan", "10river", "--quiet", "-o", str(out))
    return {
        "plain docxtpl script": (
            sys.executable, str(BENCH / "plain.py"), str(template), str(data), str(out / "p.docx"),
        ),
        "docgen plan 10river": (*docgen, *plan, "--anew"),
        "the same, installed": (*installed, *plan, "--anew"),
        "nothing to do": (*docgen, *plan),
        "nothing, installed": (*installed, *plan),
        "python -c pass": (sys.executable, "-c", "pass"),
        "docgen --help": (*docgen, "--help"),
    }  # fmt: skip


def _taken(commands: dict[str, Sequence[str]]) -> dict[str, list[float]]:
    """Seconds of whole processes, from start to end, each command in turn."""
    for _ in range(2):
        for command in commands.values():
            _run(command)
        time.sleep(_YOUNG)
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(RUNS):
        for name, command in commands.items():
            taken[name].append(_run(command))
    return taken


def _run(command: Sequence[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, check=True, cwd=PROJECT, stdout=subprocess.DEVNULL, env=_ENVIRON)
    return time.perf_counter() - begin


__all__ = ["compare", "missed"]
