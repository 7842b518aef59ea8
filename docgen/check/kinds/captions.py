"""``captions``: each annex that the text cites bears its caption (附表1, 附錄2)."""

from __future__ import annotations

import re
from typing import ClassVar

from docgen.check.subject import Finding, Subject, Verdict, lines
from docgen.doctype import Rule, Typed
from docgen.load.expressions import expression


class Captions(Rule, frozen=True, kw_only=True):
    """``cited``: a regular expression of a citation; ``required``: captions wanted in any case.

    A caption begins its paragraph, which has at most ``longest`` characters.
    """

    typed: ClassVar[Typed] = {"cited": expression}
    cited: str
    longest: int
    required: tuple[str, ...] = ()


def judge(rule: Captions, subject: Subject) -> Verdict:
    """The fault stands where the annex is first cited."""
    seen = lines(subject, rule)
    cited = re.compile(rule.cited)
    there: set[str] = set()
    first: dict[str, Finding] = {name: Finding({"found": name}) for name in rule.required}
    for line in seen:
        text = subject.texts[line.index].strip()
        caption = cited.match(text)
        if caption and len(text) <= rule.longest:
            there.add(caption.group())
            continue
        for hit in cited.finditer(line.paragraph.text):
            args = {"found": hit.group()}
            finding = Finding(args, line.paragraph, hit.start(), hit.end())
            if first.setdefault(hit.group(), finding).paragraph is None:
                first[hit.group()] = finding
    missing = tuple(finding for name, finding in first.items() if name not in there)
    return Verdict(len(seen), missing)
