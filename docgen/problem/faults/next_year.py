"""The next year, and two years or two agencies beside each other."""

from __future__ import annotations

from typing import Final

from docgen.problem.faults.shape import Fault
from docgen.problem.words import N_

FAULTS: Final[dict[str, Fault]] = {
    # two beside each other
    "bad-side": Fault(
        N_("“{side}” is no agency with a year"),
        N_("write 10river@106, or 10river alone for the newest year"),
    ),
    "no-common-year": Fault(
        N_("“{one}” and “{other}” have no year in common"),
        N_("say which years: {one}@105 {other}@106"),
    ),
    "no-such-document": Fault(
        N_("{side} makes no document “{name}”"), N_("its documents of that type: {known}")
    ),
    "output-exists": Fault(
        N_("there is already a file of that name"),
        N_("choose another name, or move it away; nothing was changed"),
    ),
    "other-sections": Fault(
        N_("the two documents are divided into {old} and {new} sections"),
        N_("compare documents of one type and one template"),
    ),
    "other-styles": Fault(
        N_("the two documents have different styles: {styles}"),
        N_("rejected text comes back with the new document's styles; compare with one template"),
    ),
    "other-pictures": Fault(
        N_("the old document has pictures that the new one has not"),
        N_("they are left out of the comparison; look at the old document for them"),
    ),
    # what a change would reach
    "not-inherited": Fault(
        N_("no agency takes over “{name}” from its parent"),
        N_("files that are taken over: {known}"),
    ),
    "nobody-below": Fault(
        N_("no agency stands below “{agency}”"),
        N_("a change reaches nobody else; see docgen explain for where a value comes from"),
    ),
    "no-heirs": Fault(
        N_("no agency below “{agency}” has the year {year}"),
        N_("a change reaches nobody; see docgen explain for where a value comes from"),
    ),
    # rollover
    "year-exists": Fault(
        N_("“{agency}” has the year {year} already: {found}"),
        N_("nothing was changed; take that folder away first, or go on in it"),
    ),
    "parent-first": Fault(
        N_("the parent “{parent}” has no year {year} yet"),
        N_("begin with it: docgen rollover {parent} --to {year}"),
    ),
    "not-a-later-year": Fault(
        N_("{year} is not later than {from}"), N_("say a later year, as --to {next}")
    ),
    "nothing-to-roll-over": Fault(
        N_("the year {year} of “{agency}” has nothing to carry over"),
        N_("it holds none of: {known}"),
    ),
}
