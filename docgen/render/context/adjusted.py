"""不適用項目 of a sheet, and what became of its total: printed below 附表1 and 附表2."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from docgen.model.rubric import leaves
from docgen.render.value import Value
from docgen.year.score import plain

if TYPE_CHECKING:
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

    ``scaled``: ``raw`` of ``possible`` points became the total of ``full``; else they count in
    full (``in_full``) or 0. ``unit`` is empty where there is only one.
    """

    unit: str
    leaves: tuple[LeafContext, ...]
    scaled: bool
    in_full: bool
    raw: str
    possible: str
    full: str


def adjusted(
    rubric: Rubric, rules: Rules, sheet: SheetResult, unit: str
) -> tuple[AdjustedContext, ...]:
    """One or none."""
    reasons = sheet.assessment.not_applicable
    file = f"assessments/{sheet.name}"
    named = [leaf for leaf in leaves(rubric.parts) if leaf.id in reasons]
    if not named:
        return ()
    made = tuple(
        LeafContext(
            "、" if place else "",
            Value(leaf.title, f"rubric:{leaf.id}.title"),
            Value(reasons[leaf.id], f"{file}:not-applicable.{leaf.id}"),
        )
        for place, leaf in enumerate(named)
    )
    sums = sheet.sums
    return (
        AdjustedContext(
            unit=unit,
            leaves=made,
            scaled=rules.not_applicable == "scale",
            in_full=rules.not_applicable == "count-full",
            raw=plain(sums.raw),
            possible=plain(sums.possible),
            full=plain(sums.full),
        ),
    )
