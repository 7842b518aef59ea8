"""What a finished docx says, as facts: every property resolved as Word resolves it.

Lengths are twips (1/20 pt), sizes points. ``None`` means that nothing sets it and the format has
no default. Where Word would print nothing there is no fact (hidden text is kept, marked).
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Part = Literal["body", "header", "footer", "footnote", "endnote", "comment", "textbox"]


class Cell(Struct, frozen=True):
    """Where in a table a paragraph stands; all count from 1, ``depth`` 2 is a nested table."""

    table: int
    row: int
    column: int
    span: int = 1
    depth: int = 1
    header: bool = False  # w:tblHeader of its row


class Run(Struct, frozen=True):
    """A stretch of text of one look. ``start`` is its offset in the paragraph's text.

    ``east`` / ``latin`` are font names after theme and inheritance; ``size`` points. ``change``
    is a tracked insertion or deletion; ``field`` a field's result. ``fit``: 合併字元, 並列文字,
    ruby, positioned or scaled characters (several codes drawn as one).
    """

    text: str
    start: int
    east: str | None
    latin: str | None
    size: float | None
    language_east: str | None = None
    language_latin: str | None = None
    bold: bool = False
    hidden: bool = False
    raised: bool = False  # superscript or subscript
    fit: bool = False
    change: Literal["inserted", "deleted"] | None = None
    field: bool = False
    address: str | None = None  # tag of the innermost content control


class Indent(Struct, frozen=True):
    """``first`` is negative for a hanging indent."""

    left: int = 0
    right: int = 0
    first: int = 0


class Paragraph(Struct, frozen=True):
    """One paragraph. ``number`` counts all paragraphs of the body (tables included) from 1.

    ``text`` is the visible text without ``label``; ``label`` is an automatic number as it prints
    (``一、``). ``line`` is in twips for exact/atLeast, in 240ths of a line for auto.
    """

    number: int
    part: Part
    text: str
    runs: tuple[Run, ...]
    label: str = ""
    style: str | None = None  # style id
    style_name: str | None = None
    outline: int | None = None  # 0 = Heading 1
    alignment: str = "left"
    indent: Indent = Indent()
    rule: Literal["exact", "atLeast", "auto"] = "auto"
    line: int = 240
    before: int = 0
    after: int = 0
    snap: bool = True  # snap to grid
    keep_next: bool = False
    keep_lines: bool = False
    widow_control: bool = True
    page_break_before: bool = False
    overflow_punct: bool = True
    auto_space_de: bool = True
    auto_space_dn: bool = True
    tabs: tuple[int, ...] = ()
    cell: Cell | None = None
    section: int = 0  # index into Facts.sections
    mark_size: float | None = None  # the paragraph mark's size: an empty paragraph has a height


class Section(Struct, frozen=True):
    """Page geometry in twips."""

    width: int
    height: int
    landscape: bool
    top: int
    right: int
    bottom: int
    left: int
    header: int = 0
    footer: int = 0
    gutter: int = 0
    grid: str | None = None  # w:docGrid w:type; None where there is none
    pitch: int | None = None
    direction: str | None = None  # w:textDirection other than lrTb
    columns: int = 1


class Change(Struct, frozen=True):
    """A tracked change that is not text of a run: its kind as in WordprocessingML, its paragraph."""

    kind: str
    paragraph: int


class Facts(Struct, frozen=True):
    """All facts of a document. ``external`` are targets outside the file (hyperlinks apart),
    ``links`` hyperlink targets, ``properties`` personal ones that are set (author, manager …)."""

    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    changes: tuple[Change, ...] = ()
    comments: tuple[str, ...] = ()
    external: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    macros: bool = False
    properties: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()  # left-over template tags, half and full width
