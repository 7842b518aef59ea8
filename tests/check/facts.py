"""Facts by hand: a paragraph is a text, or a mapping of what is special about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen.docx.facts.shape import Cell, Change, Facts, Paragraph, Run, Section
from docgen.layout import Layout, ParagraphLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

A4 = Section(11906, 16838, landscape=False, top=1417, right=1417, bottom=1417, left=1417)
RUN: dict[str, Any] = {
    "east": "標楷體",
    "latin": "標楷體",
    "size": 14.0,
    "language_east": "zh-TW",
    "language_latin": "en-US",
}
OF_RUNS = {*RUN, "hidden", "raised", "fit", "change", "address"}


def paragraph(number: int, said: str | dict[str, Any]) -> Paragraph:
    """``runs`` are texts or mappings; ``cell`` is [table, row, column]."""
    special: dict[str, Any] = dict(said) if isinstance(said, dict) else {"text": said}
    look = {key: special.pop(key) for key in OF_RUNS & special.keys()}
    runs: list[Run] = []
    for each in special.pop("runs", [special.pop("text", "")]):
        own: dict[str, Any] = dict(each) if isinstance(each, dict) else {"text": each}
        start = sum(len(run.text) for run in runs)
        runs.append(Run(**{**RUN, **look, **own, "start": start}))
    if "cell" in special:
        special["cell"] = Cell(*special["cell"])
    text = "".join(run.text for run in runs if run.change != "deleted" and not run.hidden)
    made: dict[str, Any] = {
        "number": number,
        "part": "body",
        "rule": "exact",
        "line": 420,
        "snap": False,
    }
    return Paragraph(**{**made, **special, "text": text, "runs": tuple(runs)})


def facts(
    texts: Sequence[str | dict[str, Any]] = (),
    sections: Sequence[dict[str, Any]] = ({},),
    changes: Sequence[dict[str, Any]] = (),
    **more: Any,
) -> Facts:
    """A document of A4 pages as the report's form wants them, unless said otherwise."""
    from msgspec.structs import replace

    known: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in more.items()
    }
    return Facts(
        paragraphs=tuple(paragraph(number, said) for number, said in enumerate(texts, 1)),
        sections=tuple(replace(A4, **each) for each in sections),
        changes=tuple(Change(**each) for each in changes),
        **known,
    )


def layout(pages: int, begins: dict[int, int] | None = None) -> Layout:
    """A layout of so many pages; ``begins``: paragraph → the page where it begins."""
    paragraphs = tuple(ParagraphLayout(n, page, 1) for n, page in (begins or {}).items())
    return Layout("typeset", "1", ("TW-Kai",), pages, 33, paragraphs)
