"""不適用項目 of a sheet, and what became of its total: printed below 附表1 and 附表2."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from docgen.model.rubric import leaves
from docgen.render.value import Value
from docgen.year.score import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.model.rubric import Rubric
    from docgen.model.rules import Rules
    from docgen.year.results import SheetResult


class LeafContext(Struct, frozen=True):
    """A leaf that does not apply; ``comma`` stands before all but the first."""

    comma: str
    title: Value
    reason: Value


class AdjustedContext(Struct, frozen=True):
    """A unit's leaves that do not apply.

    ``scaled``: ``raw`` of ``possible`` points became the total of ``full`` (both are empty for a
    year of several sheets); else they count in full (``in_full``) or 0. ``unit`` is empty where
    there is only one.
    """

    unit: str
    leaves: tuple[LeafContext, ...]
    scaled: bool
    in_full: bool
    raw: str
    possible: str
    full: str


def adjusted(
    rubric: Rubric, rules: Rules, sheets: Sequence[SheetResult], unit: str, comma: str
) -> tuple[AdjustedContext, ...]:
    """One or none, for one sheet or a unit's several."""
    reasons = {
        leaf: Value(reason, f"assessments/{sheet.name}:{leaf}.reason")
        for sheet in reversed(sheets)
        for leaf, reason in sheet.assessment.reasons.items()
    }
    named = [leaf for leaf in leaves(rubric.parts) if leaf.id in reasons]
    if not named:
        return ()
    made = tuple(
        LeafContext(
            comma if place else "", Value(leaf.title, f"rubric:{leaf.id}.title"), reasons[leaf.id]
        )
        for place, leaf in enumerate(named)
    )
    sums, alone = sheets[0].sums, len(sheets) == 1
    return (
        AdjustedContext(
            unit=unit,
            leaves=made,
            scaled=rules.not_applicable == "scale",
            in_full=rules.not_applicable == "count-full",
            raw=plain(sums.raw) if alone else "",
            possible=plain(sums.possible) if alone else "",
            full=plain(sums.full),
        ),
    )
