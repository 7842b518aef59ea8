"""What the kinds that look for signs and words share: one fault a paragraph, all its hits in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docgen.check.reading import hits
from docgen.check.subject import Finding, Line, Subject, Verdict, lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from docgen.check.reading import Hit
    from docgen.doctype import Rule


def judge_texts(
    rule: Rule,
    subject: Subject,
    pattern: re.Pattern[str],
    mended: Callable[[re.Match[str]], str] | None = None,
    *,
    read: bool = False,
) -> Verdict:
    """Every hit of the pattern is wrong; ``mended`` says what should stand there.

    ``read``: the pattern is of words, and looks at the text as it reads (``check.reading``).
    """
    seen = lines(subject, rule)
    findings = []
    other = subject.readings if read else {}
    wanted = {line.index for line in with_hits(pattern, seen, subject)} | other.keys()
    for line in seen:
        found = list(hits(pattern, subject, line.index, read=read)) if line.index in wanted else []
        if found:
            findings.append(_finding(line, subject.texts[line.index], found, mended))
    return Verdict(len(seen), tuple(findings))


_BITS: Final[dict[re.Pattern[str], int]] = {}
_CLEAN: Final[dict[str, int]] = {}  # a text, and the bits of the patterns that it has no hit of
_MOST_PATTERNS: Final = 256
_MOST_TEXTS: Final = 4096


def with_hits(pattern: re.Pattern[str], seen: Iterable[Line], subject: Subject) -> list[Line]:
    """The lines whose text has a hit of the pattern.

    Agencies inherit most of their words: that a text has no hit is remembered while a process
    runs, for the last few thousand texts.
    """
    if len(_BITS) > _MOST_PATTERNS or len(_CLEAN) > _MOST_TEXTS:
        _BITS.clear()
        _CLEAN.clear()
    bit = _BITS.setdefault(pattern, 1 << len(_BITS))
    search, texts, clean = pattern.search, subject.texts, _CLEAN
    found = []
    for line in seen:
        text = texts[line.index]
        known = clean.get(text, 0)
        if known & bit:
            continue
        if search(text) is None:
            clean[text] = known | bit
        else:
            found.append(line)
    return found


def _finding(
    line: Line, text: str, hits: list[Hit], mended: Callable[[re.Match[str]], str] | None
) -> Finding:
    found = dict.fromkeys(shown(text[hit.start : hit.end]) for hit in hits)
    wanted = dict.fromkeys(shown(mended(hit.match)) for hit in hits) if mended else {}
    args = {"found": " ".join(found), "wanted": " ".join(wanted)}
    return Finding(args, line.paragraph, hits[0].start, hits[-1].end)


def shown(text: str) -> str:
    """The text, what cannot be seen in it by its code."""
    if text.strip() and all(sign.isprintable() for sign in text):
        return text
    return "".join(f"U+{ord(sign):04X}" for sign in dict.fromkeys(text))


def codes(text: str) -> tuple[int, int]:
    """``U+2460-U+24FF`` or ``U+FFFD`` as first and last code; ValueError for anything else."""
    found = re.fullmatch(r"U\+([0-9A-F]{4,6})(?:-U\+([0-9A-F]{4,6}))?", text)
    if not found:
        raise ValueError(text)
    first = int(found.group(1), 16)
    last = int(found.group(2) or found.group(1), 16)
    if not first <= last <= 0x10FFFF:
        raise ValueError(text)
    return first, last
