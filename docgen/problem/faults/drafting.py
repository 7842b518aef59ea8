"""Achievements, and the report that is drafted from them."""

from __future__ import annotations

from typing import Final

from docgen.problem.faults.shape import Fault
from docgen.problem.words import N_

FAULTS: Final[dict[str, Fault]] = {
    # achievements.yaml and the wording of drafts
    "no-heading-for-practice": Fault(
        N_("no heading of the report takes “{id}”: none names what its practice belongs to"),
        N_("write heading: here, or name the practice in from: of a heading in forms.yaml"),
    ),
    "weight-not-positive": Fault(
        N_("the weight must be more than 0"),
        N_("write 1 for an ordinary achievement, more for an important one"),
    ),
    "achievement-told-twice": Fault(
        N_("“{title}” stands here a second time (first: {first})"),
        N_("delete one of the two, or give it another title"),
    ),
    "unknown-blank": Fault(
        N_("there is nothing to fill into {{{name}}} here"),
        N_("known: {known}"),
    ),
    "number-out-of-range": Fault(
        N_("{number} is not between {least} and {most}"), N_("correct the number")
    ),
    # docgen draft report
    "no-achievements": Fault(
        N_("there are no achievements to draft the report from"),
        N_("write them into {file}; data/demo has an example"),
    ),
    "no-draft-words": Fault(
        N_("forms.yaml does not say how a report is drafted"),
        N_("add report: draft: as in data/wra, here or at a parent"),
    ),
    "no-page-limit": Fault(
        N_("the document type “{type}” has no rule that limits its pages"),
        N_("add one of the kind pages to its doctype.yaml"),
    ),
    "too-little-to-say": Fault(
        N_("the heading “{heading}” has {count} achievements, and needs {least}"),
        N_("record more in achievements.yaml; practices without an achievement: {practices}"),
    ),
    "draft-does-not-fit": Fault(
        N_("no choice of cases leaves {spare} lines free on {limit} pages"),
        N_("shorten short: of the achievements and the review, or ask for fewer with --spare"),
    ),
    "draft-not-measured": Fault(
        N_("the lines of the report cannot be computed: its template has “{reason}”"),
        N_("take it out of the template; docgen draft counts lines without LibreOffice"),
    ),
    "draft-beside": Fault(
        N_("{file} was edited by hand and is left as it is; the new draft stands beside it"),
        N_("take over what you did not touch with --merge, or copy what you want of it"),
    ),
    "draft-beside-edited": Fault(
        N_("{file} was edited by hand, and the new draft would overwrite it"),
        N_("move what you wrote into {own}, and delete this file"),
    ),
    "nothing-to-merge": Fault(
        N_("{file} does not come from a draft, so what was edited in it is not known"),
        N_("copy what you want from {beside}, or move your file away and draft anew"),
    ),
    "merge-kept-yours": Fault(
        N_("“{path}” was edited by hand and is kept; the new draft has another text"),
        N_("the draft says: {draft}"),
    ),
    "merge-kept-dropped": Fault(
        N_("“{path}” was edited by hand and is kept, though the new draft leaves it out"),
        N_("delete it if it is not wanted"),
    ),
    "merge-exceeds": Fault(
        N_("what was merged has {pages} pages and {lines} lines; {limit} pages are allowed"),
        N_("shorten it, or delete a case"),
    ),
}
