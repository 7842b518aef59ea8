"""What of an agency's year may be published: nothing made up in what a real agency says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docgen.pipeline import consolidate, draft_bureaus
from docgen.problem import Refused
from tests.site.publishing import copied, published, replaced

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """wra whose report of all bureaus is drafted, from the made-up demo among them."""
    own = copied(tmp_path / "own", ("plan", "report", "results"))
    found = draft_bureaus(own, consolidate(own, "wra", 105))
    assert found.drafted is not None
    return own


def test_a_report_of_bureaus_with_a_made_up_one_is_refused(
    workspace: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(Refused) as caught:
        published(tmp_path / "site", workspace, ("wra",))
    (problem,) = caught.value.problems
    assert (problem.rule, problem.level) == ("example-published", "error")
    assert problem.where.file == "data/wra/105"
    assert problem.args == {"name": "示範機關", "slug": "demo", "agency": "wra"}
    assert not (tmp_path / "site").exists()


def test_the_example_itself_may_be_published(workspace: Workspace, tmp_path: Path) -> None:
    made = published(tmp_path / "site", workspace, ("demo",))
    assert [version.agency for version in made.published] == ["demo"]
    assert made.problems == ()


def test_so_may_a_parent_that_says_nothing_of_its_bureaus(
    workspace: Workspace, tmp_path: Path
) -> None:
    (workspace.root / "data/wra/105/consolidated.yaml").unlink()
    made = published(tmp_path / "site", workspace, ("wra",))
    assert [version.agency for version in made.published] == ["wra"]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("data/demo/agency.yaml", "example: true", "example: false"),
        ("data/wra/agency.yaml", "name:", "example: true\nname:"),  # all of it is made up
    ],
)
def test_a_real_bureau_or_a_made_up_parent_is_no_fault(
    workspace: Workspace, tmp_path: Path, file: str, old: str, new: str
) -> None:
    made = published(tmp_path / "site", replaced(workspace, file, old, new), ("wra",))
    assert [version.agency for version in made.published] == ["wra"]
    assert "report-bureaus" in {each.name for each in made.published[0].documents}
