from __future__ import annotations

from pathlib import Path

import pytest

from docgen.layout.typeset.breaks import chinese, western

# Random strings, a tab, and for each place in them what LibreOffice 7.4.7 answers
# (i18n.BreakIterator.getLineBreak) in en-US, and in zh-TW with its forbidden characters.
ASKED = (Path(__file__).parent / "asked.txt").read_text("utf-8").splitlines()


def test_every_place_is_where_libreoffice_said() -> None:
    assert len(ASKED) == 400
    for line in ASKED:
        text, *answers = line.split("\t")
        for rule, told in zip((western, chinese), answers, strict=True):
            found = [(at, rule(text, at)) for at in range(1, len(text)) if text[at] != " "]
            said = [(at, int(place)) for at, place in enumerate(told.split(" "), start=1)]
            assert found == [each for each in said if text[each[0]] != " "], (rule, text)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("中文abc中", "中|文|abc|中"),
        ("約43.0％；合", "約|43.0％；|合"),
        ("(Facebook、網", "(Facebook、|網"),
        ("105年12月", "105|年|12|月"),
        ("a (b) c", "a |(b) |c"),
        ("e-mail", "e-|mail"),
        ("3-4月", "3-|4|月"),
        ("中……文", "中……|文"),
        ("中——文", "中|——|文"),
        ("『100%』", "『100%』"),
        ("1,234.5", "1,234.5"),
        ("$(5)%", "$(5)%"),
        ("5/6", "5/6"),
    ],
)
def test_western_text_may_end_a_line(text: str, marked: str) -> None:
    places = [at for at in range(1, len(text)) if western(text, at) == at]
    told = "".join(("|" if at in places else "") + sign for at, sign in enumerate(text))
    assert told == marked


def test_a_path_ends_behind_a_slash_when_more_of_it_fits() -> None:
    assert western("www.gov.tw/page", 11) == 0
    assert western("www.gov.tw/page", 12) == 11


def test_a_path_behind_a_space_goes_over_whole() -> None:
    assert western("見 www.gov.tw/page", 15) == 2


@pytest.mark.parametrize("text", ["文字，", "文字。」", "「文字", "『「文字"])
def test_chinese_never_begins_with_a_stop_nor_ends_with_an_opening_bracket(text: str) -> None:
    for at in range(1, len(text)):
        place = chinese(text, at)
        assert place <= at
        assert text[place] not in "，。」" or place == 0
        assert place == 0 or text[place - 1] not in "「『"


def test_what_is_before_the_line_is_not_looked_at() -> None:
    assert western("a" * 10_000, 9_999, 9_990) < 9_990
    assert chinese("，" * 10_000, 9_999, 9_990) < 9_990
