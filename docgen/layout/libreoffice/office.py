"""A LibreOffice that lives on from document to document, in a room that is gone with it.

It gets documents one behind the other, so that the next one lies there when it has ended one.
``kept`` lends it to all who ask within a block; it belongs to one thread of one process and is
shared with no other. It is let go after a number of documents or a growth in memory.
"""

from __future__ import annotations

import tempfile
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from docgen.layout.libreoffice import found, profile, start
from docgen.layout.libreoffice.start import Limits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.layout.libreoffice.answer import Answer, Failure

_POLL: Final = 0.005  # seconds: small beside the 0.15 of a document


class Ended(Struct, frozen=True):
    """``hung``: no step forward within ``Limits.seconds``; else it ended by itself with ``code``."""

    how: Literal["itself", "hung"]
    code: int


class Office:
    """One process. OSError where it cannot be started, or a document not be handed in."""

    def __init__(self, program: str, limits: Limits) -> None:
        self.limits = limits
        self._given = self._begun = self._read = 0
        self._processes: tuple[Path, ...] = ()
        self._at_first = 0
        self._folder = tempfile.TemporaryDirectory(prefix="docgen-", ignore_cleanup_errors=True)
        self.room = Path(self._folder.name).resolve()
        try:
            profile.write(self.room / "profile")
            self._in, self._out = self.room / "in", self.room / "out"
            self._in.mkdir()
            self._out.mkdir()
            self._process = start.start(program, self.room, limits)
        except BaseException:
            self._folder.cleanup()
            raise

    @property
    def lives(self) -> bool:
        """Whether it can be asked."""
        return self._process.poll() is None

    @property
    def is_idle(self) -> bool:
        """Whether every document that it got has been read."""
        return self._read == self._given

    @property
    def is_due(self) -> bool:
        """Whether it should be let go before it gets another document."""
        if self._read >= self.limits.documents:
            return True
        grown = start.memory(self._processes) - self._at_first
        return bool(self._processes) and grown > self.limits.growth

    def give(self, docx: bytes, words: str) -> int:
        """Hand in a document; ``words`` say what is wanted of it. The number stands for it."""
        number, self._given = self._given, self._given + 1
        (self._in / f"{number}.docx").write_bytes(docx)
        job = self._in / f"{number}.part"
        job.write_text(f"{words}\n", "ascii", newline="\n")
        job.replace(self._in / f"{number}.job")
        return number

    def wait(self, number: int) -> Ended | None:
        """Until the document is done (None), or the process is, which has not done it."""
        until = time.monotonic() + self.limits.seconds
        while not self.has_done(number):
            code = self._process.poll()
            if code is not None:
                return None if self.has_done(number) else Ended("itself", code)
            if self._goes_on():
                until = time.monotonic() + self.limits.seconds
            elif time.monotonic() > until:
                return Ended("hung", 0)
            time.sleep(_POLL)
        return None

    @property
    def has_begun(self) -> bool:
        """Whether it ever began a document."""
        self._goes_on()
        return self._begun > 0

    def _goes_on(self) -> bool:
        before = self._begun
        while (self._out / f"{self._begun}.began").exists():
            self._begun += 1
        return self._begun > before

    def has_done(self, number: int) -> bool:
        """Whether it says that it has ended the document, well or badly."""
        return (self._out / f"{number}.ended").exists()

    def read(self, number: int, to: tuple[str, ...]) -> Answer | Failure:
        """What it made of the document, which is forgotten."""
        from docgen.layout.libreoffice import answer

        self._goes_on()
        told = answer.read(self._out, number, to)
        for folder in (self._in, self._out):
            for path in folder.glob(f"{number}.*"):
                if path.suffix != ".began" or number < self._begun:
                    path.unlink(missing_ok=True)
        self._read += 1
        if not self._processes:
            self._processes = start.group(self._process)
            self._at_first = start.memory(self._processes)
        return told

    def end(self) -> None:
        """Whatever it is doing."""
        try:
            start.end(self._process)
        finally:
            start.pipe(self.room).unlink(missing_ok=True)
            self._folder.cleanup()


class Kept:
    """Holds one office at a time, started when it is first asked for."""

    def __init__(self) -> None:
        self._office: Office | None = None

    def office(self, program: str, limits: Limits) -> Office:
        """The one that lives; another where it is gone, is due, or has other limits."""
        one = self._office
        if one is not None and one.is_idle and (one.limits != limits or one.is_due):
            self.end()
        if self._office is not None and self._office.is_idle and not self._office.lives:
            self.end()
        if self._office is None:
            self._office = Office(program, limits)
        return self._office

    def end(self) -> None:
        """Let it go."""
        one, self._office = self._office, None
        if one is not None:
            one.end()


_HERE: Final = threading.local()


def begin() -> None:
    """Within ``kept``: start it now, for it will be asked, and its start takes a second."""
    ours: Kept | None = getattr(_HERE, "kept", None)
    program = found.soffice()
    if ours is not None and program is not None:
        with suppress(OSError):  # whoever asks is told
            ours.office(program, Limits())


@contextmanager
def kept() -> Iterator[Kept]:
    """Whoever asks LibreOffice within the block, in this thread, asks the same process.

    It is started when it is needed and ended with the outermost block.
    """
    outer: Kept | None = getattr(_HERE, "kept", None)
    if outer is not None:
        yield outer
        return
    _HERE.kept = ours = Kept()
    with start.stoppable():
        try:
            yield ours
        finally:
            _HERE.kept = None
            ours.end()
