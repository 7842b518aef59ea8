"""What must agree in the data, and what a document type can print of it."""

from __future__ import annotations

from typing import Final

from docgen.problem.faults.shape import Fault
from docgen.problem.words import N_

FAULTS: Final[dict[str, Fault]] = {
    "unnamed-agency": Fault(
        N_("the agency's full name is not filled in"),
        N_("write the name that documents are to print"),
    ),
    # what must agree
    "unknown-practice": Fault(
        N_("the plan has no practice “{id}”"),
        N_("write the practice's id as in plan.yaml"),
    ),
    "attachment-out-of-place": Fault(
        N_("“{file}” is no picture of this agency's year"),
        N_("put it into attachments/ of the year: attachments/name.png, .jpg, .jpeg or .gif"),
    ),
    "missing-attachment": Fault(N_("“{file}” is not there"), N_("check its name and folder")),
    "unknown-part": Fault(
        N_("the rubric has no part “{id}” that is scored"),
        N_("write the part's id as in rubric.yaml"),
    ),
    "unknown-unit": Fault(
        N_("the agency has no unit “{unit}”"),
        N_("units in agency.yaml: {known}"),
    ),
    "unknown-period": Fault(
        N_("there is no period “{name}”"),
        N_("periods in rules.yaml: {known}"),
    ),
    "unknown-heading": Fault(
        N_("the report form has no heading “{name}”"),
        N_("headings in forms.yaml: {known}"),
    ),
    "measures-in-joined-strategy": Fault(
        N_("the strategy “{id}” has measures of its own, but its dimension joins the cells"),
        N_("move them under the dimension's own measures, or drop cells: joined"),
    ),
    "measures-beside-strategies": Fault(
        N_("the dimension “{id}” has measures beside its strategies"),
        N_("move them under a strategy, or say cells: joined"),
    ),
    "leaf-without-criteria": Fault(
        N_("“{id}” has neither parts nor bands nor criteria"),
        N_("say how it is scored"),
    ),
    "bands-on-a-branch": Fault(
        N_("“{id}” has parts of its own and bands as well"),
        N_("move the bands to its parts"),
    ),
    "points-do-not-sum": Fault(
        N_("“{id}” has {points} points, its parts have {sum} ({terms})"),
        N_("correct the points of one of them"),
    ),
    "band-upside-down": Fault(
        N_("the band {from}–{to} of “{id}” ends before it begins"),
        N_("exchange the two numbers"),
    ),
    "bands-overlap": Fault(
        N_("the band {from}–{to} of “{id}” begins inside the one before it, which ends at {end}"),
        N_("begin it behind {end}"),
    ),
    "bands-leave-gap": Fault(
        N_("no band of “{id}” holds the points between {end} and {from}"),
        N_("let the bands touch"),
    ),
    "bands-miss-maximum": Fault(
        N_("the bands of “{id}” end at {end}, it has {points} points"),
        N_("let the highest band end at {points}"),
    ),
    "grades-out-of-order": Fault(
        N_("the grade “{grade}” begins at {points}, no lower than “{better}” before it"),
        N_("list the grades from the best down"),
    ),
    "period-upside-down": Fault(
        N_("the period ends on {to}, before it begins on {from}"),
        N_("exchange the two dates"),
    ),
    "year-does-not-match": Fault(
        N_("a date of the year {found} stands in the folder of the year {year}"),
        N_("correct the date, or move the file"),
    ),
    "score-out-of-range": Fault(
        N_("“{title}” ({id}) was given {score} points; it has 0 to {points}"),
        N_("correct the score"),
    ),
    "leaf-without-score": Fault(N_("“{title}” ({id}) has no score"), N_("give it one")),
    # contexts: what a document type cannot print
    "ladder-too-deep": Fault(
        N_("“{id}” stands deeper than the document numbers its items ({levels} levels)"),
        N_("move it up a level, or add a level to ladder in the type's doctype.yaml"),
    ),
    "missing-section": Fault(
        N_("there is no section “{id}”, which this document must have"),
        N_("add it (in the data: under sections)"),
    ),
    "section-without-words": Fault(
        N_("the section “{id}” has neither title nor text"), N_("give it a title")
    ),
    "no-place-for-table": Fault(
        N_("no section of the plan says where the strategy table stands"),
        N_("write table: strategies in the section that holds it"),
    ),
    "missing-width": Fault(
        N_("the width “{name}” is missing"),
        N_("write it under widths: as a new workspace has it (docgen init)"),
    ),
    "doctype-lacks-data": Fault(
        N_("this document is made from {file}.yaml, which was not read"),
        N_("add {file} to data in the type's doctype.yaml"),
    ),
}
