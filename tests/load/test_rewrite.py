"""Writing back into a file: everything else stays as it was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.load.reader import read
from docgen.load.rewrite import commented, rewritten, scalars
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted((PROJECT / "data").rglob("*.yaml"))
ODD = """\
# head
a: 010   # an octal to others
b: NO

c: {d: "105-01-14", e: '甲'}   # flow
f: ~
g: |
  一
  二
h:
- x: 1.10

- 12:30
"""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PROJECT).as_posix())
def test_one_text_changed_changes_one_line(path: Path) -> None:
    source = path.read_text("utf-8")
    short = [each for each in scalars(read(source.encode(), "f")) if "\n" not in each[1].value]
    at, node = short[-1]
    made = rewritten(source, {at: f"{node.value}106"})
    changed = [
        (old, new)
        for old, new in zip(source.split("\n"), made.split("\n"), strict=True)
        if old != new
    ]
    assert len(changed) == 1
    assert changed[0][1].replace("106", "", 1) in changed[0][0].replace("106", "", 1) or (
        changed[0][1].replace(f"{node.value}106", node.value) == changed[0][0]
    )


def test_words_stay_as_typed_and_lists_as_indented() -> None:
    made = rewritten(ODD, {("c", "d"): "106-01-14", ("h", 1): "13:30"})
    assert made == ODD.replace("105-01-14", "106-01-14").replace("12:30", "13:30")


def test_nothing_to_change_is_the_same_text() -> None:
    assert rewritten("a:   1\n", {}) == "a:   1\n"


def test_a_note_stands_above_its_line_and_as_far_in() -> None:
    made = commented("a:\n  b: 1\n  c: {d: 2}\n", {("a", "b"): "x\ny", ("a", "c", "d"): "z"})
    assert made == "a:\n  # x y\n  b: 1\n  # z\n  c: {d: 2}\n"


def test_a_name_that_goes_becomes_a_comment_with_all_its_lines() -> None:
    source = "a: 1\nb:\n  c: 2\n# of b\n  d: 3\n\n# of e\ne: 4\n"
    made = commented(source, {}, ["b"])
    assert made == "a: 1\n# b:\n#   c: 2\n# # of b\n#   d: 3\n\n# of e\ne: 4\n"


def test_a_name_in_a_file_of_one_line_is_taken_out() -> None:
    made = commented("{a: 1, b: {c: 2}}\n", {}, ["b"])
    assert list(read(made.encode(), "f").items) == ["a"]


@given(st.dictionaries(st.sampled_from("abcdef"), st.text("設a1:#'\"{}[]-, ", min_size=1)))
def test_any_text_is_read_again_as_it_was_written(texts: dict[str, str]) -> None:
    source = "".join(f"{key}: x\n" for key in texts) or "k: x\n"
    made = rewritten(source, {(key,): text for key, text in texts.items()})
    found = {path[0]: node.value for path, node in scalars(read(made.encode(), "f"))}
    assert found == (texts or {"k": "x"})
