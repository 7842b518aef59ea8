"""Labels of a ladder (壹、 一、 (一) 1. (1)) and items laid out as labelled lines.

A ladder is written as the first label of each level, so that ``doctype.yaml`` reads as the
document does. Labels are text, not Word numbering: every format then prints the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from docgen.problem import Problem, Refused, Where
from docgen.render.value import Missing, Value, value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docgen.doctype import Doctype
    from docgen.model.prose import Item, Prose

_COUNTERS: Final = "壹一1"
_TENS: Final = {"壹": "拾", "一": "十"}
_DIGITS: Final = {"壹": "壹貳參肆伍陸柒捌玖", "一": "一二三四五六七八九"}
_BEYOND: Final = 100  # no list of a plan has a hundred entries; Arabic numerals from there on
_FULL: Final = str.maketrans("()", "（）")


class Line(Struct, frozen=True):
    """One paragraph of a ladder: ``level`` 1 stands directly under the heading.

    ``leads`` says that deeper lines follow, so that it must not end a page.
    """

    level: int
    label: str
    text: Value
    leads: bool


def label(pattern: str, number: int, brackets: str = "half") -> str:
    """The ``number``-th label of a level whose first label is ``pattern``; empty stays empty."""
    kind = next((sign for sign in pattern if sign in _COUNTERS), None)
    made = pattern if kind is None else pattern.replace(kind, _numeral(kind, number), 1)
    return made.translate(_FULL) if brackets == "full" else made


def _numeral(kind: str, number: int) -> str:
    if kind == "1" or number >= _BEYOND:
        return str(number)
    digits, ten = _DIGITS[kind], _TENS[kind]
    tens, ones = divmod(number, 10)
    head = (digits[tens - 1] if tens > 1 else "") + ten if tens else ""
    return head + (digits[ones - 1] if ones else "")


def lines(
    items: Sequence[Item], doctype: Doctype, file: str, *, level: int = 1
) -> tuple[Line, ...]:
    """Items with all they hold, flat, in the order of reading.

    ``level`` counts from 0, the heading's. Raises Refused ``ladder-too-deep`` with every item
    that has no label left.
    """
    deep: list[Problem] = []
    made = tuple(_walk(items, doctype, file, level, deep))
    if deep:
        raise Refused(deep)
    return made


def _walk(
    items: Iterable[Item], doctype: Doctype, file: str, level: int, deep: list[Problem]
) -> Iterator[Line]:
    for number, item in enumerate(items, 1):
        address = f"{file}:{item.id}.text"
        if level >= len(doctype.ladder):
            args = {"id": item.id, "levels": str(len(doctype.ladder) - 1)}
            deep.append(Problem("ladder-too-deep", Where(address=address), args))
            continue
        text = label(doctype.ladder[level], number, doctype.brackets)
        yield Line(level, text, Value(item.text, address), leads=bool(item.items))
        yield from _walk(item.items, doctype, file, level + 1, deep)


class Passage(Struct, frozen=True):
    """A text, a ladder of lines, or both; ``label`` is its own, where it is one of several."""

    label: str
    text: Value | Missing
    lines: tuple[Line, ...]

    def __bool__(self) -> bool:
        return bool(self.text or self.lines)


def passage(
    prose: Prose | None, doctype: Doctype, address: str, *, level: int = 1, label: str = ""
) -> Passage:
    """Prose as a template prints it; ``address`` is the prose's own (``report:review``)."""
    if prose is None:
        return Passage("", Missing(f"{address}.text"), ())
    file = address.partition(":")[0]
    made = lines(prose.items, doctype, file, level=level)
    return Passage(label, value(prose.text, f"{address}.text"), made)
