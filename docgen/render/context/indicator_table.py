"""The table of all 量化指標 with target and result (伍一: 交秘書室彙整)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from docgen.model.plan import practices
from docgen.render.context.strategy_table import IndicatorContext, indicator_of
from docgen.render.value import Value

if TYPE_CHECKING:
    from docgen.model.agency_year import AgencyYear
    from docgen.model.plan import Plan


class IndicatorRowContext(Struct, frozen=True):
    """One indicator; rows with the same ``key`` are of one practice."""

    key: str
    practice: Value
    indicator: IndicatorContext


def indicator_rows(year: AgencyYear, plan: Plan) -> tuple[IndicatorRowContext, ...]:
    """All indicators in the order of the plan's practices."""
    units = {unit.id: unit.title for unit in reversed(year.units)}
    return tuple(
        IndicatorRowContext(
            practice.id,
            Value(practice.text, f"plan:{practice.id}.text"),
            indicator_of(indicator, units, result=True),
        )
        for practice in practices(plan)
        for indicator in practice.indicators
    )
