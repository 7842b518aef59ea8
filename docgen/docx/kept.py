"""What was worked out of small parts, remembered by their bytes while a process runs.

Documents of one template share their styles, settings, footers and relationships byte by byte: a
ministry's build would read the same styles fifty thousand times. Only what is small is kept, and
only the last of it, so that nothing grows with the number of documents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

SMALL: Final = 48 * 2**10  # bytes of a part; Word's own styles have 30 to 40 KB
_MOST: Final = 64


class Kept(Generic[T]):
    """The results of a function of bytes; what it raises is not kept."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._found: dict[tuple[bytes | None, ...], T] = {}

    def get(self, key: bytes, make: Callable[[bytes], T]) -> T:
        """The result for these bytes. Nobody may change it."""
        return make(key) if len(key) > SMALL else self.of((key,), lambda: make(key))

    def of(self, parts: tuple[bytes | None, ...], make: Callable[[], T]) -> T:
        """The result for several parts, of which some may not be there."""
        if any(part is not None and len(part) > SMALL for part in parts):
            return make()
        found = self._found
        if parts in found:
            result = found[parts] = found.pop(parts)  # it is the last that was asked for
            return result
        result = make()
        found[parts] = result
        if len(found) > self._most:
            del found[next(iter(found))]
        return result
