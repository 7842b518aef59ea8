"""``pattern``: what a regular expression finds may not stand in a document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from docgen.check.texts import judge_texts
from docgen.doctype import Rule, Typed

if TYPE_CHECKING:
    from docgen.check.subject import Subject, Verdict


class Pattern(Rule, frozen=True, kw_only=True):
    """``pattern`` is Python's; ``words`` says what to write for each hit."""

    typed: ClassVar[Typed] = {"pattern": re.compile}
    pattern: str
    words: dict[str, str] = {}  # noqa: RUF012 - a Struct copies it


def judge(rule: Pattern, subject: Subject) -> Verdict:
    """Guidance in a blank form is not looked at."""

    def mended(hit: re.Match[str]) -> str:
        return rule.words.get(hit.group(), "")

    return judge_texts(rule, subject, re.compile(rule.pattern), mended if rule.words else None)
