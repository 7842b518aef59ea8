"""The built-in typesetter against LibreOffice, on made-up reports of many shapes (make bench-layout).

Both lay out the same documents with the same font (TW-Kai under the name of 標楷體); the
typesetter is told what the docx says by ``facts_of``, as in use. Printed: every disagreement with
its cause, a table of the shapes, and how long a verdict on three pages takes. Exit 1 where the
goals are missed: pages equal in 99.9 %, lines per paragraph in 99.5 %.

``COUNT`` (1080) documents from ``SEED`` (105) in batches, one LibreOffice start each.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

PROJECT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from bench.minimal import docx  # noqa: E402 - the project is not installed here
from bench.reports import SHAPES, documents  # noqa: E402
from docgen.docx.facts import facts_of  # noqa: E402
from docgen.layout import Layout, libreoffice, typeset  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.docx.facts.shape import Facts, Paragraph

COUNT: Final = int(os.environ.get("COUNT", "1080"))
SEED: Final = int(os.environ.get("SEED", "105"))
BATCH: Final = 90
PAGES_GOAL: Final = 0.999
LINES_GOAL: Final = 0.995


def main() -> int:
    """Lay out and compare batch by batch, then print the table and the times."""
    table: Counter[tuple[str, str]] = Counter()
    times: list[float] = []
    made = list(documents(COUNT, SEED))
    for begin in range(0, COUNT, BATCH):
        names = [name for name, _ in made[begin : begin + BATCH]]
        files = [docx(facts) for _, facts in made[begin : begin + BATCH]]
        for name, file, theirs in zip(names, files, libreoffice.measure(files, names), strict=True):
            shape = name.partition("-")[0]
            facts = facts_of(file, name)
            table[shape, "documents"] += 1
            ours = typeset.measure(facts, ("TW-Kai",))
            if not isinstance(ours, Layout) or not isinstance(theirs, Layout):
                table[shape, "unjudged"] += 1
                print(f"{name}: not compared: {ours if isinstance(theirs, Layout) else theirs}")
                continue
            table[shape, "paragraphs"] += len(facts.paragraphs)
            for kind, told in disagreements(facts, ours, theirs):
                table[shape, kind] += 1
                print(f"{name}: {told}")
            if ours.pages == 3:
                times.append(_time(facts))
    return _report(table, times)


def disagreements(facts: Facts, ours: Layout, theirs: Layout) -> Iterator[tuple[str, str]]:
    """What the two say differently, as (``pages`` | ``lines`` | ``begins``, a sentence).

    Of paragraphs that begin on another page only the first is told: the rest follows from it.
    """
    if ours.pages != theirs.pages:
        yield "pages", f"{ours.pages} pages, LibreOffice {theirs.pages}"
    begun = False
    told = {each.number: each for each in theirs.paragraphs}
    texts = {each.number: each for each in facts.paragraphs}
    for mine in ours.paragraphs:
        paragraph, other = texts[mine.number], told.get(mine.number)
        if other is None:
            yield "lines", f"paragraph {mine.number}: LibreOffice tells nothing of it"
        elif mine.lines != other.lines:
            counts = f"{mine.lines} lines, LibreOffice {other.lines}"
            cause = _line_cause(paragraph)
            yield "lines", f"paragraph {mine.number}: {counts} ({cause}): {paragraph.text!r}"
        elif mine.page != other.page and not begun:
            begun = True
            pages = f"begins on page {mine.page}, LibreOffice {other.page}"
            yield "begins", f"paragraph {mine.number} {pages} ({_page_cause(paragraph)})"


def _line_cause(paragraph: Paragraph) -> str:
    """What in the paragraph makes its line ends hard to tell."""
    text = paragraph.text
    signs = {
        "a path with slashes": "/" in text,
        "spaces": "  " in text or "\u3000" in text,
        "line breaks": "\n" in text,
        "Latin beside Chinese": any(sign.isascii() and sign.isalpha() for sign in text),
        "figures": any(sign.isdigit() for sign in text),
    }
    return ", ".join(name for name, there in signs.items() if there) or "Chinese only"


def _page_cause(paragraph: Paragraph) -> str:
    """What in the paragraph decides on which page it begins."""
    signs = {
        "no widow control": not paragraph.widow_control,
        "kept with the next": paragraph.keep_next,
        "lines kept together": paragraph.keep_lines,
        "a page break": paragraph.page_break_before,
        "space around": bool(paragraph.before or paragraph.after),
    }
    return ", ".join(name for name, there in signs.items() if there) or "nothing of its own"


def _time(facts: Facts) -> float:
    """Milliseconds of one verdict, with both fonts' widths: the best of three."""
    taken = []
    for _ in range(3):
        begin = time.perf_counter()
        typeset.measure(facts)
        taken.append((time.perf_counter() - begin) * 1000)
    return min(taken)


def _report(table: Counter[tuple[str, str]], times: list[float]) -> int:
    columns = ("documents", "unjudged", "pages", "paragraphs", "lines", "begins")
    print(f"\n{'shape':<10}" + "".join(f"{name:>12}" for name in columns))
    print(" " * 32 + f"{'wrong':>12}" + " " * 12 + f"{'wrong':>12}{'wrong':>12}")
    for shape in SHAPES:
        row = "".join(f"{table[shape.name, name]:>12}" for name in columns)
        print(f"{shape.name:<10}{row}")
    total = {name: sum(table[shape.name, name] for shape in SHAPES) for name in columns}
    print(f"{'all':<10}" + "".join(f"{total[name]:>12}" for name in columns))
    compared = total["documents"] - total["unjudged"]
    if not compared:
        return 1
    pages = 1 - total["pages"] / compared
    lines = 1 - total["lines"] / total["paragraphs"]
    print(f"\npages equal {pages:.2%} (goal {PAGES_GOAL:.1%})", end="; ")
    print(f"lines per paragraph equal {lines:.3%} (goal {LINES_GOAL:.1%})")
    if times:
        print(
            f"a verdict on three pages: median {statistics.median(times):.2f} ms,"
            f" slowest {max(times):.2f} ms, of {len(times)} documents"
        )
    return 0 if pages >= PAGES_GOAL and lines >= LINES_GOAL and not total["unjudged"] else 1


if __name__ == "__main__":
    sys.exit(main())
