"""Two wordings side by side: what stayed, what went, what came. Chinese by the character.

The stdlib's difflib finds what is alike. What it finds is then made readable: a stretch of common
characters that is shorter than the changes on both its sides is no common text but chance
(``設置`` in two other sentences), and belongs to the change.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

# A number with its separators and a Latin word are one sign, as readers see them; all else is one each.
_SIGN: Final = re.compile(r"[0-9]+(?:[.,:/-][0-9]+)*|[A-Za-z]+(?:['’-][A-Za-z]+)*|.", re.DOTALL)
_CLAUSE: Final = re.compile(r"[^，。；：、？！\n]*[，。；：、？！\n]?")
_LONG: Final = 2_000_000  # signs times signs: beyond it clauses are compared (a text of 1,400)

_REPEATS: Final = 200_000  # pairs of equal signs; two pages of text have 50,000


class Edit(NamedTuple):
    """Positions ``a0``–``a1`` of one side stand against ``b0``–``b1`` of the other."""

    same: bool
    a0: int
    a1: int
    b0: int
    b1: int


class Piece(Struct, frozen=True):
    """A stretch of text: in both, only in the old one, or only in the new one."""

    kind: str  # same, dropped, added
    text: str


def signs(text: str) -> list[str]:
    """The text in the smallest stretches that may change by themselves."""
    return _SIGN.findall(text)


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """The old and the new wording as one text; what went stands before what came."""
    a, b = signs(old), signs(new)
    if len(a) * len(b) > _LONG:
        a, b = _clauses(old), _clauses(new)
    found: list[Piece] = []
    for edit in edits(a, b, [len(one) for one in a], [len(one) for one in b]):
        went, came = "".join(a[edit.a0 : edit.a1]), "".join(b[edit.b0 : edit.b1])
        if edit.same:
            found.append(Piece("same", went))
            continue
        found += [Piece("dropped", went)] if went else []
        found += [Piece("added", came)] if came else []
    return tuple(found)


def _clauses(text: str) -> list[str]:
    return [clause for clause in _CLAUSE.findall(text) if clause]


def edits(
    a: Sequence[Hashable],
    b: Sequence[Hashable],
    a_weights: Sequence[int] | None = None,
    b_weights: Sequence[int] | None = None,
) -> list[Edit]:
    """What is the same and what is not, in turn, over the whole of both; empty for two empty ones.

    With weights (lengths in characters) chance likenesses are taken into the changes.
    """
    found = [edit for edit in _alike(a, b) if edit.a1 > edit.a0 or edit.b1 > edit.b0]
    if a_weights is None or b_weights is None:
        return found
    return _readable(found, a_weights, b_weights)


def _alike(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[Edit]:
    head = 0
    while head < min(len(a), len(b)) and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < min(len(a), len(b)) - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    a_end, b_end = len(a) - tail, len(b) - tail
    middle = [
        Edit(same, a0 + head, a1 + head, b0 + head, b1 + head)
        for same, a0, a1, b0, b1 in _matched(a[head:a_end], b[head:b_end])
    ]
    return _joined(
        [
            Edit(same=True, a0=0, a1=head, b0=0, b1=head),
            *middle,
            Edit(same=True, a0=a_end, a1=len(a), b0=b_end, b1=len(b)),
        ]
    )


def _matched(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[Edit]:
    if not a or not b:
        return [Edit(same=False, a0=0, a1=len(a), b0=0, b1=len(b))]
    from difflib import SequenceMatcher

    # what comes again and again is where difflib takes quadratic time and more; its own remedy,
    # which begins no match at such a thing, finds less, so only then
    often = Counter(a)
    repeats = sum(often[key] * count for key, count in Counter(b).items())
    codes = SequenceMatcher(None, a, b, autojunk=repeats > _REPEATS).get_opcodes()
    return [Edit(tag == "equal", a0, a1, b0, b1) for tag, a0, a1, b0, b1 in codes]


def _joined(found: list[Edit]) -> list[Edit]:
    """Without empty stretches, and neighbours of one kind as one."""
    made: list[Edit] = []
    for edit in found:
        if edit.a0 == edit.a1 and edit.b0 == edit.b1:
            continue
        if made and made[-1].same == edit.same:
            made[-1] = Edit(edit.same, made[-1].a0, edit.a1, made[-1].b0, edit.b1)
        else:
            made.append(edit)
    return made


def _readable(found: list[Edit], a_weights: Sequence[int], b_weights: Sequence[int]) -> list[Edit]:
    """Dissolve what is alike by chance, until nothing more is (each round merges, so it ends)."""
    while True:
        kept = [
            Edit(edit.same and not _chance(found, at, a_weights, b_weights), *edit[1:])
            for at, edit in enumerate(found)
        ]
        if kept == found:
            return found
        found = _joined(kept)


def _chance(found: list[Edit], at: int, a_weights: Sequence[int], b_weights: Sequence[int]) -> bool:
    if not found[at].same or at in {0, len(found) - 1}:
        return False
    alike = sum(a_weights[found[at].a0 : found[at].a1])
    before, after = (
        max(sum(a_weights[e.a0 : e.a1]), sum(b_weights[e.b0 : e.b1]))
        for e in (found[at - 1], found[at + 1])
    )
    return alike <= min(before, after)
