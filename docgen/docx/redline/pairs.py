"""Which paragraph, row or table of the one document is which of the other.

Each is known by a key first (the addresses of what it says, else its words): equal keys in equal
order are the same thing, however its words changed. What lies between two such is paired by how
much it has in common, in order, as long as that is enough to read it as a change of wording.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from docgen.docx.redline.plain import TAG
from docgen.docx.xml import canonical, w
from docgen.year.wording import edits, signs

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from docgen.docx.xml import Element

_ENOUGH: Final = 0.4  # in common: less is another text, not a new wording
_BLANK: Final = 0.01  # anything in common is more
_MANY: Final = 250_000  # comparisons in one gap: beyond, nothing in it is paired
_LONG: Final = 500_000  # characters times characters: beyond, their order is not looked at
_FEW: Final = 2_500  # comparisons of words, which cost 50 times more
_P, _R, _T = w("p"), w("r"), w("t")


class Known(NamedTuple):
    """A block with what it is known by; only two of one ``sort`` can be the same thing."""

    element: Element
    sort: Hashable
    units: tuple[str, ...]  # one a paragraph: its addresses, else its words
    text: str
    look: bytes = b""  # the format of a paragraph without words, which has nothing else


class Pair(NamedTuple):
    """The same thing in both, or only in the old or the new document."""

    old: Element | None
    new: Element | None


def known(element: Element, sort: Hashable) -> Known:
    """What the block is known by, read off its paragraphs."""
    paragraphs = list(element.iter(_P))
    units = tuple(unit for unit in map(_unit, paragraphs) if unit)
    text = "".join(map(_words, paragraphs))
    return Known(element, sort, units, text, b"" if text else _look(element))


def _unit(paragraph: Element) -> str:
    tags = dict.fromkeys(tag for run in paragraph.iter(_R) if (tag := run.get(TAG)))
    return "\n".join(tags) if tags else _words(paragraph)


def _words(paragraph: Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(_T))


def paired(old: Sequence[Known], new: Sequence[Known]) -> list[Pair]:
    """All blocks of both in one order; what went stands before what came."""
    found: list[Pair] = []
    for edit in edits([_key(each) for each in old], [_key(each) for each in new]):
        a, b = old[edit.a0 : edit.a1], new[edit.b0 : edit.b1]
        if edit.same:
            found += [Pair(x.element, y.element) for x, y in zip(a, b, strict=True)]
        else:
            found += _gap(a, b)
    return found


def _key(block: Known) -> Hashable:
    return block.sort, block.units, block.look


def _gap(old: Sequence[Known], new: Sequence[Known]) -> list[Pair]:
    found: list[Pair] = []
    a = b = 0
    for at_a, at_b in [*_best(old, new), (len(old), len(new))]:
        found += [Pair(each.element, None) for each in old[a:at_a]]
        found += [Pair(None, each.element) for each in new[b:at_b]]
        if at_a < len(old):
            found.append(Pair(old[at_a].element, new[at_b].element))
        a, b = at_a + 1, at_b + 1
    return found


def _best(old: Sequence[Known], new: Sequence[Known]) -> list[tuple[int, int]]:
    """Positions paired so that what they have in common is most, order kept."""
    if not old or not new or len(old) * len(new) > _MANY:
        return []
    by_words = len(old) * len(new) <= _FEW
    likeness = [[_likeness(a, b, by_words=by_words) for b in new] for a in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            both = likeness[i][j] and likeness[i][j] + best[i + 1][j + 1]
            best[i][j] = max(best[i + 1][j], best[i][j + 1], both)
    found = []
    i = j = 0
    while i < len(old) and j < len(new):
        if likeness[i][j] and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _look(element: Element) -> bytes:
    """LibreOffice does not take back a change of format where no words are."""
    properties = element.find(w("pPr")) if element.tag == _P else None
    return b"" if properties is None else canonical(properties)


def _likeness(a: Known, b: Known, *, by_words: bool) -> float:
    """From 0 (another thing) to 1."""
    if a.sort != b.sort:
        return 0.0
    if not a.text or not b.text:
        return (
            _BLANK if _look(a.element) == _look(b.element) else 0.0
        )  # a blank line of a form, filled in
    common = sum((Counter(a.units) & Counter(b.units)).values())
    share = 2 * common / ((len(a.units) + len(b.units)) or 1)
    if not common and by_words:
        from difflib import SequenceMatcher

        matcher = SequenceMatcher(None, signs(a.text), signs(b.text), autojunk=False)
        if matcher.real_quick_ratio() >= _ENOUGH and matcher.quick_ratio() >= _ENOUGH:
            long = len(a.text) * len(b.text) > _LONG
            share = matcher.quick_ratio() if long else matcher.ratio()
    return share if share >= _ENOUGH else 0.0
