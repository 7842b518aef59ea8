"""``rubric.yaml``: 附表1, a tree of any depth whose points add up."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from docgen.model.shapes import EntriesOf, Entry, Record, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Band(Record, frozen=True, kw_only=True):
    """評分參考標準: points ``from``–``to`` are earned by what ``text`` says.

    A band that rests on a measured figure says so: ``at-least`` of ``measure`` in ``unit``;
    ``further``: its text asks for more than the figure, so that a lower band may be right.
    """

    from_: Decimal
    to: Decimal
    text: tuple[Text, ...]
    at_least: Decimal | None = None
    measure: Text | None = None
    unit: Text | None = None
    further: bool = False


class Part(Entry, frozen=True, kw_only=True):
    """構面, 評核項目, 評核指標, 次評核指標 or ※ block, by depth; a leaf has no ``parts``.

    A leaf is scored by ``bands``, or by ``criteria`` alone (``lead`` introduces them).
    ``notes`` (評分注意事項) hold for the part and all below it. ``levels`` of a first-level part
    replaces the rubric's: it may print other columns.
    """

    title: Text
    points: Decimal
    intro: Text | None = None
    levels: tuple[Text, ...] = ()
    parts: EntriesOf[Part] = ()
    bands: tuple[Band, ...] = ()
    lead: Text | None = None
    criteria: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()


class FormField(Entry, frozen=True, kw_only=True):
    """A header field of the form (編號, 課室名稱 …): its label as printed."""

    shorthand: ClassVar[str | None] = "label"
    label: Text


class Rubric(Record, frozen=True, kw_only=True):
    """附表1: its titles, header fields, columns and the tree of parts.

    ``filled`` is the title of a filled sheet, which may name ``{period.title}``, ``{period.kind}``.
    ``levels`` names the depths from 構面 on, the last is the criteria column.
    ``totals`` maps a depth (0 = 構面, 1 = 評核項目 …) to its box: ``{1: 小計, 2: 得分}``.
    """

    title: Text
    filled: Text | None = None
    fields: EntriesOf[FormField]
    levels: tuple[Text, ...]
    totals: dict[int, Text] = {}  # noqa: RUF012 - a Struct copies it
    parts: EntriesOf[Part]
    closing: EntriesOf[FormField] = ()


def items(rubric: Rubric) -> tuple[Part, ...]:
    """The columns of 附表2: the 評核項目 of all 構面; a 構面 without any stands for itself."""
    return tuple(item for part in rubric.parts for item in part.parts or (part,))


def leaves(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts that are scored, in order."""
    for part in parts:
        if part.parts:
            yield from leaves(part.parts)
        else:
            yield part


def reached(bands: Iterable[Band], score: Decimal) -> int | None:
    """Position of the band that the score reached: the highest that starts at or below it.

    Bands are contiguous in whole points, so 80.5 is still 41-80. No band holds 0.
    """
    starts = [(band.from_, place) for place, band in enumerate(bands) if band.from_ <= score]
    return max(starts)[1] if starts else None


def earned(bands: Iterable[Band], measured: Decimal) -> int | None:
    """Position of the best band whose figure was reached; None below all of them."""
    met = [
        (band.at_least, place)
        for place, band in enumerate(bands)
        if band.at_least is not None and band.at_least <= measured
    ]
    return max(met)[1] if met else None
