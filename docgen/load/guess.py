"""What was probably meant, and what there is to choose from; short, however much there is.

A file of garbage has thousands of wrong words, and comparing each with thousands of known ones
takes minutes: beyond ``MANY`` nothing more is guessed.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

MANY: Final = 50  # faults of one file: nobody reads further before mending
_LONG: Final = 100  # characters: no word of ours is
_COMPARED: Final = 200
_LISTED: Final = 40


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or nothing."""
    if len(word) > _LONG:
        return ""
    import difflib  # only for the message

    near = difflib.get_close_matches(word, list(islice(known, _COMPARED)), n=1, cutoff=0.6)
    return next(iter(near), "")


def listed(known: Iterable[str], between: str = ", ") -> str:
    """The known words in one line."""
    words = list(islice(known, _LISTED + 1))
    return between.join(words if len(words) <= _LISTED else [*words[:_LISTED], "…"])
