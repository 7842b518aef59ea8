"""``characters``: signs that may not stand in a document, by their codes (1字1碼)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar, Final

from msgspec import structs

from docgen.check.mendable import Mendable, mend_texts
from docgen.check.texts import codes, judge_texts
from docgen.doctype import Typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docgen.check.subject import Finding, Subject, Verdict
    from docgen.docx.mend import Edit


class Characters(Mendable, frozen=True, kw_only=True):
    """``ranges`` of codes (``U+2460-U+24FF``), ``but`` for these signs.

    ``mend``: what to write instead is known, the sign's own expansion (NFKC) or, sooner, its word
    in ``words``. Brackets of a label (㈠) get the width that the document's type has.
    """

    typed: ClassVar[Typed] = {**Mendable.typed, "ranges": codes}
    ranges: tuple[str, ...]
    but: str = ""
    words: dict[str, str] = {}  # noqa: RUF012 - a Struct copies it

    @property
    def futile(self) -> bool:
        """None of its signs stands for others (private use, control)."""
        if not self.mend or self.words:
            return False
        return all(
            unicodedata.is_normalized("NFKC", chr(code))
            for first, last in map(codes, self.ranges)
            for code in range(first, last + 1)
        )


def judge(rule: Characters, subject: Subject) -> Verdict:
    """Signs side by side are one hit."""

    def mended(hit: re.Match[str]) -> str:
        return "".join(_instead(rule, subject, sign) for sign in hit.group())

    pattern = _signs(rule.ranges, rule.but)
    verdict = judge_texts(rule, subject, pattern, mended if rule.mend else None)
    findings = (structs.replace(f, args={**f.args, "code": _codes(f)}) for f in verdict.findings)
    return structs.replace(verdict, findings=tuple(findings))


def mend(rule: Characters, subject: Subject) -> Iterator[Edit]:
    """Sign by sign; one without an expansion, or whose expansion would join its neighbours, is left."""
    wrong = re.compile(_sign(rule.ranges, rule.but))

    def mended(hit: re.Match[str]) -> str:
        instead = _instead(rule, subject, hit.group())
        return "" if wrong.search(instead) or _joins(hit, instead) else instead

    return mend_texts(rule, subject, wrong, mended)


def has_any(rule: Characters, signs: Iterable[str]) -> bool:
    """Whether one of the signs is wrong."""
    return _signs(rule.ranges, rule.but).search("".join(signs)) is not None


def _sign(ranges: tuple[str, ...], but: str) -> str:
    signs = "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in map(codes, ranges))
    spared = f"(?![{re.escape(but)}])" if but else ""
    return f"{spared}[{signs}]"


@lru_cache(maxsize=64)  # such sets take long to compile, and re forgets
def _signs(ranges: tuple[str, ...], but: str) -> re.Pattern[str]:
    return re.compile(f"(?:{_sign(ranges, but)})+")


def _instead(rule: Characters, subject: Subject, sign: str) -> str:
    instead = rule.words.get(sign) or unicodedata.normalize("NFKC", sign)
    if subject.brackets == "full" and _LABEL.fullmatch(instead):
        return f"（{instead[1:-1]}）"
    return instead


_LABEL: Final = re.compile(r"\([0-9一二三四五六七八九十]+\)")
_HALF: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # ５, however it is mended
_NUMBER: Final = re.compile(r"[0-9][0-9.]*|[A-Za-z]+")


def _joins(hit: re.Match[str], instead: str) -> bool:
    """Whether a digit or letter would become part of the number or word beside it (⒈5, ５⒈, 2⅓, ⅡB).

    A sign that is a digit or letter itself (１) is part of it already.
    """
    sign, text = hit.group(), hit.string.translate(_HALF)
    if sign.isalpha() or sign.isdecimal():
        return False
    before, after = text[max(hit.start() - 2, 0) : hit.start()], text[hit.end() : hit.end() + 2]
    start, end = len(before), len(before) + len(instead)
    return any(
        each.start() < start < each.end() or each.start() < end < each.end()
        for each in _NUMBER.finditer(before + instead + after)
    )


def _codes(finding: Finding) -> str:
    text = finding.paragraph.text[finding.start : finding.end] if finding.paragraph else ""
    return f"U+{ord(text[0]):04X}" if text else ""
