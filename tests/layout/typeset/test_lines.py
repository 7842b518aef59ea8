from __future__ import annotations

import pytest

from docgen.layout.typeset.lines import Measure, TabUnknownError, places, starts, twip
from docgen.layout.typeset.widths import widths

EM = 280  # 14 points


def lines(text: str, ems: float, **more: int | tuple[int, ...] | None) -> list[str]:
    """The text in lines of so many ems."""
    plain = {"first": 0, "left": 0, "right": int(ems * EM), "stops": (), "every": 2 * EM}
    measure = Measure(twip=twip(14), **{**plain, **more})  # type: ignore[arg-type]
    begins = starts(text, places([(text, 14)], widths("標楷體")), measure)
    return [text[a:b] for a, b in zip(begins, [*begins[1:], len(text)], strict=True)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", [""]),
        ("一二三四", ["一二三四"]),
        ("一二三四五", ["一二三四", "五"]),
        ("一二三四，五", ["一二三", "四，五"]),  # no stop at a line's start
        ("一二三「四」", ["一二三", "「四」"]),  # no opening bracket at its end
        ("一二abcde三", ["一二", "abcde三"]),
        ("一二三 abcd", ["一二三 ", "abcd"]),
        ("abcdefghij", ["abcdefgh", "ij"]),  # a word longer than a line is cut
        ("，，，，，，", ["，，，，", "，，"]),
        ("一\n二三", ["一\n", "二三"]),
        ("一\n", ["一\n", ""]),
        ("一二三四    ", ["一二三四    "]),  # spaces at the end take no line
        ("一二三四  五", ["一二三四  ", "五"]),
        ("一二43.0％；", ["一二", "43.0％；"]),  # a number goes over with its signs
    ],
)
def test_lines_of_four_ems(text: str, told: list[str]) -> None:
    assert lines(text, 4) == told


def test_a_hanging_indent_and_the_tab_to_it() -> None:
    hanging: dict[str, int | tuple[int, ...]] = {"first": 0, "left": 2 * EM, "stops": (2 * EM,)}
    assert lines("一、\t二三四", 5, **hanging) == ["一、\t二", "三四"]  # the stop is reached
    assert lines("1、\t二三四五六", 5, **hanging) == ["1、\t二三四", "五六"]


def test_the_hanging_indent_is_a_tab_stop_by_itself() -> None:
    assert lines("1、\t二三四五", 5, first=0, left=2 * EM) == ["1、\t二三四", "五"]


def test_a_tab_beyond_the_stops_goes_to_the_next_default_stop() -> None:
    assert lines("一二三\t四", 5, every=4 * EM) == ["一二三\t四"]
    assert lines("一二三\t四五", 5, every=4 * EM) == ["一二三\t四", "五"]
    with pytest.raises(TabUnknownError):
        lines("一二三\t四", 5, every=None)


def test_a_tab_goes_over_with_the_word_behind_it() -> None:
    told = lines("一\twww.gov.tw/pages", 5, every=2 * EM)
    assert told[0] == "一"
    assert told[1].startswith("\t")


def test_sizes_within_a_paragraph() -> None:
    text = "一二三四"
    measure = Measure(first=0, left=0, right=4 * EM, twip=twip(14))
    table = widths("標楷體")
    assert len(starts(text, places([("一二", 14), ("三四", 14)], table), measure)) == 1
    assert len(starts(text, places([("一二", 14), ("三四", 16)], table), measure)) == 2


@pytest.mark.parametrize("text", ["a", "，", "（", "/", " ", "\t", "\n", "a/", "—", "中a"])
def test_no_text_makes_it_stand_still(text: str) -> None:
    assert "".join(lines(text * 2000, 0.2)) == text * 2000
