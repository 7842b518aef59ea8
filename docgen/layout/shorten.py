"""Where a document is shortened with the least loss: characters to delete, line by line.

A paragraph whose last line holds few characters loses a line by few. The typesetter counts what
is left after each cut, with both fonts, and lays all of it out again at the end: what is said to
be enough was tried.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Final

from msgspec import Struct, structs

from docgen.layout import Layout, typeset
from docgen.layout.budget import lines_on_a_page, stretch, used, worst

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docgen.docx.facts.shape import Facts, Paragraph, Run

_STOPS: Final = frozenset("。！？；：，、）」』")  # the closing sign of a text stays
_SPARED: Final = 24  # of the lines taken last, how many are looked at once more
_FAR: Final = 10**6  # lines: more than fit anywhere
_FARTHEST: Final = 2  # times the limit; what is longer is not mended by deleting characters


class Cut(Struct, frozen=True):
    """``characters`` to delete at the end of a value, before its stop: ``saves`` lines of ``lines``."""

    address: str | None
    paragraph: int
    lines: int
    saves: int
    characters: int


def cuts(facts: Facts, layouts: Sequence[Layout], limit: int, spare: int = 0) -> tuple[Cut, ...]:
    """What to delete so that ``limit`` pages hold the document and ``spare`` lines stay empty.

    In the order of the document. Nothing where it fits already, where the typesetter cannot judge
    it, or where deleting the ends of its paragraphs is not enough.
    """
    layout, on_a_page = worst(layouts), lines_on_a_page(facts)
    if layout is None or on_a_page is None:
        return ()
    counted = used(layout.pages, layout.lines, on_a_page)
    most = limit * on_a_page
    if counted is None or not most - spare < counted <= _FARTHEST * most:
        return ()
    known = typeset.measure(facts)
    if not isinstance(known, Layout):
        return ()
    own = used(known.pages, known.lines, on_a_page) or 0
    wanted = most - spare - max(0, counted - own)
    return _cheapest(facts, known, on_a_page, own, wanted)


def one_line_less(facts: Facts) -> dict[int, int]:
    """Paragraph → the fewest characters that cost it a line; of a document that can be judged.

    Only paragraphs of several lines are named.
    """
    known = typeset.measure(facts)
    return _Ladders(facts, known).first() if isinstance(known, Layout) else {}


def _cheapest(
    facts: Facts, known: Layout, on_a_page: int, now: int, wanted: int
) -> tuple[Cut, ...]:
    """Line by line the cheapest, until the whole was laid out and fits.

    What is kept together may leave more or fewer lines empty then; so some that were taken may
    turn out not to be needed.
    """
    ladders = _Ladders(facts, known)
    over = now - wanted
    while now > wanted:
        for _ in range(now - wanted):
            if not ladders.step():
                return ()
        now = _taken(ladders.shortened(), on_a_page)
    if ladders.saved > over:
        for step in ladders.steps[: -_SPARED - 1 : -1]:
            if not ladders.undo(step) or _taken(ladders.shortened(), on_a_page) <= wanted:
                continue
            ladders.redo(step)
    return tuple(ladders.cuts())


def _taken(facts: Facts, on_a_page: int) -> int:
    made = typeset.measure(facts)
    if not isinstance(made, Layout):  # kept together, and now higher than a page: one line more
        return _FAR
    return used(made.pages, made.lines, on_a_page) or 0


class _Step(Struct, frozen=True):
    """A line taken off a paragraph: characters deleted in all before and after it."""

    paragraph: int
    before: int
    after: int


class _Ladders:
    """For each paragraph the characters that each further line costs; the cheapest comes next."""

    def __init__(self, facts: Facts, known: Layout) -> None:
        self._facts = facts
        lines = {each.number: each.lines for each in known.paragraphs}
        body = [each for each in facts.paragraphs if each.part == "body"]
        self._paragraphs = {
            each.number: each for each in body if lines.get(each.number, 0) > 1 and _is_prose(each)
        }
        self._lines = {number: self._count(each) for number, each in self._paragraphs.items()}
        self._deleted = dict.fromkeys(self._paragraphs, 0)
        self._saved = dict.fromkeys(self._paragraphs, 0)
        self.steps: list[_Step] = []
        self._next: list[tuple[int, int, int]] = []  # characters more, paragraph, characters in all
        for number in self._paragraphs:
            self._offer(number)

    def step(self) -> bool:
        """Take one line more off the paragraph where it costs least; False: there is none."""
        if not self._next:
            return False
        _, number, characters = heapq.heappop(self._next)
        step = _Step(number, self._deleted[number], characters)
        self.steps.append(step)
        self.redo(step)
        self._offer(number)
        return True

    def redo(self, step: _Step) -> None:
        """Take the line off."""
        self._deleted[step.paragraph] = step.after
        self._saved[step.paragraph] += 1

    def undo(self, step: _Step) -> bool:
        """Put the line back, if it is the last one that was taken off its paragraph."""
        if self._deleted[step.paragraph] != step.after:
            return False
        self._deleted[step.paragraph] = step.before
        self._saved[step.paragraph] -= 1
        return True

    @property
    def saved(self) -> int:
        """Lines that were taken off."""
        return sum(self._saved.values())

    def first(self) -> dict[int, int]:
        """What the first line of each paragraph costs."""
        return {number: characters for _, number, characters in self._next}

    def shortened(self) -> Facts:
        """The document with everything deleted that was taken so far."""
        changed = (
            without(each, self._deleted[each.number])
            if each.part == "body" and self._deleted.get(each.number)
            else each
            for each in self._facts.paragraphs
        )
        return structs.replace(self._facts, paragraphs=tuple(changed))

    def cuts(self) -> Iterator[Cut]:
        """What was taken, in the order of the document."""
        for number, paragraph in self._paragraphs.items():
            if self._saved[number]:
                yield Cut(
                    stretch(paragraph).address,
                    number,
                    self._lines[number],
                    self._saved[number],
                    self._deleted[number],
                )

    def _offer(self, number: int) -> None:
        paragraph = self._paragraphs[number]
        lines = self._lines[number] - self._saved[number] - 1
        characters = self._fewest(paragraph, lines, self._deleted[number]) if lines else None
        if characters is not None:
            more = characters - self._deleted[number]
            heapq.heappush(self._next, (more, number, characters))

    def _fewest(self, paragraph: Paragraph, lines: int, least: int) -> int | None:
        """The fewest characters after which the paragraph takes at most ``lines``."""
        few, many = least, deletable(paragraph)
        if many <= few or self._count(without(paragraph, many)) > lines:
            return None
        while many - few > 1:
            middle = (few + many) // 2
            if self._count(without(paragraph, middle)) <= lines:
                many = middle
            else:
                few = middle
        return many

    def _count(self, paragraph: Paragraph) -> int:
        facts = self._facts
        return max(typeset.counts(paragraph, facts.sections[0], facts.tab_stop))


def _is_prose(paragraph: Paragraph) -> bool:
    """Whether one value is most of the paragraph: the names of figures are not to be cut."""
    found = stretch(paragraph)
    return 2 * (found.end - found.start) > len(paragraph.text)


def deletable(paragraph: Paragraph) -> int:
    """How many characters ``without`` can take at most: one stays, and the stop."""
    found = stretch(paragraph)
    return max(0, _end(paragraph) - found.start - 1)


def without(paragraph: Paragraph, characters: int) -> Paragraph:
    """The paragraph with so many characters less at the end of its longest value, the stop kept."""
    end = _end(paragraph)
    start = end - characters
    runs: list[Run] = []
    at = 0
    for run in paragraph.runs:
        text = run.text
        if run.visible:
            here = range(run.start, run.start + len(text))
            text = "".join(
                sign for place, sign in zip(here, text, strict=True) if not start <= place < end
            )
        runs.append(structs.replace(run, text=text, start=at))
        at += len(text) if run.visible else 0
    text = paragraph.text[:start] + paragraph.text[end:]
    return structs.replace(paragraph, text=text, runs=tuple(runs))


def _end(paragraph: Paragraph) -> int:
    """Where the longest value ends, its closing stop aside."""
    found = stretch(paragraph)
    last = paragraph.text[found.end - 1 : found.end]
    return found.end - 1 if last in _STOPS and found.end - found.start > 1 else found.end
