"""A parent agency and what its bureaus handed in."""

from __future__ import annotations

from typing import Final

from docgen.problem.faults.shape import Fault
from docgen.problem.words import N_

FAULTS: Final[dict[str, Fault]] = {
    "bureau-named-twice": Fault(
        N_("“{name}” is told of twice (first: {first})"),
        N_("a bureau has a folder of its own in data/ or one file in returns/, never both"),
    ),
    "type-of-bureaus": Fault(
        N_("“{type}” is made of all bureaus of a parent agency at once"),
        N_("make it with docgen consolidate {agency}, or of the agency above"),
    ),
    "unknown-item": Fault(
        N_("the rubric has no 評核項目 “{name}”"), N_("評核項目 in rubric.yaml: {known}")
    ),
    "item-without-points": Fault(
        N_("“{id}” has no points"),
        N_("give every 評核項目 its points, or none and the total alone"),
    ),
    "total-is-not-the-sum": Fault(
        N_("the total is {total}, the points add up to {sum}"),
        N_("correct the points or the total"),
    ),
    "too-few-bureau-cases": Fault(
        N_("“{heading}” has {count} cases of bureaus, {least} are asked for"),
        N_("the report of all bureaus is not drafted until more of them have theirs in"),
    ),
    "bureau-report-does-not-fit": Fault(
        N_("no choice of the bureaus' cases leaves {spare} lines free on {limit} pages"),
        N_("lower review-items in forms.yaml, or ask the bureaus for shorter cases"),
    ),
    "bureau-case-without-heading": Fault(
        N_("“{title}” of {bureau} stands under “{heading}”, which is no heading of the parent's"),
        N_("it is in no draft; put it under one of these, or add the heading: {known}"),
    ),
    "bureau-without-report": Fault(
        N_("{bureau} has no report.yaml yet: its achievements are taken instead"),
        N_("its report is drafted by docgen draft report {slug}; consolidate again after that"),
    ),
    "bureau-without-cases": Fault(
        N_("{bureau} has neither report nor achievements: nothing of it is in the draft"),
        N_("ask it for its report"),
    ),
    "no-bureaus": Fault(
        N_("no agency stands below “{agency}”, and it has no returns of the year"),
        N_("write parent: {agency} into the agency.yaml of its bureaus, or add files to returns/"),
    ),
    "example-bureau": Fault(
        N_("“{name}” is a made-up agency (example: true), and it is among the bureaus"),
        N_("remove data/{slug} and consolidate again before anything of this is sent"),
    ),
    "example-published": Fault(
        N_("the report of all bureaus has the made-up agency “{name}” among them"),
        N_(
            "remove data/{slug}, run docgen consolidate {agency} again, and look through its "
            "consolidated.yaml; then publish"
        ),
    ),
    "bureau-without-year": Fault(
        N_("“{agency}” has no data of the year {year}"),
        N_("lay it out (docgen new, docgen rollover), or wait for it"),
    ),
}
