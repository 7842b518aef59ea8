"""Publishing: what keeps a bundle from being published, and what is wrong with one that is."""

from __future__ import annotations

from typing import Final

from docgen.problem.faults.shape import Fault
from docgen.problem.words import N_

FAULTS: Final[dict[str, Fault]] = {
    # the gates
    "metadata-missing": Fault(
        N_("publication: does not say its {field}, which every published page must carry"),
        N_("write it into agency.yaml, or “unknown” where it is not known"),
    ),
    "not-yet-issued": Fault(
        N_("the plan is not promulgated yet (issued: pending)"),
        N_("write the date of promulgation when there is one, then publish"),
    ),
    "left-blank": Fault(
        N_("“{text}” is not filled in yet"),
        N_("write the letter or date of this year, then publish"),
    ),
    "open-draft": Fault(
        N_("a draft lies here and nobody has decided on it"),
        N_("take over what you want from it and delete it, then publish"),
    ),
    "unfit-link": Fault(
        N_("“{url}” is no address that a page may lead to"),
        N_("only whole https:// and mailto: addresses are published as links"),
    ),
    "page-differs": Fault(
        N_("the page says “{found}” where the docx says “{expected}”"),
        N_("write the same words in both templates: {templates}"),
    ),
    "file-differs": Fault(
        N_("the {format} says “{found}” where the docx says “{expected}”"),
        N_("publish again; if it stays, report it with the document: LibreOffice lost words"),
    ),
    "dead-link": Fault(
        N_("the link “{url}” leads nowhere in the bundle"),
        N_("look into the page's template under templates/site"),
    ),
    "id-twice": Fault(
        N_("the page has the id “{id}” twice"),
        N_("look into the page's template under templates/site"),
    ),
    "dated-before": Fault(
        N_("the date {date} is before that of the newest version ({newest})"),
        N_("publish with --date on or after that day"),
    ),
    "nothing-to-publish": Fault(
        N_("there is nothing to publish: no agency, or no document"),
        N_("look into data/ and templates/; a new agency: docgen new"),
    ),
    # the templates of pages
    "type-without-page": Fault(
        N_("documents of the type {type} are not published: there is no page for {lacking}"),
        N_(
            "write templates/{lacking}/page.html (as templates/site/plan.html); "
            "published: no in doctype.yaml where the type stays in the house"
        ),
    ),
    "page-template": Fault(
        N_("the page's template cannot be printed: {reason}"),
        N_("mend the line; the words that a page may name are in templates/site/site.yaml"),
    ),
    "page-style": Fault(
        N_("the style of the pages is missing or holds “</”"),
        N_("take templates/site/site.css from a new workspace: docgen init"),
    ),
    "missing-words": Fault(
        N_("the words “{name}” are missing"),
        N_("write them under words: as a new workspace has them (docgen init)"),
    ),
    # a bundle that is there
    "bundle-unreadable": Fault(
        N_("this is not what docgen wrote about the version"),
        N_("docgen verify says what was changed; put the file back from a copy"),
    ),
    "publishing-unfinished": Fault(
        N_("publishing was stopped before all pages were replaced, or is still going on"),
        N_("run docgen publish again; no version is lost, and it puts the pages right"),
    ),
    "no-bundle": Fault(
        N_("there is no published bundle in {folder}"),
        N_("name the folder that was given to docgen publish --site"),
    ),
    "file-missing": Fault(
        N_("the file is missing from the bundle"),
        N_("docgen publish puts it back if it can; else copy it from a backup"),
    ),
    "file-changed": Fault(
        N_("the file is not the one that was published"),
        N_(
            "docgen publish puts the published one back if it can; else copy it from a backup; "
            "corrections are published as a new version"
        ),
    ),
    "text-changed": Fault(
        N_("its text was changed: {changes}"),
        N_(
            "docgen publish puts the published one back if it can; else copy it from a backup; "
            "corrections are published as a new version"
        ),
    ),
    "file-restored": Fault(
        N_("the file was not the one that was published; it is put back"),
        N_("corrections are made in the data: published, they are a new version"),
    ),
    "text-restored": Fault(
        N_("its text had been changed, and is put back: {changes}"),
        N_("corrections are made in the data: published, they are a new version"),
    ),
    "not-restored": Fault(
        N_("the file is not the one that was published, and docgen cannot make that again"),
        N_("copy it from a backup; or publish once from the data and templates of that day"),
    ),
    "other-version": Fault(
        N_("the file is that of version {version}"),
        N_("copy the file of the right version back"),
    ),
    "file-not-listed": Fault(
        N_("the file is not of the bundle"),
        N_("take it away, or keep it outside the folder"),
    ),
    "server-fails": Fault(
        N_("cannot read it from the server: {reason}"),
        N_("check the address and the server; nothing is said of the file"),
    ),
}
