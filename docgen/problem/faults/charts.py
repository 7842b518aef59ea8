"""What keeps a picture of the scores from being drawn."""

from __future__ import annotations

from typing import Final

from docgen.problem.faults.shape import Fault
from docgen.problem.words import N_

FAULTS: Final[dict[str, Fault]] = {
    "chart-library-missing": Fault(
        N_("pictures need a library that is not installed (vl-convert-python)"),
        N_("install docgen with its pictures: pip install docgen[charts]"),
        tool=True,
    ),
    "bad-chart": Fault(
        N_("the picture cannot be drawn: {reason}"),
        N_("correct the file (it is a Vega-Lite specification), or take docgen's own again"),
    ),
    "chart-holds": Fault(
        N_("the picture would hold “{what}”, which none may: it is to stand in a web page"),
        N_("use marks of lines, bars, points and text, without pictures and links"),
    ),
}
