"""What a command hands back: it prints nothing itself."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from docgen.pipeline import Unchanged
    from docgen.problem import Problem


class Exit(IntEnum):
    """How a run ended, as the shell sees it."""

    FINE = 0  # warnings too
    PROBLEMS = 1  # in data or document
    USAGE = 2  # wrong arguments
    TOOL = 3  # a needed outside tool or font is missing or failed
    BUG = 4  # ours


class Outcome(Struct, frozen=True):
    """``lines`` is for people, ``found`` is what ``--format json`` says beside the problems.

    ``content`` is the answer itself in another format that was asked for (``--format csv``).
    ``code`` is set only where it does not follow from the problems. ``again`` asks once more where
    nothing was to do: what to answer next time, and while what stays as it is.
    """

    lines: tuple[str, ...] = ()
    found: Mapping[str, Any] = {}
    problems: tuple[Problem, ...] = ()
    code: Exit | None = None
    content: bytes | None = None
    again: Callable[[], tuple[Outcome, Unchanged] | None] | None = None

    @property
    def exit(self) -> Exit:
        """Problems without a place are about what was typed: wrong usage.

        A tool that failed counts only where nothing is wrong with data or document.
        """
        if self.code is not None:
            return self.code
        errors = [problem for problem in self.problems if problem.level == "error"]
        if not errors:
            return Exit.FINE
        from docgen.problem.faults import TOOL_FAULTS

        if all(problem.rule in TOOL_FAULTS for problem in errors):
            return Exit.TOOL
        typed = all(not problem.where.as_dict() for problem in errors)
        return Exit.USAGE if typed else Exit.PROBLEMS


NAMED: Final = 5  # of many a line names so many; ``--format json`` names all


def few(ids: Sequence[str]) -> str:
    """The first of them, and ``…`` where there are more."""
    return " ".join(ids[:NAMED]) + (" …" if len(ids) > NAMED else "")
