from __future__ import annotations

import pytest

from docgen.layout.typeset.characters import class_of, runs, strange


@pytest.mark.parametrize(
    ("text", "edges"),
    [
        ("", ()),
        ("中文", ()),
        ("abc", (0, 3)),
        ("中abc文", (1, 4)),
        ("中(abc)，文", (1, 6)),  # ASCII brackets are Western, full-width ones Chinese
        ("中…a…文", (2, 4)),  # signs of no script join the run before
        ("…a", (0, 2)),  # at the beginning the one after
        ("a 中 b", (0, 2, 4, 5)),  # and so do spaces
    ],
)
def test_runs_of_one_script(text: str, edges: tuple[int, ...]) -> None:
    assert runs(text) == edges


@pytest.mark.parametrize(
    ("sign", "named"),
    [
        ("%", "%"), ("％", "%"), ("℃", "%"), ("$", "$"), ("(", "("), ("「", "("), ("、", ")"),
        ("：", "ー"), ("！", "!"), ("…", "…"), ("7", "0"), ("７", "中"), ("a", "A"), ("→", "A"),
        ("河", "中"), ("\u3000", "-"),
    ],
)  # fmt: skip
def test_the_class_of_a_character(sign: str, named: str) -> None:
    assert class_of(sign) == named


@pytest.mark.parametrize("sign", ["\u0301", "한", "\U00020000", "\ue000", "\u200b", "ก", "\xa0"])
def test_a_character_whose_place_we_do_not_know_is_strange(sign: str) -> None:
    assert strange(f"中文{sign}abc") == sign


def test_what_reports_are_made_of_is_known() -> None:
    assert strange("壹、一、(一)1、（２）「提升」『服務』～98.5％±3℃ ○○…—“a”※①\t\n　") is None
