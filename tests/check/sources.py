"""The two source documents as docx: one paragraph a line, a cell or an item of a cell."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from tests.conftest import PROJECT
from tests.docx.build import docx, p

FILES = {"HQ": "wra-105.txt", "B10": "10river-105.txt"}
TAG = re.compile(r"</?(?:p|ol)[^>]*>")
ITEM = re.compile(r"(?<=[。 \u4e00-\u9fff]) (?=(?:\([0-9]\)|[0-9]\.) )")


class Source(NamedTuple):
    """A source as docx; ``lines`` are the lines of the text that its paragraphs come from."""

    docx: bytes
    lines: tuple[int, ...]


@cache
def source(name: str) -> Source:
    """``HQ`` or ``B10``. The extraction's HTML and bullets are dropped, empty lines too."""
    text = (PROJECT / "tests" / "sources" / FILES[name]).read_text("utf-8")
    made = [
        (number, paragraph)
        for number, line in enumerate(text.split("\n"), 1)
        for paragraph in _paragraphs(line)
    ]
    return Source(
        docx(*(p(paragraph) for _, paragraph in made)), tuple(number for number, _ in made)
    )


def _paragraphs(line: str) -> list[str]:
    pieces = [piece for cell in line.split("\t") for piece in TAG.split(cell)]
    items = [item for piece in pieces for item in ITEM.split(piece)]
    return [re.sub(r"^ *- ", "", item) for item in items if item.strip()]
