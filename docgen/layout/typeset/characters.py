"""What a character is to the typesetter: known or not, its script, its class in line breaking.

All asked of LibreOffice 7.4 (``i18n.BreakIterator``) character by character, for the characters
that TW-Kai has. A character that is not here has a width or a place in the line that we do not
know: the document goes to LibreOffice.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

# Hexadecimal code points and ranges of them. Combining marks, format characters, Hangul, the
# private use area and everything beyond the first plane are left out on purpose.
_KNOWN: Final = (
    "9 a 20-7e a1-ac ae-b3 b5-ff 2010-2027 2030-2054 2057 2070-2071 2074-208e 20a0-20b1 2100-213b"
    " 213d-214b 2153-2183 2190-223b 223d-23d0 2460-2617 2619-261c 261e-267d 2680-2691 26a0-26a1"
    " 3000-3029 3030-3034 3036-303f 3041-3096 309b-30ff 3105-312d 3190-31b7 31f0-321e 3220-3243"
    " 3250-327d 327f-32fe 3300-4db5 4e00-9fa5 fe30-fe31 fe33-fe52 fe54-fe66 fe68-fe6b ff01-ffbe"
    " ffe0-ffe6 ffe8-ffee"
)
_WESTERN: Final = "9 a 21-7e a1-ff 2071 207f 2126 212a-212b 2132"
# No script of their own: they join the run before them (at the very beginning, the one after).
_WEAK: Final = (
    "20 2010-2070 2074-207e 2080-2125 2127-2129 212c-2131 2133-26a1 fe50-fe52 fe54-fe66 fe68-fe6b"
)
# Each class is named by its first character. What stands nowhere is a letter up to U+2FFF and
# an ideograph beyond.
_CLASSES: Final = {
    "!": "21 3f 5c fe56-fe57 ff01 ff1f",
    '"': "22 27 ab bb 2011 2018-2019 201b-201d 201f 2039-203a",
    "$": "24 2b a3-a5 b1 20a0-20a6 20a8-20b1 2116 2212-2213 fe69 ff04 ffe1 ffe5-ffe6",
    "%": "25 a2 2030-2037 2057 20a7 2103 2109 fe6a ff05 ffe0",
    "(": (
        "28 5b 7b a1 bf 201a 201e 2045 207d 208d 2308 230a 2329 3008 300a 300c 300e 3010 3014 3016"
        " 3018 301a 301d fe35 fe37 fe39 fe3b fe3d fe3f fe41 fe43 fe47 fe59 fe5b fe5d ff08 ff3b ff5b"
        " ff5f ff62"
    ),
    ")": (
        "29 5d 7d 2046 207e 208e 2309 230b 232a 3001-3002 3009 300b 300d 300f 3011 3015 3017 3019"
        " 301b 301e-301f fe36 fe38 fe3a fe3c fe3e fe40 fe42 fe44 fe48 fe50 fe52 fe5a fe5c fe5e ff09"
        " ff0c ff0e ff3d ff5d ff60-ff61 ff63-ff64"
    ),
    ",": "2c 2e 3a-3b 2044 fe30",
    "-": "2d 7c 2010 2012-2013 2027 3000",
    "/": "2f",
    "0": "30-39",
    "°": "b0",
    "—": "2014",
    "…": "2024-2026 22ef",
    "ー": (
        "203c-203d 2047-2049 3005 301c 303b-303c 3041 3043 3045 3047 3049 3063 3083 3085 3087 308e"
        " 3095-309e 30a0-30a1 30a3 30a5 30a7 30a9 30c3 30e3 30e5 30e7 30ee 30f5-30f6 30fb-30fe"
        " 31f0-31ff fe54-fe55 ff1a-ff1b ff65 ff67-ff70 ff9e-ff9f"
    ),
    "A": "fe53 fe67 ffe8-ffee",
    "中": "231a-231b 2600-2603 2614-2615 261a-261f 2639-263b 2668",
}


def _ranges(of: str) -> str:
    """Code points and ranges as the inside of a regular expression's set."""
    ends = (each.partition("-") for each in of.split())
    return "".join(f"\\U{int(low, 16):08x}-\\U{int(high or low, 16):08x}" for low, _, high in ends)


_strange: Final = re.compile(f"[^{_ranges(_KNOWN)}]")
_western: Final = re.compile(
    f"(?:\\A[{_ranges(_WEAK)}]+)?[{_ranges(_WESTERN)}][{_ranges(_WESTERN)}{_ranges(_WEAK)}]*"
)
_sets: Final = {name: re.compile(f"[{_ranges(of)}]") for name, of in _CLASSES.items()}
_classes: Final[dict[str, str]] = {}


def strange(text: str) -> str | None:
    """The first character that the typesetter does not know."""
    found = _strange.search(text)
    return found[0] if found else None


@lru_cache(maxsize=256)
def runs(text: str) -> tuple[int, ...]:
    """Where the script changes: at even places of the list Western begins, at odd ones it ends.

    The first is 0 where the text begins with Western characters; a text without any is ``()``.
    The last texts are remembered: each is laid with two widths.
    """
    return tuple(edge for found in _western.finditer(text) for edge in found.span())


def class_of(character: str) -> str:
    """The line-breaking class, one character; of a space nothing is asked."""
    known = _classes.get(character)
    if known is None:
        plain = "A" if character < "\u2fff" else "中"
        named = (name for name, each in _sets.items() if each.match(character))
        known = _classes[character] = next(named, plain)
    return known
