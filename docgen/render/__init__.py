"""Prepare a template once, fill it many times; a missing value stops it and says where.

The only door to docxtpl and jinja2. Everything a template can name is a frozen record of plain
data (``render/context``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.render.prepared import Prepared, WhereOf, fill, prepare
from docgen.render.properties import Properties, core
from docgen.render.value import Missing, Value

if TYPE_CHECKING:
    from docgen.problem.shape import Problem

__all__ = [
    "Missing",
    "Prepared",
    "Properties",
    "Value",
    "WhereOf",
    "check",
    "core",
    "fill",
    "prepare",
]


def check(template: bytes, *, name: str, context_type: type) -> tuple[Problem, ...]:
    """All faults of a template (``docgen.render.check``)."""
    from docgen.render.examine import check as found

    return found(template, name=name, context_type=context_type)
