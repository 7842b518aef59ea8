"""The kinds of form rule, applied to facts and layout. Reads, prints and changes nothing."""

from __future__ import annotations

from docgen.check.judge import Flaw, Mend, applies, check, flaws, mends
from docgen.check.kinds import KINDS, Kind
from docgen.check.register import Register
from docgen.check.subject import SILENT, Finding, Subject, Verdict, subject_of

__all__ = [
    "KINDS",
    "SILENT",
    "Finding",
    "Flaw",
    "Kind",
    "Mend",
    "Register",
    "Subject",
    "Verdict",
    "applies",
    "check",
    "flaws",
    "mends",
    "subject_of",
]
