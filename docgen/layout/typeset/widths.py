"""How wide characters are, in 1024ths of the font's size.

Two tables: TW-Kai, the free stand-in that LibreOffice sets, read from its ``hmtx`` (Debian's
fonts-cns11643-kai 103.1); and 標楷體 as Word has it, whose half-width characters are all 0.5 em
(reference: conventions, section 2; inference, for the font is not free). Neither font kerns.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal

EM: Final = 1024
Font = Literal["TW-Kai", "標楷體"]
FONTS: Final[tuple[Font, ...]] = ("TW-Kai", "標楷體")
_FIRST: Final = 0x20
# from the space to the tilde
_STAND_IN: Final = (
    512, 511, 512, 1024, 499, 754, 777, 512, 292, 292, 512, 720, 512, 722, 512, 645,
    512, 512, 512, 512, 512, 512, 512, 512, 512, 512, 511, 512, 781, 724, 789, 512,
    1000, 546, 521, 488, 512, 509, 497, 573, 494, 188, 409, 553, 471, 614, 509, 484,
    464, 512, 570, 436, 511, 479, 501, 663, 505, 472, 532, 279, 645, 280, 330, 512,
    512, 417, 397, 365, 387, 380, 378, 461, 376, 171, 175, 480, 173, 579, 365, 387,
    383, 389, 326, 331, 354, 385, 442, 575, 471, 502, 378, 293, 226, 293, 412,
)  # fmt: skip
_SMALL_ROMAN: Final = {chr(code): 1043 for code in range(0x2170, 0x217A)}


class Widths(dict[str, float]):
    """Character → width; one that is not named is one em wide."""

    def __missing__(self, character: str) -> float:
        self[character] = EM
        return EM


_differing: Final = "".join(
    re.escape(chr(_FIRST + place)) for place, width in enumerate(_STAND_IN) if width != EM // 2
) + "".join(_SMALL_ROMAN)
_differs: Final = re.compile(f"[{_differing}]")


def differ(text: str) -> bool:
    """Whether a character of the text has not the same width in all fonts."""
    return _differs.search(text) is not None


@cache
def widths(font: Font) -> Widths:
    """The table of a font. A tab and a line break have no width of their own."""
    found = Widths({"\t": 0, "\n": 0})
    for place, width in enumerate(_STAND_IN):
        found[chr(_FIRST + place)] = width if font == "TW-Kai" else EM // 2
    if font == "TW-Kai":
        found.update(_SMALL_ROMAN)
    return found
