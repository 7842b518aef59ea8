"""敘獎建議表: who among a parent's bureaus is due what by 柒, who is not, and why.

The lines are those of ``year.awards``; nothing is decided here. Only agencies and posts are named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, get_args

from msgspec import Struct

from docgen.render.context.document import Document, Source
from docgen.year.awards import Reason
from docgen.year.figures import fill

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docgen.doctype import Doctype
    from docgen.model.agency_year import AgencyYear
    from docgen.year.awards import Line

NAME: Final = "awards-bureaus"
_STATES: Final = ("due", "applies", "not-due", "open", "covered")
_REASONS: Final = tuple(
    reason
    for reason in get_args(Reason)
    if reason
    not in {
        "adopted",
        "not-adopted",
        "outcome",
        "other-outcome",
        "pending",
        "incomplete",
    }  # of others
)
_WORDS: Final = (
    "title", "clause", "result", "unranked", "award", "at-most", "times", "noted", *_STATES, *_REASONS,
)  # fmt: skip


class AwardRowContext(Struct, frozen=True):
    """A line of a clause: what one post gets, or that nobody does. The keys join cells above.

    ``result`` are rank, points and grade, ``reason`` why; both empty where there are none.
    """

    clause_key: str
    clause: str
    name_key: str
    name: str
    state_key: str
    result: str
    state: str
    award: str
    reason: str


class AwardsContext(Struct, frozen=True):
    """The whole table."""

    title: str
    agency: str
    rows: tuple[AwardRowContext, ...]


def document(year: AgencyYear, doctype: Doctype, lines: Sequence[Line]) -> Document:
    """The table of these lines, in their order."""
    words = doctype.words
    title = fill(words["title"], {"agency": year.agency.name, "year": str(year.year)})
    rows = tuple(_row(line, words) for line in lines)
    return Document(NAME, title, AwardsContext(title, year.agency.name, rows))


def _row(line: Line, words: Mapping[str, str]) -> AwardRowContext:
    clause, who, told = line.clause, line.candidate, dict(line.candidate.told)
    is_met = who.state == "due" and not clause.give  # its words say that nothing is given
    name = line.recipient or who.name
    return AwardRowContext(
        clause_key=clause.id,
        clause=fill(words["clause"], {"title": clause.title, "because": clause.because}),
        name_key=f"{clause.id} {who.id} {name}",
        name=name,
        state_key=f"{clause.id} {who.id} {name} {who.state}",
        result=_result(told, words),
        state=words["applies" if is_met else who.state],
        award=_award(line, words),
        reason=fill(words[who.reason], told),
    )


def _result(told: Mapping[str, str], words: Mapping[str, str]) -> str:
    if "total" not in told:
        return ""
    return fill(words["result" if "rank" in told else "unranked"], told)


def _award(line: Line, words: Mapping[str, str]) -> str:
    given = line.given
    if line.post is None or given is None:
        return ""
    what = given.note or ""
    if given.merit is not None:
        told = {"merit": line.merit, "times": str(given.times)}
        what = fill(words["at-most" if given.at_most else "times"], told)
        if given.note:
            what = fill(words["noted"], {"award": what, "note": given.note})
    return fill(words["award"], {"post": line.post.title, "award": what})


def blank(year: AgencyYear, doctype: Doctype, caption: str) -> Document:
    """The table without lines. It is of no set: there is no caption to print."""
    del caption
    return document(year, doctype, ())


def documents(_year: AgencyYear, _doctype: Doctype) -> tuple[Document, ...]:
    """None: it is made of all bureaus at once."""
    return ()


SOURCE = Source(AwardsContext, documents, blank, words=_WORDS)
