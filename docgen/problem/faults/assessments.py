"""What must agree in the sheets of 附表1, one by one and between them."""

from __future__ import annotations

from typing import Final

from docgen.problem.faults.shape import Fault
from docgen.problem.words import N_

FAULTS: Final[dict[str, Fault]] = {
    "scored-and-not-applicable": Fault(
        N_("“{id}” has a score and is said not to apply (first: {first})"),
        N_("take out one of the two"),
    ),
    "score-outside-band": Fault(
        N_("“{title}” ({id}) was given {score} points; its figure {measured} earns {band}"),
        N_("correct the score or the figure"),
    ),
    "score-without-figure": Fault(
        N_("the bands of “{title}” ({id}) rest on a figure that is not given ({measure})"),
        N_("give the figure: measured: in YAML, its column in the form"),
    ),
    "score-without-evidence": Fault(
        N_("“{title}” ({id}) has a score of its own agency and no evidence"),
        N_("say what shows it: evidence: in YAML, its column in the form"),
    ),
    "date-outside-period": Fault(
        N_("{date} does not lie in “{period}” ({from} to {to})"),
        N_("correct the date or the period; late-days in rules.yaml lets sheets be late"),
    ),
    "sheet-twice": Fault(
        N_("“{unit}” has a sheet of this kind and period already: {first}"),
        N_("correct unit, kind or period; a check without notice has no period"),
    ),
    "test-not-repeated": Fault(
        N_(
            "{unit}: no figure of “{title}” ({id}) from {from} to {to}; it is due every {months} months"
        ),
        N_(
            "add it to the sheet of that time; where its day differs, on: in YAML, its column in the form"
        ),
    ),
    "assessment-missing": Fault(
        N_("{unit} has no sheet for “{period}”, which was over on {due}"),
        N_("assess it and add the sheet to assessments/"),
    ),
    "no-sheets": Fault(
        N_("there is no sheet to show (kind: {kind}, period: {period})"),
        N_("add one to assessments/, or name another kind or period"),
    ),
    "no-sheets-this-year": Fault(
        N_("there is no sheet of the year {year} to show (kind: {kind}, period: {period})"),
        N_("the year {earlier} has {count}: add --year {earlier}; or add one to assessments/"),
    ),
    "setting-out-of-range": Fault(
        N_("{number} is not within {low} to {high}"), N_("correct the number")
    ),
}
