"""The same command line again, and nothing has changed: it is answered as it was answered last.

To start is nearly all that a run with nothing to do costs. So this is asked before anything else
is imported, and imports next to nothing itself. Nothing is taken on trust that the long way would
look at: an answer in ``build/.cache/answers`` lists every place the long way looked at, and begins
with one digest over the question (words, folder, language and whatever else has a say), the state
of those places and of docgen's own code, and the words to be said. The digest is made again of
everything as it stands now; any difference, wherever it comes from, is the long way.
"""

from __future__ import annotations

import os
import stat
import sys
import time

from docgen.sha2 import sha256

TYPE_CHECKING = False  # typing costs more than all of this
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Final

_FORMAT: Final = "1"
_CODE: Final = os.path.dirname(os.path.abspath(__file__))
STARTED: Final = time.time_ns()
SETTLED: Final = 2 * 10**9  # nanoseconds; the coarsest clock of a file system
# What has a say beside the words: which language is spoken, where LibreOffice is looked for.
_VARIABLES: Final = ("DOCGEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "PATH")
_LANGUAGE: Final = _VARIABLES[:4]


def answer(argv: Sequence[str]) -> int | None:
    """Say what is to be said and return the exit code; None: it has to be asked the long way."""
    if any(word.startswith("--root") for word in argv) or None in (sys.stdout, sys.stderr):
        return None
    if sys.platform == "win32" and not any(map(os.environ.get, _LANGUAGE)):
        return None  # the language of its windows would have to be asked for
    try:
        root = _workspace()
        with open(
            place(root, argv), encoding="utf-8", errors="surrogateescape", newline=""
        ) as kept:
            digest, out, err, *places = kept.read().split("\0")
        if digest != seal(argv, out, err, places, look(places)[0]) or not may_be_said(out + err):
            return None
        if err and sys.stderr.isatty():  # in colours
            return None
    except (OSError, ValueError):
        return None
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        sys.stdout.write(out)
        sys.stdout.flush()
        sys.stderr.write(err)
        sys.stderr.flush()
    except OSError as error:
        return lost(error, 0)
    return 0


def lost(error: OSError, code: int) -> int:
    """The exit code where what is printed to is full, or the reader (head) has left."""
    for stream in (sys.stdout, sys.stderr):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return code if isinstance(error, BrokenPipeError) else code or 1


def place(root: str, argv: Sequence[str]) -> str:
    """Where the answer to a command line is kept: one of 4096 places, so they stay few."""
    name = sha256("\0".join(argv).encode("utf-8", "surrogateescape")).hexdigest()[:3]
    return os.path.join(root, "build", ".cache", "answers", name)


def may_be_said(text: str) -> bool:
    """Whether it holds nothing that moves the cursor: anybody could have written the file."""
    return text.replace("\n", "").replace("\u3000", "").isprintable()


def seal(argv: Sequence[str], out: str, err: str, places: Sequence[str], state: str) -> str:
    """The digest of a question, its answer, and the state in which it is true."""
    question = (
        _FORMAT,
        _CODE,
        sys.version,
        os.getcwd(),
        os.path.expanduser("~"),  # fonts are there too
        str(sys.stdout.encoding),
        *(str(os.environ.get(name)) for name in _VARIABLES),
        str(len(argv)),
        *argv,
    )
    told = "\0".join((*question, out, err, *places, state))
    return sha256(told.encode("utf-8", "surrogateescape")).hexdigest()


def look(places: Iterable[str]) -> tuple[str, int]:
    """What stands at the places, and docgen's code and libraries; and the newest time of all.

    The first letter of a place says what counts: ``l`` what ``lstat`` tells, ``s`` what ``stat``
    does, ``c`` the content, ``d`` the names in a folder; ``e`` the names in the folder above, and
    ``lstat`` of the file of that name in each folder there. Raises OSError where it may not look.
    """
    told: list[str] = []
    newest = 0
    for name, seen in (*_all(places), *code_files(), *_libraries()):
        told.append(name)
        if isinstance(seen, os.stat_result):
            times = seen.st_mtime_ns, seen.st_ctime_ns
            newest = max(newest, *times)
            told.append(f"{times} {seen.st_mode} {seen.st_size} {seen.st_ino}")
        else:
            told.append(seen)
    text = "\0".join(told).encode("utf-8", "surrogateescape")
    return sha256(text).hexdigest(), newest


def _all(places: Iterable[str]) -> Iterator[tuple[str, os.stat_result | str]]:
    for each in places:
        kind, path = each[:1], each[1:]
        if kind == "e":
            folder, name = os.path.split(path)
            for inner, is_folder in _names(folder, follow=True):  # data/ itself may be a link
                yield inner, f"{is_folder}"
                if is_folder:
                    file = os.path.join(folder, inner, name)
                    yield file, _told(file)
        elif kind == "d":
            yield path, repr(_names(path))
        elif kind == "c":
            with open(path, "rb") as file_:
                yield path, sha256(file_.read()).hexdigest()
        else:
            yield path, _told(path, follow=kind == "s")


def _told(path: str, *, follow: bool = False) -> os.stat_result | str:
    try:
        return os.stat(path, follow_symlinks=follow)
    except (FileNotFoundError, NotADirectoryError):
        return "-"


def _names(folder: str, *, follow: bool = False) -> list[tuple[str, bool]]:
    """What stands in a folder, and whether it is one; nothing where there is none, or a link."""
    seen = _told(folder, follow=follow)
    if isinstance(seen, str) or not stat.S_ISDIR(seen.st_mode):
        return [("" if isinstance(seen, str) else "link", False)]
    with os.scandir(folder) as entries:
        return sorted((each.name, each.is_dir(follow_symlinks=False)) for each in entries)


def _workspace() -> str:
    """The folder with ``data/`` and ``templates/`` above the one where one stands, or that one."""
    folder, inner = os.path.realpath(os.getcwd()), ""
    while folder != inner:
        if all(os.path.isdir(os.path.join(folder, name)) for name in ("data", "templates")):
            return folder
        folder, inner = os.path.dirname(folder), folder
    raise FileNotFoundError


def code_files(folder: str = _CODE) -> Iterator[tuple[str, os.stat_result]]:
    """Every file of docgen: code, messages, fonts' widths. Raises OSError inside an archive."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name == "__pycache__":
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from code_files(entry.path)
            else:
                yield entry.path, entry.stat()


def _libraries() -> Iterator[tuple[str, os.stat_result | str]]:
    """The folders that libraries are installed in: one that comes or goes changes their time."""
    for path in sys.path:
        if os.path.basename(path) in {"site-packages", "dist-packages"}:
            yield path, _told(path, follow=True)
