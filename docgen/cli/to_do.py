"""What is still to come in a year, as lines of ``docgen status`` and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen.cli.outcome import few
from docgen.problem.words import printable
from docgen.problem.words import say as _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.pipeline import Overview


def lines(found: Overview) -> Iterator[str]:
    """Units that have not handed their indicators in, and practices without one."""
    name = f"{found.agency} {found.year}"
    asked = found.indicators
    if asked.units:
        units = "、".join(unit.title for unit in asked.units)
        yield printable(_("{name}: no indicators yet from: {units}", name=name, units=units))
    if asked.practices:
        yield printable(
            _(
                "{name}: {count} of {total} practices have no indicator: {practices}",
                name=name,
                count=len(asked.practices),
                total=asked.total,
                practices=few([practice.id for practice in asked.practices]),
            )
        )


def as_dict(found: Overview) -> dict[str, Any]:
    """The same for programs, by id."""
    asked = found.indicators
    return {
        "agency": found.agency,
        "year": found.year,
        "units-without-indicators": [unit.id for unit in asked.units],
        "practices-without-indicators": [practice.id for practice in asked.practices],
        "practices": asked.total,
    }
