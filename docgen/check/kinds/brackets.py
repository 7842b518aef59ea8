"""``brackets``: brackets of one width, of labels or of the running text."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final, Literal, NamedTuple

from docgen.check.subject import Finding, Line, Subject, Verdict, lines
from docgen.check.texts import with_hits
from docgen.doctype import Rule

_PAIR: Final = re.compile("[(（][^()（）]*[)）]")
_CHINESE: Final = re.compile("[\u4e00-\u9fff]")
_NUMBER: Final = re.compile("[(（][一二三四五六七八九十]{1,3}[)）]")


class Brackets(Rule, frozen=True, kw_only=True):
    """``of`` labels or of Chinese in the text; ``width``: by default that of the type.

    ``consistent``: whichever the document has more of.
    """

    of: Literal["labels", "text"]
    width: Literal["half", "full", "consistent"] | None = None


class _Pair(NamedTuple):
    line: Line
    start: int
    text: str

    @property
    def width(self) -> str:
        half, full = any(s in "()" for s in self.text), any(s in "（）" for s in self.text)
        return "mixed" if half and full else "full" if full else "half"


def judge(rule: Brackets, subject: Subject) -> Verdict:
    """A pair of two widths is wrong in any document."""
    seen = lines(subject, rule)
    pairs = _of_labels(seen) if rule.of == "labels" else _of_texts(seen, subject)
    width = rule.width or subject.brackets
    if width == "consistent":
        counted = Counter(pair.width for pair in pairs if pair.width != "mixed")
        width = max(counted, key=lambda each: counted[each], default="half")
    wrong = [pair for pair in pairs if pair.width != width]
    findings = tuple(
        Finding(
            {"found": p.text, "wanted": width}, p.line.paragraph, p.start, p.start + len(p.text)
        )
        for p in wrong
    )
    return Verdict(len(seen), findings)


def _of_labels(seen: tuple[Line, ...]) -> list[_Pair]:
    return [
        _Pair(line, line.item.end - len(line.item.label) if line.item.end else 0, line.item.label)
        for line in seen
        if line.item and line.item.brackets
    ]


def _of_texts(seen: tuple[Line, ...], subject: Subject) -> list[_Pair]:
    return [
        _Pair(line, hit.start(), hit.group())
        for line in with_hits(_PAIR, seen, subject)
        for hit in _PAIR.finditer(subject.texts[line.index])
        if _CHINESE.search(hit.group()) and not _NUMBER.fullmatch(hit.group())
    ]
