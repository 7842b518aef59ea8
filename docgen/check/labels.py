"""The labels that items begin with (壹、 一、 (一) 1、 (1) …), typed or automatic, and their numbers.

A ladder names its levels by their first labels. The width of brackets is no part of the form.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.docx.facts.shape import Paragraph

SPACES: Final = " \u3000\t\n"
_FORMAL: Final = "壹貳參肆伍陸柒捌玖拾"
_PLAIN: Final = "一二三四五六七八九十"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
# First label of the form → what it looks like; group 1 is the number. The forms of the ladder
# come first; the others are told apart only to be named as strangers to it.
FORMS: Final[dict[str, re.Pattern[str]]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "壹、": "([壹貳參叁肆伍陸柒捌玖拾]{1,3})、",
        "一、": "([一二三四五六七八九十]{1,3})、(?![一二三四五六七八九十][、級者])",
        "(一)": "[(（]([一二三四五六七八九十]{1,3})[)）]",
        "1、": "([0-9０-９]{1,2})、(?![0-9０-９]{1,2}(?:[^0-9０-９年月日]|$))",
        "1.": "([0-9０-９]{1,2})[.．](?:(?![0-9０-９])|(?=[0-9]{2,3}年))",
        "(1)": "[(（]([0-9０-９]{1,2})[)）]",
        "甲、": "([甲乙丙丁戊己庚辛壬癸])、(?![甲乙丙丁戊己庚辛壬癸])",
        "①": "([\u2460-\u2473])",
        "1)": "([0-9０-９]{1,2})[)）]",
        "A.": "([A-ZＡ-Ｚ])[.．、](?![A-Za-zＡ-Ｚａ-ｚ.．])",
        "a.": "([a-zａ-ｚ])[.．、](?![A-Za-zＡ-Ｚａ-ｚ.．])",
        "第一章": "第([一二三四五六七八九十0-9]{1,3})[章節](?![一-龥]{0,2}第)",
        "•": "([•●○■◆▪‧·\uf0b7\uf06c])\\s*(?=\\S)",
    }.items()
}
_FIRST: Final = {  # the code of number one, where the number is one code
    "①": 0x2460,
    "A.": ord("A"),
    "a.": ord("a"),
}


class Item(Struct, frozen=True):
    """A label: its form (a key of ``FORMS``), number, brackets, and where the words begin.

    ``number`` is 0 where the form has none (a bullet). ``end`` is an offset into the paragraph's
    ``text``: 0 for an automatic label, which is no part of it.
    """

    form: str
    number: int
    brackets: Literal["half", "full", "mixed", ""]
    label: str
    end: int


_COMPOSED: Final = re.compile("[\u3220-\u3229\u2474-\u249b]")  # ㈠ ⑴ ⒈: one code for a label


def item_of(paragraph: Paragraph) -> Item | None:
    """The label that the paragraph begins with, or None.

    A label in one code (㈠) counts as what it stands for: that it is one code is another fault.
    """
    return _item(paragraph.label, paragraph.text)


@lru_cache(maxsize=2048)  # most words of an agency are those of its parent
def _item(automatic: str, words: str) -> Item | None:
    typed = automatic or words.lstrip(" \u3000\t")
    composed = _COMPOSED.match(typed)
    text = unicodedata.normalize("NFKC", typed[0]) + typed[1:] if composed else typed
    for form, pattern in FORMS.items():
        found = pattern.match(text)
        if found:
            label = typed[0] if composed else found.group()
            end = 0 if automatic else len(words) - len(typed) + len(label)
            return Item(form, _number(form, found.group(1)), _brackets(label), label.strip(), end)
    return None


def words_of(paragraph: Paragraph, item: Item | None) -> str:
    """The paragraph's text behind its label, without the space around it."""
    return (paragraph.text[item.end :] if item else paragraph.text).strip(SPACES)


def bracketless(rung: str) -> str:
    """A rung of a ladder by the name of its form: the width of brackets is no part of it."""
    return rung.replace("（", "(").replace("）", ")")


def level_of(form: str, ladder: Sequence[str]) -> int | None:
    """The form's place in the ladder, 0 the highest; None for a stranger to it."""
    return ladder.index(form) if form in ladder else None


def _number(form: str, word: str) -> int:
    if form in _FIRST:
        return ord(word if form == "①" else unicodedata.normalize("NFKC", word)) - _FIRST[form] + 1
    if word.isdecimal():
        return int(word)
    if word in _STEMS:
        return _STEMS.index(word) + 1
    return _chinese(word.replace("叁", "參")) if word[0] in _FORMAL + _PLAIN + "叁" else 0


def _chinese(word: str) -> int:
    """一 … 九十九, formal or plain; 0 for what is no number (一二)."""
    digits = [(_FORMAL + _PLAIN).index(sign) % 10 + 1 for sign in word]
    if len(digits) == 1:
        return digits[0]
    if len(digits) == 2 and digits[0] == 10:
        return 10 + digits[1]
    if len(digits) == 2 and digits[1] == 10:
        return 10 * digits[0]
    return 10 * digits[0] + digits[2] if len(digits) == 3 and digits[1] == 10 else 0


def _brackets(label: str) -> Literal["half", "full", "mixed", ""]:
    half, full = any(sign in "()" for sign in label), any(sign in "（）" for sign in label)
    if half and full:
        return "mixed"
    return "half" if half else "full" if full else ""
