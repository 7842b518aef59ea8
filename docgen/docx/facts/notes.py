"""The numbers of footnotes and endnotes (ECMA-376 17.11): 1, 2, 3 and i, ii, iii unless told.

A count that restarts on each page counts on instead: pages are not known here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from docgen.docx.facts.measure import whole
from docgen.docx.facts.numerals import numeral
from docgen.docx.xml import local, w

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docgen.docx.facts.reading import Reading
    from docgen.docx.xml import Element

_PLAIN: Final = {"footnote": "decimal", "endnote": "lowerRoman"}


class NoteForm(NamedTuple):
    """How a section numbers its notes."""

    form: str
    start: int
    each_section: bool


def note_forms(section: Element | None, settings: Element | None) -> Mapping[str, NoteForm]:
    """By kind; what a section says goes before the document's settings."""
    found = {}
    for kind, plain in _PLAIN.items():
        told = {"numFmt": plain, "numStart": "1", "numRestart": "continuous"}
        for holder in (settings, section):
            properties = None if holder is None else holder.find(w(f"{kind}Pr"))
            for element in () if properties is None else properties:
                if local(element) in told:
                    told[local(element)] = element.get(w("val"), "")
        start = whole(told["numStart"])
        found[kind] = NoteForm(
            told["numFmt"], 1 if start is None else start, told["numRestart"] == "eachSect"
        )
    return found


def mark_of(reading: Reading, kind: str) -> str:
    """Count one note where one stands; its number as it prints."""
    form = reading.spreads[reading.section].notes[kind]
    key = (kind, reading.section if form.each_section else -1)
    count = reading.note_counts.get(key, 0)
    reading.note_counts[key] = count + 1
    return numeral(form.start + count, form.form)
