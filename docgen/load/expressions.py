"""Regular expressions that people write: read, and refused where a text could make one run for ever.

A repetition of what holds a repetition (``(,+[^,]*)*``) tries every way to share a text out, twice as
many with each character more. What takes the square of a paragraph's length is bounded by the
document (``docx.facts``).
"""

from __future__ import annotations

import re
from typing import Final

_CLASS: Final = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_OPENING: Final = re.compile(r"\((?:\?(?:P<\w+>|P=\w+|<?[=!]|[:>]|#[^)]*|[aiLmsux-]+:?|\(\w+\)))?")
_REPEAT: Final = re.compile(r"(?:[*+?]|\{(\d*)(,?)(\d*)\})[?+]?")
_MANY: Final = 30  # so often is as good as without end


class Runaway(ValueError):  # noqa: N818 - what it is called
    """An expression whose time grows without bound; its text is the repetition."""


def expression(text: str) -> re.Pattern[str]:
    """The compiled expression; ``re.error`` where it is none, ``Runaway`` where it may run away."""
    made = re.compile(text)
    for part in _repeated(text):
        raise Runaway(part)
    return made


def _repeated(text: str) -> list[str]:
    """The first group without end that holds a repetition without end, if there is one."""
    groups: list[tuple[int, bool]] = []  # where the open ones begin, and whether they repeat inside
    repeats = False
    at = 0
    while at < len(text):
        begin, inside = at, False
        if text[at] == ")" and groups:
            begin, before = groups.pop()
            inside, repeats = repeats, before
            at += 1
        elif text[at] == "(":
            opening = _OPENING.match(text, at)
            at = opening.end() if opening else at + 1
            if text[at - 1] == ")" or (opening and "#" in opening.group()):
                continue  # (?i), a comment: no group
            groups.append((begin, repeats))
            repeats = False
            continue
        else:
            known = _CLASS.match(text, at)
            at = known.end() if known else at + (2 if text[at] == "\\" else 1)
        endless = _is_endless(repeat := _REPEAT.match(text, at))
        at = repeat.end() if repeat else at
        if inside and endless:
            return [text[begin:at]]
        repeats |= inside or endless
    return []


def _is_endless(repeat: re.Match[str] | None) -> bool:
    if repeat is None or repeat.group()[0] == "?":
        return False
    if repeat.group()[0] in "*+":
        return True
    least, comma, most = repeat.groups()
    return int(most or least or 0) >= _MANY if most or not comma else True
