"""LibreOffice, the judge of pages and maker of pdf and odt."""

from __future__ import annotations

from typing import Final

from docgen.problem.faults.shape import Fault
from docgen.problem.words import N_

FAULTS: Final[dict[str, Fault]] = {
    "libreoffice-missing": Fault(
        N_("LibreOffice is not installed; it lays documents out and makes pdf and odt"),
        N_("to get it: {remedy}"),
        tool=True,
    ),
    "libreoffice-hangs": Fault(
        N_("LibreOffice gave no answer within {seconds} seconds, twice, and was ended"),
        N_("try again when the computer is less busy; other documents are not touched by it"),
        tool=True,
        passing=True,
    ),
    "libreoffice-dies": Fault(
        N_("LibreOffice ended without an answer, twice ({reason})"),
        N_("open the file in LibreOffice to see whether it can; see docgen doctor"),
        tool=True,
        passing=True,
    ),
    "libreoffice-fails": Fault(
        N_("LibreOffice failed at the step “{action}”"),
        N_("open the file in Word and save it again"),
        tool=True,
        passing=True,
    ),
    "libreoffice-lies": Fault(
        N_("what LibreOffice wrote is not what it should be ({output}), twice"),
        N_("nothing of it was used; install LibreOffice anew, see docgen doctor"),
        tool=True,
        passing=True,
    ),
    "foreign-font": Fault(
        N_("LibreOffice used another font ({used}) than the document names ({named})"),
        N_("its pages say nothing: install the font, or name one that is here (docgen doctor)"),
        tool=True,
    ),
    "disk-full": Fault(
        N_("the disk has no room for LibreOffice's temporary files ({reason})"),
        N_("make room, then try again; nothing was left there"),
        tool=True,
        passing=True,
    ),
}
