"""The wording of drafts in ``forms.yaml``: every ``{blank}`` is one that is filled in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docgen.load.guess import nearest
from docgen.model.shapes import yaml_name
from docgen.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from docgen.load.sources import Sources
    from docgen.model.forms import BureauWords, Drafting

BLANK: Final = re.compile(r"\{([a-z-]+)\}")
_VALUE: Final = ("name", "value", "unit")
_CHANGE: Final = (*_VALUE, "last", "percent", "difference")
_TARGET: Final = (*_VALUE, "target", "rate")
_PERCENT: Final = 100
_MANY: Final = 100  # lines or items: more than three pages hold
BLANKS: Final[dict[tuple[str, str], tuple[str, ...]]] = {  # (part of draft, field) → its blanks
    ("figure", "value"): _VALUE,
    **{
        ("figure", name): _CHANGE
        for name in ("rise", "fall", "rise_points", "fall_points", "same", "before")
    },
    **{("figure", name): _TARGET for name in ("met", "missed", "met_less", "missed_less")},
    ("review", "missed"): ("title", *_TARGET),
    ("review", "leaf"): ("title", "score", "points", "lost"),
    ("review", "measure"): ("title",),
    ("review", "practices"): ("measures", "count"),
}


_BUREAUS: Final = {"case": ("title", "bureau"), "review": ("text", "bureau")}


def check_bureaus(words: BureauWords, sources: Sources) -> Iterator[Problem]:
    """The same for the report of all bureaus."""
    if not 0 <= words.review_items <= _MANY:
        args = {"number": str(words.review_items), "least": "0", "most": str(_MANY)}
        where = sources.where("forms:report.bureaus.review-items")
        yield Problem("number-out-of-range", where, args)
    for name, known in _BUREAUS.items():
        for blank in BLANK.findall(getattr(words, name)):
            if blank not in known:
                args = {"name": blank, "near": nearest(blank, known), "known": ", ".join(known)}
                yield Problem("unknown-blank", sources.where(f"forms:report.bureaus.{name}"), args)


def check(draft: Drafting, sources: Sources) -> Iterator[Problem]:
    """Blanks that nothing is filled into, which would be printed as they stand; odd numbers."""
    numbers: dict[str, tuple[Decimal | int, int, int]] = {
        "short-worth": (draft.short_worth, 1, _PERCENT),
        "figure.places": (draft.figure.places, 0, 6),
        "review.achievements": (draft.review.achievements, 0, _MANY),
        "review.leaves": (draft.review.leaves, 0, _MANY),
        "review.measures": (draft.review.measures, 1, _MANY),
    }
    for name, (number, least, most) in numbers.items():
        if not least <= number <= most:
            args = {"number": str(number), "least": str(least), "most": str(most)}
            yield Problem("number-out-of-range", sources.where(f"forms:report.draft.{name}"), args)
    for (part, name), known in BLANKS.items():
        address = f"forms:report.draft.{part}.{yaml_name(name)}"
        for blank in BLANK.findall(getattr(getattr(draft, part), name)):
            if blank not in known:
                args = {"name": blank, "near": nearest(blank, known), "known": ", ".join(known)}
                yield Problem("unknown-blank", sources.where(address), args)
