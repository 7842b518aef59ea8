"""What of an agency's year may be published: nothing made up in what a real agency says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from docgen.pipeline import consolidate, draft_bureaus
from docgen.problem import Refused
from docgen.workspace import Workspace
from tests.conftest import PROJECT
from tests.site.publishing import copied, published, replaced

if TYPE_CHECKING:
    from pathlib import Path


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


def test_the_report_of_all_bureaus_is_called_otherwise_than_the_agencys_own(
    workspace: Workspace, tmp_path: Path
) -> None:
    replaced(workspace, "data/demo/agency.yaml", "example: true", "example: false")
    made = published(tmp_path / "site", workspace, ("wra",))
    titles = {each.name: each.title for each in made.published[0].documents}
    assert titles["report-bureaus"].endswith("績效總報告（所屬機關彙整）")
    assert "所屬機關彙整" not in titles["report"]
    page = (tmp_path / "site/wra/105/v1/report-bureaus.html").read_text("utf-8")
    assert "績效總報告（所屬機關彙整）" in page[: page.index("</title>")]
    heading = page[page.index('<header class="dg-text') :].partition("</header>")[0]
    assert "績效總報告" in heading  # the document's own: as 附錄2 has it
    assert "（所屬機關彙整）" not in heading


def test_of_a_set_only_the_annexes_are_called_blank(tmp_path: Path) -> None:
    published(tmp_path / "site", Workspace(PROJECT), ("10river",))
    page = (tmp_path / "site/10river/105/index.html").read_text("utf-8")
    cards = {
        name: page[page.index(f'href="v1/{name}.html"') :].partition("</h3>")[0]
        for name in ("set", "plan", "report")
    }
    assert "附件為空白表件" in cards["set"]
    assert "空白表件" not in cards["plan"]
    assert '<span class="mark">空白表件</span>' in cards["report"]


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
