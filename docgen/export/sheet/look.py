"""``templates/spreadsheet.yaml``: the words, widths and colours of spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.load import read_record
from docgen.model.shapes import Record, Text

if TYPE_CHECKING:
    from docgen.workspace import Workspace

FILE: Final = "spreadsheet.yaml"


class Colours(Record, frozen=True, kw_only=True):
    """Six hexadecimal digits each: heads, cells to fill in, lines, text."""

    head: Text
    input: Text
    edge: Text
    text: Text


class Column(Record, frozen=True, kw_only=True):
    """The head of a column and its width in half-width characters."""

    title: Text
    width: int


class Columns(Record, frozen=True, kw_only=True):
    """The columns of the form, in their order."""

    item: Column
    indicator: Column
    leaf: Column
    points: Column
    bands: Column
    score: Column
    measure: Column
    measured: Column
    on: Column
    evidence: Column
    reason: Column


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
    return read_record(workspace, workspace.templates / FILE, Look)[0]


def filled(pattern: str, **words: str) -> str:
    """A pattern with its ``{names}`` filled in; other braces stay."""
    for name, word in words.items():
        pattern = pattern.replace("{" + name + "}", word)
    return pattern
