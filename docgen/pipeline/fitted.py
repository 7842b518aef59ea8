"""A report fitted to its pages: reckoned by the lines, rendered, and reckoned again if it differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from docgen.pipeline.fitting import Fitting, fitting, free_lines, laid_out, measure
from docgen.year import draft as drafts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.model.agency_year import AgencyYear
    from docgen.model.prose import Prose
    from docgen.model.report import Report
    from docgen.pipeline.fitting import Limits, Measured, Press
    from docgen.year.draft import Section
    from docgen.year.fit import Choice

_TRIES: Final = 5  # of renders that are not what was reckoned: a template with ties of its own


class Fitted(Struct, frozen=True):
    """The report of greatest weight that fits; ``pages``, ``lines``, ``free`` are of its render."""

    report: Report
    pages: int
    lines: int
    free: int
    choice: Choice[int]
    fit: Fitting
    measured: Measured


def fitted(
    press: Press,
    year: AgencyYear,
    sections: Sequence[Section],
    review: Prose,
    allowed: Limits,
    asked: int,
) -> Fitted | None:
    """The choice that leaves ``asked`` lines free; None where nothing does."""
    measured = measure(press, year, sections, review)
    reckoned = asked
    for _ in range(_TRIES):
        fit = fitting(sections, measured, allowed, reckoned)
        choice = fit.chosen()
        if choice is None:
            return None
        report = drafts.report(sections, choice.picked, review)
        pages, lines = laid_out(press, year, report)
        free = free_lines(measured, allowed.pages, pages, lines)
        if free >= asked:
            return Fitted(report, pages, lines, free, choice, fit, measured)
        reckoned += asked - free
    return None
