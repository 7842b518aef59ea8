"""柒: who is due what, who is not, ties, ceilings, and no accumulation."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from docgen.model.agency import Agency, Unit
from docgen.model.agency_year import AgencyYear
from docgen.model.award import (
    Awards,
    Clause,
    Given,
    Merit,
    Nomination,
    Nominations,
    Post,
    When,
)
from docgen.model.rules import Grade, Rules
from docgen.year.awards import awards
from docgen.year.standing import Standing, ranked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docgen.year.awards import Line
    from docgen.year.rank import Ties

GRADES = (
    Grade(id="excellent", title="優", points=Decimal(900)),
    Grade(id="good", title="甲", points=Decimal(800)),
)
MERITS = (Merit(id="praise", title="嘉獎"), Merit(id="merit", title="記功"), Merit(id="major", title="記大功"))  # fmt: skip
POSTS = (Post(id="head", title="首長"), Post(id="officer", title="承辦"), Post(id="panel", title="小組", of="own"))  # fmt: skip
FIRST = Clause(
    id="first",
    title="第一名",
    when=When(of="children", kind="parent", grade="excellent"),
    give={"head": Given(merit="praise", times=2), "officer": Given(note="自行敘獎")},
    because="柒二",
)
NEXT = Clause(
    id="next",
    title="第二、三名",
    when=When(of="children", kind="parent", rank_from=2, rank_to=3, grade="excellent"),
    give={"head": Given(merit="praise")},
    because="柒二",
)
BELOW = Clause(
    id="below",
    title="未達優等",
    when=When(of="children", kind="parent", rank_from=1, rank_to=3, below="excellent"),
    because="柒二",
)


def prize(name: str, outcome: str, **given: Given) -> Clause:
    when = When(of="nominations", outcomes=(outcome,))  # type: ignore[arg-type]
    return Clause(id=name, title=name, when=when, give=given, because="柒三")


def year(clauses: Sequence[Clause], ties: Ties = "share", **more: object) -> AgencyYear:
    rules = Rules(
        grades=GRADES, ties=ties, awards=Awards(merits=MERITS, posts=POSTS, clauses=tuple(clauses))
    )
    agency = Agency(name="某署", short="本署", units=(Unit(id="office", title="秘書室"),))
    return AgencyYear("hq", 105, agency, rules=rules, **more)  # type: ignore[arg-type]


def bureaus(rules: Rules, *totals: str | None) -> dict[str, tuple[Standing, ...]]:
    rows = [
        Standing(f"b{n}", f"第{n}局", total=None if total is None else Decimal(total))
        for n, total in enumerate(totals, 1)
    ]
    return {"parent": ranked(rows, rules)}


def told(lines: Sequence[Line]) -> list[tuple[str, str, str, str, int]]:
    return [
        (line.clause.id, line.candidate.name, line.state, line.merit, line.given.times if line.given else 0)
        for line in lines
    ]  # fmt: skip


def due(lines: Sequence[Line]) -> list[tuple[str, str, str, int]]:
    return [
        (line.recipient, line.post.id, line.merit, line.given.times)
        for line in lines
        if line.state == "due" and line.post and line.given
    ]


def by_ranks(*totals: str | None, ties: Ties = "share") -> tuple[Line, ...]:
    own = year((FIRST, NEXT, BELOW), ties)
    assert own.rules
    return awards(own, bureaus(own.rules, *totals), {})


def test_the_first_with_the_grade_gets_twice_what_the_second_and_third_get() -> None:
    assert due(by_ranks("950", "940", "930", "920")) == [
        ("第1局", "head", "嘉獎", 2),
        ("第1局", "officer", "", 1),
        ("第2局", "head", "嘉獎", 1),
        ("第3局", "head", "嘉獎", 1),
    ]


def test_a_rank_without_the_grade_earns_nothing_and_the_clause_that_says_so_is_named() -> None:
    lines = by_ranks("950", "899.9")
    assert [x for x in told(lines) if x[1] == "第2局"] == [
        ("first", "第2局", "not-due", "", 0),
        ("next", "第2局", "not-due", "", 0),
        ("below", "第2局", "due", "", 0),
    ]
    assert lines[-1].candidate.reason == "ranked"
    assert due(lines) == [("第1局", "head", "嘉獎", 2), ("第1局", "officer", "", 1)]


def test_who_shares_the_first_rank_is_due_and_said_to_share_it() -> None:
    lines = by_ranks("950", "950", "940")
    assert [x[0] for x in due(lines) if x[1] == "head"] == ["第1局", "第2局", "第3局"]
    assert [x.candidate.reason for x in lines if x.state == "due"][:4] == ["tied"] * 4


def test_a_tie_without_rank_is_for_somebody_to_decide() -> None:
    lines = by_ranks("950", "950", ties="none")
    assert due(lines) == []
    assert {line.candidate.reason for line in lines} == {"tie-without-rank"}


def test_an_agency_without_results_is_open_not_last() -> None:
    lines = by_ranks(None, "950")
    assert told(lines)[0] == ("first", "第1局", "open", "", 0)
    assert due(lines)[0] == ("第2局", "head", "嘉獎", 2)


def nominated(*outcomes: str) -> Nominations:
    return Nominations(
        nominations=tuple(
            Nomination(id=f"n{n}", title=f"案{n}", unit="office", outcome=outcome)  # type: ignore[arg-type]
            for n, outcome in enumerate(outcomes)
        )
    )


PRIZES = (
    prize("won", "won", officer=Given(merit="major"), head=Given(merit="merit", at_most=True)),
    prize("visited", "shortlisted", officer=Given(merit="merit"), head=Given(merit="praise", times=2, at_most=True)),
    prize("sent", "not-shortlisted", panel=Given(merit="praise")),
)  # fmt: skip


def test_of_several_awards_for_one_post_only_the_highest_is_due() -> None:
    lines = awards(year(PRIZES, nominations=nominated("won", "shortlisted")), {}, {})
    assert due(lines) == [("秘書室", "officer", "記大功", 1), ("秘書室", "head", "記功", 1)]
    covered = [line for line in lines if line.state == "covered"]
    assert [(line.clause.id, line.candidate.told["clause"]) for line in covered] == [
        ("visited", "won"),
        ("visited", "won"),
    ]


def test_they_add_up_where_the_rules_say_so() -> None:
    own = year(PRIZES, nominations=nominated("won", "shortlisted"))
    assert own.rules
    both = replace(own.rules, awards=replace(own.rules.awards, accumulate="all"))
    assert len(due(awards(replace(own, rules=both), {}, {}))) == 4


def test_a_post_of_the_agency_itself_is_rewarded_there() -> None:
    lines = awards(year(PRIZES, nominations=nominated("not-shortlisted")), {}, {})
    assert due(lines) == [("某署", "panel", "嘉獎", 1)]


def test_an_undecided_entry_is_open() -> None:
    lines = awards(year(PRIZES, nominations=nominated("pending")), {}, {})
    assert {(line.state, line.candidate.reason) for line in lines} == {("open", "pending")}


def test_a_clause_with_nobody_to_look_at_says_so() -> None:
    assert [line.candidate.reason for line in awards(year(PRIZES), {}, {})] == ["nobody"] * 3


@given(st.lists(st.sampled_from(["won", "shortlisted", "not-shortlisted", "pending"]), max_size=8))
def test_nobody_is_due_two_awards_for_one_post(outcomes: list[str]) -> None:
    found = due(awards(year(PRIZES, nominations=nominated(*outcomes)), {}, {}))
    assert len({(recipient, post) for recipient, post, _, _ in found}) == len(found)
