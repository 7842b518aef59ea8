"""The file of a workspace's agencies as they were read (``build/.cache/roster``), row by row.

It is read and written in the order of the agencies and never held as a whole: however many there
are, a run holds one of them. Its last line stands for the rows and for docgen itself; a file that
is empty, cut, altered or another version's is none, and costs the time to read the agencies.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Self

import msgspec
from msgspec import Struct

from docgen.pipeline.stamps import Seen  # noqa: TC001 - msgspec reads the types of records
from docgen.sha2 import sha256

if TYPE_CHECKING:
    from io import BufferedReader, BufferedWriter
    from pathlib import Path
    from types import TracebackType

_FORMAT: Final = 2
_SEAL: Final = 65  # bytes of the last line: a SHA-256 in hexadecimal digits
_CHUNK: Final = 2**16


class Member(Struct, frozen=True, array_like=True):
    """An agency: its file as it was read; no ``name`` where it cannot be."""

    slug: str
    seen: Seen
    name: str | None = None
    parent: str | None = None


class Kept:
    """Used as a context: what it was given replaces the file when it ends well, if that differs."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._aside = place.with_name(f".{place.name}.{os.getpid()}")
        self._seal = sha256(_begin())
        self._old: BufferedReader | None = None
        self._new: BufferedWriter | None = None
        self._left = 0  # bytes of rows that are still to be read
        self._next: Member | None = None
        self._differs = False

    def __enter__(self) -> Self:
        with suppress(OSError):
            self._old = self._place.open("rb")
            self._left = _rows(self._old)
        self._differs = not self._left  # where there was none, one is written
        self._next = self._read()
        with suppress(OSError):  # where no file can be, remembering costs time only
            self._new = self._aside.open("wb")
        return self

    def before(self, slug: str) -> Member | None:
        """The row of an agency; those before it are gone and are not kept."""
        while self._next is not None and self._next.slug < slug:
            self._differs = True
            self._next = self._read()
        found = self._next
        if found is None or found.slug != slug:
            return None
        self._next = self._read()
        return found

    def keep(self, member: Member, *, same: bool) -> None:
        """The next row; ``same``: it is the one that was there before."""
        self._differs |= not same
        row = msgspec.json.encode(member) + b"\n"
        self._seal.update(row)
        self._write(row)

    def __exit__(
        self,
        type_: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._old is not None:
            self._old.close()
        self._write(f"{self._seal.hexdigest()}\n".encode())
        if self._new is None:
            return
        with suppress(OSError):
            self._new.close()
            if type_ is None and (self._differs or self._next is not None):
                self._aside.replace(self._place)
        with suppress(OSError):
            self._aside.unlink(missing_ok=True)

    def _write(self, row: bytes) -> None:
        if self._new is None:
            return
        try:
            self._new.write(row)
        except OSError:
            with suppress(OSError):
                self._new.close()
            self._new = None
            with suppress(OSError):
                self._aside.unlink(missing_ok=True)

    def _read(self) -> Member | None:
        """The next row; after one that cannot be read there is none."""
        if self._old is None or self._left <= 0:
            return None
        try:
            row = self._old.readline()
            self._left -= len(row)
            return msgspec.json.decode(row, type=Member)
        except (OSError, ValueError, RecursionError):
            self._left = 0
            self._differs = True
            return None


def _begin() -> bytes:
    from docgen.pipeline.machine import code

    return f"{_FORMAT} roster {code()}\n".encode()


def _rows(file: BufferedReader) -> int:
    """How many bytes of rows there are, if the last line stands for them, else 0; at the first."""
    size = os.fstat(file.fileno()).st_size - _SEAL
    seal, left = sha256(_begin()), size
    while left > 0 and (chunk := file.read(min(_CHUNK, left))):
        seal.update(chunk)
        left -= len(chunk)
    sealed = file.read() == f"{seal.hexdigest()}\n".encode()
    file.seek(0)
    return size if sealed and left == 0 else 0
