"""附錄2 of all bureaus: their 個案事例 under the parent's headings, each with its source. Pure.

What fits is found as for a draft (``fit``). A case that a bureau reports has one wording, its own;
of a bureau without a report its achievements are the cases, in both of their wordings.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from msgspec import Struct, structs

from docgen.model.prose import Item, Prose
from docgen.year.draft import FULL, SHORT, Candidate, Section, Wording, free_id
from docgen.year.figures import fill

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from docgen.model.achievement import Achievement
    from docgen.model.forms import BureauWords, Heading
    from docgen.model.report import Case, Performance

_PLACES: Final = Decimal("0.01")


class Reported(Struct, frozen=True):
    """What one bureau tells of its year; ``weights`` are those of its achievements by their ids.

    ``performance`` and ``review`` are those of its ``file`` (``report``, ``returns/<id>``);
    without a report, ``achieved`` are the sections that it would draft one from.
    """

    slug: str
    name: str
    performance: tuple[Performance, ...] = ()
    review: Prose | None = None
    weights: Mapping[str, Decimal] = {}
    achieved: tuple[Section, ...] = ()
    achievements: tuple[Achievement, ...] = ()
    file: str = "report"

    def under(self) -> Iterator[tuple[str, Candidate]]:
        """Heading id → each case, as the bureau has it."""
        for part in self.performance:
            for case in part.cases:
                weight = self.weights.get(case.id, Decimal(1))
                yield (
                    part.id,
                    Candidate(case.id, case.title, weight, (Wording(FULL, case, weight),)),
                )
        for section in self.achieved:
            for candidate in section.candidates:
                yield section.heading.id, candidate


class Origin(Struct, frozen=True):
    """A text of the report of all bureaus, and where the bureau wrote it (``report:walk.text``)."""

    slug: str
    text: str
    address: str


def sections(
    headings: Sequence[Heading], bureaus: Sequence[Reported], words: BureauWords
) -> tuple[Section, ...]:
    """The cases of all bureaus under each heading: the weightiest first, then as the bureaus stand.

    A case that comes from no achievement weighs 1. Weights rank a bureau's own cases: over all of
    them their mean is 1, so that no bureau gains by calling everything important. Ids are made
    anew: two bureaus may use one.
    """
    taken: set[str] = set()
    told = [(bureau, tuple(_weighed(bureau))) for bureau in bureaus]
    made = []
    for heading in headings:
        found = [
            _named(candidate, bureau, words, taken)
            for bureau, cases in told
            for under, candidate in cases
            if under == heading.id
        ]
        ordered = tuple(sorted(found, key=lambda one: -one.weight))
        made.append(Section(heading, ordered))
    return tuple(made)


def strangers(headings: Sequence[Heading], bureau: Reported) -> Iterator[tuple[str, Candidate]]:
    """The cases of a bureau under headings that its parent has not: they have no place."""
    known = {heading.id for heading in headings}
    return (each for each in bureau.under() if each[0] not in known)


def _weighed(bureau: Reported) -> Iterator[tuple[str, Candidate]]:
    """The cases of a bureau, their weights by the mean of all of them, to two places."""
    cases = tuple(bureau.under())
    mean = sum((each.weight for _, each in cases), Decimal(0)) / max(len(cases), 1)
    for under, each in cases:
        wordings = tuple(
            structs.replace(one, weight=(one.weight / mean).quantize(_PLACES))
            for one in each.wordings
        )
        weight = (each.weight / mean).quantize(_PLACES)
        yield under, structs.replace(each, weight=weight, wordings=wordings)


def _named(
    candidate: Candidate, bureau: Reported, words: BureauWords, taken: set[str]
) -> Candidate:
    """The case with its source behind its title, under an id of its own."""
    id_ = _taken(f"{bureau.slug}-{candidate.id}", taken)
    title = fill(words.case, {"title": candidate.title, "bureau": bureau.name})
    figures = [each.id for wording in candidate.wordings for each in wording.case.figures]
    ids = {each: _taken(f"{id_}-{each}", taken) for each in dict.fromkeys(figures)}
    wordings = tuple(
        structs.replace(each, case=_told(each.case, id_, title, ids)) for each in candidate.wordings
    )
    return Candidate(id_, title, candidate.weight, wordings)


def _told(case: Case, id_: str, title: str, ids: Mapping[str, str]) -> Case:
    figures = tuple(structs.replace(each, id=ids[each.id]) for each in case.figures)
    return structs.replace(case, id=id_, title=title, figures=figures)


def _taken(name: str, taken: set[str]) -> str:
    """A free id, which now is not free any more."""
    id_ = free_id(name, taken)
    taken.add(id_)
    return id_


def review(bureaus: Sequence[Reported], words: BureauWords) -> Prose:
    """The first items of each bureau's 檢討, by its name."""
    made: list[Item] = []
    for bureau in bureaus:
        for text, _ in list(_lessons(bureau))[: words.review_items]:
            id_ = free_id(f"{bureau.slug}-review", [each.id for each in made])
            said = fill(words.review, {"text": text, "bureau": bureau.name})
            made.append(Item(id=id_, text=said))
    return Prose(items=tuple(made))


def _lessons(bureau: Reported) -> Iterator[tuple[str, str]]:
    """Each lesson and its address; of achievements the weightiest first."""
    if bureau.review is not None:
        if bureau.review.text is not None and not bureau.review.items:
            yield bureau.review.text, f"{bureau.file}:review.text"
        for item in bureau.review.items:
            if item.text is not None:
                yield item.text, f"{bureau.file}:{item.id}.text"
    for each in sorted(bureau.achievements, key=lambda one: -one.weight):
        if each.review:
            yield each.review, f"achievements:{each.id}.review"


def origins(bureau: Reported, words: BureauWords) -> Iterator[Origin]:
    """Every text that the bureau may have in the report, as it is printed there."""
    file = "achievements" if bureau.achieved else bureau.file
    for _, candidate in bureau.under():
        title = fill(words.case, {"title": candidate.title, "bureau": bureau.name})
        yield Origin(bureau.slug, title, f"{file}:{candidate.id}.title")
        for wording in candidate.wordings:
            field = {FULL: "full", SHORT: "short"}[wording.name] if bureau.achieved else "text"
            yield Origin(bureau.slug, wording.case.text, f"{file}:{candidate.id}.{field}")
            for figure in wording.case.figures:
                for name in ("name", "value", "unit", "last", "target"):
                    said = getattr(figure, name)
                    if said is not None:
                        yield Origin(bureau.slug, said, f"{file}:{figure.id}.{name}")
    for text, address in _lessons(bureau):
        said = fill(words.review, {"text": text, "bureau": bureau.name})
        yield Origin(bureau.slug, said, address)
