"""The folder that a bundle lies in: what is published there, and a new version put beside it.

A version is a folder that appears by one rename and never changes again; the pages that name it
are replaced after that, so that the old version stays whole and reachable whenever we are stopped.
Who writes holds the lock; it goes with the process, however that ends.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docgen.pipeline.write import remove, write_all
from docgen.problem import Problem, Refused, Where
from docgen.site.bundle import Past, sums, sums_of
from docgen.site.records import METADATA, SUMS, Version, version_of
from docgen.site.text import words
from docgen.workspace import is_slug, is_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docgen.site.bundle import Made

LOCK: Final = ".docgen.lock"
MARK: Final = ".docgen.unfinished"  # there from the first step that shows to the last
_VERSION: Final = re.compile(r"v([1-9][0-9]{0,5})\Z")
_LEFT: Final = re.compile(r"\..+\.[0-9a-f]{12}\.tmp\Z")
Known = dict[str, dict[int, list[Version]]]


class Shelf:
    """The bundle's folder; paths in messages are told from it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def named(self, path: Path) -> str:
        """The path as messages tell it."""
        try:
            return f"{self.root.name}/{path.relative_to(self.root).as_posix()}"
        except ValueError:
            return path.as_posix()

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else writes meanwhile; leftovers of whoever was stopped are swept first."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.root / LOCK, os.O_RDWR | os.O_CREAT | _NO_FOLLOW, 0o644)
        except OSError as error:
            raise self._refused("cannot-write", self.root, reason=_reason(error)) from None
        try:
            _wait(descriptor)
            self._sweep()
            yield
        finally:
            os.close(descriptor)

    def _sweep(self) -> None:
        for folder in (self.root, *self._folders(self.root)):
            for below in (folder, *self._folders(folder)):
                for left in [e for e in _entries(below) if _LEFT.match(e.name)]:
                    if left.is_dir(follow_symlinks=False):
                        shutil.rmtree(left.path, ignore_errors=True)
                    else:
                        with contextlib.suppress(OSError):
                            Path(left.path).unlink()

    def _folders(self, folder: Path) -> list[Path]:
        found = [e for e in _entries(folder) if e.is_dir(follow_symlinks=False)]
        return [Path(e.path) for e in found if not e.name.startswith(".")]

    # reading

    def known(self) -> Known:
        """Every version of every agency and year; Refused ``bundle-unreadable`` with all faults."""
        made: Known = {}
        faults: list[Problem] = []
        for agency in sorted(self._folders(self.root)):
            for year in sorted(self._folders(agency)) if is_slug(agency.name) else ():
                for folder in self._versions(year) if is_year(year.name) else ():
                    version = self._version(folder)
                    if version is None:
                        where = Where(file=self.named(folder / METADATA))
                        faults.append(Problem("bundle-unreadable", where))
                    else:
                        made.setdefault(agency.name, {}).setdefault(int(year.name), []).append(
                            version
                        )
        if faults:
            raise Refused(faults)
        return made

    def _versions(self, year: Path) -> list[Path]:
        numbered = [(_VERSION.match(path.name), path) for path in self._folders(year)]
        return [p for _, p in sorted((int(found[1]), p) for found, p in numbered if found)]

    def _version(self, folder: Path) -> Version | None:
        """The record of a version, if it speaks of this folder."""
        version = version_of(self.read(folder / METADATA) or b"")
        if version is None:
            return None
        here = (folder.parent.parent.name, folder.parent.name, folder.name)
        told = (version.agency, str(version.year), f"v{version.version}")
        return version if here == told else None

    def past(self, known: Known, agency: str, year: int) -> Past:
        """The versions of a year and the words of the newest."""
        versions = known.get(agency, {}).get(year, [])
        if not versions:
            return Past()
        newest = versions[-1]
        folder = self.root / agency / str(year) / f"v{newest.version}"
        texts = {}
        for each in newest.documents:
            page = self.read(folder / f"{each.name}.html")
            if page is not None:
                texts[each.name] = words(page.decode("utf-8", "replace"))
        return Past(tuple(versions), texts)

    def read(self, path: Path) -> bytes | None:
        """A plain file of the bundle; None where there is none, or a link."""
        if path.is_symlink() or not path.is_file():
            return None
        try:
            return path.read_bytes()
        except OSError as error:
            raise self._refused("unreadable-file", path, reason=_reason(error)) from None

    def recorded(self) -> dict[str, str]:
        """The checksums of each version by its path: SHA-256 as the bundle has it."""
        known = sums_of(self.read(self.root / SUMS) or b"")
        return {path: digest for path, digest in known.items() if path.endswith(f"/{SUMS}")}

    def files(self) -> list[str]:
        """Every file of the bundle by its path in it, links too; the lock and leftovers apart."""
        made = []
        for folder, folders, names in os.walk(self.root):
            folders[:] = sorted(n for n in folders if not _LEFT.match(n))
            at = Path(folder)
            links = [n for n in folders if (at / n).is_symlink()]
            made += [(at / n).relative_to(self.root).as_posix() for n in (*sorted(names), *links)]
        ours = {LOCK, MARK}
        return [n for n in made if n not in ours and not _LEFT.match(n.rpartition("/")[2])]

    @property
    def is_unfinished(self) -> bool:
        """Whether somebody is publishing, or was stopped before all pages were replaced."""
        return (self.root / MARK).exists()

    # writing

    def add(self, made: Made) -> None:
        """Put a version into its place, whole or not at all. Refused ``cannot-write``."""
        version = made.version
        year = self.root / version.agency / str(version.year)
        place = year / f"v{version.version}"
        aside = year / f".{place.name}.{os.urandom(6).hex()}.tmp"
        try:
            write_all(
                [(aside / name, content) for name, content in made.files.items()],
                self.root,
                self.named,
            )
            self._mark()
            aside.rename(place)
            _settle(year)
        except OSError as error:
            raise self._refused("cannot-write", place, reason=_reason(error)) from None
        finally:
            shutil.rmtree(aside, ignore_errors=True)

    def put_back(self, files: Mapping[Path, bytes]) -> None:
        """Files of a version as they were published, where somebody changed them."""
        write_all(list(files.items()), self.root, self.named)

    def name(self, pages: Mapping[str, bytes]) -> None:
        """Replace the pages that name versions, those that changed; the checksums come last.

        What was recorded of a version stays: a version never changes, and who changed it is told.
        """
        lines = dict(pages)
        recorded = self.recorded()
        for path in self.files():
            if path.endswith(f"/{SUMS}"):
                lines[path] = self.read(self.root / path) or b""
        wanted = {**pages, SUMS: sums(dict(sorted(lines.items())), recorded)}
        fresh = [
            (self.root / path, content)
            for path, content in wanted.items()
            if self.read(self.root / path) != content
        ]
        if fresh:
            self._mark()
        write_all(fresh, self.root, self.named)
        for path in sums_of(wanted[SUMS]):
            _settle((self.root / path).parent)
        remove([self.root / MARK], self.named)

    def _mark(self) -> None:
        if not self.is_unfinished:
            write_all([(self.root / MARK, b"")], self.root, self.named)
            _settle(self.root)

    def _refused(self, rule: str, path: Path, **args: str) -> Refused:
        return Refused([Problem(rule, Where(file=self.named(path)), args)])


_NO_FOLLOW: Final[int] = getattr(os, "O_NOFOLLOW", 0)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return []


def _wait(descriptor: int) -> None:
    """Until nobody else holds the lock."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt  # type: ignore[import-not-found,unused-ignore]

        locking = getattr(msvcrt, "locking")  # noqa: B009 - known on Windows only
        locking(descriptor, getattr(msvcrt, "LK_LOCK"), 1)  # noqa: B009 - as above
        return
    fcntl.flock(descriptor, fcntl.LOCK_EX)


def _settle(folder: Path) -> None:
    """What was renamed in a folder is on the disk; a system that cannot say so does without."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
