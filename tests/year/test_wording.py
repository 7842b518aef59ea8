"""Old and new wording as one text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from docgen.year.wording import edits, pieces, signs

texts = st.text("設置單一窗口，由專人提供服務。ab12 ", max_size=40)


def shown(old: str, new: str) -> str:
    form = {"same": "{}", "dropped": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(form[piece.kind].format(piece.text) for piece in pieces(old, new))


def test_a_number_and_a_word_change_whole() -> None:
    assert signs("105年call center 94.2%") == [
        *("105", "年", "call", " ", "center", " ", "94.2", "%")
    ]
    assert shown("服務18,420人", "服務18,620人") == "服務[-18,420-]{+18,620+}人"


def test_common_signs_between_larger_changes_are_chance() -> None:
    assert shown("提供整合服務。", "由專人提供諮詢協助。").count("{+") <= 2
    assert shown("甲乙丙設丁戊己", "子丑寅設卯辰巳") == "[-甲乙丙設丁戊己-]{+子丑寅設卯辰巳+}"


def test_one_word_in_a_sentence_is_all_that_is_shown() -> None:
    assert shown("鼓勵所屬機關提出服務。", "鼓勵所屬單位提出服務。") == (
        "鼓勵所屬[-機關-]{+單位+}提出服務。"
    )


@given(texts, texts)
def test_the_pieces_are_both_texts(old: str, new: str) -> None:
    made = pieces(old, new)
    assert "".join(piece.text for piece in made if piece.kind != "added") == old
    assert "".join(piece.text for piece in made if piece.kind != "dropped") == new
    assert all(piece.text for piece in made)


@given(texts)
def test_a_text_beside_itself_has_no_change(text: str) -> None:
    assert all(piece.kind == "same" for piece in pieces(text, text))


def test_very_long_texts_are_compared_by_clause() -> None:
    old = "提供整合服務，" * 400
    assert shown(old, f"{old}新增。") == f"{old}{{+新增。+}}"


@given(st.lists(st.integers(0, 3)), st.lists(st.integers(0, 3)))
def test_edits_lead_through_both_lists(old: list[int], new: list[int]) -> None:
    a = b = 0
    for edit in edits(old, new):
        assert (edit.a0, edit.b0) == (a, b)
        assert edit.same == (old[edit.a0 : edit.a1] == new[edit.b0 : edit.b1])
        a, b = edit.a1, edit.b1
    assert (a, b) == (len(old), len(new))
