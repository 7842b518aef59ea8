"""The tables of 附表1: a tree of parts laid out in columns, boxes and merged cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from docgen.model.rubric import reached as band_of
from docgen.model.shapes import roc_date
from docgen.render.context import tall
from docgen.render.context.ladder import label
from docgen.render.context.rubric_cells import (
    BandContext,
    BlockContext,
    BoxContext,
    ColumnContext,
    CriterionContext,
    DayContext,
    DimensionContext,
    NotesContext,
    PartContext,
    RubricRowContext,
    ScoreContext,
)
from docgen.render.value import Missing, Value, value
from docgen.year.score import Tally, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docgen.doctype import Doctype
    from docgen.model.assessment import Assessment, Score
    from docgen.model.rubric import Band, Part, Rubric

WORDS: Final = ("comma", "none")
WIDTHS: Final = ("page", "depth-1", "deeper", "notes")
_LEAST: Final = 4  # the criteria keep at least a quarter of the page, however deep the rubric


class Filled(Struct, frozen=True):
    """An assessment (``file`` is its address) and what follows from it."""

    file: str
    assessment: Assessment
    sums: Tally


def dimensions(
    rubric: Rubric, doctype: Doctype, filled: Filled | None
) -> tuple[DimensionContext, ...]:
    """All tables of the rubric, blank or filled."""
    return tuple(_Layout(rubric, part, doctype, filled).dimension() for part in rubric.parts)


class _Layout:
    """One 構面 while it is laid out."""

    def __init__(self, rubric: Rubric, part: Part, doctype: Doctype, filled: Filled | None) -> None:
        self.part = part
        self.doctype = doctype
        self.filled = filled
        self.totals = rubric.totals
        own = bool(part.levels)
        self.levels = part.levels if own else rubric.levels
        self.owner = f"rubric:{part.id}.levels" if own else "rubric:levels"
        self.noted = _noted(part)
        self.depth = max(0, len(self.levels) - 2 - self.noted)  # columns before the criteria
        self.widths = self.column_widths()
        self.reasons = filled.assessment.reasons if filled else {}
        self.scores = {s.id: s for s in filled.assessment.scores} if filled else {}

    def column_widths(self) -> tuple[int, ...]:
        own, page = self.doctype.widths, self.doctype.widths["page"]
        parts = [own.get(f"depth-{depth}", own["deeper"]) for depth in range(1, self.depth + 1)]
        notes = [own["notes"]] if self.noted else []
        rest = page - sum(parts) - sum(notes)
        if rest < page // _LEAST:  # a deep rubric: all columns alike
            count = len(parts) + 1 + len(notes)
            return (*[page // count] * (count - 1), page - page // count * (count - 1))
        made = (*parts, rest, *notes)
        if len(made) == 1:  # the criteria alone: the grid still has two columns for the head
            return own["depth-1"], page - own["depth-1"]
        return made

    def dimension(self) -> DimensionContext:
        count = len(self.widths)
        head = 2 if count > 2 else 1  # two of three or more, as the sources print
        rows = tuple(self.rows(self.part, (), 0))
        return DimensionContext(
            title=Value(self.part.title, f"rubric:{self.part.id}.title"),
            points=Value(plain(self.part.points), f"rubric:{self.part.id}.points"),
            intro=value(self.part.intro, f"rubric:{self.part.id}.intro"),
            boxes=self.boxes(self.part, 0),
            title_span=head,
            title_width=sum(self.widths[:head]),
            intro_span=count - head,
            intro_width=sum(self.widths[head:]),
            columns=tuple(self.columns()),
            rows=rows,
        )

    def columns(self) -> Iterator[ColumnContext]:
        titles = self.levels[1:] or self.levels
        first = len(self.levels) - len(titles) + 1
        wide = len(self.widths) - len(titles)  # 1 where the criteria stand alone
        for place, title in enumerate(titles):
            span = 1 + (wide if place == len(titles) - 1 else 0)
            width = sum(self.widths[place : place + span])
            yield ColumnContext(Value(title, f"{self.owner}.{first + place}"), span, width)

    def rows(
        self,
        part: Part,
        path: tuple[PartContext | BlockContext, ...],
        depth: int,
        notes: tuple[Part, ...] = (),
    ) -> Iterator[RubricRowContext]:
        """The rows below ``part``, whose own cells are ``path``; ``notes`` are owners of notes."""
        if part.notes:
            notes = (*notes, part)
        if not part.parts:
            yield from broken(self.row(part, path, notes), self.doctype)
        for number, inner in enumerate(part.parts, 1):
            alone = len(part.parts) == 1
            cell = self.cell(inner, depth + 1, 0 if alone else number)
            yield from self.rows(inner, (*path, cell), depth + 1, notes)

    def cell(self, part: Part, depth: int, number: int) -> PartContext | BlockContext:
        """A part's cell, or its block where it lies deeper than the columns."""
        name = f"rubric:{part.id}"
        title = Value(part.title, f"{name}.title")
        points = Value(plain(part.points), f"{name}.points")
        intro = value(part.intro, f"{name}.intro")
        if depth > self.depth:
            return BlockContext(self.doctype.block_mark, title, points, intro)
        ladder = self.doctype.ladder
        pattern = ladder[depth] if depth < len(ladder) and number else ""
        text = label(pattern, number, self.doctype.brackets)
        width = self.widths[depth - 1]
        return PartContext(part.id, text, title, points, intro, self.boxes(part, depth), 1, width)

    def boxes(self, part: Part, depth: int) -> tuple[BoxContext, ...]:
        title = self.totals.get(depth)
        if title is None:
            return ()
        score = plain(self.filled.sums.points[part.id]) if self.filled else ""
        if part.id in self.scores:  # entered, not summed
            score = Value(score, f"{self.address(part)}.score")
        elif self.filled and self.filled.sums.lacking[part.id] == part.points:
            score = self.doctype.words["none"]  # of a part of which nothing applies
        return (BoxContext(Value(title, f"rubric:totals.{depth}"), score),)

    def address(self, leaf: Part) -> str:
        return f"{self.filled.file if self.filled else ''}:{leaf.id}"

    def row(
        self, leaf: Part, path: tuple[PartContext | BlockContext, ...], notes: tuple[Part, ...]
    ) -> RubricRowContext:
        parts = tuple(cell for cell in path if isinstance(cell, PartContext))
        blocks = tuple(cell for cell in path if isinstance(cell, BlockContext))
        criteria = self.widths[len(self.widths) - 1 - self.noted]
        span = 1
        if parts and len(parts) < self.depth:  # shallower than the columns: the last is wide
            parts = (*parts[:-1], self.widened(parts[-1], len(parts)))
        elif len(parts) < len(self.widths) - 1 - self.noted:  # no cell at all before the criteria
            span = len(self.widths) - self.noted
            criteria = sum(self.widths[:span])
        name = f"rubric:{leaf.id}"
        return RubricRowContext(
            key=leaf.id,
            parts=parts,
            blocks=blocks,
            lead=value(leaf.lead, f"{name}.lead"),
            bands=self.bands(leaf),
            criteria=self.numbered(leaf.criteria, f"{name}.criteria"),
            scores=self.score(leaf, boxed=bool(path) and not blocks and bool(parts[-1].boxes)),
            notes=self.notes(leaf, notes),
            criteria_span=span,
            criteria_width=criteria,
        )

    def widened(self, cell: PartContext, place: int) -> PartContext:
        wide = self.widths[place - 1 : self.depth]
        return replace(cell, span=len(wide), width=sum(wide))

    def bands(self, leaf: Part) -> tuple[BandContext, ...]:
        score = self.scores.get(leaf.id)
        reached = None if score is None else band_of(leaf.bands, score.score)
        return tuple(
            self.band(made, f"rubric:{leaf.id}.bands.{place + 1}", reached=place == reached)
            for place, made in enumerate(leaf.bands)
        )

    def band(self, made: Band, name: str, *, reached: bool) -> BandContext:
        low, high = Value(plain(made.from_), f"{name}.from"), Value(plain(made.to), f"{name}.to")
        texts = tuple(Value(text, f"{name}.text.{n}") for n, text in enumerate(made.text, 1))
        return BandContext(low, high, texts, reached)

    def numbered(self, texts: tuple[str, ...], name: str) -> tuple[CriterionContext, ...]:
        pattern = self.doctype.table_ladder[0] if len(texts) > 1 else ""
        return tuple(
            CriterionContext(
                label(pattern, number, self.doctype.brackets), Value(text, f"{name}.{number}")
            )
            for number, text in enumerate(texts, 1)
        )

    def score(self, leaf: Part, *, boxed: bool) -> tuple[ScoreContext, ...]:
        """What was given for a leaf; where its own box shows it, only if there is more to say."""
        reason = self.reasons.get(leaf.id)
        if reason is not None:
            none = Missing(f"{self.address(leaf)}.score")
            why = Value(reason, f"{self.address(leaf)}.reason")
            return (ScoreContext(none, why, none, (), none, none, none),)
        given = self.scores.get(leaf.id)
        if given is None or (boxed and given.measured is None and given.evidence is None):
            return ()
        name = self.address(leaf)
        based = next(((n, b) for n, b in enumerate(leaf.bands, 1) if b.measure), None)
        place, on = based or (1, None)
        return (
            ScoreContext(
                Value(plain(given.score), f"{name}.score"),
                Missing(f"{name}.reason"),
                value(
                    None if given.measured is None else plain(given.measured), f"{name}.measured"
                ),
                self.days(given, f"{name}.on"),
                value(on.measure if on else None, f"rubric:{leaf.id}.bands.{place}.measure"),
                value(on.unit if on else None, f"rubric:{leaf.id}.bands.{place}.unit"),
                value(given.evidence, f"{name}.evidence"),
            ),
        )

    def days(self, given: Score, name: str) -> tuple[DayContext, ...]:
        return tuple(
            DayContext(
                self.doctype.words["comma"] if place > 1 else "",
                Value(roc_date(day), f"{name}.{place}"),
            )
            for place, day in enumerate(given.on, 1)
        )

    def notes(self, leaf: Part, owners: tuple[Part, ...]) -> tuple[NotesContext, ...]:
        if not self.noted:
            return ()
        made = tuple(
            note
            for owner in owners
            for note in self.numbered(owner.notes, f"rubric:{owner.id}.notes")
        )
        key = " ".join(owner.id for owner in owners) or f"{leaf.id} -"
        return (NotesContext(key, made, self.widths[-1]),)


def broken(row: RubricRowContext, doctype: Doctype) -> Iterator[RubricRowContext]:
    """The leaf's row, or several of its bands and criteria where it is tall."""

    def lines(text: str) -> int:
        return tall.lines(text, row.criteria_width, doctype.cell_em)

    heights = [sum(map(lines, (band.low, *band.texts))) for band in row.bands]
    heights += [lines(criterion.text) for criterion in row.criteria]
    if heights:
        lead = row.lead if isinstance(row.lead, str) else ""
        heights[0] += sum(map(lines, (lead, *(block.title for block in row.blocks))))
    bands = len(row.bands)
    for cut in tall.rows(heights, doctype.row_lines):
        first, last = cut.start == 0, cut.stop == len(heights)
        yield replace(
            row,
            blocks=row.blocks if first else (),
            lead=row.lead if first else Missing("rubric:parts"),
            bands=row.bands[cut],
            criteria=row.criteria[max(0, cut.start - bands) : max(0, cut.stop - bands)],
            scores=row.scores if last else (),
        )


def _noted(part: Part) -> bool:
    return bool(part.notes) or any(_noted(inner) for inner in part.parts)
