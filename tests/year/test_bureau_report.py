"""The report of all bureaus before it is fitted: cases with sources, weights, 檢討."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from docgen.model.forms import BureauWords, Heading
from docgen.model.prose import Figure, Item, Prose
from docgen.model.report import Case, Performance
from docgen.year.bureau_report import Reported, review, sections

WORDS = BureauWords(case="{title}（{bureau}）", review="{bureau}：{text}", review_items=1)
HEADINGS = (Heading(id="deepen", title="深化"), Heading(id="listen", title="傾聽"))
FIGURE = Figure(id="count", name="人次", value="3")


def bureau(slug: str, *cases: str, **more: object) -> Reported:
    told = tuple(
        Case(id=each, title=f"事例{each}", text="辦理。", figures=(FIGURE,)) for each in cases
    )
    part = Performance(id="listen", cases=told)
    return Reported(slug, f"{slug}局", (part,), **more)  # type: ignore[arg-type]


def test_each_case_stands_under_its_heading_and_names_its_bureau() -> None:
    deepen, listen = sections(HEADINGS, [bureau("ninth", "walk")], WORDS)
    assert deepen.candidates == ()
    (candidate,) = listen.candidates
    (wording,) = candidate.wordings
    assert wording.case.title == "事例walk（ninth局）"
    assert wording.case.text == "辦理。"


def test_weights_rank_a_bureaus_own_cases_and_their_mean_is_one() -> None:
    bureaus = [
        bureau("a", "x", "y", weights={"y": Decimal(3)}),
        bureau("b", "z", weights={"z": Decimal(9)}),
    ]
    _, listen = sections(HEADINGS, bureaus, WORDS)
    assert [(each.id, each.weight) for each in listen.candidates] == [
        ("a-y", Decimal("1.5")),
        ("b-z", Decimal(1)),
        ("a-x", Decimal("0.5")),
    ]


@given(st.lists(st.lists(st.sampled_from(["walk", "map", "w" * 40]), unique=True), max_size=5))
def test_no_case_is_lost_and_no_id_is_given_twice(told: list[list[str]]) -> None:
    bureaus = [bureau("same", *cases) for cases in told]
    _, listen = sections(HEADINGS, bureaus, WORDS)
    cases = [each.wordings[0].case for each in listen.candidates]
    ids = [*(each.id for each in cases), *(f.id for each in cases for f in each.figures)]
    assert len(cases) == sum(map(len, told))
    assert len(set(ids)) == len(ids)


def test_each_bureau_has_so_many_items_of_review_by_its_name() -> None:
    items = Prose(items=(Item(id="one", text="改善。"), Item(id="two", text="再改善。")))
    bureaus = [
        bureau("a", review=items),
        bureau("b", review=Prose(text="已檢討。")),
        bureau("c"),
    ]
    assert [each.text for each in review(bureaus, WORDS).items] == ["a局：改善。", "b局：已檢討。"]
