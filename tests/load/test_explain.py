"""Where a value comes from, and who overrides it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from docgen.load import Data
from docgen.load.explain import explain
from docgen.problem import Refused
from docgen.workspace import Workspace
from tests.load.small import SMALL

Write = Callable[[dict[str, str]], Workspace]


def test_the_chain_leads_from_the_parent_to_the_child(write: Write) -> None:
    found = explain(Data(write(SMALL)), "branch", 105, "plan", "window")
    (origin,) = found.origins
    assert (origin.address, origin.value) == ("plan:window.text", "由專人服務。")
    assert [f"{p.file}:{p.line}" for p in origin.chain] == [
        "data/hq/105/plan.yaml:26",
        "data/branch/105/plan.yaml:10",
    ]


def test_the_parent_is_told_who_inherits_and_who_overrides(write: Write) -> None:
    data = Data(write(SMALL))
    (over,) = explain(data, "hq", 105, "plan", "window").heirs
    assert over.overrides is not None
    assert (over.slug, over.overrides.file) == ("branch", "data/branch/105/plan.yaml")
    (inherits,) = explain(data, "hq", 105, "plan", "faster").heirs
    assert (inherits.overrides, inherits.drops) == (None, False)


def test_an_entry_that_the_child_drops_is_said_to_be_dropped(write: Write) -> None:
    files = dict(SMALL)
    files["data/branch/105/plan.yaml"] += "              faster: null\n"
    (heir,) = explain(Data(write(files)), "hq", 105, "plan", "faster").heirs
    assert heir.drops


@pytest.mark.parametrize(
    ("file", "name", "rule", "near"),
    [
        ("plan", "windw", "unknown-address", "window"),
        ("plann", "window", "unknown-file", "plan"),
        ("../../etc/passwd", "x", "unknown-file", ""),
        ("assessments/../../agency", "x", "unknown-file", "assessments/…"),
        ("plan", "titel", "unknown-address", "title"),
    ],
)
def test_what_is_not_there_is_answered_with_the_nearest(
    write: Write, file: str, name: str, rule: str, near: str
) -> None:
    with pytest.raises(Refused) as caught:
        explain(Data(write(SMALL)), "hq", 105, file, name)
    (fault,) = caught.value.problems
    assert (fault.rule, fault.args["near"]) == (rule, near)


def test_one_field_and_the_files_root_can_be_asked_for(write: Write) -> None:
    data = Data(write(SMALL))
    assert explain(data, "hq", 105, "plan", "basis.title").origins[0].value == "計畫依據"
    assert explain(data, "hq", 105, "plan", "title").origins[0].value.endswith("年度計畫")
    assert explain(data, "hq", 105, "assessments/first", "phone").origins[0].value == "50"


def test_who_does_not_know_the_id_asks_by_words_of_the_text(write: Write) -> None:
    found = explain(Data(write(SMALL)), "branch", 105, "plan", "由專人")
    assert [(each.address, each.value) for each in found.origins] == [
        ("plan:window.text", "由專人服務。")
    ]
    assert (found.listed, found.heirs) == (True, ())


def test_without_an_id_the_whole_file_is_listed(write: Write) -> None:
    data = Data(write(SMALL))
    every = explain(data, "branch", 105, "plan")
    assert every.listed
    addresses = [each.address for each in every.origins]
    assert {"plan:title", "plan:basis.title", "plan:window.text"} <= set(addresses)
    for each in every.origins:
        (alone,) = (
            one
            for one in explain(data, "branch", 105, "plan", each.address[len("plan:") :]).origins
            if one.address == each.address
        )
        assert alone == each
