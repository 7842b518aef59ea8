"""附錄1's context: blank, or filled from a proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docgen.render.context import source
from docgen.render.context.proposal import ProposalContext

if TYPE_CHECKING:
    from .conftest import Kind, Year

FORMS = """
kinds: {self: 自行, parent: 本署}
results: {title: 統計表}
proposal: {title: （創意服務名稱）, filled: "{agency.name}「{proposal.title}」"}
report: {title: 總報告, cutoff: 105-12-31, headings: {deepen: 深化}}
"""
PROPOSAL = """
title: 淹水地圖
unit: river
background: {text: 如下：, items: {asked: {text: 詢問多, items: {calls: 電話}}, slow: 查詢慢}}
solution: 製作地圖。
benefits: 民眾方便。
results:
  internal: 省時。
  figures: {visits: {name: 人次, value: "1,234", unit: 人, last: "800"}}
methods: {ict: 上網。}
attachments: {survey: 調查表, log: {title: 統計, file: log.ods}}
urls: [https://example.org/map]
"""


def filled(year: Year, kind: Kind) -> ProposalContext:
    made = year(forms=FORMS, proposals={"flood-map": PROPOSAL})
    blank, document = source("proposal").documents(made, kind("proposal"))
    assert (blank.name, document.name) == ("proposal", "proposal-flood-map")
    assert isinstance(document.context, ProposalContext)
    return document.context


def test_the_blank_form_has_nothing_but_its_title(year: Year, kind: Kind) -> None:
    document = source("proposal").blank(year(forms=FORMS), kind("proposal"), "附錄1")
    form = document.context
    assert isinstance(form, ProposalContext)
    assert (form.caption, form.title, form.filled) == ("附錄1", "（創意服務名稱）", False)
    assert not any((form.background, form.external, form.figures, form.attachments, form.address))


def test_the_title_names_the_proposal(year: Year, kind: Kind) -> None:
    assert filled(year, kind).title == "示範機關「淹水地圖」"


def test_prose_goes_down_the_ladder_below_its_heading(year: Year, kind: Kind) -> None:
    background = filled(year, kind).background
    assert background.text == "如下："
    assert [(line.level, line.label, line.text) for line in background.lines] == [
        (2, "(一)", "詢問多"),
        (3, "1.", "電話"),
        (2, "(二)", "查詢慢"),
    ]


def test_only_what_was_written_is_numbered(year: Year, kind: Kind) -> None:
    made = filled(year, kind)
    assert (bool(made.external), made.internal.label, made.figures.label) == (False, "一、", "二、")
    assert (bool(made.process), made.ict.label) == (False, "一、")


def test_figures_keep_what_was_typed(year: Year, kind: Kind) -> None:
    (figure,) = filled(year, kind).figures.rows
    assert (figure.name, figure.amount, figure.unit, figure.last) == ("人次", "1,234", "人", "800")
    assert not figure.target
    assert figure.amount.address == "proposals/flood-map:visits.value"


def test_attachments_are_listed(year: Year, kind: Kind) -> None:
    attached = filled(year, kind).attachments
    assert [(a.label, a.title, str(a.file or "")) for a in attached] == [
        ("一、", "調查表", ""),
        ("二、", "統計", "log.ods"),
    ]
