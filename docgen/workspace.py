"""Where ``data/``, ``templates/`` and ``build/`` are, and the checked names that lead into them.

Names come from the command line and are hostile until checked: an agency is a slug, and nothing
outside the workspace is ever read by way of one, symbolic links included.
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path  # noqa: TC003 - msgspec reads the types of records
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from docgen.problem import Problem, Refused, Where

if TYPE_CHECKING:
    from collections.abc import Iterator

SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
YEAR: Final = re.compile(r"[1-9][0-9]{1,2}\Z")  # 民國 10–999
# An address is the tag of a content control, and Word cuts those at 64 characters: the longest is
# assessments/<file>:<id>.evidence, 12 + 18 + 1 + 24 + 9.
SLUG_LENGTH: Final = 24
FILE_LENGTH: Final = 18
MAX_DATA_BYTES: Final = 1_000_000  # a whole plan is 20 kB; beyond this it is not a data file
_DEVICES: Final = frozenset(  # file names that Windows keeps for itself
    (
        "con",
        "prn",
        "aux",
        "nul",
        *(f"com{n}" for n in "123456789"),
        *(f"lpt{n}" for n in "123456789"),
    )
)


def is_slug(name: str) -> bool:
    """Lower-case ASCII letters and digits with single hyphens, short, no Windows device."""
    return len(name) <= SLUG_LENGTH and SLUG.match(name) is not None and name not in _DEVICES


def is_file_name(stem: str) -> bool:
    """What a file of ``assessments/`` or ``proposals/`` may be called (before its ``.yaml``)."""
    return len(stem) <= FILE_LENGTH and is_slug(stem)


def is_year(name: str) -> bool:
    """民國 year as a folder name: two or three digits, no leading zero."""
    return YEAR.match(name) is not None


class Workspace(Struct, frozen=True):
    """A folder with ``data/`` and ``templates/``."""

    root: Path

    @property
    def data(self) -> Path:
        """``data/``: what people write."""
        return self.root / "data"

    @property
    def templates(self) -> Path:
        """``templates/``: one folder per document type."""
        return self.root / "templates"

    @property
    def build(self) -> Path:
        """``build/``: what docgen writes unless told otherwise."""
        return self.root / "build"

    @property
    def cache(self) -> Path:
        """``build/.cache``: what was worked out before; safe to delete at any time."""
        return self.build / ".cache"

    def relative(self, path: Path) -> str:
        """The path as messages print it: relative to the workspace, with ``/``."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()

    def read(self, path: Path) -> bytes:
        """The bytes of a file of the workspace, which must be a plain file without links on its way.

        Raises Refused: ``missing-file``, ``symbolic-link``, ``file-too-large``,
        ``unreadable-file``.
        """
        name = self.relative(path)
        try:
            self._refuse_links(path)
            info = path.lstat()
            if not stat.S_ISREG(info.st_mode):
                raise _refused("unreadable-file", name, reason="not a regular file")
            if info.st_size > MAX_DATA_BYTES and path.suffix == ".yaml":
                raise _refused(
                    "file-too-large", name, size=str(info.st_size), limit=str(MAX_DATA_BYTES)
                )
            descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | _BINARY)
            with os.fdopen(descriptor, "rb") as file:
                return file.read()
        except (FileNotFoundError, NotADirectoryError):
            raise _refused("missing-file", name) from None
        except OSError as error:
            raise _refused("unreadable-file", name, reason=error.strerror or str(error)) from None

    def exists(self, path: Path) -> bool:
        """Whether something stands at the path, a dangling link included (reading refuses it).

        What may not be looked at is there too: taken for missing, a child would silently get its
        parent's words.
        """
        try:
            os.lstat(path)
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError:  # reading says why
            return True
        return True

    def _refuse_links(self, path: Path) -> None:
        if ".." in path.parts or not path.is_relative_to(self.root):
            raise _refused("outside-workspace", self.relative(path))
        # the two roots themselves may be links: that is the owner's own decision
        parts = path.relative_to(self.root).parts
        for length in range(2, len(parts) + 1):
            step = self.root.joinpath(*parts[:length])
            try:
                linked = step.is_symlink()
            except OSError as error:
                reason = error.strerror or str(error)
                raise _refused("unreadable-file", self.relative(step), reason=reason) from None
            if linked:
                raise _refused("symbolic-link", self.relative(step))

    def agencies(self) -> tuple[str, ...]:
        """Slugs of all agencies: the folders of ``data/`` that hold an ``agency.yaml``, sorted."""
        return self._holding(self.data, "agency.yaml")

    def years(self, slug: str) -> tuple[int, ...]:
        """The 民國 years that an agency has a folder for, oldest first."""
        return tuple(sorted(int(name) for name in self._folders(self.data / slug) if is_year(name)))

    def types(self) -> tuple[str, ...]:
        """The document types: folders of ``templates/`` with a ``doctype.yaml``, sorted."""
        return self._holding(self.templates, "doctype.yaml")

    def yaml_files(self, folder: Path) -> tuple[Path, ...]:
        """The ``*.yaml`` of a folder of the data, sorted; none where there is no such folder.

        Raises Refused ``symbolic-link`` when the folder is a link (reading refuses linked files).
        """
        if not self.exists(folder):
            return ()
        self._refuse_links(folder)
        return tuple(path for path in self.names(folder) if path.suffix == ".yaml")

    def names(self, folder: Path) -> tuple[Path, ...]:
        """All that stands in a folder, sorted; Refused ``unreadable-file`` when it is none."""
        try:
            return tuple(sorted(folder.iterdir()))
        except OSError as error:
            reason = error.strerror or str(error)
            raise _refused("unreadable-file", self.relative(folder), reason=reason) from None

    def _holding(self, path: Path, file: str) -> tuple[str, ...]:
        """The folders in it, named as slugs, that hold the file."""
        slugs = sorted(name for name in self._folders(path) if is_slug(name))
        return tuple(slug for slug in slugs if self.exists(path / slug / file))

    def _folders(self, path: Path) -> Iterator[str]:
        """Their names, as they come: there may be tens of thousands."""
        try:
            with os.scandir(path) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        yield entry.name
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as error:
            reason = error.strerror or str(error)
            raise _refused("unreadable-file", self.relative(path), reason=reason) from None


_BINARY: Final[int] = getattr(os, "O_BINARY", 0)


def find(start: Path) -> Workspace:
    """The workspace that holds ``start``, looked for upwards; Refused ``no-workspace``."""
    here = start.resolve()
    for folder in (here, *here.parents):
        if _is_one(folder):
            return Workspace(folder)
    raise Refused([Problem("no-workspace", args={"folder": str(start)})])


def at(root: Path) -> Workspace:
    """The workspace named by ``--root``; Refused ``not-a-workspace`` when it is none."""
    try:
        folder = root.resolve()
        if _is_one(folder):
            return Workspace(folder)
    except (OSError, RuntimeError):  # a name too long, links in a circle
        pass
    raise Refused([Problem("not-a-workspace", args={"folder": str(root)})])


def _is_one(folder: Path) -> bool:
    return (folder / "data").is_dir() and (folder / "templates").is_dir()


def _refused(rule: str, file: str, **args: str) -> Refused:
    return Refused([Problem(rule, Where(file=file), args)])
