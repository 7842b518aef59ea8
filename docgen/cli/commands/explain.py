"""``docgen explain AGENCY FILE [ID]``: where a value comes from, and who below overrides it.

Who does not know the id asks by words of the text, or for the whole file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docgen.cli import where
from docgen.cli.arguments import add_agency, add_year
from docgen.cli.outcome import Outcome
from docgen.problem.words import place, printable
from docgen.problem.words import say as _

if TYPE_CHECKING:
    import argparse

    from docgen.load.explain import Heir, Origin

EXAMPLE: Final = "10river plan single-window"
_LONG: Final = 40  # characters of a text in a list


def arguments(parser: argparse.ArgumentParser) -> None:
    """``AGENCY FILE [ID] [--year Y]``."""
    add_agency(parser, needed=True)
    parser.add_argument("file", metavar="FILE", help=_("plan, rubric, rules, forms, report …"))
    parser.add_argument(
        "id",
        metavar="ID",
        nargs="?",
        help=_("an id, an id and a field (scope.text), or words of the text (else the whole file)"),
    )
    add_year(parser)


def run(options: argparse.Namespace) -> Outcome:
    """The value, the places that set it in order, and the agencies below."""
    from docgen.pipeline import explain

    found = explain(where.chosen(options), options.agency, options.file, options.id, options.year)
    if found.listed:
        lines = [_line(origin) for origin in found.origins]
    else:
        lines = [line for origin in found.origins for line in _origin_lines(origin)]
    lines += [_heir_line(heir) for heir in found.heirs]
    return Outcome(
        lines=tuple(lines),
        found={
            "origins": [
                {
                    "address": origin.address,
                    "value": origin.value,
                    "chain": [each.where().as_dict() for each in origin.chain],
                }
                for origin in found.origins
            ],
            "heirs": [_heir(heir) for heir in found.heirs],
        },
    )


def _line(origin: Origin) -> str:
    value = origin.value if len(origin.value) <= _LONG else f"{origin.value[:_LONG]}…"
    at = place(origin.chain[-1].where())
    return f"{printable(origin.address)}  {printable(value)}  ({at})"


def _origin_lines(origin: Origin) -> tuple[str, str]:
    chain = " → ".join(place(each.where()) for each in origin.chain)
    return f"{printable(origin.address)}  {printable(origin.value)}", f"    {chain}"


def _heir_line(heir: Heir) -> str:
    if heir.drops:
        return _("{agency} drops it", agency=heir.slug)
    if heir.overrides is not None:
        return _(
            "{agency} overrides it: {place}", agency=heir.slug, place=place(heir.overrides.where())
        )
    return _("{agency} inherits it", agency=heir.slug)


def _heir(heir: Heir) -> dict[str, Any]:
    return {
        "agency": heir.slug,
        "drops": heir.drops,
        "overrides": heir.overrides.where().as_dict() if heir.overrides else None,
    }
