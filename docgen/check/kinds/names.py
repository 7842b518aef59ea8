"""``names``: near misses of an agency's name (第十河局, 笫十河川局)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from docgen.check.subject import Finding, Subject, Verdict, lines
from docgen.doctype import Rule

_ANY: Final = (
    r"\w"  # a letter; that it is Chinese is looked at afterwards: a set takes long to compile
)
_MASK: Final = "\ufdd0"


class Names(Rule, frozen=True, kw_only=True):
    """``shortest``: a shorter name is not looked for. ``numerals`` may differ: 第九河川局 is another.

    A near miss has one character too many, too few, or another; its last one is right.
    """

    shortest: int
    numerals: str


def judge(rule: Names, subject: Subject) -> Verdict:
    """The names are those of the subject; each also without the name of the agency above it.

    A right name of any agency is no near miss of another.
    """
    seen = lines(subject, rule)
    wanted = _forms(subject.names, rule.shortest)
    pieces = _pieces_of(subject.names, rule.shortest)
    findings = []
    for line in seen:
        text = subject.texts[line.index]
        for piece in pieces:
            if piece in text:
                break
        else:  # nothing that could be one
            continue
        for name in wanted:  # a right name is no near miss of another
            text = text.replace(name, _MASK * len(name))
        for name in wanted:
            if not any(piece in text for piece in _pieces(name)):
                continue
            for hit in _near(name).finditer(text):
                found = hit.group()
                if _same(found, name, rule.numerals) or not _is_chinese(found, name):
                    continue
                if _is_right(hit, subject.texts[line.index], subject.known, rule.shortest):
                    continue
                args = {"found": found, "wanted": name}
                findings.append(Finding(args, line.paragraph, hit.start(), hit.end()))
                text = text[: hit.start()] + _MASK * len(found) + text[hit.end() :]
    return Verdict(len(seen) if subject.names else 0, tuple(findings))


@lru_cache(maxsize=64)  # of each agency for all its documents; of all agencies once
def _forms(names: tuple[str, ...], shortest: int) -> list[str]:
    """The names and their own parts, the longest first."""
    every = set(names)
    own = {n[at:] for n in every for at in range(1, len(n)) if n[:at] in every}
    return sorted({n for n in (*every, *own) if len(n) >= shortest}, key=lambda n: (-len(n), n))


def _is_right(hit: re.Match[str], text: str, known: tuple[str, ...], shortest: int) -> bool:
    """Whether it is another agency's name, or stands in one: of that a document need not know."""
    for name in _forms(known, shortest) if known else ():
        at = text.find(name)
        while at >= 0:
            if at <= hit.start() and hit.end() <= at + len(name):
                return True
            at = text.find(name, at + 1)
    return False


@lru_cache(maxsize=64)
def _pieces_of(names: tuple[str, ...], shortest: int) -> tuple[str, ...]:
    """Those of all names, each once."""
    every = (piece for name in _forms(names, shortest) for piece in _pieces(name))
    return tuple(dict.fromkeys(every))


@lru_cache(maxsize=4096)
def _pieces(name: str) -> tuple[str, str, str]:
    """Three parts of a name: one of them stands whole in each near miss."""
    third = len(name) // 3
    return name[:third], name[third : 2 * third], name[2 * third :]


@lru_cache(maxsize=256)  # a ministry has more agencies than patterns find room
def _near(name: str) -> re.Pattern[str]:
    inner = range(1, len(name) - 1)
    made = [
        *(name[:at] + name[at + 1 :] for at in inner),
        *(name[:at] + _ANY + name[at:] for at in range(1, len(name))),
        *(name[:at] + _ANY + name[at + 1 :] for at in range(len(name) - 1)),
        *(name[:at] + name[at + 1] + name[at] + name[at + 2 :] for at in inner),
    ]
    return re.compile("|".join(dict.fromkeys(made)))


def _is_chinese(found: str, name: str) -> bool:
    """Whether what is new in the near miss is a Chinese character."""
    return all(sign in name or "\u4e00" <= sign <= "\u9fff" for sign in found)


def _same(found: str, name: str, numerals: str) -> bool:
    away = str.maketrans("", "", numerals)
    return found.translate(away) == name.translate(away)
