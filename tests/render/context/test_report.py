"""附錄2's context: five fixed headings, blank or with their cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.render.context import source
from docgen.render.context.report import ReportContext

if TYPE_CHECKING:
    from .conftest import Kind, Year

FORMS = """
kinds: {self: 自行, parent: 本署}
results: {title: 統計表}
proposal: {title: 創意服務計畫}
report:
  title: （機關名稱）績效總報告
  filled: "{agency.name}績效總報告"
  cutoff: 105-12-31
  headings: {deepen: 深化服務績效, listen: 建立顧客關係}
"""
REPORT = """
cutoff: 105-12-15
performance:
  listen:
    cases:
      survey: {title: 滿意度調查, text: 辦理2次。, figures: {rate: {name: 滿意度, value: 93.5, unit: "%"}}}
      walk: {title: 河岸巡查, text: 邀集里民。}
review: {items: {staff: 人力不足}}
"""


def report(year: Year, kind: Kind, **files: str) -> ReportContext:
    (document,) = source("report").documents(year(forms=FORMS, **files), kind("report"))
    assert document.name == "report"
    assert isinstance(document.context, ReportContext)
    return document.context


def test_without_data_the_form_is_blank(year: Year, kind: Kind) -> None:
    made = report(year, kind)
    assert not made.filled
    assert made.title == "（機關名稱）績效總報告"
    assert made.cutoff == "105年12月31日"
    assert [(h.label, h.title, h.cases) for h in made.headings] == [
        ("一、", "深化服務績效", ()),
        ("二、", "建立顧客關係", ()),
    ]


def test_with_data_the_report_is_filled(year: Year, kind: Kind) -> None:
    made = report(year, kind, report=REPORT)
    assert made.filled
    assert made.title == "示範機關績效總報告"
    assert [[c.label + c.title for c in h.cases] for h in made.headings] == [
        [],
        ["(一)滿意度調查", "(二)河岸巡查"],
    ]


def test_the_report_may_set_its_own_cutoff(year: Year, kind: Kind) -> None:
    cutoff = report(year, kind, report=REPORT).cutoff
    assert (cutoff, cutoff.address) == ("105年12月15日", "report:cutoff")


def test_figures_stand_one_level_below_their_case(year: Year, kind: Kind) -> None:
    (figure,) = report(year, kind, report=REPORT).headings[1].cases[0].figures
    assert (figure.label, figure.name, figure.amount) == ("1、", "滿意度", "93.5")


def test_the_review_is_a_ladder(year: Year, kind: Kind) -> None:
    lines = report(year, kind, report=REPORT).review.lines
    assert [(line.level, line.label, line.text) for line in lines] == [(1, "一、", "人力不足")]


def test_in_a_set_the_report_is_the_blank_form(year: Year, kind: Kind) -> None:
    made = year(forms=FORMS, report=REPORT)
    context = source("report").blank(made, kind("report"), "附錄2").context
    assert isinstance(context, ReportContext)
    assert (context.caption, context.filled) == ("附錄2", False)
