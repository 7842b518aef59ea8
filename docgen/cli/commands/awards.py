"""``docgen awards AGENCY``: who is due what under the agency's own 柒, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docgen.cli import where
from docgen.cli.arguments import add_agency, add_year
from docgen.cli.outcome import Outcome
from docgen.problem.words import N_
from docgen.problem.words import say as _

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from docgen.model.award import Given
    from docgen.year.awards import Line

EXAMPLE: Final = "10river --year 105"
STATES: Final = {
    "due": N_("due"),
    "not-due": N_("not due"),
    "open": N_("open"),
    "covered": N_("not again"),
}
APPLIES: Final = N_("applies")  # a clause that says that nothing is given
REASONS: Final = {
    "ranked": N_("rank {rank}, {total} points {grade}"),
    "tied": N_("rank {rank} with others, {total} points {grade}"),
    "adopted": N_("adopted: {title}"),
    "outcome": N_("{title}: {outcome}"),
    "rank-outside": N_("another rank is asked for: rank {rank}, {total} points {grade}"),
    "grade-not-reached": N_("rank {rank}, but {total} points {grade} do not reach the grade"),
    "grade-too-good": N_("rank {rank}, {total} points {grade}: another clause rewards it"),
    "not-adopted": N_("not adopted: {title}"),
    "other-outcome": N_("{title}: {outcome}"),
    "no-results": N_("no results of the year yet"),
    "tie-without-rank": N_("{total} points, a tie that has no rank: somebody must decide"),
    "incomplete": N_("{total} points {grade} so far: the year still lacks {missing} score sheets"),
    "pending": N_("{title}: not decided yet"),
    "higher-award": N_("the higher award of “{clause}” counts"),
    "nobody": N_("nobody to look at: no results, proposals or nominations"),
}
OUTCOMES: Final = {
    "won": N_("prize won"),
    "shortlisted": N_("shortlisted"),
    "not-shortlisted": N_("sent, not shortlisted"),
    "not-sent": N_("not sent"),
    "pending": N_("not decided yet"),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """``AGENCY [--year Y]``."""
    add_agency(parser)
    add_year(parser)


def run(options: argparse.Namespace) -> Outcome:
    """The clauses in order, under each whom it looked at."""
    from docgen.pipeline import awards

    workspace = where.chosen(options)
    found = awards(workspace, where.agency(options, workspace), options.year)
    return Outcome(
        lines=tuple(_clauses(found.lines)),
        found={
            "agency": found.agency,
            "year": found.year,
            "awards": [line_as_dict(line) for line in found.lines],
        },
        problems=found.problems,
    )


def _clauses(lines: Sequence[Line]) -> Iterator[str]:
    clause = None
    for line in lines:
        if line.clause is not clause:
            clause = line.clause
            yield _("{title} ({because})", title=clause.title, because=clause.because)
        yield "    " + line_text(line)


def line_text(line: Line) -> str:
    """Whether it is due, who gets what, and why, in the reader's language."""
    is_met = line.state == "due" and not line.clause.give
    state = APPLIES if is_met else STATES[line.state]
    return "  ".join(filter(None, (_(state), _award(line), _reason(line))))


def _award(line: Line) -> str:
    if line.post is None:
        name = line.candidate.name
        if line.state != "due":
            return name
        return _("{name}: nothing further", name=name)
    return _(
        "{name}, {post}: {award}", name=line.recipient, post=line.post.title, award=award(line)
    )


def award(line: Line) -> str:
    """What is given, in the reader's language: ``at most 記功 × 1``, or the note."""
    given: Given | None = line.given
    if given is None:
        return ""
    if given.merit is None:
        return given.note or ""
    told = {"merit": line.merit, "times": str(given.times)}
    text = (
        _("at most {merit} × {times}", **told) if given.at_most else _("{merit} × {times}", **told)
    )
    return _("{award} ({note})", award=text, note=given.note) if given.note else text


def _reason(line: Line) -> str:
    told = dict(line.candidate.told)
    if "outcome" in told:
        outcome = OUTCOMES[told["outcome"]]
        told["outcome"] = _(outcome)
    return _("— {reason}", reason=_(REASONS[line.candidate.reason], **told).strip())


def line_as_dict(line: Line) -> dict[str, Any]:
    """The same for programs."""
    given = line.given
    return {
        "clause": line.clause.id,
        "because": line.clause.because,
        "state": line.state,
        "reason": line.candidate.reason,
        "candidate": {"id": line.candidate.id, "name": line.candidate.name},
        "recipient": line.recipient or None,
        "post": line.post.title if line.post else None,
        "merit": line.merit or None,
        "times": given.times if given and given.merit else None,
        "at-most": given.at_most if given else None,
        "note": given.note if given else None,
        **dict(line.candidate.told),
    }
