"""Many agencies (make bench-scale): time, memory, growth, nothing to do, two processes, PDFs.

For 1, 10, 100 … agencies up to SCALE (100 unless told: SCALE=10000 takes a quarter of an hour and
1.2 GB of disk), five documents each: every build is a whole process, from its start to its end,
and judges every document. Absolute times are of the machine and the moment; the ratios are what
counts:

- ``exponent``: 1 where twice the agencies cost twice the processor's time, from one size to the
  next;
- memory: of the largest process, and, from 100 agencies on, of all of a build with two processes
  together (what they share counts once);
- ``nothing to do`` against making everything;
- two processes: what ``--jobs 2`` gains, as a share of what two builds of half the agencies gain
  that know nothing of each other and run at once (two cores may be one, and others use them);
- PDFs: one call of LibreOffice for each file, against one call for all, against ours, in turns;
- what a document takes in each format: docx, odt, pdf, html.

All goes to ``build/bench-scale.json``, too, size by size.
"""

from __future__ import annotations

import json
import math
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

PROJECT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from bench import agencies  # noqa: E402 - the project is not installed where it is developed
from bench.watched import Run, build, start, watched  # noqa: E402
from docgen.layout.libreoffice import profile  # noqa: E402
from docgen.pipeline import Built, Made, export  # noqa: E402
from docgen.workspace import Workspace  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

SCALE: Final = int(os.environ.get("SCALE", "100"))
PAIR: Final = min(400, max(SCALE, 20))  # agencies for the comparison of one and two processes
ROUNDS: Final = 3
PAIRS: Final = 100  # agencies from which on memory is asked of two processes, too
FILES: Final = int(os.environ.get("FILES", "40"))  # documents for the comparison of PDFs
TURNS: Final = 3  # of that comparison


def main() -> int:
    """Measure, print, write down."""
    found: dict[str, Any] = {
        "machine": platform.platform(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
    }
    with tempfile.TemporaryDirectory(prefix="docgen-scale-") as folder:
        base = Path(folder)
        found["sizes"] = []
        for row in _sizes(base):
            found["sizes"].append(row)
            _keep(found)
        found["two processes"] = _two_processes(base)
        _keep(found)
        found["pdf"] = _pdf(base)
        _keep(found)
        found["formats"] = _formats(base)
        _keep(found)
    return 0


def _keep(found: dict[str, Any]) -> None:
    target = PROJECT / "build" / "bench-scale.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(found, ensure_ascii=False, indent=2), "utf-8")


def _sizes(base: Path) -> Iterator[dict[str, float]]:
    print(
        f"{'agencies':>9}{'seconds':>9}{'CPU s':>8}{'ms each':>9}{'exponent':>9}{'MiB':>6}"
        f"{'nothing to do: s':>18}{'CPU s':>8}{'MiB':>6}{'two: s':>9}{'MiB':>6}{'all MiB':>9}"
        f"{'disk MB':>9}"
    )
    before: dict[str, float] = {}
    count = 1
    while count <= SCALE:
        root = base / f"all-{count}"
        agencies.generate(root, count)
        made = build(root, "--jobs", "1")
        time.sleep(2.5)  # until what was written is old enough to be believed by its times
        build(root, "--jobs", "1")
        idle = min(build(root, "--jobs", "1") for _ in range(3))
        row: dict[str, float] = {"agencies": count}
        row |= {f"made {name}": value for name, value in made._asdict().items()}
        row |= {f"idle {name}": value for name, value in idle._asdict().items()}
        row["disk"] = _disk(root) / 1e6
        if before:
            grown = math.log(count / before["agencies"])
            row["exponent"] = math.log(made.cpu / before["made cpu"]) / grown
        if count >= PAIRS:
            shutil.rmtree(root / "build")
            two = build(root, "--jobs", "2")
            row |= {f"two {name}": value for name, value in two._asdict().items()}
        _say(row)
        yield row
        before = row
        shutil.rmtree(root)
        count *= 10


def _say(row: dict[str, float]) -> None:
    each = row["made cpu"] / row["agencies"] / agencies.DOCUMENTS * 1000
    exponent = f"{row['exponent']:.2f}" if "exponent" in row else ""
    two = (
        f"{row['two seconds']:>9.2f}{row['two mib']:>6.0f}{row['two sum']:>9.0f}"
        if "two sum" in row
        else f"{'':>24}"
    )
    print(
        f"{row['agencies']:>9}{row['made seconds']:>9.2f}{row['made cpu']:>8.2f}{each:>9.1f}"
        f"{exponent:>9}{row['made mib']:>6.0f}{row['idle seconds']:>18.2f}{row['idle cpu']:>8.2f}"
        f"{row['idle mib']:>6.0f}{two}{row['disk']:>9.0f}",
        flush=True,
    )


def _disk(root: Path) -> int:
    """Bytes that all files of the workspace take, in whole blocks."""
    return sum(path.lstat().st_blocks * 512 for path in root.rglob("*"))


def _two_processes(base: Path) -> dict[str, float]:
    """Every build begins without documents: what was judged before would not be judged again."""
    whole, one, other = base / "whole", base / "one", base / "other"
    agencies.generate(whole, PAIR)
    agencies.generate(one, PAIR // 2)
    agencies.generate(other, PAIR // 2)
    gains, possibles = [], []
    for _ in range(ROUNDS):
        alone = _anew(whole, "--jobs", "1").seconds
        together = _anew(whole, "--jobs", "2").seconds
        halves = sum(_anew(half, "--jobs", "1").seconds for half in (one, other))
        for half in (one, other):
            shutil.rmtree(half / "build")
        begin = time.perf_counter()
        both = [start(half, "--jobs", "1") for half in (one, other)]
        for process in both:
            process.wait()
        at_once = time.perf_counter() - begin
        gains.append(alone / together)
        possibles.append(halves / at_once)
    gain, possible = statistics.median(gains), statistics.median(possibles)
    shares = [one / two for one, two in zip(gains, possibles, strict=True)]
    share = statistics.median(shares)
    print(
        f"two processes ({PAIR} agencies): {gain:.2f} times as fast as one; two builds at once gain "
        f"{possible:.2f}; share {share:.2f} ({min(shares):.2f} to {max(shares):.2f})",
        flush=True,
    )
    return {"agencies": PAIR, "gain": gain, "possible": possible, "share": share}


def _anew(root: Path, *options: str) -> Run:
    shutil.rmtree(root / "build", ignore_errors=True)
    return build(root, *options)


def _pdf(base: Path) -> dict[str, Any]:
    """Of the plans of so many agencies, in turns; each from nothing: no conversion is remembered.

    LibreOffice's own ``--convert-to pdf`` makes less of a file (no tags, no PDF/A) and judges none.
    """
    root = base / "pdf"
    agencies.generate(root, FILES)
    build(root, "--jobs", "1")
    files = _given(root, base / "given")
    profile.write(base / "profile")
    told: dict[str, list[float]] = {"one call each": [], "one call": [], "ours": []}
    for _ in range(TURNS):
        begin = time.perf_counter()
        for file in files:
            _bare(base, [file])
        told["one call each"].append(time.perf_counter() - begin)
        begin = time.perf_counter()
        _bare(base, files)
        told["one call"].append(time.perf_counter() - begin)
        shutil.rmtree(root / "build" / ".cache" / "converted", ignore_errors=True)
        begin = time.perf_counter()
        exported = export(Workspace(root), Built(tuple(_plans(root)), ()), ("pdf",))
        told["ours"].append(time.perf_counter() - begin)
        if exported.problems:
            raise SystemExit(f"no PDFs: {exported.problems}")
    each, once, ours = (statistics.median(told[name]) for name in told)
    spread = ", ".join(f"{name} {min(all_):.2f} to {max(all_):.2f}" for name, all_ in told.items())
    print(
        f"PDFs of {len(files)} plans: one call of soffice each {each:.2f} s, one for all {once:.2f} "
        f"s, ours (made public, converted, finished, judged, written) {ours:.2f} s: "
        f"{each / ours:.1f} times the throughput of one call each, {ours / once:.2f} times the time "
        f"of one call ({TURNS} rounds in turns: {spread})"
    )
    return {"files": len(files), **told, "throughput": each / ours, "share": ours / once}


def _formats(base: Path) -> dict[str, dict[str, float]]:
    """What each further format of a document takes: the processor's time and disk, whole processes.

    odt and pdf by what a build with it takes more than one without; html is what publishing takes
    whose odt and pdf have been made. One agency's start is taken off, so that it counts once.
    """
    told: dict[str, dict[str, float]] = {}
    documents = FILES * agencies.DOCUMENTS
    one, many = (
        {to: _made_as(base, to, count) for to in ("docx", "odt", "pdf")} for count in (1, FILES)
    )
    for to in ("docx", "odt", "pdf"):
        cpu = many[to].all_cpu - one[to].all_cpu
        before = many["docx"].all_cpu - one["docx"].all_cpu if to != "docx" else 0.0
        each = documents - agencies.DOCUMENTS
        told[to] = {"ms": (cpu - before) / each * 1000, "kB": _written(base, to) / documents / 1e3}
        told[to]["MiB"] = many[to].sum
    root, site = base / f"pdf-{FILES}", base / "site"
    build(root, "--to", "odt,pdf", "--jobs", "1")
    run = watched(
        "publish", "--all", "--root", str(root), "--site", str(site), "--date", "105-12-31"
    )
    size = sum(path.stat().st_size for path in site.rglob("*.html"))
    pages = len(list(site.rglob("*.html")))
    told["html"] = {"ms": run.all_cpu / documents * 1000, "kB": size / documents / 1e3}
    told["html"] |= {"MiB": run.sum, "pages": pages}
    for to, row in told.items():
        print(
            f"{to:>5} of a document: {row['ms']:.0f} ms, {row['kB']:.1f} kB ({row['MiB']:.0f} MiB)"
        )
    return told


def _made_as(base: Path, to: str, count: int) -> Run:
    root = base / f"{to}-{count}"
    agencies.generate(root, count)
    build(root, "--to", to, "--jobs", "1")  # templates are prepared
    return _anew(root, "--to", to, "--jobs", "1")


def _written(base: Path, to: str) -> int:
    return sum(path.stat().st_size for path in (base / f"{to}-{FILES}").glob(f"build/*/*/*.{to}"))


def _given(root: Path, folder: Path) -> list[Path]:
    """The plans under names of their own."""
    folder.mkdir()
    return [
        Path(shutil.copy(path, folder / f"{number}.docx"))
        for number, path in enumerate(sorted(root.glob("build/*/105/plan.docx")))
    ]


def _bare(base: Path, files: list[Path]) -> None:
    """A call of LibreOffice by itself, with the profile and the fonts that docgen gives it."""
    made = base / "made"
    command = ["soffice", f"-env:UserInstallation={(base / 'profile').as_uri()}", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "pdf", "--outdir", str(made), *map(str, files)],
        env={**os.environ, "FONTCONFIG_FILE": str(profile.FONTS), "SAL_USE_VCLPLUGIN": "svp"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    if len(list(made.glob("*.pdf"))) != len(files):
        raise SystemExit("LibreOffice made no PDF")
    shutil.rmtree(made)


def _plans(root: Path) -> Iterator[Made]:
    for path in sorted(root.glob("build/*/105/plan.docx")):
        yield Made(path, "plan", "plan", path.parent.parent.name, agencies.YEAR)


if __name__ == "__main__":
    sys.exit(main())
