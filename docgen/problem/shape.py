"""Where a fault is, what it is called, and the exception that carries all of them at once."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - msgspec reads the types of records
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable

Level = Literal["error", "warning"]


class Where(Struct, frozen=True):
    """An address: a place in a data file, in a spreadsheet, in a Word document, or nowhere.

    ``line`` and ``column`` count from 1, ``column`` in code points. ``file`` and ``docx`` are
    paths relative to the workspace with ``/``. ``paragraph`` counts from 1 in document order,
    ``text`` holds its first words, ``address`` is the tag of the content control. ``cell`` is
    one of the spreadsheet ``file``: ``評分表!G12``.
    """

    file: str | None = None
    line: int | None = None
    column: int | None = None
    cell: str | None = None
    docx: str | None = None
    paragraph: int | None = None
    text: str | None = None
    page: int | None = None
    address: str | None = None

    def as_dict(self) -> dict[str, str | int]:
        """Only what is known, in field order (for ``--format json``)."""
        pairs = ((name, getattr(self, name)) for name in self.__struct_fields__)
        return {name: value for name, value in pairs if value is not None}


class Problem(Struct, frozen=True):
    """One fault. ``rule`` is a name of ``faults.FAULTS`` (or of a form rule in YAML).

    ``help`` is what a form rule says itself, by language (``zh``, ``en``); else the table says it.
    """

    rule: str
    where: Where = Where()
    args: Mapping[str, str] = {}
    level: Level = "error"
    because: str | None = None
    help: Mapping[str, str] = {}


class Refused(Exception):  # noqa: N818 - it is an outcome, not a bug: the data was refused
    """Input was refused; carries every problem found, never only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        if not self.problems:
            raise ValueError("Refused without a problem")
        super().__init__(", ".join(p.rule for p in self.problems[:5]))
