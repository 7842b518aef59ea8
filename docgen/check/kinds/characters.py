"""``characters``: signs that may not stand in a document, by their codes (1字1碼)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, ClassVar

from msgspec import structs

from docgen.check.texts import codes, judge_texts
from docgen.doctype import Rule, Typed

if TYPE_CHECKING:
    from docgen.check.subject import Finding, Subject, Verdict


class Characters(Rule, frozen=True, kw_only=True):
    """``ranges`` of codes (``U+2460-U+24FF``), ``but`` for these signs.

    ``mend`` is what to write instead: the sign's own expansion (``nfkc``), or of ``words``, which
    goes first.
    """

    typed: ClassVar[Typed] = {"ranges": codes}
    ranges: tuple[str, ...]
    but: str = ""
    mend: bool = False
    words: dict[str, str] = {}  # noqa: RUF012 - a Struct copies it


def judge(rule: Characters, subject: Subject) -> Verdict:
    """Signs side by side are one hit."""
    signs = "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in map(codes, rule.ranges))
    but = f"(?![{re.escape(rule.but)}])" if rule.but else ""

    def mended(hit: re.Match[str]) -> str:
        return "".join(rule.words.get(sign) or _expanded(sign) for sign in hit.group())

    pattern = re.compile(f"(?:{but}[{signs}])+")
    verdict = judge_texts(rule, subject, pattern, mended if rule.mend else None)
    findings = (structs.replace(f, args={**f.args, "code": _codes(f)}) for f in verdict.findings)
    return structs.replace(verdict, findings=tuple(findings))


def _codes(finding: Finding) -> str:
    text = finding.paragraph.text[finding.start : finding.end] if finding.paragraph else ""
    return f"U+{ord(text[0]):04X}" if text else ""


def _expanded(sign: str) -> str:
    return unicodedata.normalize("NFKC", sign)
