"""A new workspace and a new agency: whole or not at all, and without fault from the first minute."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docgen.pipeline import init, make, new, validate
from docgen.problem import Refused
from docgen.workspace import Workspace, at

if TYPE_CHECKING:
    from pathlib import Path

TYPES = ("plan", "scoresheet", "results", "proposal", "report", "set")


@pytest.fixture
def fresh(tmp_path: Path) -> Workspace:
    """A workspace as ``docgen init`` makes it."""
    init(tmp_path / "new")
    return at(tmp_path / "new")


def test_a_new_workspace_has_an_example_that_renders(fresh: Workspace) -> None:
    assert validate(fresh) == ()
    assert {made.name for type_ in TYPES for made in make(fresh, "demo", type_)} >= set(TYPES)


def test_nothing_is_overwritten(fresh: Workspace) -> None:
    mine = fresh.templates / "mine"
    mine.mkdir()
    with pytest.raises(Refused) as caught:
        init(fresh.root)
    assert caught.value.problems[0].rule == "folder-not-empty"
    assert mine.is_dir()


def named(workspace: Workspace, slug: str) -> None:
    """Its name filled in."""
    agency = workspace.data / slug / "agency.yaml"
    agency.write_text(agency.read_text("utf-8").replace("（機關全銜）", "第九河川局"), "utf-8")


@pytest.mark.parametrize(("parent", "year"), [("wra", None), (None, 106)])
def test_a_new_agency_has_no_fault_once_it_is_named_and_its_documents_are_made(
    fresh: Workspace, parent: str | None, year: int | None
) -> None:
    new(fresh, "bureau", parent, year)
    named(fresh, "bureau")
    assert validate(fresh, ["bureau"]) == ()
    for type_ in TYPES:
        assert make(fresh, "bureau", type_)


@pytest.mark.parametrize(("parent", "year"), [("wra", None), (None, 106)])
def test_nothing_of_an_agency_is_made_before_its_name_is_filled_in(
    fresh: Workspace, parent: str | None, year: int | None
) -> None:
    new(fresh, "bureau", parent, year)
    (fault,) = validate(fresh, ["bureau"])
    place = (fault.where.file, fault.where.line, fault.where.column)
    assert (fault.rule, place) == ("unnamed-agency", ("data/bureau/agency.yaml", 2, 7))
    for type_ in TYPES:
        with pytest.raises(Refused) as caught:
            make(fresh, "bureau", type_)
        assert caught.value.problems == (fault,)


@pytest.mark.parametrize(
    ("slug", "parent", "year", "rule"),
    [
        ("../out", "wra", None, "bad-agency-name"),
        ("demo", "wra", None, "agency-exists"),
        ("bureau", "wraa", None, "unknown-agency"),
        ("bureau", "wra", 110, "parent-without-year"),
        ("bureau", None, None, "year-needed"),
        ("bureau", None, 2016, "not-a-roc-year"),
    ],
)
def test_what_cannot_be_made_is_refused_and_leaves_nothing(
    fresh: Workspace, slug: str, parent: str | None, year: int | None, rule: str
) -> None:
    before = sorted(path.as_posix() for path in fresh.root.rglob("*"))
    with pytest.raises(Refused) as caught:
        new(fresh, slug, parent, year)
    assert caught.value.problems[0].rule == rule
    assert sorted(path.as_posix() for path in fresh.root.rglob("*")) == before
