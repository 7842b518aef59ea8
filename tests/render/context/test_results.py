"""附表2's context: blank, and one table for each period and kind of assessment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.render.context import source
from docgen.render.context.results_cells import ResultsContext

if TYPE_CHECKING:
    from .conftest import Kind, Year

RUBRIC = """
title: 評分表
fields: {serial: 編號}
levels: [構面, 評核項目, 評分參考標準]
parts:
  quality:
    title: 優質
    points: 900
    parts:
      process: {title: 服務流程, points: 500, criteria: [如]}
      image: {title: 機關形象, points: 400, criteria: [如]}
  network: {title: 網路, points: 100, criteria: [如]}
"""
RULES = """
grades:
  best: {title: 優, points: 900}
  good: {title: 甲, points: 800}
  poor: {title: 丁, points: 0}
periods:
  q1: {title: 第一季（1-3月）, from: 105-01-01, to: 105-03-31}
"""
FORMS = """
kinds: {self: 自行, parent: 本署}
results: {title: 考核結果統計表, filled: "{period.title}{period.kind}考核結果統計表"}
proposal: {title: 創意服務計畫}
report: {title: 總報告, cutoff: 105-12-31, headings: {deepen: 深化}}
"""
PROPOSAL = """
title: 淹水地圖
unit: river
background: 背景
solution: 方法
benefits: 效益
results: {}
methods: {}
"""


def sheet(unit: str, *, kind: str = "self", period: str = "q1", process: str = "450") -> str:
    where = f"period: {period}\n" if period else ""
    return (
        f"unit: {unit}\nkind: {kind}\n{where}date: 105-03-28\nassessor: 秘書室\n"
        f"scores: {{process: {process}, image: 350, network: 99.5}}\noutcome: {unit}已改進。\n"
    )


def tables(year: Year, kind: Kind, **assessments: str) -> dict[str, ResultsContext]:
    folders = {"assessments": assessments, "proposals": {"flood-map": PROPOSAL}}
    made = year(rubric=RUBRIC, rules=RULES, forms=FORMS, **folders)
    found = {}
    for document in source("results").documents(made, kind("results")):
        assert isinstance(document.context, ResultsContext)
        found[document.name] = document.context
    return found


def test_the_blank_table_has_the_items_and_empty_rows(year: Year, kind: Kind) -> None:
    blank = tables(year, kind)["results"]
    assert [(item.title, item.points) for item in blank.items] == [
        ("服務流程", "500"),
        ("機關形象", "400"),
        ("網路", "100"),
    ]
    assert blank.points == "1000"
    assert len(blank.rows) == kind("results").blank_rows
    assert {(row.unit, row.total, row.grade) for row in blank.rows} == {("", "", "")}


def test_the_legend_says_where_each_grade_begins_and_ends(year: Year, kind: Kind) -> None:
    assert tables(year, kind)["results"].legend == "優=900分以上；甲=899-800分；丁=799分以下"


def test_units_of_one_period_share_a_table(year: Year, kind: Kind) -> None:
    made = tables(year, kind, a=sheet("secretariat"), b=sheet("river", process="300"))
    assert list(made) == ["results", "results-q1", "results-year"]
    table = made["results-q1"]
    assert table.units == "秘書室、河川課"
    assert [(r.number, r.unit, r.total, r.grade, r.month) for r in table.rows] == [
        ("1", "秘書室", "899.5", "甲", "105年3月"),
        ("2", "河川課", "749.5", "丁", "105年3月"),
    ]
    assert [cell.text for cell in table.rows[0].scores] == ["450", "350", "99.5"]


def test_the_filled_title_names_period_and_kind(year: Year, kind: Kind) -> None:
    table = tables(year, kind, a=sheet("river"))["results-q1"]
    assert table.title == "第一季（1-3月）自行考核結果統計表"
    assert table.title.address == "forms:results.filled"


def test_each_kind_of_a_period_has_its_own_table(year: Year, kind: Kind) -> None:
    made = tables(year, kind, a=sheet("river"), b=sheet("river", kind="parent"))
    assert list(made) == [
        "results",
        "results-q1",
        "results-q1-parent",
        "results-year",
        "results-year-parent",
    ]


def test_unannounced_assessments_are_not_lost(year: Year, kind: Kind) -> None:
    made = tables(year, kind, a=sheet("river", kind="parent", period=""))
    assert list(made) == [
        "results",
        "results-unannounced-parent",
        "results-year-parent",
    ]


def test_outcomes_name_their_unit_when_there_are_several(year: Year, kind: Kind) -> None:
    made = tables(year, kind, a=sheet("secretariat"), b=sheet("river"))
    assert [(o.unit, o.text) for o in made["results-q1"].outcomes] == [
        ("秘書室", "secretariat已改進。"),
        ("河川課", "river已改進。"),
    ]


def test_the_proposals_of_the_units_assessed_are_attached(year: Year, kind: Kind) -> None:
    made = tables(year, kind, a=sheet("river"))["results-q1"]
    assert [p.title for p in made.attached] == ["淹水地圖"]


def test_a_proposal_of_another_unit_is_not_attached(year: Year, kind: Kind) -> None:
    assert tables(year, kind, a=sheet("secretariat"))["results-q1"].attached == ()


def test_widths_fill_the_page(year: Year, kind: Kind) -> None:
    widths = tables(year, kind)["results"].widths
    total = sum(getattr(widths, name) for name in widths.__struct_fields__)
    assert kind("results").widths["page"] - total < len("服務流程")  # twips, from rounding


def test_the_rank_has_a_column_only_where_the_forms_name_it(year: Year, kind: Kind) -> None:
    sheets = {"a": sheet("secretariat"), "b": sheet("river", process="300")}
    plain = tables(year, kind, **sheets)["results-q1"]
    assert (plain.ranks, [row.ranks for row in plain.rows]) == ((), [(), ()])


def ranked(year: Year, kind: Kind, **assessments: str) -> dict[str, ResultsContext]:
    forms = FORMS.replace("results: {title", "results: {rank: 名次, year: 全年統計表, title")
    made = year(rubric=RUBRIC, rules=RULES, forms=forms, assessments=assessments)
    found = source("results").documents(made, kind("results"))
    return {each.name: each.context for each in found if isinstance(each.context, ResultsContext)}


def test_ranks_stand_in_filled_tables_but_not_among_unannounced_checks(
    year: Year, kind: Kind
) -> None:
    made = ranked(
        year,
        kind,
        a=sheet("secretariat"),
        b=sheet("river", process="300"),
        c=sheet("river", period="", kind="parent"),
    )
    heads = {name: [rank.text for rank in each.ranks] for name, each in made.items()}
    assert heads == {
        "results": [],
        "results-q1": ["名次"],
        "results-unannounced-parent": [],
        "results-year": ["名次"],
        "results-year-parent": ["名次"],
    }
    assert [row.ranks[0].text for row in made["results-q1"].rows] == ["1", "2"]
    page = kind("results").widths["page"]
    for table in made.values():
        widths = sum(getattr(table.widths, name) for name in table.widths.__struct_fields__)
        assert 0 <= page - widths - sum(rank.width for rank in table.ranks) < len(table.items)


def test_the_table_of_the_year_has_mean_grade_and_months(year: Year, kind: Kind) -> None:
    rules = RULES + "  q2: {title: 第二季, from: 105-04-01, to: 105-06-30}\n"
    second = sheet("river", period="q2", process="400").replace("105-03-28", "105-06-28")
    made = year(
        rubric=RUBRIC,
        rules=rules,
        forms=FORMS,
        assessments={"a": sheet("river"), "b": second},
    )
    found = {each.name: each.context for each in source("results").documents(made, kind("results"))}
    table = found["results-year"]
    assert isinstance(table, ResultsContext)
    (row,) = table.rows
    assert (row.total, row.grade, row.month) == ("874.5", "甲", "105年3月至6月")
    assert [cell.text for cell in row.scores] == ["425", "350", "99.5"]
    assert (table.averaged, table.summed, table.outcomes) == (True, False, ())
    assert table.missing == "2"  # of the other unit


def test_what_does_not_apply_is_said_below_the_table(year: Year, kind: Kind) -> None:
    text = sheet("river").replace(", network: 99.5}", "}\nnot-applicable: {network: 無網站}")
    made = ranked(year, kind, a=text, b=sheet("secretariat"))["results-q1"]
    assert made.rows[1].total == "888.89"
    (each,) = made.adjusted
    assert (each.unit, each.scaled, each.raw, each.possible, each.full) == (
        "河川課",
        True,
        "800",
        "900",
        "1000",
    )
    assert [(leaf.title, leaf.reason) for leaf in each.leaves] == [("網路", "無網站")]
    assert each.leaves[0].reason.address == "assessments/a:network.reason"
