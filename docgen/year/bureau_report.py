"""附錄2 of all bureaus: their 個案事例 under the parent's headings, each with its source. Pure.

What fits is found as for a draft (``fit``); a case has one wording here, for it is the bureau's own.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from docgen.model.prose import Item, Prose
from docgen.year.draft import FULL, Candidate, Section, Wording, free_id
from docgen.year.figures import fill

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from docgen.model.forms import BureauWords, Heading
    from docgen.model.report import Performance


class Reported(Struct, frozen=True):
    """What one bureau tells of its year; ``weights`` are those of its achievements by their ids."""

    slug: str
    name: str
    performance: tuple[Performance, ...] = ()
    review: Prose | None = None
    weights: Mapping[str, Decimal] = {}


def sections(
    headings: Sequence[Heading], bureaus: Sequence[Reported], words: BureauWords
) -> tuple[Section, ...]:
    """The cases of all bureaus under each heading: the weightiest first, then as the bureaus stand.

    A case that comes from no achievement weighs 1. Ids are made anew: two bureaus may use one.
    """
    taken: set[str] = set()
    made = []
    for heading in headings:
        found: list[Candidate] = []
        for bureau in bureaus:
            found += _candidates(heading, bureau, words, taken)
        ordered = tuple(sorted(found, key=lambda one: -one.weight))
        made.append(Section(heading, ordered))
    return tuple(made)


def _candidates(
    heading: Heading, bureau: Reported, words: BureauWords, taken: set[str]
) -> Iterator[Candidate]:
    for part in bureau.performance:
        for case in part.cases if part.id == heading.id else ():
            id_ = _taken(f"{bureau.slug}-{case.id}", taken)
            title = fill(words.case, {"title": case.title, "bureau": bureau.name})
            weight = bureau.weights.get(case.id, Decimal(1))
            figures = tuple(
                structs.replace(each, id=_taken(f"{id_}-{each.id}", taken)) for each in case.figures
            )
            told = structs.replace(case, id=id_, title=title, figures=figures)
            yield Candidate(id_, title, weight, (Wording(FULL, told, weight),))


def _taken(name: str, taken: set[str]) -> str:
    """A free id, which now is not free any more."""
    id_ = free_id(name, taken)
    taken.add(id_)
    return id_


def review(bureaus: Sequence[Reported], words: BureauWords) -> Prose:
    """The first items of each bureau's 檢討, by its name."""
    made: list[Item] = []
    for bureau in bureaus:
        for text in list(_lessons(bureau.review))[: words.review_items]:
            id_ = free_id(f"{bureau.slug}-review", [each.id for each in made])
            said = fill(words.review, {"text": text, "bureau": bureau.name})
            made.append(Item(id=id_, text=said))
    return Prose(items=tuple(made))


def _lessons(review: Prose | None) -> Iterator[str]:
    if review is None:
        return
    if review.text is not None and not review.items:
        yield review.text
    for item in review.items:
        if item.text is not None:
            yield item.text
