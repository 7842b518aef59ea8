"""Braces that would be printed as they stand: of full width, or those of templates.

Imported only for a text that has such signs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docgen.problem import Problem

if TYPE_CHECKING:
    from docgen.load.nodes import Scalar

_NAME: Final = r"[ \u3000]*[A-Za-z][\w.+-]*[ \u3000]*"
_WIDE: Final = re.compile(rf"｛{_NAME}[｝}}]|\{{{_NAME}｝", re.ASCII)
_OF_TEMPLATES: Final = re.compile(r"[{｛][{｛%％#＃][^}｝\n]*[}｝]{0,2}")


def astray(scalar: Scalar) -> Problem | None:
    """The first that is wrong in a text; None where all may stand."""
    for rule, pattern in (("template-tag", _OF_TEMPLATES), ("full-width-braces", _WIDE)):
        found = pattern.search(scalar.value)
        if found:
            return Problem(rule, scalar.place.where(), {"tag": found.group()})
    return None
