"""``words``: words that are easily taken for another, with the right one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docgen.check.texts import judge_texts
from docgen.doctype import Rule

if TYPE_CHECKING:
    from docgen.check.subject import Subject, Verdict


class Words(Rule, frozen=True, kw_only=True):
    """``words``: the wrong word and the right one; ``but``: longer ones that begin so, but are right."""

    words: dict[str, str]
    but: tuple[str, ...] = ()


def judge(rule: Words, subject: Subject) -> Verdict:
    """The longest wrong word goes first."""
    wrong = "|".join(re.escape(word) for word in sorted(rule.words, key=len, reverse=True))
    right = "".join(f"(?!{re.escape(word)})" for word in rule.but)
    pattern = re.compile(f"{right}(?:{wrong})")
    return judge_texts(rule, subject, pattern, lambda hit: rule.words[hit.group()], read=True)
