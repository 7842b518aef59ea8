"""Parts to the bytes of a docx: the same parts are the same bytes on every machine."""

from __future__ import annotations

from docgen.docx import zipped
from docgen.docx.package import PACKAGE_RELS, TYPES, Parts

_FIRST = (TYPES, PACKAGE_RELS)


def pack(parts: Parts) -> bytes:
    """``[Content_Types].xml`` and the package's relationships first, the rest in given order.

    Word and `file` know a docx by its first record.
    """
    first = {name: parts[name] for name in _FIRST if name in parts}
    rest = {name: content for name, content in parts.items() if name not in first}
    return zipped.write({**first, **{n: c for n, c in rest.items() if not n.endswith("/")}})
