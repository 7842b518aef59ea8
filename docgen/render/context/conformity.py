"""審核表: what a parent says of a bureau's plan and report, with room for what a person decides.

Nothing is judged here: the figures and differences are those of ``year.conformity``. What a bureau
wrote is quoted as it stands; it has no address, for its words are not the parent's to change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from docgen.model.shapes import roc_date
from docgen.render.context.document import Document, Source, needed
from docgen.year.figures import fill

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from docgen.doctype import Doctype
    from docgen.model.agency_year import AgencyYear
    from docgen.model.plan import Measure, Plan, Section
    from docgen.year.conformity import Conformity, Handed
    from docgen.year.diff import Difference

NAME: Final = "conformity"
_KINDS: Final = ("added", "dropped", "reworded", "moved", "reordered")
_WORDS: Final = (
    *_KINDS, "title", "present", "found", "lacking", "partly", "unknown", "elsewhere", "indicators", "measured",
    "unmeasured", "report", "kept", "late", "dated", "undated", "no-deadline", "within", "list",
)  # fmt: skip


class CheckContext(Struct, frozen=True):
    """What was looked at, what was found, and where or why."""

    item: str
    result: str
    note: str


class DifferenceContext(Struct, frozen=True):
    """``old`` is the parent's text, ``new`` the bureau's; ``place`` the titles above it."""

    kind: str
    place: str
    old: str
    new: str


class PracticeContext(Struct, frozen=True):
    """A 作法 of the bureau's plan, numbered."""

    number: str
    text: str


class ConformityContext(Struct, frozen=True):
    """The whole sheet. ``known``: the bureau's plan is here and could be read."""

    title: str
    agency: str
    bureau: str
    known: bool
    checks: tuple[CheckContext, ...]
    differences: tuple[DifferenceContext, ...]
    unmeasured: tuple[PracticeContext, ...]


class Subject(Struct, frozen=True):
    """A bureau whose sheet is made: its own plan and what ``year.conformity`` says of it, or None."""

    slug: str
    name: str
    handed: Handed
    plan: Plan | None = None
    conformity: Conformity | None = None


def document(
    year: AgencyYear, doctype: Doctype, required: Sequence[str], bureau: Subject
) -> Document:
    """The sheet of one bureau. ``required`` are the ids of sections that a plan must have (伍、一)."""
    words = doctype.words
    told = {"agency": year.agency.name, "year": str(year.year), "bureau": bureau.name}
    title = fill(words["title"], told)
    plan, made = needed(year.plan, "plan"), bureau.conformity
    differences = made.differences if made else ()
    context = ConformityContext(
        title=title,
        agency=year.agency.name,
        bureau=bureau.name,
        known=made is not None,
        checks=(
            *_sections(plan, bureau, required, words),
            _indicators(made, words),
            _deadline(bureau.handed, words),
        ),
        differences=tuple(_differences(differences, plan, bureau.plan, words)),
        unmeasured=tuple(
            PracticeContext(str(number), each.text)
            for number, each in enumerate(made.unmeasured if made else (), 1)
        ),
    )
    return Document(f"{NAME}-{bureau.slug}", title, context)


def _sections(
    plan: Plan, bureau: Subject, required: Sequence[str], words: Mapping[str, str]
) -> Iterator[CheckContext]:
    """伍、一: each of the contents that a plan must have."""
    ours = {each.id: each for each in plan.sections}
    theirs = {each.id: each for each in bureau.plan.sections} if bureau.plan else {}
    for id_ in required:
        item = _heading(ours[id_]) if id_ in ours else id_
        if bureau.conformity is None:
            yield CheckContext(item, words["unknown"], words["elsewhere"])
        elif id_ in bureau.conformity.lacking:
            yield CheckContext(item, words["lacking"], "")
        else:
            note = fill(words["found"], {"title": _heading(theirs[id_])})
            yield CheckContext(item, words["present"], note)


def _heading(section: Section) -> str:
    return section.title or section.text or section.id


def _indicators(made: Conformity | None, words: Mapping[str, str]) -> CheckContext:
    item = words["indicators"]
    if made is None:
        return CheckContext(item, words["unknown"], words["elsewhere"])
    count = len(made.unmeasured)
    told = {"count": str(count), "all": str(made.practices)}
    if count:
        result = words["partly" if count < made.practices else "lacking"]
        return CheckContext(item, result, fill(words["unmeasured"], told))
    return CheckContext(item, words["present"], fill(words["measured"], told))


def _deadline(handed: Handed, words: Mapping[str, str]) -> CheckContext:
    """A day that nobody wrote down is unknown, never in time."""
    due = handed.deadline
    if due is None:
        return CheckContext(words["report"], words["unknown"], words["no-deadline"])
    told = {"deadline": roc_date(due.on), "on": roc_date(handed.on) if handed.on else ""}
    note = fill(words["dated" if handed.on else "undated"], told)
    return CheckContext(due.title, words[handed.timely], note)


def _differences(
    found: Sequence[Difference], ours: Plan, theirs: Plan | None, words: Mapping[str, str]
) -> Iterator[DifferenceContext]:
    titles = {**_titles(theirs), **_titles(ours)} if theirs else _titles(ours)

    def named(ids: Iterable[str], joined: str) -> str:
        return joined.join(titles.get(id_, id_) for id_ in ids)

    for each in found:
        place = named(each.path[:-1], words["within"])
        old, new = each.old or "", each.new or ""
        if each.kind == "moved":  # the ids above it
            old, new = (named(ids.split("/"), words["within"]) for ids in (old, new))
        elif each.kind == "reordered":
            old, new = (named(ids.split(), words["list"]) for ids in (old, new))
        yield DifferenceContext(words[each.kind], place, old, new)


def _titles(plan: Plan) -> dict[str, str]:
    """Id → what it is called, or says, of all that stands in the strategy table."""
    found: dict[str, str] = {}

    def measures(among: Sequence[Measure]) -> None:
        for measure in among:
            found[measure.id] = measure.title
            found.update((practice.id, practice.text) for practice in measure.practices)

    for dimension in plan.dimensions:
        found[dimension.id] = dimension.title
        for strategy in dimension.strategies:
            found[strategy.id] = strategy.title
            measures(strategy.measures)
        measures(dimension.measures)
    return found


def blank(year: AgencyYear, doctype: Doctype, caption: str) -> Document:
    """The form without a bureau. It is of no set: there is no caption to print."""
    from docgen.year.conformity import Handed

    del caption
    return document(year, doctype, (), Subject("", "", Handed("unknown")))


def documents(_year: AgencyYear, _doctype: Doctype) -> tuple[Document, ...]:
    """None: it is made of all bureaus at once."""
    return ()


SOURCE = Source(ConformityContext, documents, blank, words=_WORDS)
