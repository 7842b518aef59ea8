"""Labels of a ladder, and items laid out as labelled lines."""

from __future__ import annotations

import pytest

from docgen.doctype import Doctype, Title
from docgen.model.prose import Item, Prose
from docgen.problem import Refused
from docgen.render.context.ladder import label, lines, passage

KIND = Doctype(title=Title(zh="計畫", en="plan"), ladder=("壹、", "一、", "(一)", "1.", "(1)"))


@pytest.mark.parametrize(
    ("pattern", "number", "printed"),
    [
        ("壹、", 1, "壹、"),
        ("壹、", 8, "捌、"),
        ("壹、", 10, "拾、"),
        ("壹、", 12, "拾貳、"),
        ("一、", 7, "七、"),
        ("一、", 10, "十、"),
        ("一、", 11, "十一、"),
        ("一、", 20, "二十、"),
        ("一、", 35, "三十五、"),
        ("(一)", 3, "(三)"),
        ("1.", 1, "1."),
        ("1、", 12, "12、"),
        ("(1)", 10, "(10)"),
        ("", 4, ""),
    ],
)
def test_a_level_is_written_as_its_first_label(pattern: str, number: int, printed: str) -> None:
    assert label(pattern, number) == printed


def test_brackets_of_a_label_are_half_or_full_width() -> None:
    assert label("(一)", 2, "half") == "(二)"
    assert label("(一)", 2, "full") == "（二）"


def item(name: str, *inner: Item) -> Item:
    return Item(id=name, text=f"{name}的文字", items=inner)


def test_items_are_laid_out_in_the_order_of_reading() -> None:
    made = lines((item("a", item("b", item("c"), item("d"))), item("e")), KIND, "plan")
    assert [(line.level, line.label, line.text) for line in made] == [
        (1, "一、", "a的文字"),
        (2, "(一)", "b的文字"),
        (3, "1.", "c的文字"),
        (3, "2.", "d的文字"),
        (1, "二、", "e的文字"),
    ]


def test_every_line_knows_its_address() -> None:
    (line,) = lines((item("single-window"),), KIND, "plan")
    assert line.text.address == "plan:single-window.text"


def test_items_deeper_than_the_ladder_are_refused_all_at_once() -> None:
    deep = item("a", item("b", item("c", item("d", item("e"), item("f")))))
    with pytest.raises(Refused) as refused:
        lines((deep,), KIND, "plan")
    found = [(p.rule, p.where.address, p.args["levels"]) for p in refused.value.problems]
    assert found == [
        ("ladder-too-deep", "plan:e.text", "4"),
        ("ladder-too-deep", "plan:f.text", "4"),
    ]


def test_a_passage_is_false_when_nothing_was_written() -> None:
    assert not passage(None, KIND, "report:review")
    assert not passage(Prose(), KIND, "report:review")
    assert passage(Prose(text="已檢討"), KIND, "report:review")
    assert passage(Prose(items=(item("a"),)), KIND, "report:review")


def test_a_passage_may_lead_with_a_text_into_a_ladder() -> None:
    made = passage(Prose(text="如下：", items=(item("a"),)), KIND, "report:review", level=2)
    assert made.text == "如下："
    assert [(line.level, line.label) for line in made.lines] == [(2, "(一)")]
