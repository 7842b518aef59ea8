"""Documents in a row before one LibreOffice: what ends it, or fails, is tried once more.

A document that ends the process goes first in the next one; those behind it lose nothing. A
process that begins no document at all is no document's fault: after two of them nobody is asked.
"""

from __future__ import annotations

import errno
import shutil
from collections import deque
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from docgen.layout.libreoffice import found
from docgen.layout.libreoffice.answer import Answer, Failure
from docgen.problem import Problem

if TYPE_CHECKING:
    from docgen.docx.marks import Marked
    from docgen.layout.libreoffice.office import Ended, Kept, Office
    from docgen.layout.libreoffice.start import Limits

_TRIES: Final = 2
_ALMOST_NOTHING: Final = 2**20  # bytes free on a disk that is called full
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class Place(Struct):
    """A document that waits for its ``answer``, and the ``office`` that has it under ``number``."""

    task: Marked
    tries: int = 0
    office: Office | None = None
    number: int = 0
    answer: Answer | Problem | None = None


class Row:
    """Those who wait, in order. ``to`` are formats; ``lines``: all that ``Layout`` tells."""

    def __init__(self, kept: Kept, to: tuple[str, ...], limits: Limits, *, lines: bool) -> None:
        self._kept = kept
        self._limits = limits
        self._others = tuple(each for each in to if each != "pdf")
        self._words = " ".join((*(("lines",) if lines else ()), "pdf", *self._others))
        self._waiting: deque[Place] = deque()
        self._barren = 0  # processes in a row that began nothing
        self._program = found.soffice()
        self._refusal: Problem | None = None  # nobody is asked any more
        if self._program is None:
            remedy = {"remedy": found.OFFICE_REMEDY}
            self._refusal = Problem("libreoffice-missing", args=remedy)

    def join(self, task: Marked) -> Place:
        """The last place; LibreOffice gets the document at once, if it takes any."""
        place = Place(task)
        self._waiting.append(place)
        self._hand_in()
        return place

    def answered(self, place: Place) -> Answer | Problem:
        """Wait for it. Whoever stands before it has been waited for."""
        while place.answer is None:
            self._hand_in()
            if place.office is None:
                continue
            ended = place.office.wait(place.number)
            told = place.office.read(place.number, self._others) if ended is None else None
            if isinstance(told, Answer):
                place.answer = told
            else:
                self._settle(place.office, place, told, ended)
        self._waiting = deque(each for each in self._waiting if each.answer is None)
        return place.answer

    def leave(self) -> None:
        """Nobody waits any more: an office that still works for them is ended."""
        if self._waiting:
            self._waiting.clear()
            self._kept.end()

    def _hand_in(self) -> None:
        """All that wait, unless their office is due; where none can be asked, all have that answer."""
        if self._program is not None and self._refusal is None:
            try:
                self._give(self._kept.office(self._program, self._limits))
            except OSError as error:
                self._kept.end()
                self._refusal = _refusal(error)
        if self._refusal is not None:
            for place in self._open():
                place.answer = self._refusal

    def _give(self, office: Office) -> None:
        inside = 0
        for place in self._open():
            if place.office is not office and (inside == 0 or not office.is_due):
                place.number = office.give(place.task.docx, self._words)
                place.office = office
            inside += place.office is office

    def _open(self) -> list[Place]:
        return [each for each in self._waiting if each.answer is None]

    def _settle(
        self, office: Office, place: Place, told: Failure | None, ended: Ended | None
    ) -> None:
        """The office goes; what it did is taken, what it did badly or broke off counts as a try.

        Where it was we who ended it, what it had not come to the end of does not count.
        """
        self._barren = 0 if office.has_begun else self._barren + 1
        for each in self._open():
            if each.office is not office:
                continue
            counts = ended is not None or office.has_done(each.number)
            answer = told if each is place and told else office.read(each.number, self._others)
            each.office = None
            if isinstance(answer, Answer):
                each.answer = answer
            elif (each is place and told) or (counts and answer.how != "never"):
                each.tries += 1
                if each.tries == _TRIES:
                    each.answer = self._problem(answer, ended)
        is_full = shutil.disk_usage(office.room).free < _ALMOST_NOTHING
        self._kept.end()
        if is_full:
            self._refusal = _refusal(OSError(errno.ENOSPC, "No space left on device"))
        elif self._barren == _TRIES:
            self._refusal = self._problem(Failure("never"), ended)

    def _problem(self, failure: Failure, ended: Ended | None) -> Problem:
        if failure.how == "failed":
            return Problem("libreoffice-fails", args={"action": failure.action})
        if failure.how == "lie":
            return Problem("libreoffice-lies", args={"output": failure.action})
        if ended is not None and ended.how == "hung":
            return Problem("libreoffice-hangs", args={"seconds": f"{self._limits.seconds:g}"})
        return Problem("libreoffice-dies", args={"reason": str(ended.code if ended else "")})


def _refusal(error: OSError) -> Problem:
    rule = "disk-full" if error.errno in _FULL else "libreoffice-dies"
    return Problem(rule, args={"reason": error.strerror or str(error)})
