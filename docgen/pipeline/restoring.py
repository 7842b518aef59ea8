"""What was published and altered since: put back where docgen can, told where it cannot.

A version never changes. Downloads come from the version's own zip, the zip and the pages from the
order that would make the version anew; whatever has not the digest that was recorded is not taken.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from docgen.problem import Problem, Where
from docgen.site.bundle import again, sums, sums_of
from docgen.site.records import SUMS
from docgen.site.verify import altered, in_zip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docgen.pipeline.shelf import Known, Shelf
    from docgen.problem.shape import Level
    from docgen.site.bundle import Order
    from docgen.site.frame import Writer
    from docgen.site.records import Version


def restore(
    shelf: Shelf, writer: Writer, order: Order, known: Known, *, stays: bool
) -> tuple[Problem, ...]:
    """Put back what of an agency's year is not as it was published.

    A warning tells each file that is put back. One that cannot be is an error where the newest
    version ``stays`` what visitors read, else a warning; its checksums are an error always.
    """
    problems: list[Problem] = []
    versions = known.get(order.agency, {}).get(order.year, [])
    for version in versions:
        level: Level = "error" if stays and version is versions[-1] else "warning"
        problems += _restored(shelf, writer, order, known, version, level)
    return tuple(problems)


def _restored(
    shelf: Shelf, writer: Writer, order: Order, known: Known, version: Version, level: Level
) -> Iterator[Problem]:
    sums_ = f"{_folder(version)}{SUMS}"
    lines = shelf.read(shelf.root / sums_)
    if not _is_recorded(shelf, sums_, lines):
        lines = _sums_again(shelf, sums_, lines)
        if lines is None:
            yield Problem("not-restored", Where(file=shelf.named(shelf.root / sums_)))
            return
        shelf.put_back({shelf.root / sums_: lines})
        yield _told(Problem("file-changed", Where(file=shelf.named(shelf.root / sums_))))
    wanted = {_folder(version) + name: sha for name, sha in sums_of(lines or b"").items()}
    faults = dict(altered(wanted, _reader(shelf), lambda path: shelf.named(shelf.root / path)))
    if not faults:
        return
    found = _found(shelf, writer, order, known, version, wanted)
    shelf.put_back({shelf.root / path: found[path] for path in faults if path in found})
    for path, fault in faults.items():
        lost = Problem("not-restored", fault.where, level=level)
        yield _told(fault) if path in found else lost


def _told(fault: Problem) -> Problem:
    """A warning: the file is put back, and what its text had become."""
    rule = "text-restored" if fault.rule == "text-changed" else "file-restored"
    return Problem(rule, fault.where, fault.args, "warning")


def _is_recorded(shelf: Shelf, path: str, lines: bytes | None) -> bool:
    """Whether a version's checksums are those that the bundle knows; of a new one it knows none."""
    digest = shelf.recorded().get(path)
    return lines is not None if digest is None else _sha(lines or b"") == digest


def _sums_again(shelf: Shelf, path: str, lines: bytes | None) -> bytes | None:
    """The checksums from the files that stand there, if those are the ones that were published."""
    digest, place = shelf.recorded().get(path), shelf.root / path
    there = sorted(each.name for each in place.parent.iterdir() if each != place)
    for names in (there, sorted(filter(_is_plain, sums_of(lines or b"")))):
        made = sums({name: shelf.read(place.with_name(name)) or b"" for name in names})
        if _sha(made) == digest:
            return made
    return None


def _found(
    shelf: Shelf,
    writer: Writer,
    order: Order,
    known: Known,
    version: Version,
    wanted: dict[str, str],
) -> dict[str, bytes]:
    """The files of a version as they were published, those that can be had."""
    read, folder = _reader(shelf), _folder(version)
    found: dict[str, bytes] = {}
    for path, digest in wanted.items():
        there = read(path)
        whole = there if _sha(there or b"") == digest else in_zip(path, wanted, read)
        if whole is not None and _is_plain(path.removeprefix(folder)):
            found[path] = whole
    names = [file.file for document in version.documents for file in document.files]
    downloads = {name: found[folder + name] for name in names if folder + name in found}
    earlier = known[version.agency][version.year][: version.version - 1]
    past = shelf.past({version.agency: {version.year: earlier}}, version.agency, version.year)
    made = again(writer, order, past, version, downloads).items()
    anew = {folder + name: content for name, content in made}
    return found | {path: anew[path] for path in anew if _sha(anew[path]) == wanted.get(path)}


def _folder(version: Version) -> str:
    return f"{version.agency}/{version.year}/v{version.version}/"


def _reader(shelf: Shelf) -> Callable[[str], bytes | None]:
    """The files of a version's own folder: nothing is read or written elsewhere."""
    return lambda path: (
        shelf.read(shelf.root / path) if _is_plain("".join(path.split("/", 3)[3:])) else None
    )


def _is_plain(name: str) -> bool:
    return not {"/", "\\"} & set(name) and name not in {"", ".", ".."}


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
