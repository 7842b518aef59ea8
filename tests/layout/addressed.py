"""Reports whose paragraphs hold values with addresses, by hand and by chance."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from msgspec.structs import replace

from bench.reports import boundary, facts, paragraph, report

if TYPE_CHECKING:
    from docgen.docx.facts.shape import Facts, Paragraph


def addressed(*pieces: str | tuple[str, str]) -> Paragraph:
    """A paragraph of fixed texts and of values, each with its address."""
    told = [("", piece) if isinstance(piece, str) else piece for piece in pieces]
    made = paragraph("".join(text for _, text in told))
    runs, start = [], 0
    for address, text in told:
        runs.append(replace(made.runs[0], text=text, start=start, address=address or None))
        start += len(text)
    return replace(made, runs=tuple(runs))


def document(seed: int, pages: int) -> Facts:
    """A report of about so many pages; what stands behind a tab, or all, is a value."""
    chance = random.Random(seed)  # noqa: S311 - made-up text
    found = [
        each for _ in range(pages) for each in chance.choice((report, boundary))(chance).paragraphs
    ]
    return facts([_valued(each, number) for number, each in enumerate(found)])


def _valued(made: Paragraph, number: int) -> Paragraph:
    label, tab, text = made.text.rpartition("\t")
    if not made.runs or not text:
        return made
    (run,) = made.runs
    fixed = label + tab
    value = replace(run, text=text, start=len(fixed), address=f"report:value-{number}.text")
    before = (replace(run, text=fixed),) if fixed else ()
    return replace(made, runs=(*before, value))


def documents(pages: int = 2) -> st.SearchStrategy[Facts]:
    """As ``document``, from any seed."""
    return st.integers(0, 2**32).map(lambda seed: document(seed, pages))
