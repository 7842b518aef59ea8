"""Dates of the ROC calendar in running text."""

from __future__ import annotations

import datetime as dt
from typing import Final

from docgen.model.shapes import ROC_OFFSET

DATE: Final = r"([0-9０-９]{2,3})年([0-9０-９]{1,2})月([0-9０-９]{1,2})日"


def date_of(year: str, month: str, day: str) -> dt.date | None:
    """The date, or None where the calendar has none such."""
    try:
        return dt.date(int(year) + ROC_OFFSET, int(month), int(day))
    except ValueError:
        return None
