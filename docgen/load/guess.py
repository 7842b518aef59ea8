"""What was probably meant, and what there is to choose from; short, however much there is.

A file of garbage has thousands of wrong words, and comparing each with thousands of known ones
takes minutes: beyond ``MANY`` nothing more is guessed.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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


def by_title(word: str, titles: Mapping[str, str]) -> str:
    """The id (of ``titles``: id → title) of what goes by this name, or a part of it, alone."""
    if len(word) > _LONG or word.isascii():
        return ""
    for goes_by in (str.__eq__, str.endswith, str.__contains__):
        found = [id_ for id_, title in titles.items() if goes_by(title, word)]
        if found:
            return found[0] if len(found) == 1 else ""
    return ""


def meant(word: str, titles: Mapping[str, str]) -> dict[str, str]:
    """``near`` of a message: what goes by this title, which is ``near-title``, else the nearest."""
    id_ = by_title(word, titles)
    return {"near": id_, "near-title": titles[id_]} if id_ else {"near": nearest(word, titles)}


def listed(known: Iterable[str], between: str = ", ") -> str:
    """The known words in one line."""
    words = list(islice(known, _LISTED + 1))
    return between.join(words if len(words) <= _LISTED else [*words[:_LISTED], "…"])
