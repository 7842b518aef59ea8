"""What a finished docx says, as facts: every property resolved as Word resolves it.

Lengths are twips (1/20 pt), sizes points. ``None`` means that nothing sets it and the format has
no default. Where Word would print nothing there is no fact (hidden text is kept, marked).
"""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

OBJECT: Final = "\ufffc"
Part = Literal["body", "header", "footer", "footnote", "endnote", "comment", "textbox"]


class Cell(Struct, frozen=True):
    """Where in a table a paragraph stands; all count from 1, ``depth`` 2 is a nested table."""

    table: int
    row: int
    column: int
    span: int = 1
    depth: int = 1
    header: bool = False  # w:tblHeader of its row
    direction: str | None = None  # w:textDirection other than lrTb


class Run(Struct, frozen=True):
    r"""A stretch of text of one look. ``start`` is its offset in the paragraph's text.

    ``east`` / ``latin`` are font names after theme and inheritance, ``size`` points; which of
    the two a character takes says ``slots.is_east``, and ``hint`` (w:rFonts w:hint eastAsia)
    decides for those that both have (``“…—``). ``change`` is a tracked insertion or deletion;
    ``field`` a field's result or a note's number. ``fit``: 合併字元, 並列文字, ruby, positioned
    or scaled characters (several codes drawn as one). ``other`` names formats in effect that
    change widths and have no field here (``spacing``, ``fitText``, ``caps``, ``smallCaps``,
    ``oMath``). Characters: tab ``\t``, line break ``\n``, page break ``\f``, column break
    ``\v``, ``OBJECT`` for a picture, drawing or embedded object.
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
    hint: bool = False
    other: tuple[str, ...] = ()

    @property
    def visible(self) -> bool:
        """Whether its text is in the paragraph's: hidden and deleted text is not."""
        return not self.hidden and self.change != "deleted"


class Indent(Struct, frozen=True):
    """``first`` is negative for a hanging indent."""

    left: int = 0
    right: int = 0
    first: int = 0


class Paragraph(Struct, frozen=True):
    """One paragraph. ``number`` counts all paragraphs of the body (tables included) from 1.

    The other parts count on after the body's last: text boxes, headers, footers, footnotes,
    endnotes, each once. A number is missing where Word prints nothing (the covered cell of a
    vertical merge). ``text`` is the visible text without ``label``: the texts of the runs that
    are ``visible``, joined; a run that is not stands in ``runs`` at its place and not in
    ``text``. ``label`` is an automatic number as it prints (``一、``), ``suffix`` what follows
    it. ``line`` is in twips for exact/atLeast, in 240ths of a line for auto. ``other`` names
    properties in effect that change lines or pages and have no field here (``framePr``,
    ``pBdr``, ``bidi``, ``contextualSpacing``, ``kinsoku`` and ``wordWrap`` when off …).
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
    suffix: Literal["tab", "space", "nothing"] = "nothing"
    anchor: int | None = None  # of a text box or note: the number of the paragraph that has it
    other: tuple[str, ...] = ()


class Section(Struct, frozen=True):
    """Page geometry in twips. ``landscape`` is what prints: wider than high."""

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
    start: str = "nextPage"  # w:type: where the section begins


class Change(Struct, frozen=True):
    """A tracked change that is not text of a run: its kind as in WordprocessingML, its paragraph."""

    kind: str
    paragraph: int


class Facts(Struct, frozen=True):
    """All facts of a document.

    ``external`` are targets outside the file (hyperlinks apart) and foreign content in it,
    ``links`` hyperlink targets, ``properties`` the names of personal ones that are set (creator,
    lastModifiedBy, manager, company, custom ones by their name).
    """

    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    changes: tuple[Change, ...] = ()
    comments: tuple[str, ...] = ()
    external: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    macros: bool = False
    properties: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()  # left-over template tags, half and full width
    tab_stop: int | None = None  # w:defaultTabStop (the format's default is 720); None: not read
