"""``docgen doctor``: what this machine has of what docgen uses, and how to get the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.cli.outcome import Exit, Outcome
from docgen.problem.words import say as _

if TYPE_CHECKING:
    import argparse

    from docgen.pipeline import Finding

EXAMPLE: Final = ""


def arguments(_parser: argparse.ArgumentParser) -> None:
    """None of its own."""


def run(_options: argparse.Namespace) -> Outcome:
    """One line for each thing; exit 3 when something is missing that is needed."""
    from docgen.pipeline import doctor

    found = doctor()
    lacks = any(each.needed and each.state != "here" for each in found)
    return Outcome(
        lines=tuple(_line(each) for each in found),
        found={
            "findings": [
                {
                    "name": each.name,
                    "state": each.state,
                    "detail": each.detail,
                    "remedy": each.remedy,
                    "needed": each.needed,
                }
                for each in found
            ]
        },
        code=Exit.TOOL if lacks else Exit.FINE,
    )


def _line(found: Finding) -> str:
    if found.state == "here":
        return f"{found.name}  {found.detail}"
    if found.state == "old":
        return _(
            "{name}  {detail}, which does not do; to get another: {remedy}",
            name=found.name,
            detail=found.detail,
            remedy=found.remedy,
        )
    if found.needed:
        return _("{name}  missing; to get it: {remedy}", name=found.name, remedy=found.remedy)
    return _(
        "{name}  missing (documents are made without it); to get it: {remedy}",
        name=found.name,
        remedy=found.remedy,
    )
