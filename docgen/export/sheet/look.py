"""``templates/spreadsheet.yaml``: the words, widths and colours of spreadsheets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docgen.load import read_record
from docgen.model.shapes import Record, Text
from docgen.problem import Problem, Refused

if TYPE_CHECKING:
    from docgen.workspace import Workspace

FILE: Final = "spreadsheet.yaml"
META_SHEET: Final = "docgen"
"""The hidden sheet that says what a form is for."""
_COLOUR: Final = re.compile(r"[0-9A-Fa-f]{6}\Z")
_SHEET: Final = re.compile(r"(?!')[^\[\]:*?/\\]{1,31}(?<!')\Z")  # Excel's rule for names of sheets


class Colours(Record, frozen=True, kw_only=True):
    """Six hexadecimal digits each: heads, cells to fill in, lines, text."""

    head: Text
    input: Text
    edge: Text
    text: Text


class SheetColumn(Record, frozen=True, kw_only=True):
    """The head of a column and its width in half-width characters."""

    title: Text
    width: int


class Columns(Record, frozen=True, kw_only=True):
    """The columns of the form, in their order."""

    item: SheetColumn
    indicator: SheetColumn
    leaf: SheetColumn
    points: SheetColumn
    bands: SheetColumn
    score: SheetColumn
    measure: SheetColumn
    measured: SheetColumn
    on: SheetColumn
    evidence: SheetColumn
    reason: SheetColumn


class Hints(Record, frozen=True, kw_only=True):
    """What a cell says when one stands in it."""

    date: Text
    assessor: Text
    score: Text
    measured: Text
    on: Text
    reason: Text


class FormWords(Record, frozen=True, kw_only=True):
    """The form of ``docgen scores export``; ``refused`` is what Excel says of a wrong number."""

    sheet: Text
    title: Text
    about: Text
    hint: Text
    unannounced: Text
    date: Text
    assessor: Text
    strengths: Text
    suggestions: Text
    outcome: Text
    band: Text
    no_bands: Text
    bullet: Text
    join: Text
    measure: Text
    columns: Columns
    help: Hints
    refused: Text
    not_a_number: Text


class Look(Record, frozen=True, kw_only=True):
    """How spreadsheets look; ``size`` in points."""

    font: Text
    size: int
    colours: Colours
    form: FormWords


def look(workspace: Workspace) -> Look:
    """As the workspace has it; Refused with every fault of the file."""
    made, sources = read_record(workspace, workspace.templates / FILE, Look)
    words = {f"colours.{name}": getattr(made.colours, name) for name in Colours.__struct_fields__}
    faults = [
        Problem("bad-colour", sources.where(f"spreadsheet:{address}"), {"value": value})
        for address, value in words.items()
        if not _COLOUR.match(value)
    ]
    if not _SHEET.match(made.form.sheet) or made.form.sheet == META_SHEET:
        where = sources.where("spreadsheet:form.sheet")
        faults.append(Problem("bad-sheet-name", where, {"value": made.form.sheet}))
    if faults:
        raise Refused(faults)
    return made


def filled(pattern: str, **words: str) -> str:
    """A pattern with its ``{names}`` filled in; other braces stay."""
    for name, word in words.items():
        pattern = pattern.replace("{" + name + "}", word)
    return pattern
