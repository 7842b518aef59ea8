"""``tags``: no tag of a template is left, of half-width or full-width braces."""

from __future__ import annotations

import re
from typing import Final

from docgen.check.subject import Finding, Subject, Verdict
from docgen.check.texts import judge_texts
from docgen.doctype import Rule

# no tag begins inside of a tag: without that, many open braces would take the square of their number
_INSIDE: Final = r"(?:[^{｛\n]|[{｛](?!\s?[{｛%％#]))*?"
_TAG: Final = re.compile(
    rf"\{{[{{%#]{_INSIDE}[}}%#]\}}|[{{｛]\s?[{{｛%％]{_INSIDE}[}}%％｝]\s?[}}｝]"
)


class Tags(Rule, frozen=True, kw_only=True):
    """No parameters."""


def judge(rule: Tags, subject: Subject) -> Verdict:
    """Tags that stand in no paragraph (of the properties) are told without a place."""
    verdict = judge_texts(rule, subject, _TAG)
    told = " ".join(finding.args["found"] for finding in verdict.findings)
    hidden = tuple(
        Finding({"found": tag, "wanted": ""}) for tag in subject.facts.tags if tag not in told
    )
    return Verdict(verdict.looked, (*verdict.findings, *hidden))
