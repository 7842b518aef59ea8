"""The table of all faults: name, what is wrong, what to do. English is the message id.

Arguments stand in braces; the zh_TW wording is in ``docgen/locale``. A name says the fault so
that it can be read after "allow".
"""

from __future__ import annotations

from typing import Final, NamedTuple

from docgen.problem.words import N_


class Fault(NamedTuple):
    """Message and help, both message ids of the catalogue."""

    message: str
    help: str


FAULTS: Final[dict[str, Fault]] = {
    # the command line, and ourselves
    "usage": Fault("{message}", "{hint}"),
    "bug": Fault(
        N_("this is a fault of docgen itself, not of your data: {error}"),
        N_("nothing was written by halves; please report it with all the lines above"),
    ),
    # the workspace and names on the command line
    "no-workspace": Fault(
        N_("{folder} is in no workspace: no folder above it has data/ and templates/"),
        N_(
            "go to the project's folder, name it with --root, or make a new one: docgen init FOLDER"
        ),
    ),
    "not-a-workspace": Fault(
        N_("{folder} is no workspace: it has no data/ and templates/"),
        N_("name the folder that has both, or make a new one: docgen init FOLDER"),
    ),
    "bad-agency-name": Fault(
        N_("“{name}” cannot be the name of an agency's folder"),
        N_("use lower-case letters a–z, digits and single hyphens, at most 24"),
    ),
    "unknown-agency": Fault(
        N_("there is no agency “{name}”"),
        N_("known: {known}; a new one: docgen new"),
    ),
    "no-year": Fault(
        N_("the agency “{agency}” has no year yet"),
        N_("make a folder named with the ROC year (105) under data/{agency}"),
    ),
    "unknown-year": Fault(N_("the agency “{agency}” has no year {year}"), N_("its years: {known}")),
    "parent-without-year": Fault(
        N_("“{child}” has the year {year}, but its parent “{agency}” has not"),
        N_("make data/{agency}/{year}, or use one of its years: {known}"),
    ),
    "missing-file": Fault(N_("the file is not there"), N_("check its name and folder")),
    "unreadable-file": Fault(N_("cannot read the file: {reason}"), N_("check its name and rights")),
    "file-too-large": Fault(
        N_("the file has {size} bytes; a data file has at most {limit}"),
        N_("check that it is the right file, or divide it"),
    ),
    "symbolic-link": Fault(
        N_("it is a symbolic link, and those are not followed"),
        N_("put the file itself there"),
    ),
    "outside-workspace": Fault(
        N_("the path leads out of the workspace"),
        N_("name a file inside it"),
    ),
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
        N_("name an id, or an id and a field: scope.text"),
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
    # what must agree
    "unknown-practice": Fault(
        N_("the plan has no practice “{id}”"),
        N_("write the practice's id as in plan.yaml"),
    ),
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
        N_("“{id}” was given {score} points; it has 0 to {points}"),
        N_("correct the score"),
    ),
    "leaf-without-score": Fault(N_("“{id}” has no score"), N_("give it one")),
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
    "doctype-lacks-data": Fault(
        N_("this document is made from {file}.yaml, which was not read"),
        N_("add {file} to data in the type's doctype.yaml"),
    ),
    # making documents and files
    "unknown-type": Fault(
        N_("there is no document type “{name}”"), N_("document types of this workspace: {known}")
    ),
    "unknown-source": Fault(
        N_("there is no source “{name}” for documents"), N_("sources: {known}")
    ),
    "nothing-to-build": Fault(
        N_("there is nothing to build: no agency, or no document type"),
        N_("look into data/ and templates/; a new agency: docgen new"),
    ),
    "nothing-to-validate": Fault(
        N_("there is no agency in data/ to validate"), N_("make one: docgen new")
    ),
    "nothing-to-check": Fault(
        N_("there is no template to check"), N_("look into templates/, or name a document type")
    ),
    "cannot-write": Fault(
        N_("cannot write: {reason}"),
        N_("check the folder's rights and space, and close the file in Word; the old one is whole"),
    ),
    "folder-not-empty": Fault(
        N_("there is already a “{name}” here"), N_("choose an empty folder; nothing was changed")
    ),
    "agency-exists": Fault(
        N_("the agency “{agency}” is there already"), N_("choose another name; nothing was changed")
    ),
    "year-needed": Fault(
        N_("an agency without a parent needs a year"), N_("say which: --year 105")
    ),
    # a docx from anywhere
    "not-a-docx": Fault(
        N_("this is not a Word document (.docx): {reason}"),
        N_("open it in Word and save it as .docx, without macros"),
    ),
    "encrypted-file": Fault(
        N_("the file is protected by a password"), N_("take the password off in Word")
    ),
    "truncated-file": Fault(
        N_("the file is damaged or was cut off"), N_("copy it again, or save it again in Word")
    ),
    "zip-bomb": Fault(
        N_("unpacked the file would have {size} bytes; {limit} are allowed"),
        N_("do not open it; ask whoever sent it for another copy"),
    ),
    "too-many-parts": Fault(
        N_("the file holds {count} parts; {limit} are allowed"),
        N_("do not open it; ask whoever sent it for another copy"),
    ),
    "part-twice": Fault(
        N_("the file holds “{part}” twice"), N_("open it in Word and save it again")
    ),
    "bad-part-name": Fault(
        N_("a part has the forbidden name “{part}”"),
        N_("do not open it; ask whoever sent it for another copy"),
    ),
    "doctype-in-xml": Fault(
        N_("“{part}” declares a DOCTYPE, which no Word document has"),
        N_("do not open it; ask whoever sent it for another copy"),
    ),
    "odd-encoding": Fault(
        N_("“{part}” is neither UTF-8 nor UTF-16"), N_("open it in Word and save it again")
    ),
    "broken-xml": Fault(
        N_("“{part}” is not well-formed: {reason}"), N_("open it in Word and save it again")
    ),
    "macros": Fault(N_("the file holds macros"), N_("save it as .docx, which has none")),
    "attached-template": Fault(
        N_("the file fetches the template “{target}” when it is opened"),
        N_("in Word: Developer › Document Template, attach Normal"),
    ),
    "embedded-object": Fault(
        N_("the file holds an embedded object ({target})"),
        N_("delete it, or put in a picture of it"),
    ),
    "external-relationship": Fault(
        N_("the file fetches “{target}” when it is opened"),
        N_("put the picture itself into the file; links may be http, https or mailto"),
    ),
    "fetching-field": Fault(
        N_("a field ({target}) fetches another file or starts a program"),
        N_("replace it by its text: Ctrl+Shift+F9 in Word"),
    ),
    "tracked-change": Fault(
        N_("there are tracked changes in it; they would be carried into every document"),
        N_("accept or reject them all, then save"),
    ),
    "cannot-merge": Fault(
        N_("the documents of the set cannot be joined: {reason}"),
        N_("make the templates from one base document"),
    ),
    # templates
    "template-too-large": Fault(
        N_("“{part}” is too large for a template"),
        N_("check that it is a template and not a filled document"),
    ),
    "full-width-tag": Fault(
        N_("the braces of “{tag}” are full-width"), N_("type {{{{ }}}} and {{% %}} half-width")
    ),
    "unclosed-tag": Fault(
        N_("a tag is not opened or not closed: “{tag}”"),
        N_("a tag begins and ends in one paragraph, with two signs on each side"),
    ),
    "split-tag": Fault(
        N_("the tag “{tag}” has more than one format, or a break in it"),
        N_("select the whole tag and give it one format"),
    ),
    "unsupported-tag": Fault(
        N_("templates have no tag “{tag}”"),
        N_("known: for, if, elif, else, set, and in a cell vm, width, colspan, cellbg"),
    ),
    "text-beside-tag": Fault(
        N_("something stands beside “{tag}”; it would be lost"),
        N_("leave the tag alone in its paragraph, row or cell ({element})"),
    ),
    "tag-outside-table": Fault(N_("“{tag}” stands in no table"), N_("move it into a cell")),
    "tag-out-of-place": Fault(
        N_("“{part}” holds a tag, but is not filled"),
        N_("tags may stand in the text, headers, footers and notes"),
    ),
    "unbalanced-block": Fault(
        N_("“{tag}” does not close where it was opened"),
        N_("a block begins and ends on one level: in one paragraph, or both with p, tr or tc"),
    ),
    "tag-syntax": Fault(
        N_("the tag cannot be read: {reason}"), N_("compare it with a tag of another template")
    ),
    "unknown-variable": Fault(N_("there is no “{name}” here"), N_("near it: {nearest}")),
    "unknown-filter": Fault(N_("there is no filter “{name}”"), N_("near it: {nearest}")),
    "not-a-list": Fault(
        N_("a {kind} cannot be gone through by for"), N_("name a list, such as sections")
    ),
    "unprintable-value": Fault(
        N_("a {kind} cannot be printed"), N_("name one of its fields, or go through it with for")
    ),
    "missing-style": Fault(
        N_("the style “{style}” is used by “{by}” but not defined"),
        N_("choose a style that is there, or define it"),
    ),
    "comment-in-template": Fault(
        N_("there is a comment; it would be carried into every document"), N_("delete it")
    ),
    # filling a template
    "missing-value": Fault(
        N_("the document prints a value that is not there: {tag}"),
        N_("fill it in, or let the template print it only {{% if %}} it is there"),
    ),
    "illegal-character": Fault(
        N_("a character cannot stand in a document: “{text}”"), N_("delete it")
    ),
    "not-a-width": Fault(
        N_("“{value}” is neither a width nor a number of columns"),
        N_("width (in twips) and colspan take a number from 1 on"),
    ),
    "not-a-color": Fault(N_("“{text}” is not a colour"), N_("write it as RRGGBB, such as D9D9D9")),
    "endless-template": Fault(
        N_("the template goes on beyond {limit}"), N_("look for a loop inside its own list")
    ),
    "forbidden-operation": Fault(
        N_("“{operator}” cannot be used on texts"), N_("join texts with ~")
    ),
    "template-failed": Fault(
        N_("the tag cannot be filled: {reason}"), N_("compare it with a tag of another template")
    ),
    # form rules: their own help stands in the YAML, this is for a rule that has none
    "type-needed": Fault(
        N_("what document is it?"), N_("say so with --as; document types: {known}")
    ),
    "nothing-built": Fault(
        N_("nothing has been made yet"), N_("make it first (docgen build), or name a file")
    ),
    "unknown-kind": Fault(N_("there is no kind of rule “{name}”"), N_("kinds: {known}")),
    "unreadable-pattern": Fault(
        N_("“{value}” in “{field}” cannot be read"),
        N_("a regular expression as Python has them, or a range as U+2460-U+24FF"),
    ),
    "rule-saw-nothing": Fault(
        N_("the rule “{rule}” found nothing that it could look at"),
        N_("see whether the document is of this type; else mend where the rule looks"),
    ),
    "engines-disagree": Fault(
        N_("LibreOffice counts {libreoffice} pages, docgen's own typesetter {typeset}"),
        N_("the worse one counts; look at the last page"),
    ),
    "pages-not-measured": Fault(
        N_("nobody measured the pages, so “{rule}” was not applied"),
        N_("measure them with --layout"),
    ),
    "too-many-pages": Fault(
        N_("{pages} pages; at most {limit} (by {engine})"), N_("shorten the text")
    ),
    "wrong-page-size": Fault(
        N_("the pages of section {section} are {found} mm, not {wanted}"),
        N_("choose the right size"),
    ),
    "wrong-orientation": Fault(
        N_("the pages of section {section} are {found}, not {wanted}"), N_("turn them")
    ),
    "vertical-text": Fault(
        N_("the text of section {section} runs vertically ({found})"), N_("let it run horizontally")
    ),
    "wrong-margins": Fault(
        N_("the margins of section {section} (top right bottom left) are {found} cm, not {wanted}"),
        N_("set them"),
    ),
    "page-grid": Fault(
        N_(
            "lines of section {section} snap to a page grid ({found}), which overrides their height"
        ),
        N_("take the grid away"),
    ),
    "wrong-font": Fault(N_("Chinese stands in {found}, not {wanted}"), N_("change the font")),
    "wrong-latin-font": Fault(
        N_("Latin letters or digits stand in {found}, not {wanted}"), N_("change the font")
    ),
    "wrong-size": Fault(N_("text of {found} pt, not {wanted}"), N_("change the size")),
    "wrong-line-height": Fault(
        N_("the line height is {found}, not exactly {wanted} pt"), N_("set it")
    ),
    "wrong-language": Fault(N_("text is marked as {found}, not {wanted}"), N_("mark it")),
    "composed-character": Fault(
        N_("several characters in one code: {found}; write {wanted}"), N_("type them one by one")
    ),
    "split-character": Fault(
        N_("several codes drawn as one character: {found}"), N_("write plain characters")
    ),
    "private-use-character": Fault(
        N_("a character that only this computer knows: {found}"), N_("use a standard one")
    ),
    "compatibility-character": Fault(
        N_("a look-alike of another character: {found}; write {wanted}"), N_("use the ordinary one")
    ),
    "fullwidth-ascii": Fault(
        N_("full-width letters, digits or signs: {found}; write {wanted}"),
        N_("type them half-width"),
    ),
    "halfwidth-punctuation": Fault(
        N_("half-width punctuation between Chinese: {found}; write {wanted}"), N_("use full-width")
    ),
    "layout-by-spaces": Fault(N_("spaces are used as layout ({found})"), N_("delete them")),
    "numbering-skips-level": Fault(
        N_("{found} skips a level; {wanted} comes next"), N_("number it one level down")
    ),
    "numbering-out-of-order": Fault(
        N_("{found} is out of order; number {number} comes next"), N_("number in order")
    ),
    "numbering-not-in-ladder": Fault(
        N_("{found} is no label of this document ({wanted})"), N_("use its labels")
    ),
    "mixed-brackets": Fault(
        N_("{found}: these brackets are not {wanted}-width"), N_("change them")
    ),
    "section-out-of-order": Fault(
        N_("“{id}” stands behind “{other}” in the form, but before it here"), N_("exchange them")
    ),
    "empty-section": Fault(N_("nothing stands below “{id}”"), N_("fill it in")),
    "guidance-left": Fault(
        N_("words of the blank form are left: {found}"), N_("delete them, or fill them in")
    ),
    "leftover-tag": Fault(
        N_("a tag of the template is left: {found}"), N_("fill in the data, or mend the template")
    ),
    "too-few-cases": Fault(N_("“{id}” has {count} cases; wanted: {wanted} or more"), N_("add one")),
    "too-many-cases": Fault(
        N_("“{id}” has {count} cases; wanted: at most {wanted}"), N_("leave some out")
    ),
    "no-figures": Fault(N_("the case says nothing in figures"), N_("add figures")),
    "missing-caption": Fault(
        N_("no annex has the caption “{found}”"), N_("add it above the annex")
    ),
    "comment-left": Fault(N_("a comment is left: “{found}”"), N_("delete it")),
    "hidden-text": Fault(N_("hidden text: “{found}”"), N_("delete it, or show it")),
    "external-content": Fault(
        N_("the file fetches “{found}” when it is opened"), N_("put the content into the file")
    ),
    "macro": Fault(N_("the file holds macros ({found})"), N_("save it without macros")),
    "personal-property": Fault(
        N_("the file's properties name a person or an office: {found}"), N_("remove them")
    ),
    "wrong-agency-name": Fault(N_("“{found}” is nearly “{wanted}”"), N_("correct the name")),
    "doubled-punctuation": Fault(N_("doubled punctuation: {found}"), N_("leave one")),
    "wrong-year": Fault(
        N_("“{found}”: this document is of another year ({wanted})"), N_("correct the year")
    ),
    "date-impossible": Fault(N_("the calendar has no {found}"), N_("correct the date")),
    "due-by-cutoff": Fault(
        N_("due on {found}, but the data run up to {cutoff}"), N_("change one of the two dates")
    ),
    "stop-after-heading": Fault(
        N_("the heading ends with a stop: “{found}”"), N_("delete the stop")
    ),
    "missing-stop": Fault(N_("the sentence has no stop"), N_("add it")),
    "confusable-word": Fault(N_("“{found}” should be “{wanted}”"), N_("write the right word")),
    "repeated-sentence": Fault(
        N_("the sentence stands at “{other}” too: {found}"), N_("delete one of the two")
    ),
    # LibreOffice, the judge of pages
    "libreoffice-missing": Fault(
        N_("LibreOffice is not installed; it lays documents out and makes pdf and odt"),
        N_("to get it: {remedy}"),
    ),
    "libreoffice-hangs": Fault(
        N_("LibreOffice gave no answer within {seconds} seconds, twice, and was ended"),
        N_("try again when the computer is less busy; other documents are not touched by it"),
    ),
    "libreoffice-dies": Fault(
        N_("LibreOffice ended without an answer, twice ({reason})"),
        N_("open the file in LibreOffice to see whether it can; see docgen doctor"),
    ),
    "libreoffice-fails": Fault(
        N_("LibreOffice failed at the step “{action}”"),
        N_("open the file in Word and save it again"),
    ),
    "libreoffice-lies": Fault(
        N_("what LibreOffice wrote is not what it should be ({output}), twice"),
        N_("nothing of it was used; install LibreOffice anew, see docgen doctor"),
    ),
    "foreign-font": Fault(
        N_("LibreOffice used another font ({used}) than the document names ({named})"),
        N_("its pages say nothing: install the font, or name one that is here (docgen doctor)"),
    ),
    "disk-full": Fault(
        N_("the disk has no room for LibreOffice's temporary files ({reason})"),
        N_("make room, then try again; nothing was left there"),
    ),
}

TOOL_FAULTS: Final = frozenset(
    {
        "libreoffice-missing",
        "libreoffice-hangs",
        "libreoffice-dies",
        "libreoffice-fails",
        "libreoffice-lies",
        "foreign-font",
        "disk-full",
    }
)
"""Faults of an outside tool, a font or the disk, not of data or document: exit code 3."""
