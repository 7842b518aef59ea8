"""What a build hands back: documents that were made or are up to date, and why each was made.

Kept apart from the making: a build with nothing to do needs no more than this.
"""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - msgspec reads the types of records
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from docgen.layout.budget import Budget  # noqa: TC001 - as above
from docgen.problem import Problem, Where  # noqa: TC001 - as above
from docgen.problem.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

DRAFT: Final = ".draft"  # behind the stem of a document that was written though it breaks a rule

Cause = Literal[
    "new", "changed", "gone", "missing", "edited", "docgen", "names", "tools", "format", "asked"
]
CAUSES: Final[dict[str, str]] = {
    "new": N_("it was not made before, or there is no record of it"),
    "changed": N_("{file} has changed"),
    "gone": N_("{file} is not there any more"),
    "missing": N_("{file}, which was made before, is not there"),
    "edited": N_("{file} was edited since it was made"),
    "docgen": N_("docgen, or a library that it uses, has changed"),
    "names": N_("an agency was added, left out, renamed, or put under another"),
    "tools": N_("LibreOffice or the fonts have changed"),
    "format": N_("{file} was not made of the document as it is now"),
    "asked": N_("it was asked for"),
}
_INHERITED: Final = N_("{file}, of an agency above, has changed")
_TEMPLATE: Final = N_("the template or its rules have changed: {file}")


class Reason(Struct, frozen=True):
    """Why a document was made anew; ``file`` as messages print a path."""

    cause: Cause
    file: str = ""

    def message(self, agency: str) -> str:
        """What is said of it to who made the documents of that agency, with a place for ``file``."""
        if self.cause == "changed" and _is_template(self.file):
            return _TEMPLATE
        if self.cause == "changed" and not self.file.startswith(f"data/{agency}/"):
            return _INHERITED
        return CAUSES[self.cause]


def _is_template(file: str) -> bool:
    return file.startswith("templates/") or file.endswith(".docx")


class Share(Struct, frozen=True):
    """What one value takes of the page budget, and where it stands in the data.

    ``characters`` to delete at its end for one line less; None where the typesetter cannot say.
    """

    address: str | None
    lines: int
    where: Where
    characters: int | None = None


class Made(Struct, frozen=True):
    """One document: where it was written, of which type, under which name (the file's stem).

    ``draft``: it breaks a rule. ``budget`` and ``shares`` where its pages were measured.
    ``written`` is False of one that stood there already, byte by byte; ``why`` it was looked at
    all the same, empty where it did not have to be.
    """

    path: Path
    type: str
    name: str
    agency: str
    year: int
    draft: bool = False
    budget: Budget | None = None
    shares: tuple[Share, ...] = ()
    written: bool = True
    why: tuple[Reason, ...] = ()


class Built(Struct, frozen=True):
    """The outcome of a build: what stands there, what was wrong, what was not written for it."""

    made: tuple[Made, ...]
    problems: tuple[Problem, ...]
    refused: tuple[Made, ...] = ()


def joined(parts: Iterable[Built]) -> Built:
    """Many outcomes as one; a fault of a parent's file, which stops many documents, is told once."""
    made: list[Made] = []
    refused: list[Made] = []
    told: dict[tuple[object, ...], Problem] = {}
    for part in parts:
        made += part.made
        refused += part.refused
        for problem in part.problems:
            told.setdefault(identity(problem), problem)
    return Built(tuple(made), tuple(told.values()), tuple(refused))


def identity(problem: Problem) -> tuple[object, ...]:
    """By what two problems are the same one."""
    return problem.rule, problem.where, tuple(problem.args.items())
