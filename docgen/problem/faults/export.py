"""What keeps a file from its promise: PDF/UA-1 and PDF/A-2a, strict ODF 1.3. Publishing refuses it."""

from __future__ import annotations

from typing import Final

from docgen.problem.faults.shape import Fault
from docgen.problem.words import N_

FAULTS: Final[dict[str, Fault]] = {
    "odt-not-strict": Fault(
        N_("the ODT has something that is not of ODF 1.3"),
        N_(
            "update LibreOffice (docgen doctor says what is here); else take it out of the template"
        ),
    ),
    "pdf-without-title": Fault(
        N_("the document has no title, so its PDF is not declared accessible (PDF/UA)"),
        N_("give it a title in the data"),
    ),
    "pdf-untagged": Fault(
        N_("something in the PDF belongs to no part of the text; it is not declared accessible"),
        N_("in the template, put text boxes and drawings in line with the text"),
    ),
    "pdf-without-characters": Fault(
        N_("the PDF has signs that are no characters; it is not declared accessible"),
        N_("use ordinary characters, not those of a private font"),
    ),
    "pdf-font-not-embedded": Fault(
        N_("a font may not be put into the PDF; it is not declared accessible"),
        N_("name another font in the template (docgen doctor says which are here)"),
    ),
    "heading-skips-level": Fault(
        N_("a heading skips a level, so the PDF is not declared accessible (PDF/UA)"),
        N_("in the template, put Heading 2 below Heading 1, and so on"),
    ),
    "picture-without-words": Fault(
        N_("a picture has no words for who cannot see it; the PDF is not declared accessible"),
        N_("in Word, right-click the picture, Edit Alt Text, and save the template"),
    ),
    "table-not-rectangular": Fault(
        N_("rows of a table differ in width, so the PDF is not declared accessible (PDF/UA)"),
        N_("in the template, let every row have the same columns, merged or not"),
    ),
}
