"""One document to be rendered, and the source that documents of a type come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from docgen.problem import Problem, Refused, Where

if TYPE_CHECKING:
    from collections.abc import Callable

    from docgen.doctype import Doctype
    from docgen.model.agency_year import AgencyYear


T = TypeVar("T")


class Document(Struct, frozen=True):
    """``name`` is the file's stem, ``title`` goes into its properties, ``context`` is printed."""

    name: str
    title: str
    context: object

    @property
    def filled(self) -> bool:
        """Whether it is no blank form: a context that can be either says so, a plan is filled."""
        return getattr(self.context, "filled", True)


class Source(Struct, frozen=True):
    """``documents``: all of an agency's year; ``blank``: the empty form under a caption of a set.

    The plan has no empty form: its ``blank`` is the plan itself. ``words`` and ``widths`` are what
    the type must have under these names.
    """

    context_type: type
    documents: Callable[[AgencyYear, Doctype], tuple[Document, ...]]
    blank: Callable[[AgencyYear, Doctype, str], Document]
    words: tuple[str, ...] = ()
    widths: tuple[str, ...] = ()


def needed(record: T | None, file: str) -> T:
    """The record that a source cannot do without; ``doctype.yaml`` forgot to ask for it."""
    if record is None:
        raise Refused([Problem("doctype-lacks-data", Where(), {"file": file})])
    return record
