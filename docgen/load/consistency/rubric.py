"""附表1: points add up, bands close."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from docgen.load.guess import listed
from docgen.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docgen.load.sources import Sources
    from docgen.model.rubric import Band, Part, Rubric


def check(rubric: Rubric, sources: Sources) -> Iterator[Problem]:
    """Points that do not sum, bands that do not close, leaves that nobody could score."""
    for part in _parts(rubric.parts):
        if part.parts:
            yield from _branch(part, sources)
        elif part.bands:
            yield from _bands(part, sources)
        elif not part.criteria:
            where = sources.where(f"rubric:{part.id}")
            yield Problem("leaf-without-criteria", where, {"id": part.id})


def _parts(parts: Iterable[Part]) -> Iterator[Part]:
    for part in parts:
        yield part
        yield from _parts(part.parts)


def _branch(part: Part, sources: Sources) -> Iterator[Problem]:
    total = sum((child.points for child in part.parts), Decimal(0))
    where = sources.where(f"rubric:{part.id}.points")
    if total != part.points:
        terms = listed((f"{child.id} {child.points}" for child in part.parts), " + ")
        args = {"id": part.id, "points": str(part.points), "sum": str(total), "terms": terms}
        yield Problem("points-do-not-sum", where, args)
    if part.bands:
        yield Problem(
            "bands-on-a-branch", sources.where(f"rubric:{part.id}.bands"), {"id": part.id}
        )


def _bands(part: Part, sources: Sources) -> Iterator[Problem]:
    """Bands touch, neither overlap nor leave a gap, begin at one step and end at the maximum."""
    numbered = sorted(enumerate(part.bands, 1), key=lambda pair: pair[1].from_)
    step = _step(part.bands)
    end = Decimal(0)
    for number, band in numbered:
        where = sources.where(f"rubric:{part.id}.bands.{number}.from")
        args = {"id": part.id, "from": str(band.from_), "to": str(band.to), "end": str(end)}
        if band.from_ > band.to:
            yield Problem("band-upside-down", where, args)
        elif band.from_ <= end and end:
            yield Problem("bands-overlap", where, args)
        elif band.from_ - end > step:
            yield Problem("bands-leave-gap", where, args)
        end = max(end, band.to)
    if end != part.points:
        where = sources.where(f"rubric:{part.id}.bands.{numbered[-1][0]}.to")
        args = {"id": part.id, "end": str(end), "points": str(part.points)}
        yield Problem("bands-miss-maximum", where, args)


def _step(bands: Sequence[Band]) -> Decimal:
    """The finest unit that the bounds are written in: 1, or 0.1 where one has a decimal."""
    exponents = (value.as_tuple().exponent for band in bands for value in (band.from_, band.to))
    return Decimal(1).scaleb(min((e for e in exponents if isinstance(e, int) and e < 0), default=0))
