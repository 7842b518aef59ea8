"""量化數據: a quantified result with last year's value and the target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from docgen.render.context.ladder import label
from docgen.render.value import Missing, Value, value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.doctype import Doctype
    from docgen.model.prose import Figure


class FigureContext(Struct, frozen=True):
    """One figure; ``amount`` is its value, ``last`` the year before's, all as typed."""

    label: str
    name: Value
    amount: Value
    unit: Value | Missing
    last: Value | Missing
    target: Value | Missing


def figures(
    made: Sequence[Figure], doctype: Doctype, file: str, *, level: int
) -> tuple[FigureContext, ...]:
    """Figures as the lines of one level of the ladder."""
    return tuple(
        FigureContext(
            label(doctype.ladder[level], number, doctype.brackets),
            Value(figure.name, f"{file}:{figure.id}.name"),
            Value(figure.value, f"{file}:{figure.id}.value"),
            value(figure.unit, f"{file}:{figure.id}.unit"),
            value(figure.last, f"{file}:{figure.id}.last"),
            value(figure.target, f"{file}:{figure.id}.target"),
        )
        for number, figure in enumerate(made, 1)
    )
