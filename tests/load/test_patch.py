"""A child's file on its parent's: merge, replace, remove, add with ``after``, move."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.load.nodes import Mapping, Node, Null, Place, Scalar
from docgen.load.patch import merge, normalise
from docgen.load.reader import read
from docgen.load.shape import RecordShape
from docgen.model.agency import Agency
from docgen.model.plan import Plan

if TYPE_CHECKING:
    from docgen.model.shapes import Record


def tree(text: str, file: str = "base.yaml", model: type[Record] = Plan) -> Mapping:
    made = normalise(RecordShape(model), read(text.encode(), file))
    assert isinstance(made, Mapping)
    return made


def plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Mapping):
        return {key: plain(value) for key, (_, value) in node.items.items()}
    return None if isinstance(node, Null) else [plain(item) for item in node.items]


def patched(base: str, patch: str) -> tuple[object, list[str]]:
    made, faults = merge(Plan, tree(base), tree(patch, "patch.yaml"))
    return plain(made), [fault.rule for fault in faults]


BASE = "sections: {a: {text: 甲}, b: {text: 乙}, c: {text: 丙}}\n"


@pytest.mark.parametrize(
    ("patch", "order"),
    [
        ("sections: {new: {text: 新, after: a}}", "a new b c"),
        ("sections: {new: {text: 新, after: ^}}", "new a b c"),
        ("sections: {c: {after: ^}}", "c a b"),
        ("sections: {a: {after: c}}", "b c a"),
        ("sections: {two: {text: 二, after: one}, one: {text: 一, after: b}}", "a b one two c"),
        ("sections: {y: {text: 一, after: a}, z: {text: 二, after: a}}", "a y z b c"),
        ("sections: {b: null}", "a c"),
        ("sections: {b: null, new: {text: 新, after: a}}", "a new c"),
    ],
)
def test_entries_stand_where_the_patch_says(patch: str, order: str) -> None:
    made, faults = patched(BASE, patch)
    assert faults == []
    assert isinstance(made, dict)
    assert list(made["sections"]) == order.split()


@pytest.mark.parametrize(
    ("patch", "rule"),
    [
        ("sections: {new: {text: 新}}", "unknown-id"),
        ("sections: {new: {text: 新, after: z}}", "unknown-after"),
        ("sections: {a: {after: b}, b: {after: a}}", "after-goes-round"),
        ("sections: {z: null}", "removes-nothing"),
        ("issued: null", "removes-nothing"),
        ("sections: {a: {title: null}}", "removes-nothing"),
    ],
)
def test_a_patch_that_means_nothing_is_refused(patch: str, rule: str) -> None:
    assert rule in patched(BASE, patch)[1]


def test_what_the_parent_has_not_at_all_comes_in_the_childs_order() -> None:
    made, faults = patched(BASE, "sections: {a: {text: null, items: {one: 一, two: 二}}}")
    assert faults == []
    assert isinstance(made, dict)
    assert made["sections"]["a"] == {"items": {"one": {"text": "一"}, "two": {"text": "二"}}}


def test_a_plain_string_merges_as_the_shorthand_field() -> None:
    base = "dimensions: {q: {title: 品質, strategies: {s: {title: 策, measures: {m: {title: 法, practices: {p: {text: 舊, owner: office}}}}}}}}"
    patch = "dimensions: {q: {strategies: {s: {measures: {m: {practices: {p: 新}}}}}}}"
    made, faults = patched(base, patch)
    assert faults == []
    assert isinstance(made, dict)
    practice = made["dimensions"]["q"]["strategies"]["s"]["measures"]["m"]["practices"]["p"]
    assert practice == {"text": "新", "owner": "office"}


def test_a_value_remembers_whom_it_overrode() -> None:
    made, _ = merge(Plan, tree("title: 舊\n"), tree("\ntitle: 新\n", "patch.yaml"))
    title = made.get("title")
    assert isinstance(title, Scalar)
    assert title.place == Place("patch.yaml", 2, 8)
    assert title.over == (Place("base.yaml", 1, 8),)


names = st.sampled_from(["a", "b", "c", "d", "e"])
sections = st.dictionaries(names, st.sampled_from(["甲", "乙", "丙"]), min_size=1)


@given(sections)
def test_an_empty_patch_changes_nothing(base: dict[str, str]) -> None:
    text = "sections: {" + ", ".join(f"{k}: {{text: {v}}}" for k, v in base.items()) + "}"
    made, faults = merge(Plan, tree(text), Mapping({}, Place("p", 1, 1)))
    assert (plain(made), faults) == (plain(tree(text)), [])


@given(sections, sections)
def test_a_patch_of_known_ids_replaces_and_keeps_the_order(
    base: dict[str, str], patch: dict[str, str]
) -> None:
    known = {key: value for key, value in patch.items() if key in base}
    texts = [
        "units: {" + ", ".join(f"{k}: {v}" for k, v in values.items()) + "}"
        for values in (base, known)
    ]
    made, faults = merge(Agency, *(tree(text, model=Agency) for text in texts))
    units = {key: {"title": value} for key, value in {**base, **known}.items()}
    assert (plain(made), faults) == ({"units": units}, [])


@given(sections, st.permutations(["a", "b", "c", "d", "e"]))
def test_merging_twice_is_merging_once(base: dict[str, str], order: list[str]) -> None:
    text = "sections: {" + ", ".join(f"{k}: {{text: {v}}}" for k, v in base.items()) + "}"
    moves = ", ".join(f"{k}: {{after: ^}}" for k in order if k in base)
    patch = tree(f"sections: {{{moves}}}", "patch.yaml")
    once, faults = merge(Plan, tree(text), patch)
    twice, _ = merge(Plan, once, patch)
    assert faults == []
    assert list_of(once) == list_of(twice)


def list_of(made: Mapping) -> list[str]:
    entries = made.get("sections")
    assert isinstance(entries, Mapping)
    return list(entries.items)
