"""A small context and one line that fills a template with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from docgen.docx import open_safely, text_of
from docgen.problem import Refused
from docgen.render import Missing, Properties, Value, fill, prepare

if TYPE_CHECKING:
    from docgen.problem import Problem

NAME = "templates/x/template.docx"
NO_NOTE = Missing("plan:note")


class Row(Struct, frozen=True):
    """A row of a table."""

    group: str
    title: Value
    note: Value | Missing
    cells: tuple[str, ...] = ()

    @property
    def loud(self) -> str:
        """A computed field."""
        return self.title + "!"


class Context(Struct, frozen=True):
    """What the templates of these tests can name."""

    title: Value
    rows: tuple[Row, ...] = ()
    columns: tuple[str, ...] = ()
    count: int = 3
    note: Value | Missing = NO_NOTE
    shown: bool = True
    nothing: None = None
    first: Row | None = None


def row_of(group: str, title: str, *cells: str) -> Row:
    return Row(group, Value(title, f"plan:{title}.text"), Missing(f"plan:{title}.note"), cells)


CONTEXT = Context(title=Value("標題", "plan:title"))


def filled(template: bytes, **changes: object) -> bytes:
    """The docx that a template gives."""
    prepared = prepare(template, name=NAME, context_type=Context)
    return fill(prepared, replace(CONTEXT, **changes), properties=Properties("T"))


def words(template: bytes, **changes: object) -> str:
    """Its words, without the line that tells the page."""
    return text_of(filled(template, **changes)).replace("\n§ portrait\n", "")


def xml(template: bytes, part: str = "word/document.xml", **changes: object) -> str:
    """The filled part."""
    return open_safely(filled(template, **changes), "x")[part].decode()


def refused(template: bytes, **changes: object) -> tuple[Problem, ...]:
    """The problems that stop it."""
    try:
        filled(template, **changes)
    except Refused as stop:
        return stop.problems
    raise AssertionError("was filled")
