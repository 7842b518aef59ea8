"""What stands at a path, told cheaply: by what ``lstat`` says, and by content where that proves nothing.

A file whose times, size and number are those of when it was read is believed to hold the same
bytes. As in git's index, that is believed only of a file that had not been touched for two
seconds when it was read (the coarsest clock of a file system): a later change within the same
tick would leave no trace. Any other is read again.
"""

from __future__ import annotations

import os
import stat
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from docgen.sha2 import sha256

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NOTHING: Final = ""  # the digest of what is not there
_SETTLED: Final = 2 * 10**9  # nanoseconds
_TICK: Final = (
    5 * 10**7
)  # of a local file system's clock at the most; another's may go wrong by more
_CHUNK: Final = 2**20
_FLAGS: Final[int] = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)

Stamp = tuple[int, int, int, int]


class Seen(Struct, frozen=True, array_like=True):
    """A file when it was read: the digest of its content; ``stamp`` is None where it proves nothing."""

    digest: str
    stamp: Stamp | None = None


_MOST: Final = 5000  # paths that are remembered: those of many agencies would fill the memory


class Files:
    """The files as they are in this run: those of a handful of agencies are looked at once."""

    def __init__(self, clock: Path | None = None) -> None:
        """``clock``: a folder where a file may be made to read the file system's own time."""
        self._stamps: dict[str, Stamp | None] = {}
        self._digests: dict[str, str] = {}
        self._folder = clock
        self._begun = time.time_ns(), time.monotonic_ns()
        self._there: int | None = None

    def digest(self, path: str, before: Seen | None = None) -> str:
        """Of a file's bytes, of a folder's names (a path with ``/`` at its end), or ``NOTHING``.

        ``before`` spares the reading where it proves that nothing has changed.
        """
        known = self._digests.get(path)
        if known is not None:
            return known
        if path.endswith("/"):
            found = _listing(path)
        else:
            stamp = self._stamp(path)
            if stamp is None:
                found = NOTHING
            elif before is not None and before.stamp == stamp:
                return before.digest
            else:
                found = _read(path)
        self._digests[path] = found
        return found

    def seen(self, path: str, before: Seen | None = None) -> Seen:
        """As ``digest``, with the stamp where it is old enough to be believed next time."""
        digest = self.digest(path, before)
        if path.endswith("/"):
            return Seen(digest)
        stamp = self._stamp(path)
        if before is not None and before.stamp is not None and before.stamp == stamp:
            return before
        settled = stamp is not None and max(stamp[0], stamp[1]) + _SETTLED < self.clock()
        return Seen(digest, stamp if settled else None)

    def trim(self) -> None:
        """Begin again when there are too many: what all agencies share is soon known again."""
        if len(self._stamps) > _MOST:
            self._stamps.clear()
            self._digests.clear()

    def forget(self, path: str) -> None:
        """Look at it again next time: it was written."""
        self._stamps.pop(path, None)
        self._digests.pop(path, None)

    def _stamp(self, path: str) -> Stamp | None:
        if path not in self._stamps:
            self._stamps[path] = _stamp(path)
        return self._stamps[path]

    def clock(self) -> int:
        """When these files were begun to be looked at, by the file system's time or ours, whichever is behind.

        0, which believes nothing, where the file system does not tell.
        """
        here, _ = self._begun
        if self._folder is None:
            return here
        return min(here, self._file_system())

    def begun(self) -> int:
        """When these files were begun to be looked at, as the file system would write it down."""
        here, _ = self._begun
        there = self._file_system()
        return there if there and abs(there - here) > _TICK else here

    def changed_since(self, begun: int, paths: Iterable[str]) -> bool:
        """Whether one of them may have been written since then.

        Where nothing stands, what was there may have gone: the folder tells. A file that changed
        after the beginning, but within the same tick of the clock, is not found.
        """
        return any(self._changed(path.rstrip("/")) > begun for path in paths)

    def _changed(self, path: str) -> int:
        stamp = self._stamp(path) or self._stamp(os.path.dirname(path))  # noqa: PTH120 - as quick
        return max(stamp[:2]) if stamp is not None else 0

    def _file_system(self) -> int:
        """What the file system's clock said at the beginning, as far as ours tells what passed since."""
        if self._there is None and self._folder is not None:
            told = _clock(self._folder)
            self._there = told - (time.monotonic_ns() - self._begun[1]) if told else 0
        return self._there or 0


def digest_of(content: bytes) -> str:
    """What stands for a content in records."""
    return sha256(content).hexdigest()[:32]


def _stamp(path: str) -> Stamp | None:
    try:
        told = os.lstat(path)
    except OSError:
        return None
    return told.st_mtime_ns, told.st_ctime_ns, told.st_size, told.st_ino


def _read(path: str) -> str:
    """A link, a pipe or what cannot be read is like nothing else that may stand there."""
    try:
        with os.fdopen(os.open(path, _FLAGS), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return "no file"
            told = sha256()
            while chunk := file.read(_CHUNK):
                told.update(chunk)
            return told.hexdigest()[:32]
    except OSError as error:
        return f"error {error.errno}"


def _listing(path: str) -> str:
    """The names that may be files of data."""
    folder = path.rstrip("/")
    try:
        if stat.S_ISLNK(os.lstat(folder).st_mode):
            return "link"
        names = sorted(name for name in os.listdir(folder) if name.endswith(".yaml"))  # noqa: PTH208 - as quick as it goes
    except (FileNotFoundError, NotADirectoryError):
        return NOTHING
    except OSError as error:
        return f"error {error.errno}"
    return digest_of("\n".join(("names", *names)).encode("utf-8", "surrogateescape"))


def _clock(folder: Path) -> int:
    """What the file system would write down now; 0, which believes nothing, where it takes no file."""
    path = folder / f".clock.{os.getpid()}"
    try:
        path.write_bytes(b"")
        return path.lstat().st_mtime_ns
    except OSError:
        return 0
    finally:
        with suppress(OSError):
            path.unlink(missing_ok=True)
