"""The template language: docxtpl's tags that we let through, and three of our own.

``{{ expression }}`` prints · ``{% for if elif else endif endfor set %}``, plain or for a whole
paragraph, row or cell (``{%p`` ``{%tr`` ``{%tc``) · in a cell ``{% vm KEY %}`` merges down
where KEY is that of the cell above, ``{% noline KEY %}`` only leaves out the line between them,
``{% width TWIPS %}``, ``{% colspan N %}``, ``{% cellbg RRGGBB %}``, ``{% hm %}`` (one cell for a
whole ``{%tc for``) · ``{{p document }}`` puts a document in the paragraph's place ·
``{# comment #}``. Everything else is refused, so that what a template can do is this list.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OPENED: Final = re.compile(r"\{[{%#]")
_CLOSED: Final = {"{{": "}}", "{%": "%}", "{#": "#}"}
LOOSE: Final = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
FULL_WIDTH: Final = re.compile(r"[{｛][｛％]|｛[{%#]|[}％]｝|[｝％]\}|[｛{][{%]?[％｛]|｝｝")
OBJECT: Final = "\ufffc"  # stands for a picture, tab or break while text is matched

OPENING: Final = frozenset({"for", "if"})
MIDDLE: Final = frozenset({"elif", "else"})
CLOSING: Final = {"endfor": "for", "endif": "if"}
OURS: Final = frozenset({"vm", "noline", "width"})  # what docxtpl does not know, or otherwise
CELL: Final = OURS | {"colspan", "cellbg", "hm"}
WORDS: Final = frozenset({*OPENING, *MIDDLE, *CLOSING, *CELL, "set"})

_BLOCK: Final = re.compile(
    r"\{%(?:(?P<level>p|tr|tc|r)\s+|\s*)(?P<word>\w+)(?P<rest>.*?)%\}", re.DOTALL
)
_PRINT: Final = re.compile(r"\{\{(?:(?P<level>p|tr|tc|r)\s)?(?P<rest>.*?)\}\}", re.DOTALL)
_TRIMS: Final = re.compile(r"\A\{[{%][-+]|[-+][%}]\}\Z")  # docxtpl joins paragraphs by them
_QUOTES: Final = str.maketrans("‘’“”", "''\"\"")  # Word's autocorrection

Kind = Literal["print", "block", "cell", "comment"]


class Tag(NamedTuple):
    """One tag: ``level`` is the element it stands for (``p``, ``tr``, ``tc``), empty inline."""

    kind: Kind
    level: str
    word: str
    body: str


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Where tags begin and end. A sign that nothing closes is sought to the end only once."""
    endless: set[str] = set()
    at = 0
    while found := OPENED.search(text, at):
        begin, sign = found.start(), found.group()
        end = -1 if sign in endless else text.find(_CLOSED[sign], found.end())
        at = begin + 1 if end < 0 else end + 2
        if end < 0:
            endless.add(sign)
        else:
            yield begin, at


def replaced(text: str, change: Callable[[str], str]) -> str:
    """The text with every tag changed."""
    pieces: list[str] = []
    done = 0
    for begin, end in spans(text):
        pieces += (text[done:begin], change(text[begin:end]))
        done = end
    return "".join([*pieces, text[done:]])


def read_tag(text: str) -> Tag | None:
    """The tag, or None for one that the language does not have (``{%-``, ``{{p x }}`` …)."""
    if text.startswith("{#"):
        found = re.match(r"\{#(p|tr|tc)\s", text)
        return Tag("comment", found.group(1) if found else "", "", "")
    text = text.translate(_QUOTES)
    if text.startswith("{{"):
        return _print(text)
    block = _BLOCK.fullmatch(text)
    if not block or block.group("word") not in WORDS or _TRIMS.search(text):
        return None
    return _block(block)


def _print(text: str) -> Tag | None:
    found = _PRINT.fullmatch(text)
    if found is None or _TRIMS.search(text) or found.group("level") in ("tr", "tc"):
        return None
    level, body = found.group("level") or "", found.group("rest").strip()
    if not body or (level == "p" and ("%" in body or "}" in body)):
        return None
    return Tag("print", "p" if level == "p" else "", "", body)


def _block(found: re.Match[str]) -> Tag | None:
    level, word, rest = found.group("level") or "", found.group("word"), found.group("rest").strip()
    level = "" if level == "r" else level  # inline tags always stand between runs
    if rest and word in {"else", *CLOSING}:
        return None
    if word in CELL:
        return Tag("cell", "", word, rest) if bool(rest) != (word == "hm") and not level else None
    if not rest and word not in {"else", *CLOSING}:
        return None
    if level and ("%" in rest or "}" in rest):
        return None  # docxtpl's patterns do not see such a tag
    if word == "set" and "=" not in rest:
        return None
    return Tag("block", level, word, f"{word} {rest}".strip())
