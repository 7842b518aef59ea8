"""Results on the pages: each unit of an agency, its agencies side by side, or that there are none."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from msgspec import structs

from docgen.load import Data
from docgen.load.survey import ALL
from docgen.pipeline.page_contexts import writer_of
from docgen.pipeline.published_results import results_of
from docgen.site.bundle import Order, Past, make
from docgen.site.lists import lists
from docgen.site.records import Results, encoded, version_of
from docgen.site.year_results import own, side_by_side
from docgen.workspace import Workspace
from docgen.year.results import year_results
from tests.conftest import PROJECT
from tests.documents import YEAR
from tests.site.publishing import DAY

if TYPE_CHECKING:
    from docgen.site.records import Version

WORKSPACE = Workspace(PROJECT)
WRITER = writer_of(WORKSPACE)
DATA = Data(WORKSPACE)


def version(slug: str, results: Results | None = None, parent: str | None = "wra") -> Version:
    """A version without documents, of the project's data unless other results are given."""
    year, _ = DATA.agency_year("demo" if results is not None else slug, YEAR, ALL)
    fields = dict.fromkeys(year.agency.publication.__struct_fields__, "unknown")
    made = results_of(DATA, year) if results is None else results
    order = Order(slug, slug, parent, YEAR, DAY, fields, (), DAY, "", {}, made)
    return make(WRITER, order, Past()).version


def with_total(slug: str, total: str) -> Version:
    """Demo's results under another name, with another total."""
    found = version("demo").results
    kind = structs.replace(found.kinds[0], total=Decimal(total))
    return version(slug, structs.replace(found, kinds=(kind,)))


def test_units_have_the_figures_of_the_year() -> None:
    year, _ = DATA.agency_year("demo", YEAR, ALL)
    (self_, parent) = year_results(year)
    tables = own(WRITER, version("demo")).tables
    assert [table.id for table in tables] == ["results-self", "results-parent"]
    assert [line.name for line in tables[0].lines] == ["秘書室", "服務科", "企劃科"]
    for table, found in zip(tables, (self_, parent), strict=True):
        assert [Decimal(line.total) for line in table.lines] == [row.total for row in found.rows]
        assert [line.rank for line in table.lines] == [str(row.rank) for row in found.rows]
        for line, row in zip(table.lines, found.rows, strict=True):
            assert [Decimal(cell) for cell in line.cells] == list(row.points.values())
        assert table.chart is not None
        assert [bar.value for bar in table.chart.bars] == [line.total for line in table.lines]


def test_an_agency_without_results_says_so() -> None:
    section = own(WRITER, version("10river"))
    assert section.tables == ()
    assert section.none == "105年度尚無考核成績。"


def test_agencies_stand_side_by_side_and_one_has_no_results_yet() -> None:
    made = side_by_side(
        WRITER, version("wra", parent=None), [version("10river"), version("demo")], "../"
    )
    (self_, _parent) = made.tables
    assert self_.caption == "wra所屬機關105年度自行考核成績"
    river, demo = self_.lines
    assert (river.name, river.cells, river.rank) == ("10river", (), "")
    assert (demo.href, demo.rank, demo.grade) == ("../demo/105/index.html", "1", "甲")
    assert len(demo.cells) == len(self_.columns) == 7


def test_no_agency_has_any_yet() -> None:
    made = side_by_side(WRITER, version("wra", parent=None), [version("10river")], "../")
    assert made.tables == ()
    assert made.none == "所屬機關105年度尚無考核成績。"


@pytest.mark.parametrize(
    ("ties", "ranks"),
    [("share", ["1", "1", "3"]), ("dense", ["1", "1", "2"]), ("none", ["", "", "3"])],
)
def test_ranks_follow_the_rules_of_the_parent(ties: str, ranks: list[str]) -> None:
    parent = version("wra", parent=None)
    parent = structs.replace(parent, results=structs.replace(parent.results, ties=ties))
    children = [with_total("a", "900"), with_total("b", "900"), with_total("c", "899.5")]
    (table,) = side_by_side(WRITER, parent, children, "../").tables
    assert [line.rank for line in table.lines] == ranks


def test_an_item_that_an_agency_does_not_have_is_a_dash() -> None:
    found = version("demo").results
    (first, *others) = found.columns
    child = version("a", structs.replace(found, columns=(structs.replace(first, id="own"),)))
    parent = structs.replace(version("wra", parent=None), results=structs.replace(found, kinds=()))
    table = side_by_side(WRITER, parent, [child], "../").tables[0]
    assert len(table.columns) == len(others) + 2
    assert table.lines[0].cells[-1] == "－"


def test_results_survive_their_record() -> None:
    made = version("demo")
    assert made.results.kinds
    assert version_of(encoded(made)) == made


def test_a_record_of_before_has_no_results() -> None:
    made = version("demo")
    text = re.sub(rb',\s*"results": \{.*\}\s*\}\s*\Z', b"}", encoded(made), flags=re.DOTALL)
    old = version_of(text)
    assert old is not None
    assert old.results == Results()


def test_the_pages_of_agency_and_year_show_them() -> None:
    known = {slug: {YEAR: [version(slug, parent=parent)]}
             for slug, parent in (("wra", None), ("demo", "wra"), ("10river", "wra"))}  # fmt: skip
    pages = {path: page.decode() for path, page in lists(WRITER, known).items()}
    for path in ("demo/index.html", "demo/105/index.html"):
        assert 'id="results-self-caption"' in pages[path]
        assert '<th scope="row">秘書室</th>' in pages[path]
        assert '<svg role="img"' in pages[path]
    for path, up in (("wra/index.html", "../"), ("wra/105/index.html", "../../")):
        assert f'<th scope="row"><a href="{up}demo/105/index.html">demo</a></th>' in pages[path]
        assert '<td colspan="10">尚無考核成績</td>' in pages[path]
        assert "<p>105年度尚無考核成績。</p>" in pages[path]
    assert "results-self" not in pages["10river/105/index.html"]
    assert "results" not in re.sub(r"<style>.*?</style>", "", pages["index.html"], flags=re.DOTALL)
