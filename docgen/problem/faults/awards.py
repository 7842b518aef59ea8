"""Awards (柒) and the yearly selection (陸、二)."""

from __future__ import annotations

from typing import Final

from docgen.problem.faults.shape import Fault
from docgen.problem.words import N_

FAULTS: Final[dict[str, Fault]] = {
    "unknown-grade": Fault(N_("there is no grade “{name}”"), N_("grades: {known}")),
    "unknown-merit": Fault(N_("there is no merit “{name}”"), N_("merits: {known}")),
    "unknown-post": Fault(N_("there is no post “{name}”"), N_("posts: {known}")),
    "ranks-upside-down": Fault(
        N_("the ranks run from {from} to {to}"), N_("begin at 1 or later and end no earlier")
    ),
    "outcomes-and-nominations": Fault(
        N_("the condition of “{id}” does not say what it looks at"),
        N_("of: nominations has outcomes (won, shortlisted …), the others have none"),
    ),
    "award-of-nothing": Fault(
        N_("what “{name}” gets is not said"), N_("write its merit, or a note on who decides")
    ),
    "nominee-unclear": Fault(
        N_("it is not clear who was nominated by “{id}”"),
        N_("write either unit (of this agency) or agency (a folder of data/ below it)"),
    ),
    "nominee-not-below": Fault(
        N_("“{agency}” is no agency below this one"), N_("agencies below it: {known}")
    ),
    "no-award-clauses": Fault(
        N_("there is no clause on awards"), N_("write them in rules.yaml, under awards: clauses:")
    ),
}
