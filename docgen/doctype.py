"""What a document type is: title, source, data, ladder, widths, parts. All of it is data.

One ``templates/<type>/doctype.yaml`` each; a new type of a known source needs no code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from docgen.model.shapes import Record, Text

if TYPE_CHECKING:
    from docgen.workspace import Workspace


class Title(Record, frozen=True, kw_only=True):
    """What the type is called in messages and lists, in both languages."""

    zh: Text
    en: Text


class SetPart(Record, frozen=True, kw_only=True):
    """One document of a set; ``caption`` (附表1 …) is printed above it, the plan has none."""

    shorthand: ClassVar[str | None] = "type"
    type: Text
    caption: Text | None = None


class Doctype(Record, frozen=True, kw_only=True):
    """A document type.

    ``source`` names the context (``render/context``), by default that of the type's own name.
    ``data`` names the files that it is made from. ``ladder`` gives the first label of each level,
    heading first (壹、 一、 (一) 1. (1)); an empty one prints no label. ``table-ladder`` is the
    same inside a table. ``required`` holds the ids that the plan's sections must have.
    ``widths`` are twips by name of the column; ``page`` is the width of the text, ``cell-em`` a
    full-width character in a cell. A tall cell is laid out in rows of at least ``row-lines``
    lines (the first twice as many), so that no row need break over pages.
    """

    title: Title
    source: Text | None = None
    data: tuple[Text, ...] = ()
    ladder: tuple[str, ...] = ()
    table_ladder: tuple[str, ...] = ()
    brackets: Literal["half", "full"] = "half"
    block_mark: str = ""
    required: tuple[Text, ...] = ()
    widths: dict[str, int] = {}  # noqa: RUF012 - a Struct copies it
    cell_em: int = 240
    row_lines: int = 0
    blank_rows: int = 0
    fields_per_row: int = 3
    parts: tuple[SetPart, ...] = ()


def read(workspace: Workspace, name: str) -> Doctype:
    """The document type of that name; Refused with every fault of its ``doctype.yaml``."""
    from docgen.load.data import read_record  # load stands above, not at start-up

    return read_record(workspace, workspace.templates / name / "doctype.yaml", Doctype)[0]
