"""Whom a change would reach."""

from __future__ import annotations

import pytest

from docgen.load import Data
from docgen.load.explain import explain
from docgen.load.impact import impact
from docgen.problem import Refused
from docgen.workspace import Workspace
from tests.conftest import PROJECT


def data() -> Data:
    return Data(Workspace(PROJECT))


def refusal(slug: str, file: str, name: str | None = None) -> list[str]:
    with pytest.raises(Refused) as refused:
        impact(data(), slug, 105, file, name)
    return [problem.rule for problem in refused.value.problems]


def test_one_id_says_who_inherits_and_who_overrides_where() -> None:
    (reach,) = impact(data(), "wra", 105, "plan", "single-window")
    assert reach.address == "plan:single-window"
    assert reach.words.startswith("設置全功能單一窗口")
    river, demo = reach.heirs
    assert (river.slug, demo.slug) == ("10river", "demo")
    assert river.overrides
    assert river.overrides.file == "data/10river/105/plan.yaml"
    assert demo.overrides is None
    assert not demo.drops


def test_what_a_bureau_dropped_is_dropped() -> None:
    (reach,) = impact(data(), "wra", 105, "plan", "yearly-check")
    assert [heir.drops for heir in reach.heirs] == [True, True]


def test_one_field_can_be_asked_for() -> None:
    (title,) = impact(data(), "wra", 105, "plan", "scope.title")
    (text,) = impact(data(), "wra", 105, "plan", "scope.text")
    assert [bool(heir.overrides) for heir in title.heirs] == [False, False]
    assert [bool(heir.overrides) for heir in text.heirs] == [True, True]


@pytest.mark.parametrize("file", ["plan", "rubric", "rules", "forms"])
def test_the_whole_file_says_of_each_id_what_explain_says(file: str) -> None:
    found = impact(data(), "wra", 105, file)
    assert len(found) > 5
    one = data()
    for reach in found:
        name = reach.address.partition(":")[2]
        assert explain(one, "wra", 105, file, name).heirs == reach.heirs, name


def test_what_cannot_be_answered_is_refused() -> None:
    assert refusal("wra", "plan", "singl-window") == ["unknown-address"]
    assert refusal("wra", "report") == ["not-inherited"]
    assert refusal("10river", "plan") == ["nobody-below"]
