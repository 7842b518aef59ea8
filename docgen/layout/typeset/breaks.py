"""Where a line may end: the forbidden characters of zh-TW, and UAX #14 for Western text.

As LibreOffice 7.4 has them: ``_BEGIN`` and ``_END`` are its locale data of zh-TW, ``_PAIRS`` its
line-breaking rules (UAX #14 5.0, with its own care for paths), asked pair by pair; the tests keep
400 of its answers.
"""

from __future__ import annotations

from typing import Final

from docgen.layout.typeset.characters import class_of

# no line begins with one of these, none ends with one of those
_BEGIN: Final = frozenset(
    "!),.:;?]}¢·-'\"¨•′、。〉》」』】〕〞︰︱︳︴︶︸︺︼︾﹀﹂﹄﹏﹐､﹒﹔﹕﹖﹗﹚﹜﹞！），．：；？｜｝"
)
_END: Final = frozenset("([{£¥'\"‵〈《「『【〔〝︵︷︹︻︽︿﹁﹃﹙﹛﹝（｛")
# Row before, column behind: "." a line may end between them, ":" only where spaces stand between
# them, "x" never.
_COLUMNS: Final = '!"A$%(),-/0°—…中ー'
_PAIRS: Final = {
    "!": "x:....xx:x.....:",
    '"': "x:::::xx:x::::::",
    "A": "x:::.:xx:x::.:.:",
    "$": "x::...xx:x::..::",
    "%": "x::...xx:x::...:",
    "(": "xxxxxxxxxxxxxxxx",
    ")": "x::...xx:x::...x",
    ",": "x::...xx:x::...:",
    "-": "x:....xx:x.....:",
    "/": "x:....xx:x.....:",
    "0": "x:::::xx:x::.:.:",
    "°": "x:::.:xx:x::.:.:",
    "—": "x:....xx:x..x..:",
    "…": "x:....xx:x...:.:",
    "中": "x:..:.xx:x.:.:.:",
    "ー": "x:....xx:x.....:",
}
_CLOSING: Final = "!),/"  # never at a line's start, whatever comes before
_PATH: Final = 66
_WHITE: Final = " \u3000\t\n"
_FREE: Final = frozenset(
    (before, behind)
    for before, row in _PAIRS.items()
    for behind, sign in zip(_COLUMNS, row, strict=True)
    if sign == "."
)
_NEVER: Final = frozenset(
    (before, behind)
    for before, row in _PAIRS.items()
    for behind, sign in zip(_COLUMNS, row, strict=True)
    if sign == "x"
)


def chinese(text: str, at: int, begin: int = 0) -> int:
    """The last place up to ``at`` where a line of Chinese may end.

    Where there is none from ``begin`` on, something before it (0 at the least).
    """
    place = at
    while place > 0 and place >= begin and (text[place] in _BEGIN or text[place - 1] in _END):
        place -= 1
    return place


def western(text: str, at: int, begin: int = 0) -> int:
    """The last place up to ``at`` where a line of Western text may end, as ``chinese``.

    Not right behind a slash, unless more of the word still fits; then only where no space stands
    in the 66 characters before it, else there (LibreOffice's care for paths).
    """
    place = at
    while place > 0 and place >= begin:
        if _allowed(text, place) and not (place == at and text[at - 1] == "/"):
            break
        place -= 1
    if place and text[place - 1] == "/":
        space = max(text.rfind(sign, max(0, place - _PATH), place) for sign in _WHITE)
        return space + 1 if space >= 0 else place
    return place


def _allowed(text: str, at: int) -> bool:
    behind = text[at]
    if behind == " ":
        return False
    last = at - 1
    while last >= 0 and text[last] == " ":
        last -= 1
    if last < 0:
        return class_of(behind) not in _CLOSING
    pair = class_of(text[last]), class_of(behind)
    if last < at - 1:
        return pair not in _NEVER
    return pair in _FREE and not _number(text, at, *pair)


def _number(text: str, at: int, before: str, behind: str) -> bool:
    """Whether the place is inside a number with its signs: ``$(5``, ``5/6``, ``5,%`` (LB 25)."""
    if behind == "(":
        return before in "$%°" and class_of(text[at + 1 : at + 2] or " ") == "0"
    if not (behind in "$%°" and before in "),/") and not (behind == "0" and before == "/"):
        return False
    place = at - 2 if before == ")" else at - 1
    while place >= 0 and class_of(text[place]) in ",/":
        place -= 1
    return place >= 0 and class_of(text[place]) == "0"
