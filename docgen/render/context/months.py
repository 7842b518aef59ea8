"""考核年月: the month of an assessment, or from the first to the last, in the type's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.model.shapes import ROC_OFFSET
from docgen.year.figures import fill

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

WORDS: Final = ("month", "months", "months-of-years")


def months(days: Iterable[dt.date], words: Mapping[str, str]) -> str:
    """``105年3月``, ``105年3月至9月``, ``105年12月至106年1月``; nothing where there are no days."""
    dated = sorted(days)
    if not dated:
        return ""
    first, last = dated[0], dated[-1]
    name = "months-of-years"
    if first.year == last.year:
        name = "month" if first.month == last.month else "months"
    return fill(
        words[name],
        {
            "year": str(first.year - ROC_OFFSET),
            "month": str(first.month),
            "to-year": str(last.year - ROC_OFFSET),
            "to-month": str(last.month),
        },
    )
