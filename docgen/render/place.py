"""Where in a template a tag stands, in words that its designer can look for in Word."""

from __future__ import annotations

from typing import NamedTuple

from docgen.problem.shape import Where

WORDS = 60  # characters of a paragraph that a message quotes


class Place(NamedTuple):
    """``part`` as in the package; ``paragraph`` counts from 1 in the part, tables included.

    ``cell`` is empty outside tables, else ``(table, row, cell)``, each from 1.
    """

    part: str
    paragraph: int
    text: str
    cell: tuple[int, ...] = ()

    def where(self, name: str) -> Where:
        """The address that a problem carries; ``name`` is the template's."""
        return Where(
            docx=docx_name(name, self.part), paragraph=self.paragraph, text=self.text[:WORDS]
        )

    def args(self) -> dict[str, str]:
        """``table``, ``row``, ``cell`` where the tag stands in a table."""
        return dict(zip(("table", "row", "cell"), map(str, self.cell), strict=False))


def docx_name(name: str, part: str) -> str:
    """The template's name; a header or footer is named after ``#``."""
    return name if part.endswith("document.xml") else f"{name}#{part.rpartition('/')[2]}"
