"""Word files from anywhere, templates, and filling them."""

from __future__ import annotations

from typing import Final

from docgen.problem.faults.shape import Fault
from docgen.problem.words import N_

FAULTS: Final[dict[str, Fault]] = {
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
    "too-much-text": Fault(
        N_("its text and formats take {size} bytes; {limit} can be read"),
        N_("check that it is the right file, or divide it"),
    ),
    "too-much-markup": Fault(
        N_("it is made of {count} elements; {limit} can be read"),
        N_("check that it is the right file, or divide it"),
    ),
    "endless-paragraph": Fault(
        N_("a paragraph of {count} characters; {limit} can be read"),
        N_("check that it is the right file, or divide the paragraph"),
    ),
    "endless-paragraphs": Fault(
        N_("too many long paragraphs to be searched; the longest has {count} characters"),
        N_("check that it is the right file, or divide the paragraphs"),
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
    "signed-document": Fault(
        N_("the document carries a digital signature, which any change would break"),
        N_("mend the unsigned copy, and have it signed again; nothing was changed"),
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
    "strict-document": Fault(
        N_("it was saved as a Strict Open XML Document, which cannot be filled"),
        N_("in Word: Save As, and choose the kind “Word Document (*.docx)”"),
    ),
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
        N_("known: for, if, elif, else, set, and in a cell vm, hm, noline, width, colspan, cellbg"),
    ),
    "text-beside-tag": Fault(
        N_("something stands beside “{tag}”; it would be lost"),
        N_("leave the tag alone in its paragraph, row or cell ({element})"),
    ),
    "tag-outside-table": Fault(N_("“{tag}” stands in no table"), N_("move it into a cell")),
    "tag-not-in-text": Fault(
        N_("“{tag}” stands in {element}, which is no text that is read"),
        N_("print the value as words; a link that depends on the data is a value of its own"),
    ),
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
    "not-a-picture": Fault(
        N_("the picture cannot be printed: {reason}"),
        N_("a picture is PNG, JPEG or GIF, up to 10 MB, and has an alternative text"),
    ),
    "not-a-link": Fault(
        N_("“{link}” cannot be linked to"), N_("a link begins with http://, https:// or mailto:")
    ),
    "cannot-insert": Fault(
        N_("the document or picture cannot be put in here: {reason}"),
        N_("a document may bring words, tables, pictures and links, in styles of the template"),
    ),
    "dangling-relationship": Fault(
        N_("“{part}” uses the relationship “{id}”, which it does not have"),
        N_("put the picture or link into the template again"),
    ),
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
    "too-many-columns": Fault(
        N_("a cell takes “{count}” columns; a table has {limit} at most"),
        N_("give the cell the number of columns that it covers"),
    ),
    "not-a-color": Fault(N_("“{text}” is not a colour"), N_("write it as RRGGBB, such as D9D9D9")),
    "endless-template": Fault(
        N_("the template goes on beyond {limit}"), N_("look for a loop inside its own list")
    ),
    "endless-number": Fault(
        N_("a number grows beyond {limit} digits"),
        N_("look for a set that multiplies a number by itself"),
    ),
    "test-of-no-number": Fault(
        N_("“{test}” is asked of a number, not of a {kind}"),
        N_("name a field that is a number, or compare texts by =="),
    ),
    "nested-lists": Fault(
        N_("a list that a tag puts together holds lists of lists"),
        N_("name the values themselves between the brackets"),
    ),
    "forbidden-operation": Fault(
        N_("“{operator}” cannot be used on texts"), N_("join texts with ~")
    ),
    "template-failed": Fault(
        N_("the tag cannot be filled: {reason}"), N_("compare it with a tag of another template")
    ),
}
