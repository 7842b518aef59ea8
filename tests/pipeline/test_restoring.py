"""Publishing over what somebody altered: it is put back where docgen can, and told where it cannot."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from docgen.pipeline.verifying import verify
from docgen.problem import Refused
from tests.pipeline.test_publish import LATER, REPORT
from tests.site.publishing import copied, published, replaced, tree

if TYPE_CHECKING:
    from pathlib import Path

    from docgen.workspace import Workspace

FOLDER = "demo/105/v1"
PAGE = f"{FOLDER}/report.html"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace and what was published of it once; not to be changed."""
    folder = tmp_path_factory.mktemp("first")
    published(folder / "site", copied(folder / "own", ("report",)))
    return folder


@pytest.fixture
def own(first: Path, tmp_path: Path) -> Workspace:
    shutil.copytree(first / "site", tmp_path / "site")
    return copied(tmp_path / "own", ("report",))


@pytest.fixture
def site(own: Workspace) -> Path:
    return own.root.parent / "site"


def altered(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace("減為6種".encode(), "減為5種".encode()) + b" ")


def told(site: Path, own: Workspace) -> list[tuple[str, str, str | None]]:
    made = published(site, own, day=LATER)
    assert made.published == ()
    assert [version.version for version in made.unchanged] == [1]
    return [(p.rule, p.level, p.where.file) for p in made.problems]


def test_an_altered_page_is_put_back_and_what_it_said_is_told(
    first: Path, site: Path, own: Workspace
) -> None:
    altered(site / PAGE)
    (problem,) = published(site, own, day=LATER).problems
    assert (problem.rule, problem.level) == ("text-restored", "warning")
    assert problem.where.file == f"site/{PAGE}"
    assert "減為5種" in problem.args["changes"]
    assert tree(site) == tree(first / "site")
    assert told(site, own) == []


@pytest.mark.parametrize(
    "name", ["demo-105-report.pdf", "demo-105-v1.zip", "index.html", "accessibility.html"]
)
@pytest.mark.parametrize("missing", [False, True])
def test_every_download_and_page_can_be_put_back(
    first: Path, site: Path, own: Workspace, name: str, *, missing: bool
) -> None:
    path = site / FOLDER / name
    path.unlink() if missing else path.write_bytes(b"x")
    ((rule, level, file),) = told(site, own)
    assert (rule, level) in {("file-restored", "warning"), ("text-restored", "warning")}
    assert file == f"site/{FOLDER}/{name}"
    assert tree(site) == tree(first / "site")


def test_the_sums_of_a_version_are_made_again_and_never_believed(
    first: Path, site: Path, own: Workspace
) -> None:
    path = site / FOLDER / "SHA256SUMS"
    path.write_bytes(path.read_bytes().replace(b"0", b"1"))
    assert told(site, own) == [("file-restored", "warning", f"site/{FOLDER}/SHA256SUMS")]
    assert tree(site) == tree(first / "site")


def test_altered_files_with_sums_to_match_are_refused(site: Path, own: Workspace) -> None:
    altered(site / PAGE)
    path = site / FOLDER / "SHA256SUMS"
    path.write_bytes(path.read_bytes().replace(b"0", b"1"))
    before = tree(site)
    with pytest.raises(Refused) as caught:
        published(site, own, day=LATER)
    assert [p.rule for p in caught.value.problems] == ["not-restored"]
    assert tree(site) == before
    published(site, own, ("wra",), day=LATER)  # another agency does not bless them
    assert "file-changed" in {p.rule for p in verify(site).problems}


def test_what_docgen_cannot_make_again_is_refused(site: Path, own: Workspace) -> None:
    (site / FOLDER / "build.json").write_text("{}", "utf-8")
    before = tree(site)
    with pytest.raises(Refused) as caught:
        published(site, own, day=LATER)
    (problem,) = caught.value.problems
    assert (problem.rule, problem.level) == ("not-restored", "error")
    assert tree(site) == before
    kept = published(site, own, day=LATER, keep_going=True)
    assert (kept.published, kept.unchanged) == ((), ())


def test_a_correction_comes_out_beside_what_cannot_be_put_back(site: Path, own: Workspace) -> None:
    altered(site / PAGE)
    replaced(own, REPORT, "通知申請人", "告知申請人")
    made = published(site, own, day=LATER)
    assert [version.version for version in made.published] == [2]
    assert [(p.rule, p.level) for p in made.problems] == [("not-restored", "warning")]
    assert [p.where.file for p in verify(site).problems] == [f"site/{PAGE}"]


def test_an_older_version_gets_back_what_its_zip_has(site: Path, own: Workspace) -> None:
    replaced(own, REPORT, "通知申請人", "告知申請人")
    published(site, own, day=LATER)
    (site / FOLDER / "demo-105-report.pdf").unlink()
    made = published(site, own, day=LATER)
    assert [(p.rule, p.level) for p in made.problems] == [("file-restored", "warning")]
    assert verify(site).problems == ()


def test_sums_that_lead_elsewhere_write_nothing(site: Path, own: Workspace) -> None:
    (site / "SHA256SUMS").unlink()  # nobody vouches for the version's own
    with (site / FOLDER / "SHA256SUMS").open("a", encoding="utf-8") as file:
        file.write(f"{'0' * 64}  ../../../../outside\n")
    with pytest.raises(Refused) as caught:
        published(site, own, day=LATER)
    assert [p.rule for p in caught.value.problems] == ["not-restored"]
    assert not (site.parent / "outside").exists()
