"""The plan's context: 壹–捌, and the rows of the strategy table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docgen.problem import Refused
from docgen.render.context import source
from docgen.render.context.plan import PlanContext

if TYPE_CHECKING:
    from .conftest import Kind, Year

SECTIONS = """
sections:
  basis:
    title: 計畫依據
    items: {order: 經濟部函, letter: {text: 本署函, items: {annex: 附件}}}
  goals: {title: 計畫目標, text: 為提升服務品質。}
  scope: {title: 實施對象, text: 各課室。}
  strategies: {title: 執行策略及方法, table: strategies}
  steps: {title: 實施步驟, text: 另定之。}
  assessment: {title: 考核作業, text: 另定之。}
  awards: {title: 獎勵方式, text: 另定之。}
  amendments: {text: 本計畫如有未盡事宜，得另行補充規定。}
"""
DIMENSIONS = """
dimensions:
  quality:
    title: 優質便民服務
    strategies:
      streamlined:
        title: 便捷之流程
        measures:
          convenience:
            title: 提升便捷性
            practices: {window: 單一窗口。, fewer: 減少書證。}
          openness: {title: 提升透明度, practices: {contact: 提供電話。}}
      courtesy:
        title: 專業之形象
        measures: {manners: {title: 友善, practices: {phone: 電話禮貌。}}}
  innovation:
    title: 創新加值服務
    strategies:
      creative:
        title: 有價值的創意服務
        numbered: false
        measures: {mechanism: {title: 落實機制, text: 訂定提案機制。}}
  integration:
    title: 服務規劃的創新整合
    cells: joined
    strategies: {process: {title: 流程整合。}, ict: {title: 導入資通訊。}}
    measures:
      review: {title: 檢討流程：, practices: {across: 跨機關。}}
      society: {title: 結合社會資源。}
"""
PLAN = "title: 執行計畫\n" + SECTIONS + DIMENSIONS


def context(year: Year, kind: Kind, plan: str = PLAN) -> PlanContext:
    (document,) = source("plan").documents(year(plan=plan), kind("plan"))
    assert document.name == "plan"
    assert isinstance(document.context, PlanContext)
    return document.context


def test_sections_are_labelled_with_formal_numerals(year: Year, kind: Kind) -> None:
    labels = [section.label for section in context(year, kind).sections]
    assert labels == ["壹、", "貳、", "參、", "肆、", "伍、", "陸、", "柒、", "捌、"]


def test_a_section_without_title_has_its_text_as_heading(year: Year, kind: Kind) -> None:
    last = context(year, kind).sections[-1]
    assert last.heading == "本計畫如有未盡事宜，得另行補充規定。"
    assert last.heading.address == "plan:amendments.text"
    assert not last.text


def test_the_items_of_a_section_go_down_the_ladder(year: Year, kind: Kind) -> None:
    first = context(year, kind).sections[0]
    assert [(line.level, line.label, line.text) for line in first.lines] == [
        (1, "一、", "經濟部函"),
        (1, "二、", "本署函"),
        (2, "(一)", "附件"),
    ]


def test_the_table_stands_in_the_section_that_says_so(year: Year, kind: Kind) -> None:
    assert [section.id for section in context(year, kind).sections if section.table] == [
        "strategies"
    ]


def test_there_is_one_row_per_measure(year: Year, kind: Kind) -> None:
    rows = context(year, kind).rows
    assert [
        (r.measure_label, r.measure, [p.label + p.text for p in r.practices]) for r in rows
    ] == [
        ("1.", "提升便捷性", ["(1)單一窗口。", "(2)減少書證。"]),
        ("2.", "提升透明度", ["(1)提供電話。"]),
        ("1.", "友善", ["(1)電話禮貌。"]),
        ("1.", "落實機制", []),
        ("1.", "檢討流程：", ["(1)跨機關。"]),
        ("2.", "結合社會資源。", []),
    ]


TALL = PLAN.replace("單一窗口。", "窗" * 300).replace("減少書證。", "減" * 300)


def test_a_tall_measure_has_rows_that_are_one_cell_to_the_eye(year: Year, kind: Kind) -> None:
    rows = context(year, kind, TALL).rows
    assert [(r.practice_key, [p.label for p in r.practices]) for r in rows[:3]] == [
        ("convenience", ["(1)"]),
        ("convenience", ["(2)"]),
        ("openness", ["(1)"]),
    ]


def test_all_measures_of_a_joined_dimension_are_one_cell_to_the_eye(year: Year, kind: Kind) -> None:
    rows = context(year, kind).rows
    assert [r.practice_key for r in rows if r.joined] == ["integration", "integration"]


def test_with_an_extra_column_lines_tell_the_practices_apart(year: Year, kind: Kind) -> None:
    assert {row.practice_key for row in owned(year, kind).rows} == {""}


def test_rows_of_one_dimension_and_one_strategy_share_their_keys(year: Year, kind: Kind) -> None:
    rows = context(year, kind).rows
    assert [(r.dimension_key, r.strategy_key) for r in rows] == [
        ("quality", "streamlined"),
        ("quality", "streamlined"),
        ("quality", "courtesy"),
        ("innovation", "creative"),
        ("integration", "integration"),
        ("integration", "integration"),
    ]


def test_dimensions_and_strategies_are_labelled(year: Year, kind: Kind) -> None:
    rows = context(year, kind).rows
    assert rows[0].dimension_label + rows[0].dimension == "一、優質便民服務"
    assert [s.label for s in rows[2].strategies] == ["(二)"]


def test_a_strategy_may_go_without_number(year: Year, kind: Kind) -> None:
    assert [s.label for s in context(year, kind).rows[3].strategies] == [""]


def test_a_measure_without_practices_has_its_text_in_their_place(year: Year, kind: Kind) -> None:
    assert context(year, kind).rows[3].text == "訂定提案機制。"


def test_a_joined_dimension_has_all_strategies_in_one_cell(year: Year, kind: Kind) -> None:
    row = context(year, kind).rows[4]
    assert row.joined
    assert [s.label + s.title for s in row.strategies] == ["(一)流程整合。", "(二)導入資通訊。"]


def test_widths_fill_the_page(year: Year, kind: Kind) -> None:
    widths, page = context(year, kind).widths, kind("plan").widths["page"]
    assert widths.dimension + widths.strategy + widths.measure + widths.practice == page
    assert widths.measure + widths.practice == widths.actions


OWNER = PLAN.replace("window: 單一窗口。", "window: {text: 單一窗口。, owner: river}").replace(
    "across: 跨機關。", "across: {text: 跨機關。, owner: secretariat}"
)


def owned(year: Year, kind: Kind) -> PlanContext:
    return context(year, kind, OWNER + "columns: {owner: {title: 主辦單位, kind: unit}}\n")


def test_with_an_extra_column_there_is_one_row_per_practice(year: Year, kind: Kind) -> None:
    rows = owned(year, kind).rows
    assert [(r.measure_key, [p.text for p in r.practices]) for r in rows[:3]] == [
        ("convenience", ["單一窗口。"]),
        ("convenience", ["減少書證。"]),
        ("openness", ["提供電話。"]),
    ]


def test_an_extra_column_of_kind_unit_prints_the_unit(year: Year, kind: Kind) -> None:
    cell = owned(year, kind).rows[0].cells[0]
    assert cell.text == "河川課"
    assert getattr(cell.text, "address", "") == "plan:window.owner"


def test_an_extra_column_may_stay_empty(year: Year, kind: Kind) -> None:
    assert not owned(year, kind).rows[1].cells[0].text


def test_a_joined_dimension_with_an_extra_column_names_the_measure_once(
    year: Year, kind: Kind
) -> None:
    rows = [row for row in owned(year, kind).rows if row.joined]
    assert [(bool(r.measure), [p.text for p in r.practices]) for r in rows] == [
        (True, ["跨機關。"]),
        (True, []),
    ]


def test_extra_columns_take_their_room_from_the_others(year: Year, kind: Kind) -> None:
    made = owned(year, kind)
    assert (
        made.widths.dimension
        + made.widths.strategy
        + made.widths.actions
        + sum(column.width for column in made.columns)
        == kind("plan").widths["page"]
    )


INDICATED = PLAN.replace(
    "window: 單一窗口。",
    "window: {text: 單一窗口。, indicators: {days: {name: 平均日數, unit: 日, target: 5, by: river}}}",
)


def test_indicators_stand_under_their_practice(year: Year, kind: Kind) -> None:
    (practice, _) = context(year, kind, INDICATED).rows[0].practices
    (indicator,) = practice.indicators
    assert (indicator.name, indicator.target, indicator.unit) == ("平均日數", "5", "日")
    assert indicator.by == "河川課"


def test_indicators_stand_in_their_own_column_where_there_is_one(year: Year, kind: Kind) -> None:
    plan = INDICATED + "columns: {figures: {title: 量化指標, kind: indicators}}\n"
    row = context(year, kind, plan).rows[0]
    assert [p.indicators for p in row.practices] == [()]
    assert [i.name for i in row.cells[0].indicators] == ["平均日數"]


REACHED = INDICATED.replace("target: 5,", "target: 5, result: 4,")


@pytest.mark.parametrize(
    ("shown", "results"), [("targets", [False]), ("results", [True]), ("none", [])]
)
def test_the_plan_says_what_of_indicators_stands_with_their_practices(
    year: Year, kind: Kind, shown: str, results: list[bool]
) -> None:
    made = context(year, kind, f"indicators: {shown}\n{REACHED}")
    found = [i for practice in made.rows[0].practices for i in practice.indicators]
    assert [bool(indicator.result) for indicator in found] == results


def test_a_section_may_hold_all_indicators_with_target_and_result(year: Year, kind: Kind) -> None:
    plan = "indicators: none\n" + REACHED.replace(
        "  amendments:", "  figures: {title: 量化指標, table: indicators}\n  amendments:"
    )
    made = context(year, kind, plan)
    assert [s.id for s in made.sections if s.indicators] == ["figures"]
    assert [s.id for s in made.sections if s.table] == ["strategies"]
    (row,) = made.indicator_rows
    shown = row.indicator
    assert (row.key, row.practice, shown.name) == ("window", "單一窗口。", "平均日數")
    assert (shown.target, shown.result, shown.by) == ("5", "4", "河川課")


def test_a_missing_section_is_refused(year: Year, kind: Kind) -> None:
    without = PLAN.replace("  scope: {title: 實施對象, text: 各課室。}\n", "").replace(
        "  steps: {title: 實施步驟, text: 另定之。}\n", ""
    )
    with pytest.raises(Refused) as refused:
        context(year, kind, without)
    found = [(p.rule, p.args["id"]) for p in refused.value.problems]
    assert found == [("missing-section", "scope"), ("missing-section", "steps")]


def test_a_table_without_a_place_is_refused(year: Year, kind: Kind) -> None:
    with pytest.raises(Refused) as refused:
        context(year, kind, PLAN.replace(", table: strategies", ""))
    assert [p.rule for p in refused.value.problems] == ["no-place-for-table"]


def test_a_lone_item_has_no_number(year: Year, kind: Kind) -> None:
    sections = "steps: {title: 實施步驟, items: {only: 另定之。}}"
    made = context(year, kind, PLAN.replace("steps: {title: 實施步驟, text: 另定之。}", sections))
    steps = next(section for section in made.sections if section.id == "steps")
    assert (steps.text, steps.lines) == ("另定之。", ())
    assert getattr(steps.text, "address", "") == "plan:only.text"


def test_a_pending_plan_prints_no_date(year: Year, kind: Kind) -> None:
    assert not context(year, kind, PLAN + "issued: pending\n").issued


def test_the_date_of_issue_is_printed_one_way(year: Year, kind: Kind) -> None:
    assert context(year, kind, PLAN + "issued: 105-01-14\n").issued == "105年1月14日"


def test_a_plan_in_a_set_may_carry_a_caption(year: Year, kind: Kind) -> None:
    document = source("plan").blank(year(plan=PLAN), kind("plan"), "附件")
    assert isinstance(document.context, PlanContext)
    assert document.context.caption == "附件"
