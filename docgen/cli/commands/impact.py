"""``docgen impact AGENCY FILE [ID]``: whom a change would reach, before it is made."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from docgen.cli import where
from docgen.cli.arguments import add_agency, add_year
from docgen.cli.outcome import Outcome
from docgen.problem.words import place, printable
from docgen.problem.words import say as _

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from docgen.load.explain import Heir
    from docgen.load.impact import Reach

EXAMPLE: Final = "wra plan single-window"
_LONG: Final = 40  # characters of a text in a list


def arguments(parser: argparse.ArgumentParser) -> None:
    """``AGENCY FILE [ID] [--year Y]``."""
    add_agency(parser, needed=True)
    parser.add_argument("file", metavar="FILE", help=_("plan, rubric, rules or forms"))
    parser.add_argument("id", metavar="ID", nargs="?", help=_("an id (else every one of the file)"))
    add_year(parser)


def run(options: argparse.Namespace) -> Outcome:
    """Each text with who inherits, overrides or drops it; then the sum for each agency."""
    from docgen.pipeline import impact

    found = impact(where.chosen(options), options.agency, options.file, options.id, options.year)
    lines = [line for reach in found for line in _lines(reach)]
    if len(found) > 1:
        lines += ["", *_sums(found)]
    return Outcome(tuple(lines), {"impact": [_as_dict(reach) for reach in found]})


def _lines(reach: Reach) -> Iterator[str]:
    words = reach.words if len(reach.words) <= _LONG else f"{reach.words[:_LONG]}…"
    yield f"{printable(reach.address)}  {printable(words)}"
    inherit = [heir.slug for heir in reach.heirs if not heir.drops and heir.overrides is None]
    if inherit:
        yield "    " + _("inherited by: {agencies}", agencies=", ".join(inherit))
    for heir in reach.heirs:
        if heir.drops:
            yield "    " + _("{agency} drops it", agency=heir.slug)
        elif heir.overrides is not None:
            at = place(heir.overrides.where())
            yield "    " + _("{agency} overrides it: {place}", agency=heir.slug, place=at)


def _sums(found: Sequence[Reach]) -> Iterator[str]:
    for slug in (heir.slug for heir in found[0].heirs):
        states = Counter(
            _state(heir) for reach in found for heir in reach.heirs if heir.slug == slug
        )
        yield _(
            "{agency}: inherits {inherits}, overrides {overrides}, drops {drops}",
            agency=slug,
            inherits=states["inherits"],
            overrides=states["overrides"],
            drops=states["drops"],
        )


def _state(heir: Heir) -> str:
    if heir.drops:
        return "drops"
    return "inherits" if heir.overrides is None else "overrides"


def _as_dict(reach: Reach) -> dict[str, Any]:
    return {
        "address": reach.address,
        "words": reach.words,
        "heirs": [
            {
                "agency": heir.slug,
                "state": _state(heir),
                "overrides": heir.overrides.where().as_dict() if heir.overrides else None,
            }
            for heir in reach.heirs
        ],
    }
