"""What reading a document carries along: the cascade, where one stands, what has been found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from docgen.docx.xml import local

if TYPE_CHECKING:
    from docgen.docx.facts.cascade import Cascade, TableLook
    from docgen.docx.facts.numbering import Counters
    from docgen.docx.facts.sections import Spread
    from docgen.docx.facts.shape import Cell, Change, Paragraph, Part
    from docgen.docx.facts.trace import Trace
    from docgen.docx.xml import Element

_OFFICE: Final = "http://schemas.microsoft.com/office/"


class Box(NamedTuple):
    """A text box to be read after the story that has it."""

    element: Element
    anchor: int
    section: int
    address: str | None
    hidden: bool


class Note(NamedTuple):
    """A reference to a footnote or endnote: its id and mark, the paragraph and its section."""

    id: str
    mark: str
    anchor: int
    section: int


@dataclass
class Field:
    """A field that is open: ``shown`` once its result has begun, where it stands in one that is."""

    within: bool  # whether what stands around it is shown
    instruction: list[str] = field(default_factory=list)
    begun: bool = False

    @property
    def shown(self) -> bool:
        """Whether text that comes now is printed."""
        return self.within and self.begun


class At(NamedTuple):
    """Where one stands.

    ``fields`` is the story's stack of open fields (they cross paragraphs); ``silent`` means that
    Word prints nothing of it; ``mark`` is the number of the note that is read.
    """

    part: Part
    counters: Counters
    fields: list[Field]
    cell: Cell | None = None
    table: TableLook | None = None
    address: str | None = None
    hidden: bool = False
    deleted: bool = False
    silent: bool = False
    anchor: int | None = None
    mark: str = ""


@dataclass
class Reading:
    """Everything found so far; ``number`` is that of the last paragraph."""

    cascade: Cascade
    spreads: tuple[Spread, ...]
    number: int = 0
    tables: int = 0
    section: int = 0
    paragraphs: list[Paragraph] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    notes: dict[str, list[Note]] = field(default_factory=dict)
    note_counts: dict[tuple[str, int], int] = field(default_factory=dict)
    unclosed: set[Element] = field(default_factory=set)  # w:fldChar that begin and never end
    instructions: list[str] = field(default_factory=list)
    traces: list[Trace] | None = None  # filled only where somebody wants to go back to the XML


def chosen(alternate: Element) -> Element | None:
    """The branch of an ``mc:AlternateContent`` that Word shows: the first that it understands."""
    fallback = None
    for branch in alternate:
        if local(branch) == "Choice":
            needed = branch.get("Requires", "").split()
            if needed and all((branch.nsmap.get(n) or "").startswith(_OFFICE) for n in needed):
                return branch
        elif local(branch) == "Fallback":
            fallback = branch
    return fallback
