"""Form rules. Their own help stands in the YAML; this is for a rule that has none."""

from __future__ import annotations

from typing import Final

from docgen.problem.faults.shape import Fault
from docgen.problem.words import N_

_ENGINES: Final = {"typeset": N_("typeset"), "libreoffice": N_("libreoffice")}
_PROPERTIES: Final = {
    "creator": N_("author"),
    "lastModifiedBy": N_("last saved by"),
    "manager": N_("manager"),
    "company": N_("company"),
}
_GRIDS: Final = {
    "lines": N_("of lines"),
    "linesAndChars": N_("of lines and characters"),
    "snapToChars": N_("of characters"),
}
_HEIGHTS: Final = {
    "exact #": N_("exactly {number} pt"),
    "atLeast #": N_("at least {number} pt"),
    "# ×": N_("{number} × the line"),
}

FAULTS: Final[dict[str, Fault]] = {
    "type-needed": Fault(
        N_("what document is it?"), N_("say so with --as; document types: {known}")
    ),
    "other-type": Fault(
        N_("this seems to be: {seems}; it is not: {named}"),
        N_("check it with --as {type}; nothing else was looked at"),
    ),
    "nothing-built": Fault(
        N_("nothing has been made yet"), N_("make it first (docgen build), or name a file")
    ),
    "unknown-kind": Fault(N_("there is no kind of rule “{name}”"), N_("kinds: {known}")),
    "unreadable-pattern": Fault(
        N_("“{value}” in “{field}” cannot be read"),
        N_("a regular expression as Python has them, or a range as U+2460-U+24FF"),
    ),
    "runaway-pattern": Fault(
        N_("“{part}” in “{field}” repeats a repetition: some texts would keep it busy for hours"),
        N_("repeat one thing, or the inner one a few times only ({{0,20}})"),
    ),
    "mends-nothing": Fault(
        N_("the rule “{rule}” says mend: true, but nothing that it finds can be mended"),
        N_("take mend: away, or say what to write instead (words:, or one size in points:)"),
    ),
    "rule-saw-nothing": Fault(
        N_("the rule “{rule}” found nothing that it could look at"),
        N_("see whether the document is of this type; else the rule looks at the wrong place"),
    ),
    "no-such-section": Fault(
        N_("the document has none of these sections: {headings}"),
        N_("add them as the form has them; see whether the document is of this type"),
    ),
    "mends-go-round": Fault(
        N_("the mends of these rules undo each other: {rules}"),
        N_("look at their words in templates/house.yaml and doctype.yaml; nothing was changed"),
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
        N_(
            "{full} pages and {lines} lines; at most {limit} pages: "
            "{over} lines, about {characters} characters too many (by {engine})"
        ),
        N_("shorten the text"),
        terms=_ENGINES,
    ),
    "shorten-here": Fault(
        N_("takes {lines} lines; deleting {characters} characters at its end saves {saves}"),
        "",
    ),
    "few-spare-lines": Fault(
        N_("{left} lines are left; {wanted} should be, for Word may set more lines"),
        N_("about {characters} characters less are enough"),
    ),
    "not-written": Fault(
        N_("not written: it breaks rules of its form ({errors}); what was there stays"),
        N_("mend the data, or write it beside with --draft"),
    ),
    "wrong-page-size": Fault(
        N_("the pages of section {section} are {found} mm, not {wanted}"),
        N_("choose the right size"),
    ),
    "wrong-orientation": Fault(
        N_("the pages of section {section} are {found}, not {wanted}"),
        N_("turn them"),
        terms={"portrait": N_("portrait"), "landscape": N_("landscape")},
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
        terms=_GRIDS,
    ),
    "wrong-font": Fault(N_("Chinese stands in {found}, not {wanted}"), N_("change the font")),
    "wrong-latin-font": Fault(
        N_("Latin letters or digits stand in {found}, not {wanted}"), N_("change the font")
    ),
    "wrong-size": Fault(N_("text of {found} pt, not {wanted}"), N_("change the size")),
    "wrong-line-height": Fault(
        N_("the line height is {found}, not exactly {wanted} pt"), N_("set it"), terms=_HEIGHTS
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
        N_("{found}: these brackets are not {wanted}-width"),
        N_("change them"),
        terms={"half": N_("half"), "full": N_("full")},
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
        N_("the file's properties name a person or an office: {found}"),
        N_("remove them"),
        terms=_PROPERTIES,
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
}
