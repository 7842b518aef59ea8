"""docgen beside every peer on the bureau's plan, and as a whole process (make bench).

Each engine is a process of its own that is asked for a few documents in turn, so that what the
machine does meanwhile falls on all alike. Before any timing, all documents must say the same text
with the same cells merged. Told: medians, the middle half, ratios, peak memory, and how the time
grows with the practices. Written to build/bench.json. Exit 1 where a goal is missed.

``ROUNDS`` (30) turns of ``BURST`` (10) documents. What an engine starts with (a JIT, a cache of
its own) has happened before: steady state. So has what a turn starts with, a processor that the
others had: for AGAIN milliseconds each is asked for documents that are not counted. The others'
templates hold only what this plan prints; docgen's own can print more, and wraps each value in a
content control.
"""

from __future__ import annotations

import json
import math
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

PROJECT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from bench import equal, processes  # noqa: E402 - the project is not installed here
from bench.peers import NODE, Engine, engines  # noqa: E402
from docgen.docx import text_of  # noqa: E402

ROUNDS: Final = int(os.environ.get("ROUNDS", "30"))
BURST: Final = int(os.environ.get("BURST", "10"))
WARM: Final = 40
AGAIN: Final = int(os.environ.get("AGAIN", "10"))
TOO_LONG: Final = 1_000  # milliseconds; an engine that takes longer is asked ENOUGH times
ENOUGH: Final = 3
SCALES: Final = (1, 10, 100)
# docgen is at least so many times as fast, by the scale of the practices
GOALS: Final[dict[int, dict[str, float]]] = {
    1: {"docxtpl": 25, "carbone": 8, "docxtemplater": 15, "rust-docxtpl": 10, "floor": 0.2},
    100: {"carbone": 2},
}
EXPONENT_GOAL: Final = 1.05
MEMORY_GOAL: Final = 40  # MiB at the plan as it is


class Worker:
    """One engine's process."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        modules = {"NODE_PATH": str(NODE / "node_modules"), "PYTHONDONTWRITEBYTECODE": "1"}
        self._process = subprocess.Popen(
            engine.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            cwd=PROJECT, env={**os.environ, **modules},
        )  # fmt: skip

    def ask(self, line: str) -> Any:
        """What it answers; its fault is told by itself on stderr."""
        process = self._process
        assert process.stdin is not None  # noqa: S101 - both are pipes
        assert process.stdout is not None  # noqa: S101
        process.stdin.write(f"{line}\n")
        process.stdin.flush()
        told = process.stdout.readline()
        if not told:
            raise SystemExit(f"{self.engine.name} stopped")
        return json.loads(told)

    def end(self) -> None:
        """Nobody asks any more."""
        self._process.communicate()


def main() -> int:
    """All scales, then whole processes."""
    found = engines()
    scales: dict[int, dict[str, Any]] = {}
    for times in SCALES:
        with tempfile.TemporaryDirectory() as folder:
            scales[times] = _scale(found, times, Path(folder))
        _print_scale(times, scales[times])
    whole = processes.compare()
    result: dict[str, Any] = {
        "machine": machine(),
        "versions": {engine.name: engine.version for engine in found},
        "scales": scales,
        "exponents": _exponents(scales),
        "whole": whole,
    }
    out = PROJECT / "build" / "bench.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(result, indent=2), "utf-8")
    return _judged(result)


def _scale(found: list[Engine], times: int, folder: Path) -> dict[str, Any]:
    """Every engine in turn on so many times the practices."""
    _lay_out(folder, times)
    workers = [Worker(engine) for engine in found]
    try:
        _same_text(workers, folder)
        taken: dict[str, list[float]] = {worker.engine.name: [] for worker in workers}
        for worker in workers:
            worker.ask(str(max(2, WARM // times)))
        peaks = {}
        for _ in range(ROUNDS):
            for worker in workers:
                known = taken[worker.engine.name]
                usual = statistics.median(known) if known else 1
                if len(known) < ENOUGH or usual < TOO_LONG:
                    worker.ask(str(int(AGAIN / usual)))
                    known += worker.ask(str(max(1, BURST // times)))
        for worker in workers:
            peaks[worker.engine.name] = round(worker.ask("peak"), 1)
    finally:
        for worker in workers:
            worker.end()
    own = statistics.median(taken["docgen"])
    return {
        name: {**spread(each), "ratio": statistics.median(each) / own, "peak_mib": peaks[name]}
        for name, each in taken.items()
    }


def _lay_out(folder: Path, times: int) -> None:
    """Templates and values where the workers look for them."""
    context = equal.context_of(PROJECT, times)
    (folder / "times").write_text(str(times), "ascii")
    for language, template in equal.templates(PROJECT).items():
        (folder / f"{language}.docx").write_bytes(template)
        values = json.dumps(equal.values(context, language), ensure_ascii=False)
        (folder / f"{language}.json").write_text(values, "utf-8")


def _same_text(workers: list[Worker], folder: Path) -> None:
    """All say the same, cell by cell; empty paragraphs beside others do not count."""
    said: dict[str, list[str]] = {}
    for worker in workers:
        made = folder / f"{worker.engine.name}-made.docx"
        worker.ask(f"load {folder}")
        worker.ask("1")
        worker.ask(f"save {made}")
        lines = text_of(made.read_bytes()).split("\n")
        said[worker.engine.name] = [line for line in lines if line.strip("┊ ")]
    for name, lines in said.items():
        if lines != said["docgen"]:
            raise SystemExit(f"{name} says something else than docgen: nothing to compare")


def spread(taken: list[float]) -> dict[str, float]:
    """Median and middle half in milliseconds, and of how many."""
    low, middle, high = statistics.quantiles(taken, n=4)
    return {"median_ms": middle, "low_ms": low, "high_ms": high, "documents": len(taken)}


def _exponents(scales: dict[int, dict[str, Any]]) -> dict[str, float]:
    """The power of the practices with which the time grows."""
    first, last = min(scales), max(scales)
    return {
        name: math.log(scales[last][name]["median_ms"] / scales[first][name]["median_ms"])
        / math.log(last / first)
        for name in scales[first]
    }


def machine() -> dict[str, str | int | None]:
    """What the numbers hold for: no name and no path of it."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "cores": os.cpu_count(),
    }


def _print_scale(times: int, scale: dict[str, Any]) -> None:
    print(f"\nthe plan with {times} times the practices")
    for name in sorted(scale, key=lambda name: float(scale[name]["median_ms"])):
        each = scale[name]
        print(
            f"  {name:<14} median {each['median_ms']:8.2f} ms   middle half"
            f" {each['low_ms']:.2f}-{each['high_ms']:.2f}   of {each['documents']}"
            f"   docgen is {each['ratio']:6.2f} x   peak {each['peak_mib']:.0f} MiB"
        )


def _judged(result: dict[str, Any]) -> int:
    """Say which goals are missed."""
    missed = list(processes.missed(result["whole"]))
    for times, goals in GOALS.items():
        for name, goal in goals.items():
            ratio = result["scales"][times].get(name, {}).get("ratio")
            if ratio is not None and ratio < goal:
                missed.append(f"{ratio:.2f} x {name} at {times} x, goal {goal}")
    exponent = result["exponents"]["docgen"]
    print(f"\ntime grows with practices^{exponent:.3f} (goal {EXPONENT_GOAL})")
    if exponent > EXPONENT_GOAL:
        missed.append(f"exponent {exponent:.3f}, goal {EXPONENT_GOAL}")
    peak = result["scales"][1]["docgen"]["peak_mib"]
    if peak > MEMORY_GOAL:
        missed.append(f"peak memory {peak:.0f} MiB, goal {MEMORY_GOAL}")
    for each in missed:
        print(f"missed: {each}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
