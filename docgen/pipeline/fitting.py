"""Cases chosen by the lines that the typesetter counts: measured once, chosen exactly, verified.

Every candidate in every wording is rendered once, in one document that looks like the report
(three cases under a heading, so that labels are as wide as they will be), and its paragraphs
become blocks of lines. ``year.fit`` searches with these; what it finds is rendered as the report
that it is and measured again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct, structs

from docgen.check.kinds.cases import Cases
from docgen.check.kinds.pages import Pages
from docgen.check.kinds.spare_lines import SpareLines
from docgen.docx.facts import facts_of
from docgen.layout import typeset
from docgen.model.forms import Heading
from docgen.model.report import Performance, Report
from docgen.pipeline.documents import source_of, template_of
from docgen.problem import Problem, Refused, Where
from docgen.year.cost import with_each
from docgen.year.fit import Group, Option, choose

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence
    from decimal import Decimal

    from docgen.doctype import Doctype, Rule
    from docgen.docx.facts.shape import Facts, Paragraph
    from docgen.layout.typeset import Block, Spot
    from docgen.model.agency_year import AgencyYear
    from docgen.model.prose import Prose
    from docgen.model.report import Case
    from docgen.workspace import Workspace
    from docgen.year.draft import Section
    from docgen.year.fit import Choice, Picked

_TOGETHER: Final = 3  # cases under one heading of the measured document
_HEAD: Final = re.compile("h[0-9]+-[0-9]+\\Z")  # ids of its headings

Stack = tuple["tuple[Block, ...]", ...]  # the blocks of a stretch, once with each font's widths
At = tuple["Spot", ...]  # a place on the pages, once with each font's widths


class Press(Struct, frozen=True):
    """What rendering a report needs, read once."""

    workspace: Workspace
    slug: str
    type: str
    doctype: Doctype

    @property
    def template(self) -> str:
        """The template as messages name it."""
        return self.workspace.relative(template_of(self.workspace, self.slug, self.type))

    def facts(self, year: AgencyYear) -> Facts:
        """The facts of the report of a year, rendered by its template."""
        from docgen.render import Properties, fill, prepare

        document, *_ = source_of(self.doctype, self.type).documents(year, self.doctype)
        path = template_of(self.workspace, self.slug, self.type)
        prepared = prepare(
            self.workspace.read(path),
            name=self.workspace.relative(path),
            context_type=type(document.context),
            cache=self.workspace.cache,
        )
        properties = Properties(title=document.title)
        docx = fill(prepared, document.context, properties=properties, where=lambda _: Where())
        return facts_of(docx, self.workspace.relative(path))


class Limits(Struct, frozen=True):
    """What the document type's rules allow: pages, and cases by the title of their heading.

    ``spare`` lines of the last page are to stay free.
    """

    pages: int
    cases: tuple[Cases, ...]
    spare: int = 0

    def of(self, heading: Heading, there: int) -> tuple[int, int]:
        """At least and at most so many cases; at most those that are there."""
        rules = [r for r in self.cases if _names(r, heading.title)]
        least = max((rule.at_least for rule in rules), default=0)
        most = min((r.at_most for r in rules if r.at_most is not None), default=there)
        return least, min(most, there)


def limits(rules: Iterable[Rule], type_: str) -> Limits:
    """Read off the rules; Refused ``no-page-limit`` where none limits the pages."""
    known = [rule for rule in rules if rule.level != "off" and rule.when != "blank"]
    pages = [rule.at_most for rule in known if isinstance(rule, Pages)]
    if not pages:
        where = Where(file=f"templates/{type_}/doctype.yaml")
        raise Refused([Problem("no-page-limit", where, {"type": type_})])
    spare = max((rule.spare_lines for rule in known if isinstance(rule, SpareLines)), default=0)
    return Limits(min(pages), tuple(rule for rule in known if isinstance(rule, Cases)), spare)


def _names(rule: Cases, title: str) -> bool:
    return any(title in heading.split("|") for heading in rule.headings)


class Measured(Struct, frozen=True):
    """The stretches of the report, as blocks: what stands before all cases, and behind them."""

    page: int  # height of a page's text, in twips
    front: Stack
    heads: tuple[Stack, ...]
    cases: dict[Picked, Stack]  # section, candidate, wording
    tail: Stack

    def lines(self, picked: Picked) -> int:
        """The lines that a case takes, in the font in which they are more."""
        return max(sum(block.lines for block in blocks) for blocks in self.cases[picked])


def measure(press: Press, year: AgencyYear, sections: Sequence[Section], review: Prose) -> Measured:
    """All candidates in all wordings; Refused ``draft-not-measured`` where lines are not known."""
    if year.forms is None:
        raise ValueError("a report is measured with its forms")
    names: dict[str, Picked] = {}
    headings: list[Heading] = []
    parts: list[Performance] = []
    for number, section in enumerate(sections):
        cases: list[Case] = []
        for place, candidate in enumerate(section.candidates):
            for wording, one in enumerate(candidate.wordings):
                names[f"m{len(names)}"] = (number, place, wording)
                cases.append(structs.replace(one.case, id=f"m{len(names) - 1}"))
        for start in range(0, max(len(cases), 1), _TOGETHER):
            id_ = f"h{number}-{start}"
            headings.append(Heading(id=id_, title=section.heading.title))
            parts.append(Performance(id=id_, cases=tuple(cases[start : start + _TOGETHER])))
    form = structs.replace(year.forms.report, headings=tuple(headings))
    everything = structs.replace(
        year,
        forms=structs.replace(year.forms, report=form),
        report=Report(performance=tuple(parts), review=review),
    )
    facts = press.facts(everything)
    stacks = typeset.blocks(facts)
    if isinstance(stacks, typeset.Unjudged):
        where = Where(file=press.template)
        raise Refused([Problem("draft-not-measured", where, {"reason": stacks.reason})])
    return _cut(facts, stacks, names, len(sections))


def _cut(facts: Facts, stacks: Stack, names: dict[str, Picked], sections: int) -> Measured:
    """The paragraphs by what they belong to; one without an address belongs to what is before it.

    What follows the last words of the last case is the tail.
    """
    body = [each for each in facts.paragraphs if each.part == "body"]
    said = [_address(each, names) for each in body]
    owners: list[str] = []
    for name in said:
        owners.append(name or (owners[-1] if owners else "front"))
    end = max((n for n, name in enumerate(said) if name), default=-1) + 1
    owners[end:] = ["tail"] * (len(owners) - end)

    def stretch(name: str) -> Stack:
        places = [n for n, each in enumerate(owners) if each == name]
        return tuple(tuple(stack[n] for n in places) for stack in stacks)

    return Measured(
        page=typeset.height(facts),
        front=stretch("front"),
        heads=tuple(stretch(f"h{number}-0") for number in range(sections)),
        cases={picked: stretch(name) for name, picked in names.items()},
        tail=stretch("tail"),
    )


def _address(paragraph: Paragraph, names: Container[str]) -> str:
    """The case or heading whose words the paragraph holds, or nothing."""
    for run in paragraph.runs:
        file, _, rest = (run.address or "").partition(":")
        name = rest.partition(".")[0]
        if (file == "report" and name in names) or (file == "forms" and _HEAD.match(name)):
            return name
    return ""


class Fitting:
    """Fits the measured stretches into pages.

    To the search a stretch and a place are numbers: equal ones have the same number, and where a
    stretch ends that begins at a place is reckoned once. A stretch that ends in paragraphs kept
    with the next (a heading) is held back until what follows is known.
    """

    def __init__(self, measured: Measured, pages: int, spare: int) -> None:
        self.measured, self.pages, self.spare = measured, pages, spare
        self.groups: list[Group[int]] = []
        self._stacks: dict[Stack, int] = {}
        self._places: dict[tuple[At, tuple[int, ...]], int] = {}
        self._known: list[tuple[At, tuple[int, ...]]] = []
        self._sizes: list[Stack] = []
        self._ends: dict[tuple[int, tuple[int, ...]], int | None] = {}

    def size(self, stack: Stack) -> int:
        """The number of a stretch."""
        if stack not in self._stacks:
            self._stacks[stack] = len(self._sizes)
            self._sizes.append(stack)
        return self._stacks[stack]

    def place(self, at: At, held: tuple[int, ...] = ()) -> int:
        """The number of a place, and of the stretches held back there."""
        key = (at, held)
        if key not in self._places:
            self._places[key] = len(self._known)
            self._known.append(key)
        return self._places[key]

    def chosen(self) -> Choice[int] | None:
        """The best choice, or None."""
        return choose(self.groups, self.start(), self.after, self.rank)

    def without_minimum(self, group: int) -> Choice[int] | None:
        """The best choice if one section need not have any case, or None."""
        groups = list(self.groups)
        groups[group] = structs.replace(groups[group], least=0)
        return choose(groups, self.start(), self.after, self.rank)

    def with_each(self) -> dict[tuple[int, int], Decimal]:
        """(Section, candidate) → the weight of the best choice that holds it, where one does."""
        return with_each(self.groups, self.start(), self.after, self.rank)

    def start(self) -> int:
        """The place behind what stands before all headings."""
        top = self.place((typeset.TOP,) * len(self.measured.front))
        behind = self.after(top, (self.size(self.measured.front),))
        return top if behind is None else behind

    def after(self, place: int, stretches: tuple[int, ...]) -> int | None:
        """Where stretches end that begin at a place; None beyond the last page."""
        key = (place, stretches)
        if key not in self._ends:
            at, held = self._known[place]
            together = (*held, *(each for each in stretches if self._sizes[each][0]))
            last = self._sizes[together[-1]][0][-1] if together else None
            if last and last.keep_next:
                self._ends[key] = self.place(at, together)
            else:
                self._ends[key] = self._after(at, together)
        return self._ends[key]

    def _after(self, at: At, stretches: tuple[int, ...]) -> int | None:
        """By each font's widths."""
        ends = []
        for font, spot in enumerate(at):
            blocks = [block for number in stretches for block in self._sizes[number][font]]
            flowed = typeset.flow(blocks, self.measured.page, spot)
            if flowed is None or flowed.pages > self.pages:
                return None
            ends.append(flowed.end)
        return self.place(tuple(ends))

    def rank(self, place: int) -> int | None:
        """How few lines are free when the tail is laid behind a place; None where too few."""
        end = self.after(place, (self.size(self.measured.tail),))
        if end is None:
            return None
        free = min(
            free_lines(self.measured, self.pages, spot.page, spot.lines)
            for spot in self._known[end][0]
        )
        return -free if free >= self.spare else None


def free_lines(measured: Measured, limit: int, page: int, lines: int) -> int:
    """Lines of the report's own height between its end and that of the last page allowed."""
    high = max(block.height for stack in measured.front for block in stack)
    on_a_page = measured.page // high
    return (limit - page + 1) * on_a_page - lines


def fitting(
    sections: Sequence[Section], measured: Measured, allowed: Limits, spare: int
) -> Fitting:
    """What is to be fitted, as numbers."""
    made = Fitting(measured, allowed.pages, spare)
    for number, section in enumerate(sections):
        candidates = tuple(
            tuple(
                Option(one.weight, made.size(measured.cases[number, place, wording]))
                for wording, one in enumerate(candidate.wordings)
            )
            for place, candidate in enumerate(section.candidates)
        )
        least, most = allowed.of(section.heading, len(candidates))
        made.groups.append(Group(made.size(measured.heads[number]), candidates, least, most))
    return made


def laid_out(press: Press, year: AgencyYear, report: Report) -> tuple[int, int]:
    """Pages and lines on the last one of a report as it is rendered, by the typesetter."""
    facts = press.facts(structs.replace(year, report=report))
    layout = typeset.measure(facts)
    if isinstance(layout, typeset.Unjudged) or layout.lines is None:
        reason = layout.reason if isinstance(layout, typeset.Unjudged) else "nothing"
        where = Where(file=press.template)
        raise Refused([Problem("draft-not-measured", where, {"reason": reason})])
    return layout.pages, layout.lines
