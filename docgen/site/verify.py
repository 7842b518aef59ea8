"""A bundle held against its own checksums: what is missing, changed, of another version, not listed."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from msgspec import structs

from docgen.docx import zipped
from docgen.docx.facts import facts_of
from docgen.problem import Problem, Refused, Where
from docgen.site.bundle import changed, sums_of
from docgen.site.odt import words_of_odt
from docgen.site.records import SUMS
from docgen.site.text import lines, words, words_of_docx

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    Read = Callable[[str], bytes | None]

_SHOWN: Final = 6  # lines of a difference that a message tells
_LONGEST: Final = 80  # characters of each
_LARGEST: Final = 256 * 2**20  # bytes of one file that is taken from a zip


def expected(read: Read) -> dict[str, str]:
    """Path → SHA-256 of every file that the bundle's checksums name, versions included."""
    made: dict[str, str] = {}
    for path, digest in sums_of(read(SUMS) or b"").items():
        made[path] = digest
        if path.endswith(f"/{SUMS}"):
            folder = path.removesuffix(SUMS)
            made |= {folder + name: sha for name, sha in sums_of(read(path) or b"").items()}
    return made


def in_versions(paths: Collection[str], read: Read) -> dict[str, str]:
    """The same of the versions alone: all that may be trusted while the pages are being replaced."""
    made: dict[str, str] = {}
    for path in paths:
        folder, _, name = path.rpartition("/")
        if name == SUMS and _version(folder):
            made |= {f"{folder}/{n}": sha for n, sha in sums_of(read(path) or b"").items()}
    return made


def against_sums(
    wanted: Mapping[str, str],
    read: Read,
    there: Collection[str] | None,
    named: Callable[[str], str],
) -> Iterator[Problem]:
    """Every problem of a bundle; ``there`` are the files that stand in it, where that is known.

    A problem tells the ``zip`` beside the file that still has it as it was published.
    """
    for path, problem in altered(wanted, read, named):
        whole = in_zip(path, wanted, read)
        zip_ = "" if whole is None else _zip(path, wanted).rpartition("/")[2]
        yield structs.replace(problem, args={**problem.args, "zip": zip_}) if zip_ else problem
    for path in sorted(set(there or ()) - set(wanted) - {SUMS}):
        yield Problem("file-not-listed", Where(file=named(path)))


def in_zip(path: str, wanted: Mapping[str, str], read: Read) -> bytes | None:
    """The file as it was published, from the zip of its version; None where that has it not."""
    zip_ = _zip(path, wanted)
    content = read(zip_) if zip_ and zip_ != path else None
    if content is None or hashlib.sha256(content).hexdigest() != wanted[zip_]:
        return None
    try:
        listed = {entry.name: entry for entry in zipped.directory(content)}
        entry = listed.get(path.rpartition("/")[2])
        found = zipped.unpack(content, entry) if entry and entry.size <= _LARGEST else b""
    except zipped.Damaged:
        return None
    return found if hashlib.sha256(found).hexdigest() == wanted[path] else None


def _zip(path: str, wanted: Mapping[str, str]) -> str:
    """The path of the zip in the same folder; empty where there is none."""
    folder = path.rpartition("/")[0]
    beside = (p for p in wanted if p.endswith(".zip") and p.rpartition("/")[0] == folder)
    return next(beside, "")


def altered(
    wanted: Mapping[str, str], read: Read, named: Callable[[str], str]
) -> Iterator[tuple[str, Problem]]:
    """Every file that is not as it was published, by its path, and what is wrong with it."""
    known = {digest: path for path, digest in wanted.items()}
    for path, digest in wanted.items():
        content = read(path)
        where = Where(file=named(path))
        if content is None:
            yield path, Problem("file-missing", where)
            continue
        found = hashlib.sha256(content).hexdigest()
        if found == digest:
            continue
        other = known.get(found)
        if other is not None and _stem(other) == _stem(path):
            yield path, Problem("other-version", where, {"version": _version(other)})
        else:
            yield path, _changed(path, content, wanted, read, where)


def against_copy(
    wanted: Mapping[str, str], theirs: Read, ours: Read, named: Callable[[str], str]
) -> Iterator[Problem]:
    """A bundle elsewhere held against our own, which says what a changed file said."""
    known = {digest: path for path, digest in wanted.items()}
    for path in (*wanted, SUMS):
        mine, found = ours(path), theirs(path)
        where = Where(file=named(path))
        if found is None:
            yield Problem("file-missing", where)
        elif mine is not None and found != mine:
            other = known.get(hashlib.sha256(found).hexdigest())
            if other is not None and _stem(other) == _stem(path):
                yield Problem("other-version", where, {"version": _version(other)})
            else:
                yield _told(path, mine, found, where)


def _stem(path: str) -> str:
    """The path without its version: what is the same document in each of them."""
    return "/".join(p for p in path.split("/") if not (p[:1] == "v" and p[1:].isdecimal()))


def _version(path: str) -> str:
    return next((p[1:] for p in path.split("/") if p[:1] == "v" and p[1:].isdecimal()), "")


def _changed(
    path: str, content: bytes, wanted: Mapping[str, str], read: Read, where: Where
) -> Problem:
    """What was changed: told from another format of the same document that is still whole."""
    for format_ in ("html", "docx", "odt"):
        twin = _twin(path, format_)
        whole = read(twin) if twin in wanted and twin != path else None
        if whole is not None and hashlib.sha256(whole).hexdigest() == wanted[twin]:
            before, after = said(twin, whole), said(path, content)
            if before is not None and after is not None:
                return _difference(before, after, where)
    return Problem("file-changed", where)


def _told(path: str, mine: bytes, found: bytes, where: Where) -> Problem:
    before, after = said(path, mine), said(path, found)
    if before is None or after is None:
        return Problem("file-changed", where)
    return _difference(before, after, where)


def _difference(before: tuple[str, ...], after: tuple[str, ...], where: Where) -> Problem:
    found = changed(before, after)
    if not found:  # only how it looks, or what it says of itself
        return Problem("file-changed", where)
    shown = [line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…" for line in found[:_SHOWN]]
    more = [f"… {len(found)}"] if len(found) > _SHOWN else []
    return Problem("text-changed", where, {"changes": " / ".join((*shown, *more))})


def _twin(path: str, format_: str) -> str:
    """The path of the same document in another format: ``v1/plan.html``, ``v1/demo-105-plan.odt``."""
    folder, _, name = path.rpartition("/")
    stem = name.rpartition(".")[0]
    prefix = "-".join(folder.split("/")[:2]) + "-"
    stem = stem.removeprefix(prefix)
    return f"{folder}/{stem}.html" if format_ == "html" else f"{folder}/{prefix}{stem}.{format_}"


def said(path: str, content: bytes) -> tuple[str, ...] | None:
    """The words of a docx, odt or page; None for what has none or cannot be read."""
    try:
        if path.endswith(".docx"):
            return words_of_docx(facts_of(content, path))
        if path.endswith(".odt"):
            return words_of_odt(content)
    except (Refused, KeyError, ValueError, SyntaxError):
        return None
    if path.endswith(".html"):
        text = content.decode("utf-8", "replace")
        return words(text) or lines([text])
    return None
