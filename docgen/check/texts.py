"""What the kinds that look for signs and words share: one fault a paragraph, all its hits in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docgen.check.reading import hits
from docgen.check.subject import Finding, Line, Subject, Verdict, lines

if TYPE_CHECKING:
    from collections.abc import Callable

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
    for line in seen:
        found = list(hits(pattern, subject, line.index, read=read))
        if found:
            findings.append(_finding(line, subject.texts[line.index], found, mended))
    return Verdict(len(seen), tuple(findings))


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
