"""``year``: the document speaks of its own year, in the ROC calendar."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Final

from docgen.check.subject import Finding, Subject, Verdict, lines
from docgen.check.texts import with_hits
from docgen.doctype import Rule, Typed
from docgen.load.expressions import expression
from docgen.model.shapes import ROC_OFFSET

if TYPE_CHECKING:
    from docgen.check.subject import Line

_YEAR: Final = re.compile(r"(?<![0-9０-９])([0-9０-９]{2,3})年度?")
_ANY: Final = re.compile(r"[0-9０-９]年")  # no year without it
_WESTERN: Final = re.compile(r"(?<![0-9０-９])((?:19|20)[0-9]{2})年")


class Year(Rule, frozen=True, kw_only=True):
    """``of``: a regular expression of what is always of the document's own year.

    ``western``: years of the other calendar are wrong too.
    """

    typed: ClassVar[Typed] = {"of": expression}
    of: str
    western: bool = True


def judge(rule: Year, subject: Subject) -> Verdict:
    """Where nobody knows the year, it is the first that the document names."""
    seen = lines(subject, rule)
    year = subject.year or _first(seen, subject)
    own = re.compile(rf"(?<![0-9０-９])([0-9０-９]{{2,3}})年度?(?={rule.of})")
    findings = []
    for line in with_hits(_ANY, seen, subject):
        text = subject.texts[line.index]
        for hit in own.finditer(text):
            if int(hit.group(1)) != year:
                args = {"found": hit.group(), "wanted": str(year)}
                findings.append(Finding(args, line.paragraph, hit.start(), hit.end()))
        for hit in _WESTERN.finditer(text) if rule.western else ():
            args = {"found": hit.group(), "wanted": str(int(hit.group(1)) - ROC_OFFSET)}
            findings.append(Finding(args, line.paragraph, hit.start(), hit.end()))
    return Verdict(len(seen), tuple(findings))


def _first(seen: tuple[Line, ...], subject: Subject) -> int | None:
    for line in seen:
        hit = _YEAR.search(subject.texts[line.index])
        if hit:
            return int(hit.group(1))
    return None
