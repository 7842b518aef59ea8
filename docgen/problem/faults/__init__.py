"""The table of all faults: name, what is wrong, what to do. English is the message id.

Arguments stand in braces; the zh_TW wording is in ``docgen/locale``. A name says the fault so
that it can be read after "allow". One file for each subject; no two have a name in common.
"""

from __future__ import annotations

from typing import Final

from docgen.problem.faults import (
    agreement,
    assessments,
    awards,
    charts,
    cluster,
    command,
    consolidation,
    data,
    docx,
    drafting,
    export,
    form,
    layout,
    next_year,
    sheets,
    site,
)
from docgen.problem.faults.shape import Fault

__all__ = ["FAULTS", "PASSING_FAULTS", "TOOL_FAULTS", "Fault"]

FAULTS: Final[dict[str, Fault]] = {
    **command.FAULTS,
    **consolidation.FAULTS,
    **data.FAULTS,
    **agreement.FAULTS,
    **assessments.FAULTS,
    **awards.FAULTS,
    **cluster.FAULTS,
    **docx.FAULTS,
    **drafting.FAULTS,
    **form.FAULTS,
    **layout.FAULTS,
    **export.FAULTS,
    **next_year.FAULTS,
    **sheets.FAULTS,
    **charts.FAULTS,
    **site.FAULTS,
}
TOOL_FAULTS: Final = frozenset(name for name, fault in FAULTS.items() if fault.tool)
"""Faults of an outside tool, a font or the disk, not of data or document: exit code 3."""

PASSING_FAULTS: Final = frozenset(name for name, fault in FAULTS.items() if fault.passing)
"""Faults of a moment: what was judged while there was one is judged again."""
