"""Trees that were read for facts, and changed since, back to the bytes of their parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.docx.facts.read import STRICT
from docgen.docx.xml import serialize

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docgen.docx.facts.trace import Traced
    from docgen.docx.xml import Element


def part_of(traced: Traced, element: Element) -> str:
    """The name of the part that the element stands in."""
    root = element.getroottree().getroot()
    return next(name for name, each in traced.roots.items() if each is root)


def written(traced: Traced, names: Iterable[str]) -> dict[str, bytes]:
    """The bytes of these parts, in the order of the file."""
    chosen = set(names)
    return {
        name: restored(serialize(traced.roots[name]), strict=traced.strict)
        for name in traced.parts
        if name in chosen
    }


def restored(content: bytes, *, strict: bool) -> bytes:
    """The namespaces that a strict document has, which it was read without."""
    for own, plain in STRICT if strict else ():
        content = content.replace(plain, own)
    return content
