"""The command line, the workspace, and making documents and files."""

from __future__ import annotations

from typing import Final

from docgen.problem.faults.shape import Fault
from docgen.problem.words import N_

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
    "output-is-input": Fault(
        N_("the result “{path}” would take the place of the document or of the other result"),
        N_("give it a name of its own; nothing was changed"),
    ),
    "output-not-docx": Fault(
        N_("the result “{path}” is a Word document, but its name does not end in .docx"),
        N_("name it so; nothing was changed"),
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
}
