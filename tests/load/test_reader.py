"""Bytes → tree: what was typed arrives as typed, hostile files end in a clear problem."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.load.nodes import Mapping, Null, Scalar, Sequence
from docgen.load.reader import MAX_NODES, read
from docgen.problem import Refused
from docgen.workspace import MAX_DATA_BYTES


def value(text: str) -> object:
    node = read(f"key: {text}\n".encode(), "x.yaml").get("key")
    return node.value if isinstance(node, Scalar) else node


def refused(data: bytes | str) -> list[tuple[str, int | None, int | None]]:
    raw = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    with pytest.raises(Refused) as caught:
        read(raw, "x.yaml")
    return [(p.rule, p.where.line, p.where.column) for p in caught.value.problems]


@pytest.mark.parametrize(
    "typed", ["NO", "on", "12:30", "010", "1.10", "0x1F", "1e3", ".inf", "2016-01-14", "true", "="]
)
def test_every_scalar_is_the_string_that_was_typed(typed: str) -> None:
    assert value(typed) == typed


def test_null_is_explicit_and_nothing_is_not() -> None:
    tree = read(b"a: null\nb: ~\nc:\nd: 'null'\n", "x.yaml")
    assert [isinstance(n, Null) and n.explicit for n in map(tree.get, "abc")] == [True, True, False]
    assert isinstance(tree.get("d"), Scalar)


def test_places_count_from_one_in_code_points() -> None:
    tree = read("一二: {三𠮷: 四}\n".encode(), "x.yaml")
    inner = tree.get("一二")
    assert isinstance(inner, Mapping)
    place, node = inner.items["三𠮷"]
    assert (place.line, place.column) == (1, 6)
    assert (node.place.line, node.place.column) == (1, 10)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_endings_and_a_byte_order_mark_change_nothing(ending: str, mark: bytes) -> None:
    text = ending.join(["a: 一", "b: |", "  甲", "  乙", ""])
    tree = read(mark + text.encode(), "x.yaml")
    node = tree.get("b")
    assert isinstance(node, Scalar)
    assert node.value == "甲\n乙\n"
    assert (node.place.line, node.place.column) == (2, 4)


def test_lists_keep_their_order() -> None:
    node = read(b"a: [x, y, {z: 1}]\n", "x.yaml").get("a")
    assert isinstance(node, Sequence)
    assert [type(item) for item in node.items] == [Scalar, Scalar, Mapping]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\na: 2\n", [("duplicate-key", 2, 1)]),
        ("a: {b: 1, b: 2, b: 3}\n", [("duplicate-key", 1, 11), ("duplicate-key", 1, 17)]),
        ("a: &x 1\nb: *x\n", [("yaml-anchor", 1, 4), ("yaml-alias", 2, 4)]),
        ("a: !!python/object/apply:os.system [ls]\n", [("yaml-tag", 1, 4)]),
        ("a: !x 1\n", [("yaml-tag", 1, 4)]),
        ("? [a, b]\n: 1\n", [("complex-key", 1, 3)]),
        ("- a\n- b\n", [("not-a-mapping", 1, 1)]),
        ("just text\n", [("not-a-mapping", 1, 1)]),
        ("", [("empty-file", 1, 1)]),
        ("# only a remark\n", [("empty-file", 1, 1)]),
        ("a: 1\n---\nb: 2\n", [("several-documents", 2, 1)]),
        ("a: [1, 2\n", [("bracket-left-open", 1, 4)]),
        ("a: b: c\n", [("bad-yaml", 1, 5)]),
        ("a: 一\x07二\n", [("control-character", 1, 5)]),
        ("a: 一\nb: \u202e二\n", [("control-character", 2, 4)]),
        ('a: "\\u202e"\n', [("control-character", 1, 4)]),
        ('a: "\\x00"\n', [("control-character", 1, 4)]),
        ("a: \u2028\n", [("control-character", 1, 4)]),
    ],
)
def test_a_fault_has_its_name_and_place(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert refused(text) == expected


def test_bytes_that_are_not_utf_8_are_named_where_they_begin() -> None:
    assert refused("a: 一\nb: ".encode() + "二".encode("big5")) == [("not-utf-8", 2, 4)]
    assert refused("a: 一\n".encode("utf-16"))[0][0] == "not-utf-8"
    assert refused(b"a: \xed\xa0\x80\n")[0][0] == "not-utf-8"  # a lone surrogate


def test_an_alias_bomb_costs_only_its_text() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    assert {rule for rule, _, _ in refused("\n".join(lines))} == {"yaml-anchor", "yaml-alias"}


@pytest.mark.parametrize("text", ["[" * 20_000, "{a: " * 20_000, "- " * 20_000])
def test_deep_nesting_is_refused_and_overflows_nothing(text: str) -> None:
    assert refused(text)[-1][0] == "too-deep"


def test_a_large_file_is_refused_before_it_is_parsed() -> None:
    assert refused(b"a: " + b"x" * MAX_DATA_BYTES) == [("file-too-large", 1, 1)]


@given(st.binary(max_size=400))
def test_whatever_the_bytes_the_reader_ends_in_a_tree_or_in_problems(data: bytes) -> None:
    try:
        assert isinstance(read(data, "x.yaml"), Mapping)
    except Refused as refused:
        where = [(p.where.file, bool(p.where.line)) for p in refused.problems]
        assert set(where) == {("x.yaml", True)}


@given(st.text(alphabet=st.sampled_from("ab:-[]{}&*!|>'\"%@`#,?\n \t~一。{}"), max_size=120))
def test_whatever_the_yaml_the_reader_ends_in_a_tree_or_in_problems(text: str) -> None:
    try:
        read(text.encode(), "x.yaml")
    except Refused as refused:
        assert refused.problems  # noqa: PT017 - either outcome is right


def test_a_file_of_more_values_than_anyone_writes_is_refused() -> None:
    assert refused("".join(f"k{n}: 1\n" for n in range(MAX_NODES)))[-1][0] == "too-many-values"


def test_names_that_are_no_words_are_each_told_once() -> None:
    assert [rule for rule, *_ in refused("? [a]\n: 1\n? [b]\n: 2\n")] == ["complex-key"] * 2
