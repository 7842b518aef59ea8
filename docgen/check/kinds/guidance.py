"""``guidance``: what a form says to whoever fills it in is gone from the filled document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from docgen.check.texts import judge_texts
from docgen.doctype import Rule, Typed
from docgen.load.expressions import expression

if TYPE_CHECKING:
    from docgen.check.subject import Subject, Verdict


class Guidance(Rule, frozen=True, kw_only=True):
    """``patterns``: regular expressions of what the forms say."""

    typed: ClassVar[Typed] = {"patterns": expression}
    patterns: tuple[str, ...]


def judge(rule: Guidance, subject: Subject) -> Verdict:
    """Words of the form that stayed are found wherever they stand."""
    return judge_texts(rule, subject, re.compile("|".join(f"(?:{p})" for p in rule.patterns)))
