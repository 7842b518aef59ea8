"""Which engine measures: the typesetter where its verdict is clear, LibreOffice where it must.

The typesetter alone decides where its last line stands further from the limit than a guard band
(Word was never asked, and near the limit a line decides). Inside it, and for what it hands on,
LibreOffice lays the document out; where both speak and differ, that is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct, structs

from docgen.layout import Layout, libreoffice, typeset
from docgen.layout.budget import lines_on_a_page, used
from docgen.problem import Problem, Where

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docgen.docx.facts.shape import Facts

Choice = Literal["auto", "typeset", "libreoffice"]
CHOICES: Final[tuple[Choice, ...]] = ("auto", "typeset", "libreoffice")


class Measured(Struct, frozen=True):
    """What the engines that were asked say; none where none could judge."""

    layouts: tuple[Layout, ...]
    problems: tuple[Problem, ...] = ()


class Task(Struct, frozen=True):
    """A document to be measured: ``name`` as messages print it.

    ``limit`` pages, and the band of ``guard`` lines around it; None: any number of pages.
    ``docx`` is what LibreOffice would get, made when it is asked; ``computed`` the typesetter's
    answer, None where it hands on.
    """

    docx: Callable[[], bytes]
    facts: Facts
    name: str
    limit: int | None
    guard: int
    computed: Layout | None

    @property
    def is_clear(self) -> bool:
        """Whether the typesetter's word is enough: its last line stands outside the band."""
        if self.computed is None or self.limit is None:
            return self.computed is not None
        return distance(self.computed, self.facts, self.limit) > self.guard


def task(
    docx: Callable[[], bytes], facts: Facts, name: str, limit: int | None = None, guard: int = 0
) -> Task:
    """The question, with the typesetter's answer to it."""
    layout = typeset.measure(facts)
    computed = layout if isinstance(layout, Layout) else None
    return Task(docx, facts, name, limit, guard, computed)


def measure(tasks: Sequence[Task], choice: Choice) -> list[Measured]:
    """The pages of each document, in order. LibreOffice is started once for all that need it."""
    unclear = [
        index
        for index, task in enumerate(tasks)
        if choice == "libreoffice" or (choice == "auto" and not task.is_clear)
    ]
    asked: dict[int, Layout | Problem] = {}
    if unclear:
        answers = libreoffice.measure(
            [tasks[index].docx() for index in unclear], [tasks[index].name for index in unclear]
        )
        asked = dict(zip(unclear, answers, strict=True))
    return [_measured(task, asked.get(index), choice) for index, task in enumerate(tasks)]


def _measured(task: Task, asked: Layout | Problem | None, choice: Choice) -> Measured:
    known = None if choice == "libreoffice" else task.computed
    if asked is None:
        return Measured((known,) if known else ())
    if isinstance(asked, Layout):
        both = (asked, known) if known else (asked,)
        return Measured(both, _disagreement(asked, known, task.name))
    if choice == "auto" and known is not None:
        return Measured((known,), (structs.replace(asked, level="warning"),))
    return Measured((), (asked,))


def distance(layout: Layout, facts: Facts, limit: int) -> int:
    """How many lines lie between the document's last one and the last that ``limit`` pages hold."""
    on_a_page = lines_on_a_page(facts)
    taken = used(layout.pages, layout.lines, on_a_page)
    if on_a_page is None or taken is None:
        return 0
    return abs(limit * on_a_page - taken)


def _disagreement(asked: Layout, known: Layout | None, name: str) -> tuple[Problem, ...]:
    if known is None or known.pages == asked.pages:
        return ()
    args = {"libreoffice": str(asked.pages), "typeset": str(known.pages)}
    return (Problem("engines-disagree", Where(docx=name), args, "warning"),)
