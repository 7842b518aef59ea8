"""The one table of all commands. Document types are commands too: the folders of templates/."""

from __future__ import annotations

from typing import Final, NamedTuple

from docgen.problem.words import N_


class Command(NamedTuple):
    """``module`` is a file of ``cli/commands``, imported only when the command runs."""

    module: str
    group: str
    summary: str


DOCUMENTS: Final = N_("documents")
DATA: Final = N_("data")
WORKSPACE: Final = N_("workspace and templates")

COMMANDS: Final[dict[str, Command]] = {
    "build": Command("build", DOCUMENTS, N_("make all documents of agencies")),
    "status": Command(
        "status", DOCUMENTS, N_("show which documents are up to date, and what is still to come")
    ),
    "check": Command("check", DOCUMENTS, N_("hold documents to the form of their type")),
    "draft report": Command(
        "draft_report",
        DATA,
        N_("draft the report from the year's achievements, fitted to its pages"),
    ),
    "publish": Command("publish", DOCUMENTS, N_("make the bundle for an agency's website")),
    "verify": Command("verify", DOCUMENTS, N_("show what was changed in a published bundle")),
    "validate": Command("validate", DATA, N_("check the data and list every fault")),
    "explain": Command("explain", DATA, N_("show where a value comes from and who overrides it")),
    "scores": Command("scores", DATA, N_("show scores, grades, ranks, and what would lift them")),
    "scores export": Command(
        "scores_export", DATA, N_("make a spreadsheet form of the scores for each unit")
    ),
    "scores import": Command(
        "scores_import", DATA, N_("read filled-in score forms back into the data")
    ),
    "impact": Command(
        "impact", DATA, N_("show who inherits a text and who overrides it, before it changes")
    ),
    "diff": Command("diff", DATA, N_("show what two years or two agencies have otherwise")),
    "rollover": Command("rollover", DATA, N_("begin the next year from this one")),
    "schema": Command("schema", DATA, N_("write the JSON Schemas that editors use")),
    "awards": Command("awards", DATA, N_("say who is due what under the agency's 柒")),
    "consolidate": Command(
        "consolidate",
        DATA,
        N_("bring the bureaus together: results, ranks, awards, conformity"),
    ),
    "new": Command("new", DATA, N_("lay out the files of a new agency or year")),
    "init": Command("init", WORKSPACE, N_("make a new workspace with templates and examples")),
    "template check": Command("template_check", WORKSPACE, N_("check Word templates")),
    "doctor": Command("doctor", WORKSPACE, N_("show what this machine has and what it lacks")),
}

DOCUMENT: Final = Command("document", DOCUMENTS, N_("make the document “{type}” of an agency"))
"""Stands for every document type."""
