"""Text boxes stand in a file twice: as Word shows them, and in older drawing for other programs.

Both must go on saying the same (ECMA-376 part 3, ``mc:AlternateContent``).
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Final, NamedTuple

from docgen.docx.facts.reading import chosen
from docgen.docx.xml import canonical, w

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docgen.docx.xml import Element

_ALTERNATE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_BOX: Final = w("txbxContent")


class Pair(NamedTuple):
    """A box that is shown and one that said the same, with what both said."""

    shown: Element
    other: Element
    said: bytes


def pairs(roots: Iterable[Element]) -> list[Pair]:
    """The text boxes whose other drawing says the same, before anything is changed."""
    found: list[Pair] = []
    for root in roots:
        for alternate in root.iter(_ALTERNATE):
            shown = chosen(alternate)
            for branch in alternate:
                if shown is not None and branch is not shown:
                    found += _alike(shown, branch)
    return found


def _alike(shown: Element, branch: Element) -> list[Pair]:
    boxes = list(zip(_outermost(shown), _outermost(branch), strict=False))
    said = [(one, other, _said(one)) for one, other in boxes]
    return [Pair(one, other, text) for one, other, text in said if _said(other) == text]


def _outermost(holder: Element) -> Iterator[Element]:
    for child in holder:
        if child.tag == _BOX:
            yield child
        else:
            yield from _outermost(child)


def _said(box: Element) -> bytes:
    return b"".join(canonical(child) for child in box)


def copy(found: Iterable[Pair]) -> None:
    """Where the shown one was changed, let the other say the same again."""
    for shown, other, said in found:
        if _said(shown) != said:
            other[:] = [deepcopy(child) for child in shown]
