"""The words of a page as lines: what a reader reads of the document, and nothing of the furniture.

The document stands in elements of class ``dg-text``. A table's caption and a chart are additions
to it for those who hear or see it; they are no words of the document.

Tables are read column by column: a docx lays a tall cell out in several rows (no row of ours
breaks over pages) and a page in one, so that their rows differ and their columns do not.
"""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import groupby
from typing import TYPE_CHECKING, Final

from docgen.docx.facts.shape import OBJECT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docgen.docx.facts.shape import Facts

TEXT: Final = "dg-text"
_BLOCKS: Final = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "div", "section", "header", "article", "li", "ol")
) | frozenset(("ul", "dl", "td", "th", "tr", "table", "thead", "tbody"))
_VOID: Final = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)
_WIDEST: Final = 1000  # columns, as HTML has it
_APART: Final = frozenset(("caption", "figure", "script", "style"))


def squashed(text: str) -> str:
    """A line as it is compared: no tab behind a label, no picture, white space as HTML shows it."""
    return " ".join(text.replace("\t", "").replace(OBJECT, "").split())


def lines(texts: Iterable[str]) -> tuple[str, ...]:
    """Paragraphs as the lines that are compared: those that say something, breaks apart."""
    squeezed = (squashed(line) for text in texts for line in text.split("\n"))
    return tuple(line for line in squeezed if line)


def words(page: str) -> tuple[str, ...]:
    """The lines of the document in a page of ours."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    reader.flush()
    return lines(reader.made)


def words_of_docx(facts: Facts) -> tuple[str, ...]:
    """The lines of a docx in the same order; headers and footers are not the document's words.

    A table without a header row only arranges fields; it is read as it is written.
    """
    shown = [p for p in facts.paragraphs if p.part in {"body", "textbox"}]
    made: list[str] = []
    for _, group in groupby(shown, key=lambda p: p.cell.table if p.cell else 0):
        paragraphs = list(group)
        if any(p.cell and p.cell.header for p in paragraphs):
            paragraphs.sort(key=lambda p: p.cell.column if p.cell else 0)
        made += [p.text for p in paragraphs]
    return lines(made)


def written(facts: Facts) -> str:
    """Every word of a docx in its own order, without white space: as a PDF is read."""
    shown = (p.text for p in facts.paragraphs if p.part in {"body", "textbox"})
    return "".join("".join(text.replace(OBJECT, "").split()) for text in shown)


def _by_column(columns: dict[int, list[str]]) -> list[str]:
    return [text for _, texts in sorted(columns.items()) for text in texts]


class _Grid:
    """A table while it is read: what stands in each column, and what is covered from above."""

    def __init__(self) -> None:
        self.columns: dict[int, list[str]] = {}
        self.covered: dict[int, int] = {}
        self.at = 0
        self.here: list[str] = []

    def row(self) -> None:
        self.covered = {column: rows - 1 for column, rows in self.covered.items() if rows > 1}
        self.at = 0

    def cell(self, rows: int, columns: int) -> None:
        while self.covered.get(self.at):
            self.at += 1
        self.here = self.columns.setdefault(self.at, [])
        for column in range(self.at, self.at + columns):
            self.covered[column] = rows
        self.at += columns


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.made: list[str] = []
        self.tables: list[_Grid] = []
        self.line: list[str] = []
        self.open: list[tuple[str, bool, bool]] = []  # element, is it text, is it apart

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.line.append("\n")
        if tag in _VOID:
            return
        if tag in _BLOCKS:
            self.flush()
        known = dict(attrs)
        self.grid(tag, known)
        classes = (known.get("class") or "").split()
        _, inside, apart = self.open[-1] if self.open else ("", False, False)
        self.open.append((tag, inside or TEXT in classes, apart or tag in _APART))

    def grid(self, tag: str, known: dict[str, str | None]) -> None:
        if tag == "table":
            self.tables.append(_Grid())
        elif tag == "tr" and self.tables:
            self.tables[-1].row()
        elif tag in {"td", "th"} and self.tables:
            self.tables[-1].cell(_count(known.get("rowspan")), _count(known.get("colspan")))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.flush()
        if tag == "table" and self.tables:
            done = self.tables.pop()
            (self.tables[-1].here if self.tables else self.made).extend(_by_column(done.columns))
        for place in range(len(self.open) - 1, -1, -1):
            if self.open[place][0] == tag:
                del self.open[place:]
                return

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][1] and not self.open[-1][2]:
            self.line.append(data.replace("\n", " "))

    def flush(self) -> None:
        if self.line:
            (self.tables[-1].here if self.tables else self.made).append("".join(self.line))
            self.line = []


def _count(span: str | None) -> int:
    return min(max(int(span), 1), _WIDEST) if span and span.isdecimal() else 1
