"""``pattern``: what a regular expression finds may not stand in a document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from docgen.check.mendable import Mendable, mend_texts
from docgen.check.texts import judge_texts
from docgen.doctype import Typed
from docgen.load.expressions import expression

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docgen.check.subject import Subject, Verdict
    from docgen.docx.mend import Edit


class Pattern(Mendable, frozen=True, kw_only=True):
    """``pattern`` is Python's; ``words`` says what to write for each hit."""

    typed: ClassVar[Typed] = {**Mendable.typed, "pattern": expression}
    pattern: str
    words: dict[str, str] = {}  # noqa: RUF012 - a Struct copies it

    @property
    def futile(self) -> bool:
        """Without words nobody knows what to write."""
        return self.mend and not self.words


def judge(rule: Pattern, subject: Subject) -> Verdict:
    """Guidance in a blank form is not looked at."""
    mended = _mended(rule) if rule.words else None
    return judge_texts(rule, subject, re.compile(rule.pattern), mended, read=True)


def mend(rule: Pattern, subject: Subject) -> Iterator[Edit]:
    """What ``words`` has no word for is left."""
    return mend_texts(rule, subject, re.compile(rule.pattern), _mended(rule), read=True)


def _mended(rule: Pattern) -> Callable[[re.Match[str]], str]:
    return lambda hit: rule.words.get(hit.group(), "")
