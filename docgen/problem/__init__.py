"""The one shape of every complaint: where, which fault, its arguments, what to do.

A problem holds no wording. ``faults.FAULTS`` is the visible table of all fault names with
their English message and help; ``words`` (in the reader's language) is made from it when it
is printed, never earlier.
"""

from __future__ import annotations

from docgen.problem.shape import Level, Problem, Refused, Where

__all__ = ["Level", "Problem", "Refused", "Where"]
