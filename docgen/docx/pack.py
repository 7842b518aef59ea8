"""Parts to the bytes of a docx: the same parts are the same bytes on every machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.docx import zipped
from docgen.docx.package import PACKAGE_RELS, TYPES, Parts

if TYPE_CHECKING:
    from collections.abc import Collection

_FIRST: Final = (TYPES, PACKAGE_RELS)


def pack(parts: Parts) -> bytes:
    """``[Content_Types].xml`` and the package's relationships first, the rest in given order.

    Word and `file` know a docx by its first record.
    """
    return zipped.write({name: parts[name] for name in order(parts)})


def order(names: Collection[str]) -> tuple[str, ...]:
    """The parts in the order in which they are packed; folders are none."""
    first = [name for name in _FIRST if name in names]
    return (*first, *(n for n in names if n not in _FIRST and not n.endswith("/")))
