"""``docgen plan 10river`` as a whole process against a plain docxtpl script (make bench).

Both render the same template with the same values. The plain script gets its data from one YAML
file that was merged before, so it does less: no patches, no checks, no content controls, no
deterministic packing. Runs alternate; medians, spread and their ratio are printed. Warm: each
has run before. Exit 1 when docgen is the slower one, or when the two say different things.
``judged anew`` is docgen after a change of the data: the document's form is judged, which the
plain script never does (docs/decisions/16-gate.md).

docxtpl alone does not know our own tags (``vm KEY`` …): they are taken out of its copy of the
template, so it does not merge cells, and repeats their text. The comparison therefore looks
at each paragraph's text once, in order.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import yaml
from lxml import etree
from msgspec import Struct

PROJECT: Final = Path(__file__).resolve().parent.parent
PLAIN: Final = Path(__file__).resolve().parent / "plain.py"
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RUNS: Final = int(os.environ.get("RUNS", "15"))
sys.path.insert(0, str(PROJECT))

from docgen.load import Data  # noqa: E402 - the project is not installed where it is developed
from docgen.pipeline.built import CACHE  # noqa: E402
from docgen.pipeline.documents import doctype_of, source_of  # noqa: E402
from docgen.render.tags import OURS  # noqa: E402
from docgen.workspace import Workspace  # noqa: E402

OUR_TAGS: Final = re.compile(rf"{{%\s*({'|'.join(sorted(OURS))})\b[^%]*%}}")


def main() -> int:
    """Write the merged data, compare what both say, then time them in turn."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        template, data = out / "template.docx", out / "merged.yaml"
        template.write_bytes(_plain_template())
        data.write_text(yaml.safe_dump(_merged(), allow_unicode=True, sort_keys=False), "utf-8")
        plain = [sys.executable, str(PLAIN), str(template), str(data), str(out / "plain.docx")]
        ours = [sys.executable, "-m", "docgen", "plan", "10river", "--quiet", "-o", str(out)]
        _run(plain)
        _run(ours)
        made = out / "10river" / "105" / "plan.docx"
        if _text(out / "plain.docx") != _text(made):
            print("the two say different things: nothing to compare", file=sys.stderr)
            return 1
        times: dict[str, list[float]] = {"plain docxtpl": [], "docgen": [], "judged anew": []}
        for _ in range(RUNS):
            times["plain docxtpl"].append(_run(plain))
            times["docgen"].append(_run(ours))
            for passed in (PROJECT / "build" / CACHE).glob("*.passed"):
                passed.unlink()
            times["judged anew"].append(_run(ours))
    return _report(times)


def _merged() -> dict[str, Any]:
    """The values that the template of the plan names, as plain lists and mappings."""
    workspace = Workspace(PROJECT)
    kind = doctype_of(workspace, "plan")
    year, _sources = Data(workspace).agency_year("10river", 105, kind.data)
    (document,) = source_of(kind, "plan").documents(year, kind)
    plain: dict[str, Any] = _plain(document.context)
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, Struct):
        return {name: _plain(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, (tuple, list)):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, str):
        return str.__str__(value)
    return value if isinstance(value, (bool, int)) else None


def _plain_template() -> bytes:
    out = BytesIO()
    with (
        zipfile.ZipFile(PROJECT / "templates" / "plan" / "template.docx") as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = OUR_TAGS.sub("", content.decode()).encode()
            new.writestr(name, content)
    return out.getvalue()


def _text(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    texts = ("".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p"))
    return list(dict.fromkeys(text for text in texts if text))


def _run(command: list[str]) -> float:
    """Seconds of the whole process, from its start to its end."""
    begin = time.perf_counter()
    subprocess.run(command, check=True, cwd=PROJECT, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def _report(times: dict[str, list[float]]) -> int:
    medians = {name: statistics.median(each) for name, each in times.items()}
    for name, each in times.items():
        low, _, high = statistics.quantiles(each, n=4)
        print(
            f"{name:<14} median {medians[name] * 1000:6.0f} ms   "
            f"middle half {low * 1000:.0f}-{high * 1000:.0f} ms   runs {len(each)}"
        )
    ratio = medians["docgen"] / medians["plain docxtpl"]
    print(f"docgen takes {ratio:.2f} times as long as the plain script")
    anew = medians["judged anew"] / medians["plain docxtpl"]
    print(f"with its form judged anew {anew:.2f} times")
    return 0 if ratio <= 1 else 1


if __name__ == "__main__":
    sys.exit(main())
