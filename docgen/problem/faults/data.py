"""Reading YAML: its signs, the shape of the data, patches."""

from __future__ import annotations

from typing import Final

from docgen.problem.faults.shape import Fault
from docgen.problem.words import N_

FAULTS: Final[dict[str, Fault]] = {
    # reading YAML
    "not-utf-8": Fault(
        N_("the file is not UTF-8 from here on"),
        N_("save it as UTF-8 (not Big5, not UTF-16)"),
    ),
    "control-character": Fault(
        N_("the character {code} is invisible and may not stand here"),
        N_("delete it (retype the words around it)"),
    ),
    "empty-file": Fault(N_("the file is empty"), N_("fill it in, or delete it")),
    "not-a-mapping": Fault(
        N_("the file must begin with “name: value” lines"),
        N_("compare with the file of this name in data/demo"),
    ),
    "several-documents": Fault(
        N_("the file holds a second document after “---”"),
        N_("keep one document in a file"),
    ),
    "too-deep": Fault(N_("more than {limit} levels one in another"), N_("check the indentation")),
    "too-many-values": Fault(
        N_("the file holds more than {limit} names and values"),
        N_("check that it is the right file, or divide it"),
    ),
    "yaml-alias": Fault(
        N_("“*{name}” (a YAML alias) may not stand in a data file"),
        N_("write the text out, or put it in quotes"),
    ),
    "yaml-anchor": Fault(
        N_("“&{name}” (a YAML anchor) may not stand in a data file"),
        N_("delete it, or put the text in quotes"),
    ),
    "yaml-tag": Fault(
        N_("“{tag}” (a YAML tag) may not stand in a data file"),
        N_("delete it, or put the text in quotes"),
    ),
    "duplicate-key": Fault(
        N_("“{key}” stands here a second time (first in line {first})"),
        N_("delete one of the two, or give it another name"),
    ),
    "complex-key": Fault(
        N_("the name before the colon must be one plain word"),
        N_("write “name: value”"),
    ),
    "bad-yaml": Fault(
        N_("this is not well-formed YAML: {reason}"),
        N_("check the indentation, the space after the colon, and quotes"),
    ),
    "full-width-colon": Fault(
        N_("the colon “：” after “{key}” is full-width"),
        N_("type “:” half-width, and a blank after it"),
    ),
    "colon-without-blank": Fault(
        N_("there is no blank after the colon of “{key}”"), N_("put a blank after the colon")
    ),
    "missing-colon": Fault(
        N_("this line has no colon"),
        N_("write “name: value”; what goes on with the text above stands further in than its name"),
    ),
    "full-width-bracket": Fault(
        N_("the bracket “{sign}” is full-width"), N_("type “{wanted}” half-width")
    ),
    "full-width-comma": Fault(
        N_("the comma “{sign}” before “{key}” is full-width"),
        N_("type “,” half-width, and a blank after it"),
    ),
    "bracket-left-open": Fault(
        N_("the bracket “{sign}” is not closed, or something inside it is not well-formed"),
        N_("close it; text that begins with a bracket stands in quotes"),
    ),
    "quote-left-open": Fault(
        N_("the quote that begins here is not closed"), N_("close it where the text ends")
    ),
    "text-after-quote": Fault(
        N_("after the closing quote the text goes on"),
        N_("put the whole text in quotes; type 「」 for those inside it"),
    ),
    "sign-begins-value": Fault(
        N_("“{sign}” at the beginning of a value means something else to YAML"),
        N_("put the text in quotes; after | and > it begins in the next line"),
    ),
    "tab-indent": Fault(N_("the line is indented with a Tab"), N_("use blanks")),
    "full-width-indent": Fault(
        N_("the line is indented with a full-width blank"), N_("use half-width blanks")
    ),
    "too-little-indent": Fault(
        N_("indented too little by {count}: {found} here, {wanted} in line {line}"),
        N_("make the two alike"),
    ),
    "too-much-indent": Fault(
        N_("indented too much by {count}: {found} here, {wanted} in line {line}"),
        N_("make the two alike"),
    ),
    "text-in-comment": Fault(
        N_("from “#” on the text is a remark, and lost"),
        N_("put the text in quotes; a remark has a blank after its #"),
    ),
    "full-width-braces": Fault(
        N_("the braces of “{tag}” are full-width, so it is printed as it stands"),
        N_("type them half-width: {{agency.short}}"),
    ),
    "template-tag": Fault(
        N_("“{tag}” belongs in a template, and is printed as it stands"),
        N_("in the data a name stands in single braces: {{agency.short}}"),
    ),
    "curly-quotes": Fault(
        N_("the quotes “{found}” are not those of Chinese text"),
        N_("type 「」, and 『』 inside them"),
    ),
    # the shape of the data
    "unknown-field": Fault(N_("there is no field “{field}” here"), N_("fields: {known}")),
    "missing-field": Fault(N_("the field “{field}” is missing"), N_("add it")),
    "empty-value": Fault(
        N_("“{field}” has no value"),
        N_("give it one, or delete the line; in a patch, null removes what the parent has"),
    ),
    "wrong-type": Fault(
        N_("“{field}” should be a {expected}, not a {found}"),
        N_("compare with another file of this kind"),
    ),
    "unknown-word": Fault(N_("“{value}” is none of the words for “{field}”"), N_("known: {known}")),
    "not-a-date": Fault(
        N_("“{value}” is not a date of the ROC calendar"),
        N_("write it as 105-12-31 or 105年12月31日"),
    ),
    "no-such-day": Fault(
        N_("the calendar has no such day: “{value}”"), N_("correct the day or the month")
    ),
    "not-a-number": Fault(
        N_("“{value}” is not a number that “{field}” may have"),
        N_("write digits, such as 120 or 87.5"),
    ),
    "not-yes-or-no": Fault(
        N_("“{value}” for “{field}” is neither yes nor no"),
        N_("write true or false"),
    ),
    "bad-id": Fault(
        N_("“{id}” cannot be an id"),
        N_("use lower-case letters a–z, digits and single hyphens, at most 24"),
    ),
    "duplicate-id": Fault(
        N_("the id “{id}” is used a second time (first: {first})"),
        N_("an id names one thing in a file: choose another"),
    ),
    "bad-file-name": Fault(
        N_("“{name}” cannot be the name of a data file"),
        N_(
            "use at most 18 lower-case letters a–z, digits and single hyphens, and the ending .yaml"
        ),
    ),
    "unknown-file": Fault(
        N_("no document reads “{name}”"),
        N_("rename it, or move it out of the data folder"),
    ),
    "missing-data-file": Fault(
        N_("there is no {file}, neither here nor at a parent"),
        N_("make it, or give the agency a parent that has one"),
    ),
    "not-a-roc-year": Fault(
        N_("the folder “{name}” is not a year of the ROC calendar"),
        N_("name it with the ROC year"),
    ),
    "unknown-address": Fault(
        N_("{file} has nothing called “{id}”"),
        N_(
            "name an id, an id and a field (scope.text), or words of the text; without one, the whole file is listed"
        ),
    ),
    "unknown-placeholder": Fault(
        N_("there is nothing that {{{name}}} could stand for here"),
        N_("known: agency.name, agency.short, parent.name, parent.short, year, year+1, year-1"),
    ),
    # patches
    "unknown-id": Fault(
        N_("there is no “{id}” here"),
        N_("to add it, say where it stands with after: <id>, or after: ^ for the first place"),
    ),
    "unknown-after": Fault(
        N_("there is no “{after}” that it could stand after"),
        N_("name an id of the same list, or ^ for the first place"),
    ),
    "after-goes-round": Fault(
        N_("“{id}” cannot stand after “{after}”, which itself waits for a place"),
        N_("name an id that does not move, or ^ for the first place"),
    ),
    "removes-nothing": Fault(
        N_("null removes “{name}”, but the parent has no such thing"),
        N_("delete the line"),
    ),
    "removes-needed": Fault(
        N_("null removes “{field}”, which must be there"),
        N_("delete the line to take the parent's, or give another value"),
    ),
    "cycle-of-parents": Fault(
        N_("the parents go round in a circle: {cycle}"),
        N_("take one parent: out of agency.yaml"),
    ),
}
