"""Which of a run's fonts a character takes (ECMA-376 17.3.2.26 and its table of ranges).

A few signs belong to both worlds (``“ ” … — ·``, Greek, Cyrillic, box drawing): they take the
East Asian font with ``w:hint="eastAsia"`` only.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_EAST: Final = (
    "\u1100-\u11ff\u2e80-\u2fdf\u2ff0-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7ff"
    "\uf900-\ufaff\ufe30-\ufe6f\uff00-\uffef\U0001b000-\U0001b2ff\U00020000-\U0003ffff"
)
_WITH_HINT: Final = (
    "\u00a1\u00a4\u00a7-\u00a8\u00aa\u00ad\u00af-\u00b4\u00b6-\u00ba\u00bc-\u00bf\u00d7\u00f7"
    "\u02b0-\u04ff\u2000-\u2bff\ue000-\uf8ff\ufb00-\ufb1c"
)


@cache
def _sign(*, hint: bool) -> re.Pattern[str]:
    """Made when it is first asked for: few documents ask, and such sets take long to compile."""
    return re.compile(f"[{_EAST}{_WITH_HINT if hint else ''}]")


def is_east(character: str, *, hint: bool) -> bool:
    """Whether one character takes the run's East Asian font."""
    return _sign(hint=hint).match(character) is not None


def latin_pieces(text: str, *, hint: bool) -> list[tuple[str, bool]]:
    """The text cut where what is not Chinese changes from ``w:ascii`` (True) to ``w:hAnsi``.

    Chinese characters stay with the stretch before them.
    """
    pieces: list[tuple[str, bool]] = []
    start, kind = 0, None
    for place, character in enumerate(text):
        ascii_ = character < "\x80"
        if ascii_ is kind or (not ascii_ and is_east(character, hint=hint)):
            continue
        if kind is not None:
            pieces.append((text[start:place], kind))
            start = place
        kind = ascii_
    return [*pieces, (text[start:], kind is not False)]
