"""柒: who is due what by each clause, who is not, and why. Pure; the clauses are data.

Ranks and totals are those of ``results`` and ``standing``; nothing is summed again here.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from docgen.year.rank import ranks
from docgen.year.results import year_results
from docgen.year.score import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from docgen.model.agency_year import AgencyYear
    from docgen.model.award import Awards, Clause, Given, Outcome, Post
    from docgen.model.rules import Grade, Rules
    from docgen.year.standing import Standing

State = Literal["due", "not-due", "open", "covered"]
Reason = Literal[
    "ranked",  # among the ranks, and the grade is right
    "tied",  # as ranked, sharing the rank
    "adopted",
    "outcome",
    "rank-outside",
    "grade-not-reached",
    "grade-too-good",
    "not-adopted",
    "other-outcome",
    "no-results",
    "tie-without-rank",
    "incomplete",  # not all sheets of the year are there
    "pending",
    "higher-award",
    "nobody",  # the clause has nobody to look at
]


class Candidate(Struct, frozen=True):
    """Somebody a clause looks at: a unit, an agency, and what is known of it."""

    id: str
    name: str
    state: State
    reason: Reason
    told: Mapping[str, str] = {}


class Line(Struct, frozen=True):
    """What one post of one candidate gets by one clause.

    ``post`` and ``given`` are None where nothing is due, or where the clause gives nothing;
    ``merit`` is the title of what is given (嘉獎), ``recipient`` who has the post.
    """

    clause: Clause
    candidate: Candidate
    post: Post | None = None
    given: Given | None = None
    recipient: str = ""
    merit: str = ""

    @property
    def state(self) -> State:
        """That of the candidate by this clause."""
        return self.candidate.state


def awards(
    year: AgencyYear, children: Mapping[str, Sequence[Standing]], names: Mapping[str, str]
) -> tuple[Line, ...]:
    """All lines of all clauses, in the order of the rules.

    ``children`` are the agencies below by kind of assessment, ranked; ``names`` their names by
    folder.
    """
    if year.rules is None:
        return ()
    rules = year.rules
    found = [
        line
        for clause in rules.awards.clauses
        for candidate in _candidates(year, rules, clause, children, names)
        for line in _lines(year, rules.awards, clause, candidate)
    ]
    return (
        _without_lower(found, rules.awards)
        if rules.awards.accumulate == "highest"
        else tuple(found)
    )


def _lines(
    year: AgencyYear, awards_: Awards, clause: Clause, candidate: Candidate
) -> Iterator[Line]:
    if candidate.state != "due" or not clause.give:
        yield Line(clause, candidate)
        return
    posts = {post.id: post for post in awards_.posts}
    merits = {merit.id: merit.title for merit in awards_.merits}
    for name, given in clause.give.items():
        post = posts[name]
        recipient = year.agency.name if post.of == "own" else candidate.name
        yield Line(clause, candidate, post, given, recipient, merits.get(given.merit or "", ""))


def _candidates(
    year: AgencyYear,
    rules: Rules,
    clause: Clause,
    children: Mapping[str, Sequence[Standing]],
    names: Mapping[str, str],
) -> tuple[Candidate, ...]:
    when = clause.when
    if when.of == "proposals":
        found = tuple(_of_proposals(year))
    elif when.of == "nominations":
        found = tuple(_of_nominations(year, when.outcomes, names))
    elif when.of == "children":
        ranked = children.get(when.kind, ())
        rows = [(s.slug, s.name, s.rank, s.total, s.grade) for s in ranked]
        found = _of_ranks(rows, clause, rules)
    else:
        found = _of_units(year, clause, rules)
    return found or (Candidate("", "", "open", "nobody"),)


Row = tuple[str, str, int | None, Decimal | None, "Grade | None"]
"""Id, name, rank, total and grade."""


def _of_units(year: AgencyYear, clause: Clause, rules: Rules) -> tuple[Candidate, ...]:
    """The units by one leaf of all their sheets, or by the year's results, once these are whole."""
    titles = {unit.id: unit.title for unit in year.agency.units}
    when = clause.when
    if when.by is not None:
        return _of_ranks(_leaf_rows(year, when.by, when.kind, titles), clause, rules)
    results = next((each for each in year_results(year) if each.kind == when.kind), None)
    if results is None:
        return ()
    rows = [(row.unit, titles[row.unit], row.rank, row.total, row.grade) for row in results.rows]
    found = _of_ranks(rows, clause, rules)
    if not results.missing:
        return found
    missing = str(results.missing)
    return tuple(
        replace(each, state="open", reason="incomplete", told={**each.told, "missing": missing})
        for each in found
    )


def _leaf_rows(year: AgencyYear, leaf: str, kind: str, titles: Mapping[str, str]) -> list[Row]:
    """Ranked by the mean figure of the leaf; by its mean score where a sheet gives no figure."""
    scores = [
        (sheet.unit, score)
        for _name, sheet in year.assessments
        if sheet.kind == kind
        for score in sheet.scores
        if score.id == leaf
    ]
    figures = [(unit, score.measured) for unit, score in scores if score.measured is not None]
    taken = (
        figures if len(figures) == len(scores) else [(unit, score.score) for unit, score in scores]
    )
    means: dict[str, Fraction] = {}
    for unit in titles:
        own = [Fraction(value) for who, value in taken if who == unit]
        if own:
            means[unit] = sum(own, Fraction(0)) / len(own)
    ties = year.rules.ties if year.rules else "share"
    keys = [(_decimal(mean),) for mean in means.values()]
    places = ranks(keys, "share" if ties == "next-column" else ties)
    return [
        (unit, titles[unit], place, key[0], None)
        for unit, place, key in zip(means, places, keys, strict=True)
    ]


def _decimal(exact: Fraction) -> Decimal:
    """As many places as tell two means of the year apart."""
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.0001"))


def _of_ranks(rows: Sequence[Row], clause: Clause, rules: Rules) -> tuple[Candidate, ...]:
    tied = [row[2] for row in rows]
    return tuple(_of_rank(row, clause, rules, tied.count(row[2]) > 1) for row in rows)


def _of_rank(row: Row, clause: Clause, rules: Rules, tied: bool) -> Candidate:  # noqa: FBT001 - one caller
    id_, name, rank, total, reached = row
    when = clause.when
    if total is None:
        return Candidate(id_, name, "open", "no-results")
    told = {"total": plain(total), "grade": reached.title if reached else ""}
    if rank is None:
        return Candidate(id_, name, "open", "tie-without-rank", told)
    told["rank"] = str(rank)
    reason: Reason = "tied" if tied else "ranked"
    if not when.rank_from <= rank <= when.rank_to:
        reason = "rank-outside"
    elif when.grade is not None and total < _points(rules, when.grade):
        reason = "grade-not-reached"
    elif when.below is not None and total >= _points(rules, when.below):
        reason = "grade-too-good"
    state: State = "due" if reason in {"ranked", "tied"} else "not-due"
    return Candidate(id_, name, state, reason, told)


def _points(rules: Rules, grade: str) -> Decimal:
    return next(each.points for each in rules.grades if each.id == grade)


def _of_proposals(year: AgencyYear) -> Iterator[Candidate]:
    titles = {unit.id: unit.title for unit in year.agency.units}
    for _name, proposal in year.proposals:
        state: State = "due" if proposal.adopted else "not-due"
        reason: Reason = "adopted" if proposal.adopted else "not-adopted"
        told = {"title": proposal.title}
        yield Candidate(proposal.unit, titles[proposal.unit], state, reason, told)


def _of_nominations(
    year: AgencyYear, outcomes: Sequence[Outcome], names: Mapping[str, str]
) -> Iterator[Candidate]:
    titles = {unit.id: unit.title for unit in year.agency.units}
    for one in year.nominations.nominations if year.nominations else ():
        who = one.agency or one.unit or ""
        name = names.get(who, who) if one.agency else titles[who]
        told = {"title": one.title, "outcome": one.outcome}
        if one.outcome in outcomes:
            yield Candidate(who, name, "due", "outcome", told)
        elif one.outcome == "pending":
            yield Candidate(who, name, "open", "pending", told)
        else:
            yield Candidate(who, name, "not-due", "other-outcome", told)


def _without_lower(lines: Sequence[Line], awards_: Awards) -> tuple[Line, ...]:
    """Of several for one post of one recipient the highest stays due; the others say which covers them.

    What somebody else decides (a note) competes with nothing. Of equals the first stays.
    """
    order = {merit.id: place for place, merit in enumerate(awards_.merits)}

    def worth(line: Line) -> tuple[int, int]:
        given = line.given
        return (
            (-1, 0) if given is None or given.merit is None else (order[given.merit], given.times)
        )

    best: dict[tuple[str, str], Line] = {}
    for line in lines:
        if line.post is not None and line.state == "due" and worth(line)[0] >= 0:
            key = (line.recipient, line.post.id)
            if key not in best or worth(line) > worth(best[key]):
                best[key] = line
    return tuple(_covered(line, best) if worth(line)[0] >= 0 else line for line in lines)


def _covered(line: Line, best: Mapping[tuple[str, str], Line]) -> Line:
    if line.post is None or line.state != "due":
        return line
    kept = best[line.recipient, line.post.id]
    if kept is line:
        return line
    told = {**line.candidate.told, "clause": kept.clause.title}
    covered = replace(line.candidate, state="covered", reason="higher-award", told=told)
    return replace(line, candidate=covered)
