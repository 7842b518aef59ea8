"""附表1's context: the rubric laid out in columns and cells, blank and filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docgen.render.context import source
from docgen.render.context.scoresheet import ScoresheetContext

if TYPE_CHECKING:
    from docgen.render.context.rubric_cells import RubricRowContext

    from .conftest import Kind, Year

RUBRIC = """
title: 自行考核項目及評分表
fields: {serial: 編號, assessed: 課室名稱, assessed-on: 考核日期, total: 總分, assessor: 考核人員}
levels: [構面, 評核項目, 評核指標, 次評核指標, 評分參考標準]
totals: {1: 小計, 2: 得分}
closing: {remarks: 優點、建議改進事項}
parts:
  quality:
    title: 優質便民服務構面
    points: 300
    intro: 著眼於便捷。
    parts:
      process:
        title: 服務流程
        points: 280
        parts:
          openness:
            title: 透明度
            points: 280
            parts:
              disclosure:
                title: 查詢公開
                points: 180
                parts:
                  kinds:
                    title: 資訊種類
                    points: 120
                    bands:
                      - {from: 41, to: 120, text: [公布流程。, 主動告知。]}
                      - {from: 1, to: 40, text: 提供電話。}
                  channels:
                    title: 查詢管道
                    points: 60
                    bands: [{from: 1, to: 60, text: 現場。}]
              response:
                title: 主動回應
                points: 100
                bands: [{from: 1, to: 100, text: 確認。, at-least: 90, measure: 正確率, unit: "%"}]
      image:
        title: 機關形象
        points: 20
        parts:
          marketing:
            title: 行銷
            points: 20
            bands: [{from: 1, to: 20, text: 宣導。}]
  innovation:
    title: 創新加值服務構面
    points: 50
    levels: [構面, 評核項目, 評核指標, 評分參考標準, 評分注意事項]
    parts:
      services:
        title: 創新情形
        points: 50
        notes: [已具體執行。, 應提供網址。]
        parts:
          valuable: {title: 有價值, points: 30, lead: 如下：, criteria: [跨機關。, 便捷。]}
          mechanism: {title: 機制, points: 20, criteria: [建立機制。]}
"""
ASSESSMENT = """
unit: river
kind: self
date: 105-03-28
assessor: 秘書室
scores:
  kinds: {score: 95.5, evidence: 網站}
  channels: 60
  response: {score: 80, measured: 92}
  marketing: 18
  valuable: 25
  mechanism: {score: 0, evidence: 無}
remarks: {strengths: 流程透明。}
"""


def blank(year: Year, kind: Kind, rubric: str = RUBRIC) -> ScoresheetContext:
    document = source("scoresheet").documents(year(rubric=rubric), kind("scoresheet"))[0]
    assert document.name == "scoresheet"
    assert isinstance(document.context, ScoresheetContext)
    return document.context


def filled(year: Year, kind: Kind, rubric: str = RUBRIC) -> ScoresheetContext:
    made = year(rubric=rubric, rules="grades: {}\n", assessments={"river-q1": ASSESSMENT})
    _, document = source("scoresheet").documents(made, kind("scoresheet"))
    assert document.name == "scoresheet-river-q1"
    assert isinstance(document.context, ScoresheetContext)
    return document.context


def cells(row: RubricRowContext) -> list[str]:
    return [f"{part.key}: {part.label}{part.title}" for part in row.parts]


def test_there_is_one_row_per_scored_leaf_and_cells_are_merged_by_key(
    year: Year, kind: Kind
) -> None:
    rows = blank(year, kind).dimensions[0].rows
    assert [cells(row) for row in rows] == [
        ["process: 服務流程", "openness: 透明度", "disclosure: 1.查詢公開"],
        ["process: 服務流程", "openness: 透明度", "disclosure: 1.查詢公開"],
        ["process: 服務流程", "openness: 透明度", "response: 2.主動回應"],
        ["image: 機關形象", "marketing: 行銷"],
    ]


def test_what_lies_deeper_than_the_columns_heads_its_criteria(year: Year, kind: Kind) -> None:
    rows = blank(year, kind).dimensions[0].rows
    heads = [[f"{b.label}{b.title}（{b.points}分）" for b in row.blocks] for row in rows]
    assert heads == [["※資訊種類（120分）"], ["※查詢管道（60分）"], [], []]


def test_what_is_shallower_than_the_columns_widens_its_last_cell(year: Year, kind: Kind) -> None:
    last = blank(year, kind).dimensions[0].rows[-1]
    assert [part.span for part in last.parts] == [1, 2]


def test_only_several_sub_indicators_are_numbered(year: Year, kind: Kind) -> None:
    parts = [part for row in blank(year, kind).dimensions[0].rows for part in row.parts]
    assert {part.key: part.label for part in parts if part.label} == {
        "disclosure": "1.",
        "response": "2.",
    }


def test_an_only_sub_indicator_has_no_number(year: Year, kind: Kind) -> None:
    made = DEEP.replace("                  f: ", "                  h: ")
    keys = {p.key: p.label for row in blank(year, kind, made).dimensions[0].rows for p in row.parts}
    assert keys["d"] == ""


def test_boxes_stand_at_the_depths_that_the_rubric_names(year: Year, kind: Kind) -> None:
    parts = blank(year, kind).dimensions[0].rows[0].parts
    assert [[box.label for box in part.boxes] for part in parts] == [["小計"], ["得分"], []]
    assert parts[0].boxes[0].score == ""


def test_a_part_may_print_other_columns(year: Year, kind: Kind) -> None:
    columns = [[c.title for c in d.columns] for d in blank(year, kind).dimensions]
    assert columns == [
        ["評核項目", "評核指標", "次評核指標", "評分參考標準"],
        ["評核項目", "評核指標", "評分參考標準", "評分注意事項"],
    ]


def test_notes_are_one_cell_down_the_rows_of_their_owner(year: Year, kind: Kind) -> None:
    rows = blank(year, kind).dimensions[1].rows
    assert [[column.key for column in row.notes] for row in rows] == [["services"], ["services"]]
    (column,) = rows[0].notes
    assert [note.label + note.text for note in column.notes] == ["1.已具體執行。", "2.應提供網址。"]


def test_criteria_are_numbered_when_there_are_several(year: Year, kind: Kind) -> None:
    rows = blank(year, kind).dimensions[1].rows
    assert [[c.label for c in row.criteria] for row in rows] == [["1.", "2."], [""]]
    assert rows[0].lead == "如下："


def test_the_head_of_a_dimension_spans_its_columns(year: Year, kind: Kind) -> None:
    page = kind("scoresheet").widths["page"]
    for dimension in blank(year, kind).dimensions:
        assert dimension.title_span + dimension.intro_span == len(dimension.columns)
        assert dimension.title_width + dimension.intro_width == page
        assert sum(column.width for column in dimension.columns) == page


def test_every_row_fills_the_page(year: Year, kind: Kind) -> None:
    page = kind("scoresheet").widths["page"]
    for dimension in blank(year, kind).dimensions:
        for row in dimension.rows:
            widths = [part.width for part in row.parts] + [note.width for note in row.notes]
            assert sum(widths) + row.criteria_width == page


def test_fields_stand_in_rows_and_the_last_takes_what_is_left(year: Year, kind: Kind) -> None:
    rows = blank(year, kind).field_rows
    assert [[(f.label, f.span) for f in row.fields] for row in rows] == [
        [("編號", 1), ("課室名稱", 1), ("考核日期", 1)],
        [("總分", 1), ("考核人員", 2)],
    ]


def test_a_blank_sheet_has_no_scores(year: Year, kind: Kind) -> None:
    made = blank(year, kind)
    assert not made.filled
    assert all(field.text == "" for row in made.field_rows for field in row.fields)
    assert not any(row.scores for dimension in made.dimensions for row in dimension.rows)
    assert not any(band.reached for d in made.dimensions for row in d.rows for band in row.bands)


def test_a_filled_sheet_has_its_fields_and_total(year: Year, kind: Kind) -> None:
    fields = {str(f.label): f.text for row in filled(year, kind).field_rows for f in row.fields}
    assert fields == {
        "編號": "1",
        "課室名稱": "河川課",
        "考核日期": "105年3月28日",
        "總分": "278.5",
        "考核人員": "秘書室",
    }


def test_a_filled_sheet_has_its_sums_in_the_boxes(year: Year, kind: Kind) -> None:
    parts = filled(year, kind).dimensions[0].rows[0].parts
    assert [[box.score for box in part.boxes] for part in parts] == [["235.5"], ["235.5"], []]


def test_the_band_that_was_reached_is_marked(year: Year, kind: Kind) -> None:
    bands = filled(year, kind).dimensions[0].rows[0].bands
    assert [(band.low, band.reached) for band in bands] == [("41", True), ("1", False)]


def test_each_leaf_says_what_was_given_and_why(year: Year, kind: Kind) -> None:
    rows = filled(year, kind).dimensions[0].rows
    (kinds,), (response,) = rows[0].scores, rows[2].scores
    assert (kinds.score, kinds.evidence) == ("95.5", "網站")
    assert (response.measured, response.measure, response.unit) == ("92", "正確率", "%")


def test_a_score_that_its_own_box_shows_is_not_said_twice(year: Year, kind: Kind) -> None:
    made = filled(year, kind)
    assert made.dimensions[0].rows[3].scores == ()
    assert made.dimensions[1].rows[0].scores == ()


def test_the_box_of_a_leaf_holds_the_score_itself(year: Year, kind: Kind) -> None:
    (box,) = filled(year, kind).dimensions[0].rows[3].parts[1].boxes
    assert box.score == "18"
    assert getattr(box.score, "address", "") == "assessments/river-q1:marketing.score"


def test_scores_know_their_address(year: Year, kind: Kind) -> None:
    (score,) = filled(year, kind).dimensions[0].rows[0].scores
    assert score.score.address == "assessments/river-q1:kinds.score"


def test_remarks_are_printed_where_they_were_written(year: Year, kind: Kind) -> None:
    remarks = filled(year, kind).remarks
    assert remarks.strengths == "流程透明。"
    assert not remarks.suggestions


DEEP = """
title: 評分表
fields: {serial: 編號}
levels: [構面, 項目, 指標, 次指標, 細目, 標準]
parts:
  a:
    title: 甲
    points: 4
    parts:
      b:
        title: 乙
        points: 4
        parts:
          c:
            title: 丙
            points: 4
            parts:
              d:
                title: 丁
                points: 4
                parts:
                  e: {title: 戊, points: 3, criteria: [一]}
                  f: {title: 己, points: 1, parts: {g: {title: 庚, points: 1, criteria: [二]}}}
"""
FLAT = "title: 評分表\nfields: {serial: 編號}\nlevels: [構面, 標準]\nparts:\n  a: {title: 甲, points: 4, criteria: [一]}\n"


def test_a_deeper_rubric_has_more_columns(year: Year, kind: Kind) -> None:
    (dimension,) = blank(year, kind, DEEP).dimensions
    assert [c.title for c in dimension.columns] == ["項目", "指標", "次指標", "細目", "標準"]
    assert [[p.key for p in row.parts] for row in dimension.rows] == [list("bcde"), list("bcdf")]
    assert [[b.title for b in row.blocks] for row in dimension.rows] == [[], ["庚"]]


def test_a_dimension_may_be_scored_itself(year: Year, kind: Kind) -> None:
    (dimension,) = blank(year, kind, FLAT).dimensions
    (row,) = dimension.rows
    assert [c.span for c in dimension.columns] == [2]
    assert (row.parts, row.criteria_span) == ((), 2)


TALL = FLAT.replace("[一]", "[" + ", ".join("字" * 300 + str(n) for n in range(3)) + "]")


def test_a_tall_leaf_has_rows_that_are_one_cell_to_the_eye(year: Year, kind: Kind) -> None:
    rows = blank(year, kind, TALL).dimensions[0].rows
    assert [[c.label for c in row.criteria] for row in rows] == [["1."], ["2."], ["3."]]
    assert {row.key for row in rows} == {"a"}


@pytest.mark.parametrize("caption", ["附表1", ""])
def test_the_form_of_a_set_carries_its_caption(year: Year, kind: Kind, caption: str) -> None:
    document = source("scoresheet").blank(year(rubric=RUBRIC), kind("scoresheet"), caption)
    assert isinstance(document.context, ScoresheetContext)
    assert document.context.caption == caption


def test_a_filled_sheet_may_have_a_title_of_its_own(year: Year, kind: Kind) -> None:
    made = year(
        rubric="filled: '{period.title}{period.kind}考核評分表'\n" + RUBRIC,
        rules="grades: {}\nperiods: {q1: {title: 第一季, from: 105-01-01, to: 105-03-31}}\n",
        forms=(
            "kinds: {self: 自行, parent: 上級}\nresults: {title: 統計表}\nproposal: {title: 創意}\n"
            "report: {title: 總報告, cutoff: 105-12-31, headings: {one: 一}}\n"
        ),
        assessments={"river-q1": ASSESSMENT + "period: q1\n"},
    )
    blank_one, filled_one = source("scoresheet").documents(made, kind("scoresheet"))
    assert (blank_one.title, filled_one.title) == ("自行考核項目及評分表", "第一季自行考核評分表")


def lacking(year: Year, kind: Kind, rules: str = "grades: {}\n") -> ScoresheetContext:
    sheet = ASSESSMENT.replace("  marketing: 18\n", "").replace(
        "  response: {score: 80", "  response: {on: [105-02-01, 105-03-01], score: 80"
    )
    sheet += "not-applicable: {marketing: 不辦宣導}\n"
    made = year(rubric=RUBRIC, rules=rules, assessments={"river-q1": sheet})
    _, document = source("scoresheet").documents(made, kind("scoresheet"))
    assert isinstance(document.context, ScoresheetContext)
    return document.context


def test_a_leaf_that_does_not_apply_has_a_reason_in_place_of_a_score(
    year: Year, kind: Kind
) -> None:
    made = lacking(year, kind)
    row = made.dimensions[0].rows[3]
    (given,) = row.scores
    assert (given.reason, bool(given.score)) == ("不辦宣導", False)
    assert given.reason.address == "assessments/river-q1:marketing.reason"
    assert [box.score for part in row.parts for box in part.boxes] == ["－", "－"]


def test_the_total_is_that_of_what_applies_and_says_so(year: Year, kind: Kind) -> None:
    made = lacking(year, kind)
    fields = {str(field.label): field.text for row in made.field_rows for field in row.fields}
    (note,) = made.adjusted
    assert (note.raw, note.possible, note.full, fields["總分"]) == ("260.5", "330", "350", "276.29")


def test_a_leaf_may_count_in_full_or_0_all_the_same(year: Year, kind: Kind) -> None:
    made = lacking(year, kind, "grades: {}\nnot-applicable: count-full\n")
    boxes = [box.score for part in made.dimensions[0].rows[3].parts for box in part.boxes]
    assert boxes == ["20", "20"]
    assert (made.adjusted[0].scaled, made.adjusted[0].in_full) == (False, True)


def test_the_days_of_a_measurement_are_named_where_they_are_given(year: Year, kind: Kind) -> None:
    (given,) = lacking(year, kind).dimensions[0].rows[2].scores
    assert "".join(day.comma + day.text for day in given.days) == "105年2月1日、105年3月1日"
