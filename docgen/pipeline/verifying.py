"""A published bundle read again, in its folder or from a server, and held against its checksums."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

from msgspec import Struct

from docgen.pipeline.shelf import Shelf
from docgen.problem import Problem, Refused, Where
from docgen.site.records import SUMS
from docgen.site.verify import against_copy, against_sums, expected, in_versions

if TYPE_CHECKING:
    from collections.abc import Callable
    from http.client import HTTPResponse
    from pathlib import Path

_SECONDS: Final = 30
_LARGEST: Final = 256 * 2**20  # bytes of one file that is still fetched
_GONE: Final = frozenset({404, 410})


class Verified(Struct, frozen=True):
    """How many files were looked at, and what is wrong with them."""

    files: int
    problems: tuple[Problem, ...]


def verify(folder: Path, against: str | None = None) -> Verified:
    """Hold the bundle in ``folder`` against its checksums, or the one at a URL against the folder.

    Refused: ``no-bundle`` where there is none, ``unfit-link`` for what is no web address.
    """
    shelf = Shelf(folder)

    def read(path: str) -> bytes | None:
        return None if _leads_out(path) else shelf.read(folder / path)

    if read(SUMS) is None:
        raise Refused([Problem("no-bundle", args={"folder": str(folder)})])
    if shelf.is_unfinished:
        return _unfinished(shelf, read)
    wanted = expected(read)
    if against is None:
        found = against_sums(wanted, read, shelf.files(), lambda p: shelf.named(folder / p))
        return Verified(len(wanted), tuple(found))
    server = _server(against)
    return Verified(len(wanted), tuple(against_copy(wanted, server, read, lambda p: p)))


def _unfinished(shelf: Shelf, read: Callable[[str], bytes | None]) -> Verified:
    """Pages may be of before or after; the versions are whole or somebody changed them."""
    wanted = in_versions(shelf.files(), read)
    stopped = Problem("publishing-unfinished", Where(file=shelf.root.name))
    found = against_sums(wanted, read, None, lambda path: shelf.named(shelf.root / path))
    return Verified(len(wanted), (stopped, *found))


def _leads_out(path: str) -> bool:
    return path.startswith(("/", "\\")) or ".." in path.split("/")


def _server(address: str) -> Callable[[str], bytes | None]:
    """What a path under the address answers; None where there is nothing."""
    if urlsplit(address).scheme not in {"http", "https"} or not urlsplit(address).netloc:
        raise Refused([Problem("unfit-link", args={"url": address})])
    base = address.rstrip("/") + "/"
    opener = build_opener(_Stay)

    def read(path: str) -> bytes | None:
        try:
            answer: HTTPResponse
            with opener.open(base + quote(path), timeout=_SECONDS) as answer:
                return answer.read(_LARGEST)
        except HTTPError as error:
            if error.code in _GONE:
                return None
            reason = f"HTTP {error.code}"
        except (URLError, OSError, ValueError) as error:
            reason = str(getattr(error, "reason", error))
        raise Refused([Problem("server-fails", Where(file=path), {"reason": reason})])

    return read


class _Stay(HTTPRedirectHandler):
    """A file that stands elsewhere is not the file: no redirect is followed."""

    def redirect_request(self, *_args: object, **_named: object) -> None:
        return None
