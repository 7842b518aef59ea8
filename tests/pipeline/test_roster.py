"""``pipeline.roster``: all agencies by name and parent."""

from __future__ import annotations

import copy
import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.load import Data
from docgen.pipeline.roster import Roster, roster

if TYPE_CHECKING:
    from collections.abc import Callable

    from docgen.workspace import Workspace

MINISTRY = Roster.of(
    (
        ("lone", None, "孤島"),
        ("moea", None, "經濟部"),
        ("river-1", "wra", "經濟部水利署第一河川局"),
        ("river-2", "wra", None),  # its file cannot be read
        ("station", "river-1", "第一工務所"),
        ("wra", "moea", "經濟部水利署"),
    )
)
SLUGS = tuple("abcdef")
TREES = st.dictionaries(st.sampled_from(SLUGS), st.sampled_from((*SLUGS, "gone", None)))


def made(tree: dict[str, str | None]) -> Roster:
    return Roster.of((slug, tree[slug], f"名{slug}") for slug in sorted(tree))


def test_names_are_those_that_could_be_read() -> None:
    assert set(MINISTRY.names) == {
        "孤島",
        "經濟部",
        "經濟部水利署第一河川局",
        "第一工務所",
        "經濟部水利署",
    }


def test_a_line_leads_from_the_agency_upwards() -> None:
    assert MINISTRY.line("station") == ("station", "river-1", "wra", "moea")
    assert MINISTRY.line("nobody") == ()


def test_children_are_those_that_name_it_as_their_parent() -> None:
    assert list(MINISTRY.children("wra")) == ["river-1", "river-2"]
    assert list(MINISTRY.children("station")) == []


def test_kin_are_those_above_and_below_no_others() -> None:
    assert set(MINISTRY.kin("wra")) == {
        "經濟部", "經濟部水利署", "經濟部水利署第一河川局", "第一工務所",
    }  # fmt: skip
    assert set(MINISTRY.kin("river-2")) == {"經濟部", "經濟部水利署"}
    assert set(MINISTRY.kin("lone")) == {"孤島"}


@given(TREES)
def test_every_shape_of_parents_comes_to_an_end(tree: dict[str, str | None]) -> None:
    """A parent that is gone, an agency above itself, circles."""
    found = made(tree)

    def above(slug: str) -> list[str]:
        line: list[str] = []
        step: str | None = slug
        while step in tree and step not in line:
            line.append(step)
            step = tree[step]
        return line

    for slug in tree:
        assert list(found.line(slug)) == above(slug)
        kin = {*above(slug), *(each for each in tree if slug in above(each))}
        assert set(found.kin(slug)) == {f"名{each}" for each in kin}


@given(st.lists(st.integers(0, 30), max_size=40), st.integers(1, 7))
def test_names_come_in_order_each_once_though_few_are_sorted_at_a_time(
    numbers: list[int], part: int
) -> None:
    found = Roster.of((f"b-{at:02}", "wra", f"名{each}") for at, each in enumerate(numbers))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("docgen.pipeline.roster._PART", part)
        assert list(found.names) == sorted({f"名{each}" for each in numbers})
        assert list(found.kin("wra")) == list(found.names)


@given(TREES)
def test_it_is_the_slugs_in_their_order(tree: dict[str, str | None]) -> None:
    found = made(tree)
    assert list(found) == sorted(tree)
    assert len(found) == len(tree)
    assert found[:] == tuple(sorted(tree))
    assert all(slug in found for slug in tree)
    assert "gone" not in found


@given(TREES)
def test_it_travels_to_other_processes_whole(tree: dict[str, str | None]) -> None:
    one = made(tree)
    other = copy.copy(one)  # by ``__reduce__``, as it is pickled
    assert other.digest == one.digest
    assert list(other.names) == list(one.names)
    assert all(other.line(slug) == one.line(slug) for slug in tree)


@given(TREES, TREES)
def test_the_digest_tells_any_two_apart(
    one: dict[str, str | None], other: dict[str, str | None]
) -> None:
    assert (made(one).digest == made(other).digest) == (one == other)


def test_an_agency_more_takes_some_bytes_never_objects() -> None:
    """Every process holds all agencies, so what one takes is what a ministry's build grows by."""
    count = 5000
    assert not list(Roster().names)  # imports what it needs
    tracemalloc.start()
    try:
        found = Roster.of((f"b-{at:05}", "wra", f"第{at:05}河川局") for at in range(count))
        assert sum(1 for _ in found.names) == count
        assert sum(1 for _ in found.kin("wra").forms(4)) == count
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 120 * count


def agency(name: str, parent: str = "") -> str:
    return f"name: {name}\nshort: 本署\n" + (f"parent: {parent}\n" if parent else "")


def test_only_files_that_changed_are_read(
    write: Callable[[dict[str, str]], Workspace], monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = write(
        {
            "data/a/agency.yaml": agency("甲署"),
            "data/b/agency.yaml": agency("乙署", "a"),
            "data/c/agency.yaml": "name: [\n",
        }
    )
    workspace.cache.mkdir(parents=True)
    read: list[str] = []
    real = Data.agency

    def counted(data: Data, slug: str) -> Any:
        read.append(slug)
        return real(data, slug)

    monkeypatch.setattr(Data, "agency", counted)
    first = roster(workspace)
    assert (read, set(first.names), list(first.children("a"))) == (
        ["a", "b", "c"],
        {"甲署", "乙署"},
        ["b"],
    )
    assert roster(workspace).digest == first.digest
    assert read == ["a", "b", "c"]
    write({"data/b/agency.yaml": agency("乙局", "a"), "data/d/agency.yaml": agency("丁署")})
    (workspace.data / "a" / "agency.yaml").unlink()
    assert set(roster(workspace).names) == {"乙局", "丁署"}
    assert read == ["a", "b", "c", "b", "d"]
