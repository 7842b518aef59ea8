"""What is wrong in a spreadsheet that comes back, by its cell."""

from __future__ import annotations

from typing import Final

from docgen.problem.faults.shape import Fault
from docgen.problem.words import N_

_AGAIN: Final = N_("copy the answers into a new form (docgen scores export)")
_DISTRUST: Final = N_("do not open it; ask whoever sent it for another copy")

FAULTS: Final[dict[str, Fault]] = {
    "not-a-spreadsheet": Fault(
        N_("this is not a spreadsheet (.xlsx) that can be read: {reason}"),
        N_("open it in Excel or LibreOffice and save it as .xlsx"),
    ),
    "spreadsheet-too-large": Fault(
        N_("the spreadsheet has {size} bytes; a score form has at most {limit}"), _DISTRUST
    ),
    "too-many-cells": Fault(
        N_("the spreadsheet has {count} cells and rows; a score form has at most {limit}"),
        _DISTRUST,
    ),
    "spreadsheet-holds": Fault(
        N_("the spreadsheet holds what no score form has: {part}"),
        N_("save it as .xlsx without macros, links and objects, or use a new form"),
    ),
    "not-a-score-form": Fault(
        N_("there is no score form in this spreadsheet"),
        N_("fill in a form that docgen scores export has made"),
    ),
    "form-of-another": Fault(
        N_("this form is of {found}, not of {asked}"),
        N_("take the form that was asked for, or leave the name out"),
    ),
    "form-twice": Fault(
        N_("this form is for the same sheet as {first}"), N_("import only one of the two")
    ),
    "form-outdated": Fault(
        N_("the rubric has changed since this form was made"),
        _AGAIN,
    ),
    "form-changed": Fault(
        N_("this cell belongs to the form: it said “{expected}” and says “{found}”"),
        N_("undo the change, or copy the answers into a new form (docgen scores export)"),
    ),
    "outside-the-form": Fault(
        N_("“{found}” stands where the form asks for nothing"),
        N_("move it to where it belongs, or delete it"),
    ),
    "form-not-filled": Fault(
        N_("nothing is filled in yet"), N_("fill in the coloured cells and save the file")
    ),
    "formula-in-form": Fault(
        N_("the cell holds a formula: {found}"), N_("put in the value itself")
    ),
    "not-a-form-number": Fault(
        N_("“{found}” is not a number that can stand here"),
        N_("write digits alone, such as 120 or 87.5, at most six of them behind the point"),
    ),
    "not-a-form-date": Fault(
        N_("“{found}” is not a date of the ROC calendar"),
        N_("write it as 105-12-31 or 105年12月31日; between several put 、"),
    ),
    "not-a-form-text": Fault(
        N_("“{found}” is not a text"), N_("write it in words; the cell has the format Text")
    ),
    "form-cell-empty": Fault(N_("“{field}” is not filled in"), N_("fill in the cell")),
    "answer-without-score": Fault(
        N_("“{title}” ({id}) has no score, but something beside it"),
        N_("give it a score, or say why it does not apply and clear the rest"),
    ),
    "assessment-differs": Fault(
        N_("{address} is “{before}” in {file}; the form says “{after}”"),
        N_("--replace takes over what the forms say"),
    ),
    "assessment-name-taken": Fault(
        N_("the sheet would be {file}, which is the sheet of another unit, kind or period"),
        N_("give that one another name"),
    ),
    "bad-colour": Fault(
        N_("“{value}” is not a colour"), N_("write six hexadecimal digits, as FFF2CC")
    ),
    "bad-sheet-name": Fault(
        N_("“{value}” cannot be the name of a sheet"),
        N_("use at most 31 characters, without [ ] : * ? / and other than docgen"),
    ),
}
