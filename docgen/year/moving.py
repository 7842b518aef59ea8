"""Years and dates in a text, moved to another year; letters made blank.

What belongs to a plan's year moves: the year itself and the one after it, in which the year is
accounted for (``106年1月15日`` in a plan of 105). An earlier year is somebody else's (last year's
figures, a law): it stays, and is told. The number and date of a letter belong to that letter and
go, because next year's plan rests on another.
"""

from __future__ import annotations

import calendar
import re
from typing import Final

from msgspec import Struct

from docgen.model.shapes import ROC_OFFSET

BLANK: Final = "○"
_YEAR: Final = re.compile(
    r"(?<![0-9])(?P<year>[0-9]{2,3})(?:年(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日|(?=年))"
    r"|(?<![0-9-])(?P<y>[0-9]{2,3})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})(?![0-9-])"
)
_LETTER: Final = re.compile(
    r"(?P<date>[0-9]{2,3}年[0-9]{1,2}月[0-9]{1,2}日)?(?P<from>[^，。；：、「」0-9]{0,24}字第)"
    r"(?P<number>[0-9]{3,})號"
)
_WESTERN: Final = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?=年)")
_NEAR: Final = 9  # years: what is said of a year further away says nothing of this one


class Moved(Struct, frozen=True):
    """The new text; what moved (old, new); which other years it names; the letters made blank.

    ``short``: a 29 February that the new year does not have became the 28th.
    """

    text: str
    moved: tuple[tuple[str, str], ...] = ()
    others: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    short: bool = False


def move(text: str, old: int, new: int) -> Moved:
    """The text as the new year says it; both 民國."""
    letters = tuple(found.group() for found in _LETTER.finditer(text))
    job = _Move(old, new)
    said = "".join(piece if blank else _YEAR.sub(job.year, piece) for piece, blank in _apart(text))
    others = [*job.others, *(found.group() for found in _WESTERN.finditer(text))]
    return Moved(said, tuple(job.moved), tuple(dict.fromkeys(others)), letters, job.short)


def _apart(text: str) -> list[tuple[str, bool]]:
    """The text around its letters, and these made blank."""
    found: list[tuple[str, bool]] = []
    at = 0
    for letter in _LETTER.finditer(text):
        date = f"{BLANK}年{BLANK}月{BLANK}日" if letter["date"] else ""
        found += [(text[at : letter.start()], False), (f"{date}{letter['from']}{BLANK}號", True)]
        at = letter.end()
    return [*found, (text[at:], False)]


class _Move:
    def __init__(self, old: int, new: int) -> None:
        self.old = old
        self.new = new
        self.moved: list[tuple[str, str]] = []
        self.others: list[str] = []
        self.short = False

    def year(self, found: re.Match[str]) -> str:
        year = int(found["year"] or found["y"])
        if year not in {self.old, self.old + 1}:
            if abs(year - self.old) <= _NEAR:
                self.others.append(found.group())
            return found.group()
        later = year + self.new - self.old
        made = self.date(found, later)
        self.moved.append((found.group(), made))
        return made

    def date(self, found: re.Match[str], year: int) -> str:
        if found["year"] and not found["month"]:
            return str(year)
        month, day = found["month"] or found["m"], found["day"] or found["d"]
        last = _last_day(year, int(month))
        if int(day) > last:
            self.short = True
            day = str(last)
        return f"{year}年{month}月{day}日" if found["year"] else f"{year}-{month}-{day}"


def _last_day(year: int, month: int) -> int:
    return calendar.monthrange(year + ROC_OFFSET, month)[1] if 1 <= month <= 12 else 31
