"""Three-way merging: what a person touched stays, all else follows the new draft."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from docgen.load.threeway import changes, merge
from docgen.load.write import edited, noted, plain, text_of

KEYS = st.sampled_from(["a", "b", "c", "d"])
TEXTS = st.sampled_from(["一。", "二。", "2,870", "true", "12:30", "# 井", "a: b", "「引」"])
TREES = st.dictionaries(
    KEYS, st.recursive(TEXTS, lambda inner: st.dictionaries(KEYS, inner, min_size=1), max_leaves=6)
)


def merged(base: dict[str, Any], yours: str, draft: dict[str, Any]) -> str:
    steps = merge(base, plain(yours.encode(), "report.yaml"), draft, noted(yours))
    return edited(yours, steps.edits) if steps.edits else yours


def tree(text: str) -> dict[str, Any]:
    return plain(text.encode(), "report.yaml")


def ordered(value: Any) -> Any:
    """Mappings as lists of pairs, so that the order counts."""
    return [(k, ordered(v)) for k, v in value.items()] if isinstance(value, dict) else value


@given(TREES.filter(bool), TREES.filter(bool))
def test_an_untouched_file_becomes_the_new_draft(
    base: dict[str, Any], draft: dict[str, Any]
) -> None:
    assert ordered(tree(merged(base, text_of(base), draft))) == ordered(draft)


@given(TREES.filter(bool), TREES.filter(bool))
def test_a_draft_that_did_not_change_changes_nothing(
    base: dict[str, Any], yours: dict[str, Any]
) -> None:
    text = text_of(yours, "# 說明\n")
    assert merged(base, text, base) == text


@given(TREES.filter(bool), TREES.filter(bool), TREES.filter(bool))
def test_every_text_that_a_person_wrote_is_still_there(
    base: dict[str, Any], yours: dict[str, Any], draft: dict[str, Any]
) -> None:
    after = tree(merged(base, text_of(yours), draft))
    for change in changes(base, yours):
        if change.after is not None:
            assert _at(after, change.path) is not None
            assert not [
                each
                for each in changes({"it": change.after}, {"it": _at(after, change.path)})
                if each.before is not None
            ]


def _at(value: Any, path: tuple[str, ...]) -> Any:
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


BASE = "cases:\n  a: {title: 甲, text: 一。}\n  b: {title: 乙, text: 二。}\n  c: {title: 丙, text: 三。}\n"


def test_a_text_that_was_edited_stays_and_the_draft_s_is_told() -> None:
    base = tree(BASE)
    yours = tree(BASE.replace("一。", "改寫。"))
    draft = tree(BASE.replace("一。", "新稿。").replace("二。", "新二。"))
    found = merge(base, yours, draft)
    assert [(each.kind, each.path, each.value) for each in found.edits] == [
        ("set", ("cases", "b", "text"), "新二。")
    ]
    assert [(each.path, each.draft) for each in found.kept] == [(("cases", "a", "text"), "新稿。")]


def test_an_entry_that_a_person_deleted_stays_deleted() -> None:
    base, draft = tree(BASE), tree(BASE)
    yours = tree(BASE.replace("  b: {title: 乙, text: 二。}\n", ""))
    assert merge(base, yours, draft).edits == ()


def test_an_entry_that_the_draft_drops_goes_unless_it_was_edited() -> None:
    base = tree(BASE)
    draft = {"cases": {"a": base["cases"]["a"]}}
    yours = tree(BASE.replace("三。", "親筆。"))
    found = merge(base, yours, draft)
    assert [(each.kind, each.path) for each in found.edits] == [("remove", ("cases", "b"))]
    assert [(each.path, each.draft) for each in found.kept] == [(("cases", "c"), None)]


def test_an_entry_with_a_comment_is_somebody_s() -> None:
    text = BASE.replace("  b:", "  # 待補照片\n  b:")
    draft = {"cases": {"a": tree(BASE)["cases"]["a"]}}
    assert list(tree(merged(tree(BASE), text, draft))["cases"]) == ["a", "b"]


def test_new_entries_stand_behind_their_neighbours_and_a_person_s_order_stays() -> None:
    base = tree(BASE)
    cases = base["cases"]
    draft = {"cases": {"a": cases["a"], "n": {"title": "新"}, "b": cases["b"], "c": cases["c"]}}
    assert list(tree(merged(base, BASE, draft))["cases"]) == ["a", "n", "b", "c"]
    swapped = {"cases": {key: cases[key] for key in ("c", "a", "b")}}
    assert list(tree(merged(base, text_of(swapped), draft))["cases"]) == ["c", "a", "n", "b"]


COMMENTED = """\
# 檔首說明

performance:
  # 深化
  deepen:   # 標題
    # 事例如下
    cases:
      a:
        title: 甲   # 同行
        text: "一。"
      # 乙之前
      # 第二行

      b: {title: 乙, text: 二。}   # 流式
      c:
        title: 丙
        text: |
          三。
      # 丁之前
      d:
        - x
        - y
      # 戊之前
      e: {title: 戊, text: 五。}
# 檢討之前
review:
  items:
    x: 一。
    # 檔尾
"""


def test_a_file_with_nothing_to_change_is_written_as_it_was() -> None:
    assert edited(COMMENTED, ()) == COMMENTED


def test_a_comment_stays_above_what_it_stands_above() -> None:
    steps = merge(
        {"performance": {"deepen": {"cases": {"c": {"title": "丙", "text": "三。"}}}}},
        tree(COMMENTED),
        {"performance": {"deepen": {"cases": {}}}},
    )
    after = edited(COMMENTED, steps.edits)
    assert after.splitlines().count("      # 丁之前") == 1
    lines = after.splitlines()
    assert lines[lines.index("      # 丁之前") + 1] == "      d:"
    assert lines[lines.index("# 檢討之前") + 1] == "review:"
    assert "      c:" not in lines


@given(st.permutations(["a", "b", "c", "d", "e"]))
def test_entries_take_their_comments_with_them(order: list[str]) -> None:
    from docgen.load.threeway import Edit

    path = ("performance", "deepen", "cases")
    lines = edited(COMMENTED, [Edit("order", path, order=tuple(order))]).splitlines()
    assert sorted(lines) == sorted(COMMENTED.splitlines())
    assert lines[lines.index("      # 丁之前") + 1] == "      d:"
    assert lines[lines.index("      # 戊之前") + 1].startswith("      e:")
    assert lines[lines.index("      # 第二行") + 2].startswith("      b:")


@given(TREES.filter(bool))
def test_what_is_written_reads_as_it_was(value: dict[str, Any]) -> None:
    assert tree(text_of(value)) == value


def test_noted_are_entries_with_comments_not_with_empty_lines() -> None:
    assert noted("a: 1\n\nb: 2\n# c\nc: 3\nd:\n  e: 4  # f\n") == {("c",), ("d",), ("d", "e")}
