"""Bars: as long as their values, never longer than the picture."""

from __future__ import annotations

import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from docgen.site.chart import Chart, chart
from docgen.site.environment import Pages
from tests.conftest import PROJECT

POINTS = st.decimals(0, 2000, places=2)


def test_a_bar_is_as_long_as_its_share_of_the_full_points() -> None:
    made = chart([("秘書室", "750"), ("服務科", "1000")], "1000")
    assert made is not None
    assert [bar.width for bar in made.bars] == ["187.5", "250.0"]
    assert made.track == 250
    assert [bar.y for bar in made.bars] == [0, made.height // 2]


@given(st.lists(POINTS, min_size=1, max_size=9), POINTS)
def test_no_bar_leaves_the_picture_and_order_is_kept(values: list[Decimal], full: Decimal) -> None:
    made = chart([("甲", f"{value:f}") for value in values], f"{full:f}")
    if max(*values, full) == 0:
        assert made is None
        return
    assert isinstance(made, Chart)
    widths = [Decimal(bar.width) for bar in made.bars]
    assert all(0 <= width <= made.track < made.wide for width in widths)
    ordered = sorted(zip(values, widths, strict=True))
    assert [width for _, width in ordered] == sorted(widths)


def test_without_a_number_there_is_no_picture() -> None:
    assert chart([], "1000") is None
    assert chart([("甲", ""), ("乙", "－"), ("丙", "NaN"), ("丁", "Infinity")], "1000") is None


def test_the_picture_says_its_values_in_words_and_escapes_them() -> None:
    folder = PROJECT / "templates/site"
    source = '{% from "_chart.html" import bars with context %}{{ bars(made, title, "x") }}'
    texts = {"page.html": source, "_chart.html": (folder / "_chart.html").read_text("utf-8")}
    pages = Pages(texts.get, {"points": "分"}, lambda name: name)
    made = chart([("<b>甲", "5"), ("乙", "7.5")], "10")
    svg = pages.render("page.html", made=made, title="成績")
    assert '<svg role="img" aria-labelledby="x-title x-values"' in svg
    assert re.search(r"<desc [^>]*>&lt;b&gt;甲5分，乙7.5分。</desc>", svg)
    assert "<b>" not in svg
    assert "style=" not in svg  # the policy of the pages forbids it
